//! What a clinician looks for first, on the first page and in its order; and every measure that was ticked, drawn.

use afterglow::{
    domain::{
        share::{Include, Whose},
        treatment::Pressure,
    },
    reports::HighestPressure,
};
use jiff::civil::Date;

use super::{
    Heading, Read, heading,
    patient::Patient,
    sheets::{EVERYTHING, half_year},
    words,
};

#[test]
fn whose_and_where_and_self_harm_and_blood_pressure_come_before_all_else_on_the_first_page() {
    let mut view = half_year().view();
    view.patient =
        Some(Whose { name: super::text("Ada Byron"), birth_date: Some("1985-12-10".parse::<Date>().unwrap().into()) });
    view.main = Some("low_mood".parse().unwrap());
    view.highest_blood_pressure = Some(HighestPressure {
        date: "2026-05-05".parse().unwrap(),
        pressure: Pressure { systolic: 171, diastolic: 99 },
    });
    let read = Read::of(&view, &Heading { include: EVERYTHING, ..heading() });
    let page = crate::support::report::in_one_line(&read.pages[..1]);
    let lately = view.self_harm.as_ref().unwrap();
    let (latest, worst) = (lately.latest.unwrap(), lately.worst.unwrap());
    let mut from = 0;
    for said in [
        "Ada Byron",
        "Born 10 Dec 1985",
        "Where things stand: How low do you feel?",
        "30 days since the last treatment.",
        "0.5–0.6 mg/kg, 40 min, clinic; the last on 1 Aug 2026.",
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
    for kept_back in ["blood pressure", "BP:", "mg/kg", "not wanting"] {
        assert!(!text.contains(kept_back), "{kept_back}: {text}");
    }
    assert!(
        text.contains("Treatments: 10 × ketamine, Infusion (IV), 40 min, clinic; the last on 1 Aug 2026."),
        "{text}"
    );
}
