//! How much paper a clinician gets, printed on both sides: one sheet for a course, two for half a year with everything
//! ticked.

use std::fs;

use afterglow::{
    domain::{
        language::Language,
        questionnaire::Questionnaire,
        share::{Include, SELF_HARM},
    },
    reports::{
        View,
        pdf::{Fonts, report},
    },
};

use super::{Heading, Read, heading, patient::Patient, words};

pub const EVERYTHING: Include =
    Include { notes: true, doses: true, side_effects: true, self_harm: true, questionnaires: true, safety_plan: false };
const LANGUAGES: [&str; 6] = ["en", "de", "es", "fr", "nl", "pt-BR"];

/// Half a year of eight measures, with everything ticked that a report has room for.
pub fn half_year() -> Patient {
    let mut patient = Patient::half_year();
    patient.measures.insert(0, SELF_HARM);
    patient.measures.push("fatigue");
    patient.notes = true;
    patient.questionnaires = vec![Questionnaire::Phq9, Questionnaire::Gad7];
    patient
}

/// Six infusions in nineteen days with three weeks before and after, and what a clinician usually needs of them.
fn course() -> Patient {
    let mut patient = half_year();
    (patient.days, patient.notes) = (62, false);
    patient.measures = vec![SELF_HARM, "low_mood", "anxiety", "sleep_quality", "functioning"];
    patient.treated.truncate(6);
    patient
}

fn heading_in(tag: &str, include: Include) -> Heading {
    let language = Language::of_tag(tag).unwrap();
    Heading { who: Heading::somebody(language), language, include, ..heading() }
}

/// What a share of a patient shows in a language; low mood is what its headline is of.
fn shown(patient: &Patient, tag: &str) -> View {
    let mut view = patient.view().asked_in(Language::of_tag(tag).unwrap());
    view.main = Some("low_mood".parse().unwrap());
    view
}

/// The report of a patient in a language.
fn read(patient: &Patient, tag: &str, include: Include) -> Read {
    Read::of(&shown(patient, tag), &heading_in(tag, include))
}

#[test]
fn a_course_is_one_sheet_of_two_sides_in_each_language_and_its_first_side_has_every_treatment() {
    for tag in LANGUAGES {
        let read = read(&course(), tag, Include { notes: false, ..EVERYTHING });
        assert_eq!(read.pages.len(), 2, "{tag}");
        assert_eq!(read.pages[0].matches("118/76").count(), 6, "{tag}: {}", read.pages[0]);
    }
}

#[test]
fn half_a_year_with_everything_ticked_is_two_sheets_of_two_sides_at_most_in_each_language() {
    for tag in LANGUAGES {
        let pages = read(&half_year(), tag, EVERYTHING).pages.len();
        assert!(pages <= 3, "{tag}: {pages}");
    }
}

#[test]
fn every_measure_is_drawn() {
    let view = half_year().view();
    let read = read(&half_year(), "en", EVERYTHING);
    let figures: Vec<String> = read.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    for series in &view.series {
        let drawn = |told: &&String| told.starts_with("Day by day") && told.contains(&series.question);
        assert_eq!(figures.iter().filter(drawn).count(), 1, "{}: {figures:#?}", series.question);
    }
}

#[test]
#[ignore = "writes the sheets of each language to look at to target/tmp"]
fn sheets_to_look_at() {
    let usual = Include { notes: false, ..EVERYTHING };
    for tag in LANGUAGES {
        for (name, patient, include) in [("course", course(), usual), ("half_year", half_year(), EVERYTHING)] {
            let heading = heading_in(tag, include);
            let view = shown(&patient, tag);
            let started = std::time::Instant::now();
            let bytes = report(&view, &heading, &Fonts::default()).unwrap();
            println!("{name} {tag}: {} bytes in {:?}", bytes.len(), started.elapsed());
            fs::write(format!("{}/sheets_{name}_{tag}.pdf", env!("CARGO_TARGET_TMPDIR")), bytes).unwrap();
        }
    }
}
