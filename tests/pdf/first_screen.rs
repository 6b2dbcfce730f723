//! What a clinician looks for first, on the first page and in its order; and every measure that was ticked, drawn.

use afterglow::{
    domain::{
        questionnaire::Questionnaire,
        share::{Include, SELF_HARM, Whose},
        treatment::Pressure,
    },
    reports::HighestPressure,
};
use jiff::civil::Date;

use super::{Heading, Read, heading, patient::Patient, words};

const EVERYTHING: Include =
    Include { notes: true, doses: true, side_effects: true, self_harm: true, questionnaires: true, safety_plan: false };

/// Half a year of eight measures, with everything ticked that a report has room for.
fn everything() -> Patient {
    let mut patient = Patient::half_year();
    patient.measures.insert(0, SELF_HARM);
    patient.measures.push("fatigue");
    patient.notes = true;
    patient.questionnaires = vec![Questionnaire::Phq9, Questionnaire::Gad7];
    patient
}

#[test]
fn whose_and_where_and_self_harm_and_blood_pressure_come_before_all_else_on_the_first_page() {
    let mut view = everything().view();
    view.patient =
        Some(Whose { name: super::text("Ada Byron"), birth_date: Some("1985-12-10".parse::<Date>().unwrap().into()) });
    view.main = Some("low_mood".parse().unwrap());
    view.highest_blood_pressure = Some(HighestPressure {
        date: "2026-05-05".parse().unwrap(),
        pressure: Pressure { systolic: 171, diastolic: 99 },
    });
    let read = Read::of(&view, &Heading { include: EVERYTHING, ..heading() });
    let page = read.pages[0].replace(['\u{a0}', '\n'], " ");
    let lately = view.self_harm.as_ref().unwrap();
    let (latest, worst) = (lately.latest.unwrap(), lately.worst.unwrap());
    let mut from = 0;
    for said in [
        "Ada Byron",
        "Born 10 Dec 1985",
        "Where things stand: How low do you feel?",
        "30 days since the last treatment.",
        "0.5–0.6 mg/kg; the last on 1 Aug 2026.",
        "Highest blood pressure: 171/99 mmHg, on 5 May 2026.",
        "not wanting to live",
        &format!("Latest: {}, on 30 Aug 2026.", latest.score),
        &format!("Worst of the 14 days up to 30 Aug 2026: {}, on ", worst.score),
        "At a glance",
    ] {
        let place = page[from..].find(said).unwrap_or_else(|| panic!("{said} after {from}: {page}"));
        from += place + said.len();
    }
    assert!(!page[from..].contains("0 not at all"), "self-harm is drawn before the table");
}

#[test]
fn half_a_year_with_everything_ticked_is_three_pages_at_most_and_every_measure_is_drawn() {
    let view = everything().view();
    let read = Read::of(&view, &Heading { include: EVERYTHING, ..heading() });
    assert!(read.pages.len() <= 3, "{}", read.pages.len());
    let figures: Vec<String> = read.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    for series in &view.series {
        let drawn = |told: &&String| told.starts_with("Day by day") && told.contains(&series.question);
        assert_eq!(figures.iter().filter(drawn).count(), 1, "{}: {figures:#?}", series.question);
    }
}

#[test]
fn fifty_measures_are_drawn_too_over_as_many_pages_as_they_need() {
    let mut patient = Patient::half_year();
    let six = patient.measures.clone();
    patient.measures = six.iter().copied().cycle().take(50).collect();
    let read = Read::of(&patient.view(), &heading());
    let figures: Vec<String> = read.dictionaries("Figure").into_iter().map(|figure| words(figure, b"Alt")).collect();
    let drawn: usize = figures
        .iter()
        .filter(|told| told.starts_with("Day by day"))
        .map(|told| told.matches("days with entries").count())
        .sum();
    assert_eq!(drawn, 50);
}

#[test]
fn what_was_not_ticked_is_not_spoken_of() {
    let mut patient = Patient::half_year();
    (patient.doses, patient.side_effects) = (false, false);
    let text = Read::of(&patient.view(), &Heading { include: Include::default(), ..heading() }).text();
    assert!(
        !text.contains("Highest blood pressure") && !text.contains("mg/kg") && !text.contains("not wanting"),
        "{text}"
    );
    assert!(text.contains("Treatments: 10 × ketamine, Infusion (IV); the last on 1 Aug 2026."), "{text}");
}
