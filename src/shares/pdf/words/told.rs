//! What charts say: a sentence to stand below each, and a text for who does not see it.

use jiff::civil::Date;

use super::{
    super::{
        numbers::{NB, date, days, hours as hour, number, percent, score},
        printable::spoken,
    },
    ALIGNED_UP, SURVIVAL_UP, relief_days,
};
use crate::domain::relief::{AlignedDay, HourPoint, ReliefDays, Step, Summary};

/// What the timeline shows of one measure: how many days, and the seven-day mean's first, last, lowest and highest.
pub(in super::super) fn series(question: &str, written: usize, means: Option<[(Date, f64); 4]>) -> String {
    let question = spoken(question);
    let written = if written == 1 { "1 day with entries".to_owned() } else { format!("{written} days with entries") };
    let Some(means) = means else { return format!("{question} {written}.") };
    let [first, last, lowest, highest] = means.map(|(day, mean)| format!("{} on {}", score(mean), date(day)));
    format!(
        "{question} {written}. The mean of seven days begins at {first} and ends at {last}; lowest {lowest}, highest \
         {highest}."
    )
}

pub(in super::super) fn days_from_to(first: Date, last: Date) -> String {
    format!("Day by day from {} to {}.", date(first), date(last))
}

/// The dates of treatments, all of them or the latest.
pub(in super::super) fn treated(all: usize, latest: &[Date]) -> String {
    let dates: Vec<String> = latest.iter().map(|day| date(*day)).collect();
    let which = if latest.len() < all { "the latest on" } else { "on" };
    format!("{}, {which} {}.", treatments(all), dates.join(", "))
}

pub(in super::super) fn events<'a>(events: impl Iterator<Item = (&'a str, Date)>) -> String {
    let events: Vec<String> = events.map(|(title, day)| format!("{} on {}", spoken(title), date(day))).collect();
    format!("Events: {}.", events.join(", "))
}

/// What the curves of a measure say of a day, in a sentence.
pub(in super::super) fn aligned_sentence(day: &AlignedDay) -> String {
    let interval = match (day.lower, day.upper) {
        (Some(lower), Some(upper)) => {
            // Beside what is worse it would be read the wrong way round.
            let of = if day.mean_percent < 0.0 { " of the improvement" } else { "" };
            format!(", 95% interval{of} {} to {}%", number(lower, 0), number(upper, 0))
        }
        _ => String::new(),
    };
    let than_before = if day.mean_percent < 0.0 { "worse" } else { "better" };
    format!(
        "On day {} after treatment the score was {} {than_before} than before ({}{interval}).",
        day.lag_day,
        percent(day.mean_percent.abs()),
        treatments(day.n)
    )
}

pub(in super::super) fn aligned<'a>(
    question: &str,
    sentence: &str,
    days: impl Iterator<Item = &'a AlignedDay>,
) -> String {
    let days: Vec<String> = days.map(aligned_day).collect();
    format!("{} {ALIGNED_UP}. {sentence} Mean by days since treatment: {}.", spoken(question), days.join("; "))
}

fn aligned_day(day: &AlignedDay) -> String {
    let interval = match (day.lower, day.upper) {
        (Some(lower), Some(upper)) => format!(", interval {} to {}", number(lower, 0), number(upper, 0)),
        _ => String::new(),
    };
    format!("day {} {}{interval}, n {}", number(f64::from(day.lag_day), 0), percent(day.mean_percent), day.n)
}

/// How fast relief came, in a sentence.
pub(in super::super) fn hours_sentence(summary: &Summary) -> String {
    let Summary { rapid_surely: surely, rapid_possibly: possibly, judged, .. } = summary;
    let of_all = match (*judged, surely, possibly) {
        (1, 0, 0) => return format!("Relief was not seen within 24{NB}hours after the one treatment."),
        (1, 0, _) => return format!("Relief was possibly seen within 24{NB}hours after the one treatment."),
        (1, ..) => return format!("Relief was seen within 24{NB}hours after the one treatment."),
        (_, 0, 0) => return format!("Relief was not seen within 24{NB}hours after any of {}.", treatments(*judged)),
        (_, 0, _) => format!("possibly {possibly}"),
        _ if surely == possibly => surely.to_string(),
        _ => format!("{surely} surely, {possibly} possibly,"),
    };
    format!("Relief was seen within 24{NB}hours after {of_all} of {}.", treatments(*judged))
}

pub(in super::super) fn hours<'a>(
    question: &str,
    sentence: &str,
    entries: impl Iterator<Item = &'a HourPoint>,
) -> String {
    let entry = |entry: &HourPoint| format!("at {} {}", hour(entry.hours), percent(entry.improvement_percent));
    let entries: Vec<String> = entries.map(entry).collect();
    format!("{} {ALIGNED_UP}, by hours. {sentence} Entries: {}.", spoken(question), entries.join("; "))
}

/// What the relief curve says, in a sentence.
pub(in super::super) fn survival_sentence(half: Option<&ReliefDays>, longest: f64, lost: usize, all: usize) -> String {
    let seen = match (lost, all) {
        (0, 1) => "it was not seen to end after the one treatment".to_owned(),
        (_, 1) => "it was seen to end after the one treatment".to_owned(),
        _ => format!("it was seen to end after {lost} of {}", treatments(all)),
    };
    match half {
        Some(half) => format!("By {} relief had ended in half ({seen}).", relief_days(half)),
        None => {
            format!("Relief has no median: {seen}, too few to name one; the longest was seen for {}.", days(longest))
        }
    }
}

pub(in super::super) fn survival<'a>(question: &str, sentence: &str, steps: impl Iterator<Item = &'a Step>) -> String {
    let step = |step: &Step| {
        format!("after {} {} (of {} at risk)", days(step.days), percent(100.0 * step.survival), step.at_risk)
    };
    let steps: Vec<String> = steps.map(step).collect();
    let steps = if steps.is_empty() { "none".to_owned() } else { steps.join("; ") };
    format!("{} {SURVIVAL_UP}. {sentence} Kaplan–Meier steps: {steps}.", spoken(question))
}

fn treatments(n: usize) -> String {
    if n == 1 { format!("1{NB}treatment") } else { format!("{n}{NB}treatments") }
}
