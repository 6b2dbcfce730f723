//! Words in every script: drawn where a font has them, read in their order, and named where none has.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use afterglow::{
    domain::share::Include,
    reports::pdf::{Folder, Fonts, Heading, report},
};
use lopdf::Document;

use super::{Patient, heading, note};
use crate::support;

/// A note in each of twelve scripts: what it is called, and whether the program has a font for it.
const NOTES: [(&str, &str, bool); 12] = [
    ("Latin", "Slept well, łódź and ñandú, naïve façade", true),
    ("Greek", "Σήμερα ήταν μια καλύτερη μέρα", true),
    ("Cyrillic", "Сегодня был день лучше вчерашнего", true),
    ("Hebrew", "היום היה יום טוב יותר", true),
    ("Arabic", "كان اليوم أفضل من أمس", true),
    ("Devanagari", "आज का दिन कल से बेहतर था", true),
    ("Thai", "วันนี้ดีกว่าเมื่อวาน", true),
    ("Chinese", "今天比昨天好一些", false),
    ("Japanese", "今日は昨日よりよかった", false),
    ("Korean", "오늘은 어제보다 좋았다", false),
    ("Georgian", "დღეს უკეთესი დღე იყო", false),
    ("Tamil", "இன்று நேற்றை விட நல்ல நாள்", false),
];

fn with_notes(notes: &[&str], fonts: &Fonts) -> Vec<u8> {
    let mut patient = Patient::empty();
    patient.notes = true;
    let mut view = patient.view();
    for (day, words) in notes.iter().enumerate() {
        view.notes.push(note(i64::try_from(day).unwrap(), words));
    }
    let heading = Heading { include: Include { notes: true, ..heading().include }, ..heading() };
    report(&view, &heading, fonts).unwrap()
}

/// The report as a program reads it that goes by where words stand: without the marks of direction that it adds.
fn pdftotext(bytes: &[u8], options: &[&str]) -> String {
    read_by("pdftotext", bytes, options)
}

fn read_by(program: &str, bytes: &[u8], options: &[&str]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let mut command = Command::new(program);
    command.args(options).arg(file.path());
    if program == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().unwrap_or_else(|error| panic!("{program} (Debian: poppler-utils): {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    text.replace(['\u{202a}', '\u{202b}', '\u{202c}', '\u{200e}', '\u{200f}'], "").replace('\u{a0}', " ")
}

/// Lines may end at any space.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines that are not drawn in the order in which they are read, as the document's structure has them.
fn told(bytes: &[u8]) -> Vec<String> {
    support::report::told(&Document::load_mem(bytes).unwrap())
}

#[test]
fn notes_in_every_script_are_read_in_their_order_or_named() {
    // A report may leave older notes out; it has room for so many.
    for notes in NOTES.chunks(4) {
        let words: Vec<&str> = notes.iter().map(|(_, words, _)| *words).collect();
        let bytes = with_notes(&words, &Fonts::default());
        let (text, told) = (in_one_line(&pdftotext(&bytes, &[])), told(&bytes));
        for (script, words, drawn) in notes {
            assert_eq!(text.contains(words), *drawn, "{script}: {words}\n{text}");
            assert_eq!(text.contains(&format!("[{script}]")), !drawn, "{script}\n{text}");
            let plain = ["Latin", "Greek", "Cyrillic"].contains(script);
            assert_eq!(told.iter().any(|line| line == words), *drawn && !plain, "{script}: {told:?}");
        }
        let mut missing: Vec<&str> = notes.iter().filter(|(.., drawn)| !drawn).map(|(script, ..)| *script).collect();
        missing.sort_unstable();
        let sentence = format!("no font for it: {}.", missing.join(", "));
        assert_eq!(text.contains(&sentence), !missing.is_empty(), "{sentence}\n{text}");
        assert!(!text.contains('\u{fffd}'), "{text}");
    }
}

#[test]
fn lines_of_both_directions_are_read_in_their_order() {
    let notes = [
        "Ketamine helped, אמרתי לרופא שלי, and I slept",
        "לקחתי Spravato 56 mg אחרי הצהריים",
        "قست الضغط 120/80 بعد IV ثم نمت",
        "(הכל בסדר) 3.5, 100%",
    ];
    let bytes = with_notes(&notes, &Fonts::default());
    let told = told(&bytes);
    for words in notes {
        assert!(told.iter().any(|line| line == words), "{words}\n{told:?}");
    }
    // Who goes by places has each word whole, and those of one direction in their order.
    let text = in_one_line(&pdftotext(&bytes, &[]));
    for words in ["אמרתי לרופא שלי", "אחרי הצהריים", "قست الضغط", "Spravato 56 mg"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn what_runs_from_right_to_left_ends_at_one_edge() {
    let long = "היום היה יום טוב יותר ".repeat(20);
    let bytes = with_notes(&[long.trim()], &Fonts::default());
    let boxes = read_by("pdftotext", &bytes, &["-bbox"]);
    let mut right: BTreeMap<String, f32> = BTreeMap::new();
    for word in boxes.lines().filter(|line| line.contains(['ה', 'ו', 'ט'])) {
        let value =
            |name: &str| word.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let edge = right.entry(value("yMin")).or_default();
        *edge = edge.max(value("xMax").parse().unwrap());
    }
    assert!(right.len() > 2 && right.values().all(|edge| (edge - 564.28).abs() < 0.7), "{right:?}");
}

#[test]
fn lines_end_between_words_where_words_have_no_spaces_between_them() {
    let long = "วันนี้ดีกว่าเมื่อวาน".repeat(12);
    let text = pdftotext(&with_notes(&[&long], &Fonts::default()), &["-layout"]);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("วัน")).map(str::trim).collect();
    assert!(lines.len() >= 2, "{text}");
    let first = lines[0].rsplit("  ").next().unwrap().trim();
    let (words, line) = (["วันนี้", "ดี", "กว่า", "เมื่อ", "วาน", "เมื่อวาน"], first);
    assert!(words.iter().any(|word| line.ends_with(word)), "{line}");
}

#[test]
fn letters_that_a_joiner_parts_stay_parted() {
    let words = "من می\u{200c}روم";
    assert!(told(&with_notes(&[words], &Fonts::default())).iter().any(|line| line == words));
}

#[test]
fn emoji_are_drawn_or_told_by_name() {
    let bytes = with_notes(&["better 🙂 today ❤️ and 👍🏽", "moved to 🇹🇩 by 👩‍🚀"], &Fonts::default());
    let text = in_one_line(&pdftotext(&bytes, &[]));
    assert!(text.contains("better 🙂 today ❤ and 👍🏽"), "{text}");
    assert!(text.contains("moved to [flag: Chad] by [woman astronaut]"), "{text}");
    assert!(!text.contains('\u{fffd}') && !text.contains("no font for it"), "{text}");
}

/// A folder of fonts: Georgian, and as Debian's fonts-noto-cjk has them, Japanese, Korean and Chinese in one file.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fonts")
}

#[test]
fn fonts_of_a_folder_draw_what_those_of_the_program_do_not_have() {
    let fonts = Fonts::with(Folder::read(&folder()).unwrap());
    let drawn = NOTES.iter().filter(|(script, ..)| ["Georgian", "Chinese", "Japanese", "Korean"].contains(script));
    let words: Vec<&str> = drawn.map(|(_, words, _)| *words).collect();
    let bytes = with_notes(&words, &fonts);
    let (text, told) = (in_one_line(&pdftotext(&bytes, &[])), told(&bytes));
    for words in words {
        assert!(text.contains(words), "{words}\n{text}");
        assert!(told.iter().any(|line| line == words), "{words}\n{told:?}");
    }
    assert!(!text.contains("no font for it") && !text.contains('\u{fffd}'), "{text}");
    let bytes = with_notes(&["今天比昨天好一些", NOTES[11].1], &fonts);
    let text = in_one_line(&pdftotext(&bytes, &[]));
    assert!(text.contains("[Tamil]") && text.contains("no font for it: Tamil."), "{text}");
    assert!(text.contains("今天比昨天好一些"), "{text}");
}

#[test]
fn the_characters_that_differ_from_language_to_language_have_the_forms_of_the_note() {
    let fonts = Fonts::with(Folder::read(&folder()).unwrap());
    for (script, family) in [("Japanese", "CJKjp"), ("Korean", "CJKkr"), ("Chinese", "CJKsc")] {
        let words = NOTES.iter().find(|note| note.0 == script).unwrap().1;
        // The same signs behind words of each language.
        let bytes = with_notes(&[&format!("{words} 門直角")], &fonts);
        let used: BTreeSet<String> = fonts_of(&bytes).into_iter().filter(|name| name.contains("CJK")).collect();
        assert!(!used.is_empty() && used.iter().all(|name| name.contains(family)), "{script}: {used:?}");
        assert!(pdftotext(&bytes, &[]).contains("門直角"), "{script}");
    }
}

/// What the fonts of a document are called.
fn fonts_of(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"BaseFont").ok());
    fonts.map(|name| String::from_utf8_lossy(name.as_name().unwrap()).into_owned()).collect()
}

#[test]
fn a_folder_holds_fonts_and_other_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("broken.ttf"), b"no font at all").unwrap();
    std::fs::write(folder.path().join("words.txt"), b"words").unwrap();
    assert!(Folder::read(folder.path()).unwrap().is_empty());
    assert!(Folder::read(&folder.path().join("nowhere")).is_err());
    let within = folder.path().join("deeper");
    std::fs::create_dir(&within).unwrap();
    std::fs::copy(self::folder().join("NotoSansGeorgian.ttf"), within.join("georgian.TTF")).unwrap();
    assert_eq!(Folder::read(folder.path()).unwrap().len(), 1);
    // A collection is as many fonts as it holds.
    std::fs::copy(self::folder().join("NotoSansCJK.ttc"), within.join("cjk.ttc")).unwrap();
    assert_eq!(Folder::read(folder.path()).unwrap().len(), 4);
}
