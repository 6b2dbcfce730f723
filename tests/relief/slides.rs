//! Treatments that never were, on every date of a real journal: the definitions of relief, section 9.

use std::thread;

use afterglow::domain::relief::{Dosing, Reading, Report};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use super::{
    honesty::journals,
    journal::{Journal, dosing},
};

/// The days of one, of three and of six treatments, counted from the first.
const SERIES: [&[i64]; 3] = [&[0], &[0, 7, 14], &[0, 2, 4, 7, 9, 11]];

/// What was said of one measure after treatments from one date on.
struct Slide {
    stated: bool,
    some_onset: bool,
    /// The mean burden of the week before, where enough of it is written.
    week_before: Option<f64>,
}

fn seven_in_the_morning(date: Date) -> Timestamp {
    date.at(7, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}

fn treated_from(journal: &Journal, date: Date, days: &[i64]) -> Report {
    let treated = |day: &i64| dosing(&day.to_string(), seven_in_the_morning(date + day.days()), 0);
    let dosings: Vec<Dosing> = days.iter().map(treated).collect();
    Journal { dosings, ..journal.clone() }.report()
}

/// The mean of the daily means of the seven dates before, of at least four of them.
fn week_before(journal: &Journal, date: Date) -> Option<f64> {
    let on = |day: i64| -> Vec<f64> {
        let day = date - day.days();
        let readings = journal.readings.iter().filter(|reading| reading.date == day);
        readings.map(|reading| journal.scale.burden(reading.score)).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap());
    let means: Vec<f64> = (1..=7).map(on).filter(|burdens| !burdens.is_empty()).map(|burdens| mean(&burdens)).collect();
    (means.len() >= 4).then(|| mean(&means))
}

/// The slides of one measure over the dates of the whole journal.
fn slides(journal: &Journal, days: &[i64], (first, last): (Date, Date)) -> Vec<Slide> {
    let (first, last) = (first + 14.days(), last - (7 + days.last().unwrap()).days());
    let slide = |date: Date| {
        let report = treated_from(journal, date, days);
        Slide {
            stated: report.courses[0].stated,
            some_onset: report.treatments.iter().any(|treatment| treatment.onset.known().is_some()),
            week_before: week_before(journal, date),
        }
    };
    first.series(1.day()).take_while(|date| *date <= last).map(slide).collect()
}

/// The slides whose week before is among the worst tenth of those that have one, ties included.
fn at_the_worst_time(slides: &[Slide]) -> Vec<&Slide> {
    let mut weeks: Vec<f64> = slides.iter().filter_map(|slide| slide.week_before).collect();
    weeks.sort_by(|a, b| b.total_cmp(a));
    let limit = weeks[weeks.len() / 10 - 1];
    slides.iter().filter(|slide| slide.week_before.is_some_and(|week| week >= limit - 1e-9)).collect()
}

fn stated<'a>(slides: impl IntoIterator<Item = &'a Slide>) -> usize {
    slides.into_iter().filter(|slide| slide.stated).count()
}

#[test]
fn treatments_that_never_were_are_hardly_ever_followed_by_relief() {
    let journals = journals();
    let dates = || journals.values().flat_map(|journal| &journal.readings).map(|reading: &Reading| reading.date);
    let range = (dates().min().unwrap(), dates().max().unwrap());
    let all: Vec<Vec<Vec<Slide>>> = thread::scope(|scope| {
        let journals = &journals;
        let series = SERIES.map(|days| {
            scope.spawn(move || journals.values().map(|journal| slides(journal, days, range)).collect::<Vec<_>>())
        });
        series.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let counts = all.iter().map(|measures| {
        let slides = || measures.iter().flatten();
        (stated(slides()), slides().count(), slides().filter(|slide| slide.some_onset).count())
    });
    assert_eq!(counts.collect::<Vec<_>>(), [(2, 1744, 12), (3, 1632, 25), (4, 1656, 31)]);
    let worst: Vec<&Slide> = all.iter().flatten().flat_map(|slides| at_the_worst_time(slides)).collect();
    assert_eq!((stated(worst.iter().copied()), worst.len()), (2, 509));
}
