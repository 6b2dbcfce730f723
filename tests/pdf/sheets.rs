//! How much paper a clinician gets: one page for a course, two for half a year with everything ticked.

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

/// What a clinician usually needs of a course, on the second day after its last entry.
fn of_course(tag: &str) -> Heading {
    let made_at = "2026-05-04T09:30:00+02:00[Europe/Berlin]".parse().unwrap();
    let expires_at = Some("2026-06-03T09:30:00+02:00[Europe/Berlin]".parse().unwrap());
    Heading { made_at, expires_at, ..heading_in(tag, Include { notes: false, ..EVERYTHING }) }
}

/// What a share of a patient shows in a language; low mood is what its headline is of.
fn shown(patient: &Patient, tag: &str) -> View {
    let mut view = patient.view().asked_in(Language::of_tag(tag).unwrap());
    view.main = Some("low_mood".parse().unwrap());
    view
}

#[test]
fn a_course_is_one_page_with_every_treatment_in_each_language() {
    for tag in LANGUAGES {
        let read = Read::of(&shown(&course(), tag), &of_course(tag));
        assert_eq!(read.pages.len(), 1, "{tag}");
        assert_eq!(read.pages[0].matches("118/76").count(), 6, "{tag}: {}", read.pages[0]);
    }
}

#[test]
fn half_a_year_with_everything_ticked_is_two_pages_in_each_language_with_notes_too() {
    for tag in LANGUAGES {
        let read = Read::of(&shown(&half_year(), tag), &heading_in(tag, EVERYTHING));
        assert_eq!(read.pages.len(), 2, "{tag}");
        let note = "The heaviness is lighter.";
        assert!(read.pages[1].matches(note).count() >= 2, "{tag}: {}", read.pages[1]);
    }
}

#[test]
fn every_measure_is_drawn() {
    let view = half_year().view();
    let read = Read::of(&view, &heading_in("en", EVERYTHING));
    let figures: Vec<String> = read.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    for series in &view.series {
        let drawn = |told: &&String| told.starts_with("Day by day") && told.contains(&series.question);
        assert_eq!(figures.iter().filter(drawn).count(), 1, "{}: {figures:#?}", series.question);
    }
}

#[test]
#[ignore = "writes the sheets of each language to look at to target/tmp"]
fn sheets_to_look_at() {
    for tag in LANGUAGES {
        let half = heading_in(tag, EVERYTHING);
        for (name, patient, heading) in [("course", course(), of_course(tag)), ("half_year", half_year(), half)] {
            let view = shown(&patient, tag);
            let started = std::time::Instant::now();
            let bytes = report(&view, &heading, &Fonts::default()).unwrap();
            println!("{name} {tag}: {} bytes in {:?}", bytes.len(), started.elapsed());
            fs::write(format!("{}/sheets_{name}_{tag}.pdf", env!("CARGO_TARGET_TMPDIR")), bytes).unwrap();
        }
    }
}
