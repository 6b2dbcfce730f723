//! Where things stand, in the words of the page behind a link.

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::super::{
    figures::as_score,
    numbers::{NB, count, date, days, hours, number, score},
};
use crate::{
    domain::{
        day::Moment,
        relief::{DaysLeft, EarlierDays, Ending, Figure, Headline, Now, PresentRelief, Reason, SinceFirstDays, Week},
    },
    shares::view::Series,
};

pub(in super::super) const TITLE: &str = "Where things stand";

/// A baseline needs so many days with an entry, and certainty so many.
const COMPARABLE: usize = 3;
const SURE: usize = 5;
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is said at `at`: the treatments before and after it, what became of the relief, and how the last days were.
pub(in super::super) fn said(series: &Series, at: Timestamp) -> String {
    let week = series.relief.now.week.known();
    let earlier = week.and_then(|week| week.earlier.known()).map(|earlier| earlier_days(series, *earlier));
    together([Some(treated(&series.relief.now, at)), state(series), last_week(series, at), earlier])
}

/// How long ago the last treatment was, when the next one is planned, and how far the days before it are written.
fn treated(now: &Now, at: Timestamp) -> String {
    let last = now.last.as_ref().map_or("No treatment has taken place yet.".to_owned(), |last| since(last.at, at));
    let next = now.next.as_ref().map(|next| format!("The next is planned for {}.", moment(next.at)));
    let written = now.next.as_ref().and_then(|next| next.baseline_days).map(days_before);
    together([Some(last), next, written])
}

/// Whole days by the instants, and hours where there is less than one.
fn since(last: Moment, at: Timestamp) -> String {
    let hours = at.duration_since(last.instant()).as_hours();
    let (number, unit) = match hours {
        ..1 => return "The last treatment was less than an hour ago.".to_owned(),
        1..24 => (hours, "hour"),
        _ => (hours / 24, "day"),
    };
    format!("{number}{NB}{unit}{} since the last treatment.", if number == 1 { "" } else { "s" })
}

/// A date and a time where it was entered.
fn moment(at: Moment) -> String {
    let time = at.offset().to_datetime(at.instant()).time();
    format!("{}, {:02}:{:02}", date(at.date()), time.hour(), time.minute())
}

fn days_before(written: usize) -> String {
    match written {
        ..COMPARABLE if COMPARABLE - written == 1 => {
            "An entry on one more day before it makes a comparison possible.".to_owned()
        }
        ..COMPARABLE => {
            format!("Entries on {}{NB}more days before it make a comparison possible.", COMPARABLE - written)
        }
        COMPARABLE..SURE => format!(
            "There are {written}{NB}days to compare with. The more days before it have an entry, the surer it gets: two \
             weeks are best."
        ),
        _ => format!("{written} of the days before it have an entry: enough to compare with."),
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
        return Some(format!("The last entry is from {}.", date(silent)));
    }
    // The headline says it already where that is all there is.
    let early = now.relief.reason() == Some(Reason::TooEarly);
    let said = matches!(series.relief.headline, Headline::TooEarly { .. });
    let last = now.last.as_ref().filter(|_| early && !said)?;
    Some(format!("From {} on it can be told what came of it.", date(last.judged_on)))
}

fn present(relief: &PresentRelief, silent_since: Option<Date>) -> String {
    let (span, from) = (days(relief.days), date(relief.since.date()));
    let day = |day: Option<Date>| day.map(date).unwrap_or_default();
    match relief.ended {
        Ending::Lost if relief.days < 1.0 => {
            format!("Relief began to fade on {}, soon after it was seen.", day(relief.faded_on))
        }
        Ending::Lost => format!("Relief began to fade on {}, after {span}.", day(relief.faded_on)),
        Ending::StoppedWriting => {
            format!("Relief lasted at least {span}; the last entry is from {}.", day(silent_since))
        }
        Ending::Silence => {
            format!("Relief lasted at least {span}; then there were no entries for more than a week.")
        }
        Ending::StillGoing | Ending::NextTreatment if relief.days <= 0.0 => {
            format!("Relief was first seen on {from}; how long it lasts is still open.")
        }
        Ending::StillGoing | Ending::NextTreatment => {
            format!("Relief was first seen on {from} and has lasted {span} so far.")
        }
    }
}

fn left(left: &DaysLeft) -> String {
    let span = hours(24.0 * left.median_days_left);
    format!("Where earlier relief lasted this long, half of it had ended {span} later.")
}

fn last_week(series: &Series, at: Timestamp) -> Option<String> {
    let now = &series.relief.now;
    let week = match &now.week {
        Figure::Known(week) => week,
        Figure::Absent { reason: Reason::TooFewDays } if now.silent_since.is_none() => {
            return Some("Fewer than three of the last seven days have an entry.".to_owned());
        }
        Figure::Absent { .. } => return None,
    };
    let young = now.last.as_ref().is_some_and(|last| at.duration_since(last.at.instant()) <= WEEK);
    let which = if young { "Since then" } else { "The last seven days" };
    let mean = score(as_score(series, week.mean));
    Some(match baseline(week) {
        Some(before) => format!("{which}: {mean} on average; before treatment {}.", score(as_score(series, before))),
        None => format!("{which}: {mean} on average."),
    })
}

/// The baseline as a burden.
fn baseline(week: &Week) -> Option<f64> {
    week.baseline.known().map(|better| week.mean + better.points)
}

fn earlier_days(series: &Series, earlier: EarlierDays) -> String {
    let mean = score(as_score(series, earlier.mean));
    let many = if earlier.treatments == 1 { "treatment" } else { "treatments" };
    format!("The same days after {} earlier {many}: {mean}.", number(count(earlier.treatments), 0))
}

/// Of a journal that began with its treatments: the latest days beside the first ones, in points alone.
pub(in super::super) fn since_first_days(series: &Series, since: &SinceFirstDays) -> String {
    let burden = |burden| score(as_score(series, burden));
    let points = score(since.points.abs());
    let (is_change, unit) = (points != score(0.0), if points == "1.0" { "point" } else { "points" });
    let change = match since.points {
        _ if !is_change => "That is no change.".to_owned(),
        better if better > 0.0 => format!("That is better by about {points}{NB}{unit}."),
        _ => format!("That is worse by about {points}{NB}{unit}."),
    };
    let perhaps = is_change && (0.05..=0.95).contains(&since.probability);
    format!(
        "On the first three days, from {} on, the mean was {}; on the latest days, up to {}, it was {}. {change} {}It \
         does not tell whether that comes from a treatment: there are no entries of how it was before.",
        date(since.first_date),
        burden(since.first),
        date(since.latest_date),
        burden(since.latest),
        if perhaps { "Ordinary ups and downs can bring as much. " } else { "" },
    )
}

/// The sentences there are, one after the other.
fn together<const N: usize>(sentences: [Option<String>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
