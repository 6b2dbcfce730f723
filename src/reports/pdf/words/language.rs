//! The language of the report: its sentences are files in `web/report/words`, one for each language of the app. A
//! language whose file is empty (a draft) gets the English report.

use std::{
    cell::Cell,
    collections::BTreeMap,
    fmt::{Display, Write},
    sync::LazyLock,
};

use serde::Deserialize;

use crate::domain::language::Language;

/// In the order of the languages.
const FILES: [&str; 6] = [
    include_str!("../../../../web/report/words/en.json"),
    include_str!("../../../../web/report/words/de.json"),
    include_str!("../../../../web/report/words/es.json"),
    include_str!("../../../../web/report/words/fr.json"),
    include_str!("../../../../web/report/words/nl.json"),
    include_str!("../../../../web/report/words/pt-BR.json"),
];

/// A sentence, or one for one thing and one for several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Sentence {
    Alike(String),
    Counted { one: String, many: String },
}

type Sentences = BTreeMap<String, Sentence>;

static SENTENCES: LazyLock<[Sentences; 6]> =
    LazyLock::new(|| FILES.map(|file| serde_json::from_str(file).unwrap_or_default()));

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::ENGLISH) };
}

/// The language of a report for somebody who wishes this one: English where there is no report in it.
pub(in super::super) fn nearest(wished: Language) -> Language {
    let there = wished.own(&SENTENCES).is_some_and(|sentences| !sentences.is_empty());
    if there { wished } else { Language::ENGLISH }
}

/// Does `work`, which lays out one report on this thread, in `language`.
pub(in super::super) fn speaking<T>(language: Language, work: impl FnOnce() -> T) -> T {
    let before = SPOKEN.replace(language);
    let done = work();
    SPOKEN.set(before);
    done
}

/// The language that the report is made in.
pub(in super::super) fn spoken_language() -> Language {
    SPOKEN.get()
}

/// A phrase with nothing to fill in, by its name.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Phrase(pub(super) &'static str);

impl Phrase {
    /// The words.
    pub(in super::super) fn say(self) -> &'static str {
        phrase(self.0)
    }
}

/// The words under this name.
pub(in super::super) fn phrase(key: &str) -> &'static str {
    form(key, 2.0)
}

/// A sentence with what it speaks of.
pub(in super::super) fn fill(key: &str, with: &[(&str, &dyn Display)]) -> String {
    filled(phrase(key), with)
}

/// A sentence about so many things, with what it speaks of.
pub(in super::super) fn counted(key: &str, count: f64, with: &[(&str, &dyn Display)]) -> String {
    filled(form(key, count), with)
}

/// The form of a sentence for so many things; a test sees to it that each is there.
fn form(key: &str, count: f64) -> &'static str {
    let language = spoken_language();
    match language.own(&SENTENCES).and_then(|sentences| sentences.get(key)) {
        Some(Sentence::Alike(words)) => words,
        Some(Sentence::Counted { one, .. }) if is_one(language, count) => one,
        Some(Sentence::Counted { many, .. }) => many,
        None => "",
    }
}

/// Whether so many are one, by CLDR: in French and Portuguese 0 and 1.5 are, too.
fn is_one(language: Language, count: f64) -> bool {
    match language.tag() {
        "fr" | "pt-BR" => (0.0..2.0).contains(&count),
        _ => (count - 1.0).abs() < f64::EPSILON,
    }
}

fn filled(words: &str, with: &[(&str, &dyn Display)]) -> String {
    let mut text = String::new();
    let mut rest = words;
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        text.push_str(before);
        if let Some((_, value)) = with.iter().find(|(given, _)| *given == name) {
            // Writing to a String cannot fail.
            _ = write!(text, "{value}");
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    use super::*;

    fn names(sentence: &Sentence) -> BTreeSet<String> {
        let texts = match sentence {
            Sentence::Alike(words) => vec![words],
            Sentence::Counted { one, many } => vec![one, many],
        };
        let inside = |text: &String| {
            text.split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(n, _)| n.to_owned())
                .collect::<Vec<_>>()
        };
        texts.into_iter().flat_map(inside).collect()
    }

    #[test]
    fn every_language_has_every_sentence_and_speaks_of_the_same_things() {
        let english = Language::ENGLISH.own(&SENTENCES).unwrap();
        assert!(english.len() > 200);
        for language in Language::all() {
            let own = language.own(&SENTENCES).unwrap();
            // A draft without a report is given the English one.
            assert!(own.is_empty() || own.keys().eq(english.keys()), "{}", language.tag());
            for (key, sentence) in own {
                assert_eq!(names(sentence), names(&english[key]), "{key} in {}", language.tag());
            }
        }
    }

    /// The text of each Rust file under this folder.
    fn sources(folder: &Path) -> Vec<String> {
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let read = |path: PathBuf| {
            if path.is_dir() {
                sources(&path)
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                vec![fs::read_to_string(path).unwrap()]
            } else {
                Vec::new()
            }
        };
        paths.flat_map(read).collect()
    }

    #[test]
    fn every_sentence_that_the_report_says_is_there_and_no_other() {
        let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reports"));
        let is_name = |word: &&str| {
            let rest = word.strip_prefix("report_").unwrap_or_default();
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        let said: BTreeSet<&str> = sources.iter().flat_map(|source| source.split('"')).filter(is_name).collect();
        let there: BTreeSet<&str> = Language::ENGLISH.own(&SENTENCES).unwrap().keys().map(String::as_str).collect();
        assert_eq!(said, there);
    }

    #[test]
    fn a_number_chooses_the_form() {
        let days = |tag: &str, count: f64| {
            speaking(Language::of_tag(tag).unwrap(), || counted("report_days", count, &[("days", &count)]))
        };
        assert_eq!(
            [days("de", 1.0), days("de", 1.5), days("fr", 1.5), days("fr", 2.0)]
                .map(|text| text.replace('\u{a0}', " ")),
            ["1 Tag", "1.5 Tage", "1.5 jour", "2 jours"]
        );
    }
}
