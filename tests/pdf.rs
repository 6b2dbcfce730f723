//! The report on paper: says what the view holds, keeps to its pages, and is the same for the same input.

mod first_screen;
mod languages;
mod patient;
mod scripts;
mod sheets;
mod standing;
mod terms;

use std::fs;

use afterglow::{
    domain::{
        event::Category, language::Language, measure::Wording, questionnaire::Questionnaire, share::Include,
        treatment::SideEffect,
    },
    reports::{
        View,
        pdf::{Fonts, Heading, report},
    },
};
use jiff::Zoned;
use lopdf::{Dictionary, Document, Object};

use self::patient::{Patient, event, note, text};
use crate::support::{self, report::words};

fn heading() -> Heading {
    Heading {
        who: "A patient’s own journal".to_owned(),
        language: Language::ENGLISH,
        label: "Dr. Meyer, follow-up in autumn".to_owned(),
        from: None,
        to: None,
        include: Include {
            notes: false,
            doses: true,
            side_effects: true,
            self_harm: false,
            questionnaires: true,
            safety_plan: false,
        },
        made_at: "2026-09-01T09:30:00+02:00[Europe/Berlin]".parse::<Zoned>().unwrap(),
        expires_at: Some("2026-10-01T09:30:00+02:00[Europe/Berlin]".parse::<Zoned>().unwrap()),
    }
}

struct Read {
    document: Document,
    pages: Vec<String>,
}

impl Read {
    fn of(view: &View, heading: &Heading) -> Self {
        let document = Document::load_mem(&report(view, heading, &Fonts::default()).unwrap()).unwrap();
        let pages = support::report::pages(&document);
        Self { document, pages }
    }

    /// The text of all pages in one line.
    fn text(&self) -> String {
        support::report::in_one_line(&self.pages)
    }

    /// The structure, outline-like: what each part is and what stands for it.
    fn dictionaries(&self, role: &str) -> Vec<&Dictionary> {
        let role = Object::Name(role.as_bytes().to_vec());
        self.document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dictionary| dictionary.get(b"S").ok() == Some(&role))
            .collect()
    }
}

#[test]
fn the_report_says_the_figures_of_the_view() {
    let view = Patient::half_year().view();
    let text = Read::of(&view, &heading()).text();
    for series in &view.series {
        let relief = &series.relief;
        assert!(relief.summary.stated, "{}", series.question);
        let onsets = relief.summary.onset_hours.known().unwrap();
        let seen = format!("first seen between {:.0} and {:.0} h", onsets.earliest, onsets.median);
        let sure = relief.courses[0].certainty.known().unwrap();
        let nap = relief.courses[0].nap.known().unwrap();
        assert!(text.contains(&series.question), "{}", series.question);
        assert!(text.contains(&seen), "{}: {seen}\n{text}", series.question);
        let points = format!("{:.1} ({:.1}–{:.1})", sure.points, sure.lower, sure.upper);
        assert!(text.contains(&points), "{}: {points}\n{text}", series.question);
        assert!(text.contains(&format!("{points} clear; NAP")), "{}: {text}", series.question);
        assert!(text.contains(&format!("NAP {:.2}", nap.value)), "{}", series.question);
        let curve = &relief.relief_curve;
        assert!(text.contains(&format!("end seen in {} of {}", curve.lost, curve.treatments)), "{}", series.question);
    }
    for said in [
        "Dr. Meyer, follow-up in autumn",
        "1 Sep 2026, 09:30 UTC+2",
        "1 Oct 2026, 09:30 UTC+2",
        "Entries are the patient’s own; nobody monitors them.",
        "the shorter time counts each next treatment as the end",
        "Left out by choice: notes.",
        "Back at work, half days",
        "0.6 mg/kg",
        "118/76, 141/88",
        "Highest blood pressure: 141/88 mmHg, on 1 Aug 2026.",
        "Treatments: 10 × ketamine, Infusion (IV), 0.5–0.6 mg/kg, 40 min, clinic; the last on 1 Aug 2026.",
        "Page 2 of 2",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn the_whole_text_of_half_a_year() {
    let read = Read::of(&Patient::half_year().view(), &heading());
    assert_eq!(read.pages.len(), 2);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("report", read.pages.join("\n\n").replace('\u{a0}', " "));
    });
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let view = Patient::half_year().view();
    assert!(
        report(&view, &heading(), &Fonts::default()).unwrap() == report(&view, &heading(), &Fonts::default()).unwrap()
    );
}

#[test]
fn who_listens_hears_what_the_figures_show() {
    let view = Patient::half_year().view();
    let read = Read::of(&view, &heading());
    let catalog = read.document.catalog().unwrap();
    assert_eq!(words(catalog, b"Lang"), "en");
    assert_eq!(read.dictionaries("H1").len(), 1);
    assert_eq!(read.dictionaries("Table").len(), 2);
    let rows = 2 + view.series.len() + view.treatments.len();
    assert_eq!(read.dictionaries("TR").len(), rows);

    let told: Vec<String> = read.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    let series = &view.series[0];
    let median = series.relief.summary.relief_days.known().unwrap().to.unwrap();
    assert!(
        told.iter().any(|told| told.contains(&format!("{median:.0} days relief had ended in half ("))),
        "{told:#?}"
    );
    let week = series.relief.aligned.iter().find(|day| day.lag_day == 7).unwrap();
    assert!(told.iter().any(|told| told.contains(&format!("day 7 {:.0}%", week.mean_percent))), "{told:#?}");
    assert!(told.iter().any(|told| told.contains("Back at work, half days on 15 Jun 2026")), "{told:#?}");
}

#[test]
fn an_empty_journal_is_one_page_that_can_be_read() {
    let read = Read::of(&Patient::empty().view(), &heading());
    assert_eq!(read.pages.len(), 1);
    let text = read.text();
    assert!(text.contains("No entries in the days shown."), "{text}");
    assert!(text.contains("No treatment in the days shown."), "{text}");
    assert!(Read::of(&View::default(), &heading()).text().contains("No question is shown."));
}

#[test]
fn the_patients_own_report_speaks_of_no_link() {
    let own = Heading { label: String::new(), expires_at: None, ..heading() };
    let text = Read::of(&Patient::half_year().view(), &own).text();
    assert!(!text.contains("The link ends") && !text.contains("Shared as"), "{text}");
}

#[test]
fn figures_that_cannot_be_computed_say_why() {
    let mut patient = Patient::half_year();
    patient.treated = vec![0];
    patient.days = 9;
    let text = Read::of(&patient.view(), &heading()).text();
    assert!(text.contains("nothing to compare with: 0 of the 14 days before have an entry, 3 are needed"), "{text}");
    assert!(!text.contains("not judged") && !text.to_lowercase().contains("no relief"), "{text}");
}

#[test]
fn letters_signs_and_other_scripts_are_written_where_the_typeface_has_them() {
    let mut view = Patient::half_year().view();
    view.series[0].question = "Wie müde? Être là, señor, łódź, Ωμ, Привет ≥ − × µ – °".to_owned();
    let text = Read::of(&view, &heading()).text();
    assert!(text.contains("Wie müde? Être là, señor, łódź, Ωμ, Привет ≥ − × µ – °"), "{text}");
    assert!(!text.contains('\u{fffd}'));
}

#[test]
fn every_questionnaire_is_drawn_and_told_with_its_cut_off() {
    let mut patient = Patient::half_year();
    patient.questionnaires = Questionnaire::ALL.to_vec();
    let view = patient.view();
    let read = Read::of(&view, &heading());
    assert!(read.pages.len() <= 3, "{}", read.pages.len());
    let text = read.text();
    for said in [
        "0–27, lower is better; remission (in studies) below 5",
        "0–100, higher is better; no flag (rules nothing out) above 50",
        "0–20, lower is better; worth a closer look from 6 on",
        "13 totals, latest 10 (moderate) on 23 Aug 2026: 2 points better than before the latest course: 12 \
         (moderate) on 26 Jul 2026.",
        "Smaller than most people notice (under 5)",
        "17% lower (studies call 50% a response)",
        "Remission (in studies): 0 of 13.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let told: Vec<String> = read.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    for shared in &view.questionnaires {
        let figure = told.iter().find(|told| told.starts_with(&format!("{} (", shared.definition.name))).unwrap();
        assert_eq!(figure.matches(" 2026").count(), 2 + shared.responses.len(), "{figure}");
    }
    let without = Heading { include: Include { questionnaires: false, ..heading().include }, ..heading() };
    let text = Read::of(&View { questionnaires: Vec::new(), ..view }, &without).text();
    assert!(text.contains("Left out by choice: questionnaires, notes.") && !text.contains("PHQ-9"), "{text}");
}

#[test]
fn hostile_words_stay_on_their_line() {
    let hostile = [
        "\u{202e}evil\u{2066} \u{200f}מה שלומך اليوم ",
        "👩‍👩‍👧‍👦🏳️‍🌈🙂",
        "\0\u{7}\u{1b}[31m\r\n\t\u{85}\u{2028}",
        "a̴̧̡̛͎̗̦̦̹͇̠̮͓͉͚͐̈́̏͋̔̐̋͊͂̕͝b",
        "中文字符\u{e000}\u{10ffff}\u{fffe}\u{feff}",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "\\( ) <</Type /Catalog>> stream endstream %PDF-1.7",
        "ﬁﬂ ſ ẞ İı 𝕳𝖊𝖑𝖑𝖔 ⅷ",
        "",
    ];
    let mut patient = Patient::half_year();
    patient.notes = true;
    let mut view = patient.view();
    for (index, words) in hostile.iter().enumerate() {
        let long = words.repeat(30);
        let series = index % view.series.len();
        view.series[series].question = long.clone();
        view.series[series].low_label = Some(long.clone());
        view.series[series].high_label = Some(long.clone());
        view.treatments[index].medicine = text(&long);
        view.treatments[index].setting = Some(text(&long));
        view.treatments[index].experience = Some(text(&long));
        view.treatments[index].side_effects = vec![SideEffect { effect: text(&long), severity: 3 }; 50];
        view.events.push(event(106 + i64::try_from(index).unwrap(), Category::Other, &long));
        view.notes.push(note(160, &long));
        let line: String = long.chars().take(300).collect();
        view.safety_plan.get_or_insert_default().warning_signs.push(text(&line));
        let heading = Heading {
            who: long.clone(),
            label: long.chars().take(100).collect(),
            include: Include { notes: true, safety_plan: true, ..heading().include },
            ..heading()
        };
        // In a debug build the paper itself refuses text beyond its margins.
        let read = Read::of(&view, &heading);
        assert!(read.pages.len() <= 4, "{}", read.pages.len());
    }
}

#[test]
fn ten_years_are_three_pages_at_most() {
    let heading = Heading { include: Include { notes: true, ..heading().include }, ..heading() };
    let read = Read::of(&Patient::ten_years().view(), &heading);
    assert!(read.pages.len() <= 3, "{}", read.pages.len());
    assert!(read.text().contains("of 330 treatments; the figures above are of all of them."), "{}", read.text());
}

#[test]
fn fifty_measures_are_all_there() {
    let mut patient = Patient::half_year();
    patient.measures = patient.measures.iter().copied().cycle().take(50).collect();
    let text = Read::of(&patient.view(), &heading()).text();
    assert!(text.matches("How hopeless does the future look?").count() >= 8, "{text}");
}

#[test]
#[ignore = "writes reports to look at to target/tmp"]
fn reports_to_look_at() {
    let with_notes = Heading { include: Include { notes: true, ..heading().include }, ..heading() };
    let mut noted = Patient::half_year();
    noted.notes = true;
    let bare = Include::default();
    let mut short = Patient::half_year();
    (short.days, short.treated) = (44, vec![21, 25, 28, 32]);
    (short.doses, short.side_effects, short.questionnaires) = (false, false, Vec::new());
    let mut asked = Patient::half_year();
    asked.questionnaires = Questionnaire::ALL.to_vec();
    for (name, patient, heading) in [
        ("half_year", Patient::half_year(), heading()),
        ("with_notes", noted, with_notes.clone()),
        ("all_questionnaires", asked, heading()),
        ("short", short, Heading { include: bare, ..heading() }),
        ("ten_years", Patient::ten_years(), with_notes),
        ("empty", Patient::empty(), heading()),
    ] {
        let view = patient.view();
        let started = std::time::Instant::now();
        let bytes = report(&view, &heading, &Fonts::default()).unwrap();
        println!("{name}: {} bytes in {:?}", bytes.len(), started.elapsed());
        fs::write(format!("{}/report_{name}.pdf", env!("CARGO_TARGET_TMPDIR")), bytes).unwrap();
    }
}

#[test]
fn where_a_question_was_worded_anew_the_curve_has_a_mark_and_the_report_says_the_day() {
    let mut view = Patient::half_year().view();
    let before = Read::of(&view, &heading());
    let (from, to) = (view.series[1].days[0].date, view.series[1].days[90].date);
    let wording = |version, from, to| Wording { version, language: None, from, to };
    view.series[1].wordings = vec![wording(1, from, to), wording(2, to, to)];
    let after = Read::of(&view, &heading());
    let day = format!("{} {}", to.day(), to.strftime("%b %Y"));
    let said = format!("Worded anew on {day} (version 2): Loss of interest.");
    assert!(after.text().contains(&said), "{said}\n{}", after.text());
    assert!(after.text().contains("worded anew (version 2)"), "{}", after.text());
    let told: Vec<String> = after.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    assert!(told.iter().any(|told| told.contains(&said)), "{told:?}");
    assert!(!before.text().to_lowercase().contains("worded anew"), "{}", before.text());
}
