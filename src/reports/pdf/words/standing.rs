//! Where things stand, in the words of the page behind a link.

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    super::numbers::{count, date, days, hours, number, points_named, score},
    language::{Phrase, counted, fill, phrase},
};
use crate::{
    domain::{
        day::Moment,
        relief::{DaysLeft, EarlierDays, Ending, Figure, Headline, Now, PresentRelief, Reason, SinceFirstDays, Week},
    },
    reports::view::Series,
};

pub(in super::super) const TITLE: Phrase = Phrase("report_standing_title");

/// A baseline needs so many days with an entry, and certainty so many.
const COMPARABLE: usize = 3;
const SURE: usize = 5;
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is said at `at`: the treatments before and after it, what became of the relief, and how the last days were.
pub(in super::super) fn said(series: &Series, at: Timestamp) -> String {
    together([Some(of_treatments(series, at)), of_measure(series, at)])
}

/// What is said of the treatments alone: the same for every measure.
pub(in super::super) fn of_treatments(series: &Series, at: Timestamp) -> String {
    treated(&series.relief.now, at)
}

/// What is said of the measure alone; none where nothing can be said.
pub(in super::super) fn of_measure(series: &Series, at: Timestamp) -> Option<String> {
    let week = series.relief.now.week.known();
    let earlier = week.and_then(|week| week.earlier.known()).map(|earlier| earlier_days(series, *earlier));
    let said = together([state(series), last_week(series, at), earlier]);
    (!said.is_empty()).then_some(said)
}

/// How long ago the last treatment was, when the next one is planned, and how far the days before it are written.
fn treated(now: &Now, at: Timestamp) -> String {
    let last =
        now.last.as_ref().map_or_else(|| phrase("report_now_no_treatment").to_owned(), |last| since(last.at, at));
    let next = now.next.as_ref().map(|next| fill("report_now_next", &[("when", &moment(next.at))]));
    let written = now.next.as_ref().and_then(|next| next.baseline_days).map(days_before);
    together([Some(last), next, written])
}

/// Whole days by the instants, and hours where there is less than one.
fn since(last: Moment, at: Timestamp) -> String {
    let hours = at.duration_since(last.instant()).as_hours();
    let (number, key) = match hours {
        ..1 => return phrase("report_now_within_hour").to_owned(),
        1..24 => (hours, "report_now_hours_since"),
        _ => (hours / 24, "report_now_days_since"),
    };
    counted(key, count(usize::try_from(number).unwrap_or_default()), &[("number", &number)])
}

/// A date and a time where it was entered.
fn moment(at: Moment) -> String {
    let time = at.offset().to_datetime(at.instant()).time();
    format!("{}, {:02}:{:02}", date(at.date()), time.hour(), time.minute())
}

fn days_before(written: usize) -> String {
    match written {
        ..COMPARABLE => {
            let more = COMPARABLE - written;
            counted("report_now_days_needed", count(more), &[("more", &more)])
        }
        COMPARABLE..SURE => fill("report_now_days_few", &[("written", &written)]),
        _ => fill("report_now_days_enough", &[("written", &written)]),
    }
}

/// What became of the relief.
fn state(series: &Series) -> Option<String> {
    let now = &series.relief.now;
    if let Figure::Known(relief) = &now.relief {
        let said = present(relief, now.silent_since);
        let left = series.relief.days_left.known().filter(|_| relief.ended == Ending::StillGoing).map(left);
        return Some(together([Some(said), left]));
    }
    if let Some(silent) = now.silent_since {
        return Some(fill("report_now_last_entry", &[("date", &date(silent))]));
    }
    // The headline says it already where that is all there is.
    let early = now.relief.reason() == Some(Reason::TooEarly);
    let said = matches!(series.relief.headline, Headline::TooEarly { .. });
    let last = now.last.as_ref().filter(|_| early && !said)?;
    Some(fill("report_now_judged_from", &[("date", &date(last.judged_on))]))
}

fn present(relief: &PresentRelief, silent_since: Option<Date>) -> String {
    let (span, from) = (days(relief.days), date(relief.since.date()));
    let day = |day: Option<Date>| day.map(date).unwrap_or_default();
    match relief.ended {
        Ending::Lost if relief.days < 1.0 => fill("report_now_faded_soon", &[("date", &day(relief.faded_on))]),
        Ending::Lost => fill("report_now_faded", &[("date", &day(relief.faded_on)), ("span", &span)]),
        Ending::StoppedWriting => fill("report_now_lasted_until", &[("span", &span), ("date", &day(silent_since))]),
        Ending::Silence => fill("report_now_lasted_silence", &[("span", &span)]),
        Ending::StillGoing | Ending::NextTreatment if relief.days <= 0.0 => fill("report_now_open", &[("date", &from)]),
        Ending::StillGoing | Ending::NextTreatment => fill("report_now_so_far", &[("date", &from), ("span", &span)]),
    }
}

fn left(left: &DaysLeft) -> String {
    let span = hours(24.0 * left.median_days_left);
    fill("report_now_left", &[("span", &span)])
}

fn last_week(series: &Series, at: Timestamp) -> Option<String> {
    let now = &series.relief.now;
    let week = match &now.week {
        Figure::Known(week) => week,
        Figure::Absent { reason: Reason::TooFewDays } if now.silent_since.is_none() => {
            return Some(phrase("report_now_few_days").to_owned());
        }
        Figure::Absent { .. } => return None,
    };
    let young = now.last.as_ref().is_some_and(|last| at.duration_since(last.at.instant()) <= WEEK);
    let which = phrase(if young { "report_now_since_then" } else { "report_now_last_week" });
    let mean = score(series.scale().score_at(week.mean));
    Some(match baseline(week) {
        Some(before) => {
            let before = score(series.scale().score_at(before));
            fill("report_now_mean_before", &[("which", &which), ("mean", &mean), ("before", &before)])
        }
        None => fill("report_now_mean", &[("which", &which), ("mean", &mean)]),
    })
}

/// The baseline as a burden.
fn baseline(week: &Week) -> Option<f64> {
    week.baseline.known().map(|better| week.mean + better.points)
}

fn earlier_days(series: &Series, earlier: EarlierDays) -> String {
    let mean = score(series.scale().score_at(earlier.mean));
    let times = count(earlier.treatments);
    counted("report_now_earlier", times, &[("treatments", &number(times, 0)), ("mean", &mean)])
}

/// Of a journal that began with its treatments: the latest days beside the first ones, in points alone.
pub(in super::super) fn since_first_days(series: &Series, since: &SinceFirstDays) -> String {
    let burden = |burden| score(series.scale().score_at(burden));
    let points = score(since.points.abs());
    let is_change = points != score(0.0);
    let change = match since.points {
        _ if !is_change => phrase("report_since_no_change").to_owned(),
        better if better > 0.0 => counted("report_since_better", points_named(&points), &[("points", &points)]),
        _ => counted("report_since_worse", points_named(&points), &[("points", &points)]),
    };
    let perhaps = is_change && (0.05..=0.95).contains(&since.probability);
    let days = fill(
        "report_since_days",
        &[
            ("first_date", &date(since.first_date)),
            ("first", &burden(since.first)),
            ("latest_date", &date(since.latest_date)),
            ("latest", &burden(since.latest)),
        ],
    );
    let perhaps = perhaps.then(|| phrase("report_since_perhaps").to_owned());
    together([Some(days), Some(change), perhaps, Some(phrase("report_since_no_cause").to_owned())])
}

/// The sentences there are, one after the other.
fn together<const N: usize>(sentences: [Option<String>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
