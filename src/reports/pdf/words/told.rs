//! What charts say: a sentence to stand below each, and a text for who does not see it.

use std::fmt::Display;

use jiff::civil::Date;

use super::{
    super::{
        numbers::{count, date, days, hours as hour, number, percent, score},
        printable::spoken,
    },
    ALIGNED_UP, HOURS_UP, NO_SIDE_EFFECTS, SURVIVAL_UP,
    language::{counted, fill, phrase},
    relief_days,
};
use crate::domain::relief::{AlignedDay, HourPoint, ReliefDays, Step, Summary};

/// What the timeline shows of one measure: how many days, and the seven-day mean's first, last, lowest and highest.
pub(in super::super) fn series(question: &str, written: usize, means: Option<[(Date, f64); 4]>) -> String {
    let question = spoken(question);
    let written = counted("report_told_written", count(written), &[("days", &written)]);
    let Some(means) = means else { return format!("{question} {written}.") };
    let [first, last, lowest, highest] = means.map(|(day, mean)| on_day(&score(mean), day));
    let means =
        fill("report_told_means", &[("first", &first), ("last", &last), ("lowest", &lowest), ("highest", &highest)]);
    format!("{question} {written}. {means}")
}

pub(in super::super) fn days_from_to(first: Date, last: Date) -> String {
    fill("report_told_from_to", &[("first", &date(first)), ("last", &date(last))])
}

/// The dates of treatments, all of them or the latest.
pub(in super::super) fn treated(all: usize, latest: &[Date]) -> String {
    let dates: Vec<String> = latest.iter().map(|day| date(*day)).collect();
    let key = if latest.len() < all { "report_told_latest_on" } else { "report_told_on" };
    fill(key, &[("treatments", &treatments(all)), ("dates", &dates.join(", "))])
}

pub(in super::super) fn events<'a>(events: impl Iterator<Item = (&'a str, Date)>) -> String {
    let events: Vec<String> = events.map(|(title, day)| on_day(&spoken(title), day)).collect();
    fill("report_told_events", &[("events", &events.join(", "))])
}

/// What the curves of a measure say of a day, in a sentence.
pub(in super::super) fn aligned_sentence(day: &AlignedDay) -> String {
    let interval = match (day.lower, day.upper) {
        (Some(lower), Some(upper)) => {
            // Beside what is worse it would be read the wrong way round.
            let key =
                if day.mean_percent < 0.0 { "report_told_interval_of_improvement" } else { "report_told_interval" };
            fill(key, &[("lower", &number(lower, 0)), ("upper", &percent(upper))])
        }
        _ => String::new(),
    };
    let key = if day.mean_percent < 0.0 { "report_told_day_worse" } else { "report_told_day_better" };
    let of = format!("{}{interval}", treatments(day.n));
    fill(key, &[("day", &day.lag_day), ("percent", &percent(day.mean_percent.abs())), ("of", &of)])
}

pub(in super::super) fn aligned<'a>(
    question: &str,
    sentence: &str,
    days: impl Iterator<Item = &'a AlignedDay>,
) -> String {
    let days: Vec<String> = days.map(aligned_day).collect();
    let days = fill("report_told_by_days", &[("days", &days.join("; "))]);
    format!("{} {}. {sentence} {days}", spoken(question), ALIGNED_UP.say())
}

fn aligned_day(day: &AlignedDay) -> String {
    let interval = match (day.lower, day.upper) {
        (Some(lower), Some(upper)) => {
            fill("report_told_day_interval", &[("lower", &number(lower, 0)), ("upper", &number(upper, 0))])
        }
        _ => String::new(),
    };
    let (lag, mean) = (number(f64::from(day.lag_day), 0), format!("{}{interval}", percent(day.mean_percent)));
    fill("report_told_day", &[("day", &lag), ("mean", &mean), ("n", &day.n)])
}

/// How fast relief came, in a sentence.
pub(in super::super) fn hours_sentence(summary: &Summary) -> String {
    let Summary { rapid_surely: surely, rapid_possibly: possibly, judged, .. } = summary;
    let of = treatments(*judged);
    match (surely, possibly) {
        (0, 0) if *judged == 1 => phrase("report_told_rapid_none_of_one").to_owned(),
        (0, 0) => fill("report_told_rapid_none", &[("treatments", &of)]),
        _ if surely == possibly => fill("report_told_rapid", &[("which", &which(*surely, *judged))]),
        (0, _) => fill("report_told_rapid_perhaps", &[("which", &which(*possibly, *judged))]),
        _ => {
            let counts: [(&str, &dyn Display); 3] = [("surely", surely), ("possibly", possibly), ("treatments", &of)];
            fill("report_told_rapid_possibly", &counts)
        }
    }
}

/// Some of all treatments: "2 of 5 treatments", and where there is but one, "the one treatment".
fn which(some: usize, all: usize) -> String {
    if all == 1 {
        return phrase("report_told_the_one").to_owned();
    }
    fill("report_told_some", &[("some", &some), ("treatments", &treatments(all))])
}

pub(in super::super) fn hours<'a>(
    question: &str,
    sentence: &str,
    entries: impl Iterator<Item = &'a HourPoint>,
) -> String {
    let entry = |entry: &HourPoint| format!("{} {}", hour(entry.hours), percent(entry.improvement_percent));
    let entries: Vec<String> = entries.map(entry).collect();
    let entries = fill("report_told_entries", &[("entries", &entries.join("; "))]);
    format!("{} {}. {sentence} {entries}", spoken(question), HOURS_UP.say())
}

/// What the relief curve says, in a sentence.
pub(in super::super) fn survival_sentence(half: Option<&ReliefDays>, longest: f64, lost: usize, all: usize) -> String {
    match half {
        Some(half) => fill("report_told_half", &[("span", &relief_days(half)), ("which", &which(lost, all))]),
        None if all == 1 => fill("report_told_no_half_of_one", &[("longest", &days(longest))]),
        None => fill("report_told_no_half", &[("which", &which(lost, all)), ("longest", &days(longest))]),
    }
}

pub(in super::super) fn survival<'a>(question: &str, sentence: &str, steps: impl Iterator<Item = &'a Step>) -> String {
    let step = |step: &Step| {
        let (span, percent) = (days(step.days), percent(100.0 * step.survival));
        fill("report_told_step", &[("span", &span), ("percent", &percent), ("at_risk", &step.at_risk)])
    };
    let steps: Vec<String> = steps.map(step).collect();
    let steps = if steps.is_empty() { NO_SIDE_EFFECTS.say().to_owned() } else { steps.join("; ") };
    let steps = fill("report_told_steps", &[("steps", &steps)]);
    format!("{} {}. {sentence} {steps}", spoken(question), SURVIVAL_UP.say())
}

fn treatments(n: usize) -> String {
    counted("report_told_treatments", count(n), &[("n", &n)])
}

fn on_day(what: &str, day: Date) -> String {
    fill("report_told_on_day", &[("what", &what), ("date", &date(day))])
}
