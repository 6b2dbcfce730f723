//! Where a person is now: the last week, the present relief, and what comes next.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Dosing, Ending, Figure, Parameters, Reading, Reason, TreatmentReport,
    baseline::Yardstick,
    statistics::mean,
    treatment::{self, DAY, Treatment, by_lag_day, days, lag_day},
};
use crate::domain::{day::Moment, measure::Scale};

/// How many lag days the last week has.
const WEEK: i32 = 7;
/// How many of them must have a value.
const DAYS_NEEDED: usize = 3;
/// The lag day that must have begun for there to be so many.
const LAST_LAG_DAY_NEEDED: i32 = 2;
/// How many earlier treatments the last week is compared with at least.
const EARLIER_NEEDED: usize = 2;
/// The lag days from which a baseline is taken.
const BASELINE_WINDOW: std::ops::RangeInclusive<i32> = -14..=-1;

/// Where a person is now, in one measure.
///
/// The definitions of relief, section 12. Nothing in it counts the time that passes: how long ago the last treatment
/// was, the reader of the answer knows from its instant. So an answer changes only when it says something else.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefNow)]
pub struct Now {
    /// The latest treatment that has taken place; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<LastTreatment>,
    /// How the last seven days were.
    pub week: Figure<Week>,
    /// The relief after the latest treatment, of a stated course.
    pub relief: Figure<PresentRelief>,
    /// The local date of the latest check-in, where that is longer ago than `max_gap_days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub silent_since: Option<Date>,
    /// The next treatment that is planned; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextTreatment>,
}

/// The latest treatment that has taken place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefLastTreatment)]
pub struct LastTreatment {
    /// Its id.
    pub id: String,
    /// When it started, with the record's own offset.
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// The local date, where it was given, on which the time to look for an onset is over.
    #[schema(value_type = String, format = Date)]
    pub judged_on: Date,
}

/// How the last seven days were: those since the latest treatment, at most.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReliefWeek)]
pub struct Week {
    /// The mean of the lag-day values: a burden in points.
    pub mean: f64,
    /// How many lag days have a value, 3 to 7.
    pub days: usize,
    /// How much better that is than the course's baseline.
    pub baseline: Figure<Improvement>,
    /// How the same lag days were after earlier treatments.
    pub earlier: Figure<EarlierDays>,
}

/// How much better than before; negative is worse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefImprovement)]
pub struct Improvement {
    /// In points.
    pub points: f64,
    /// In percent of the baseline.
    pub percent: f64,
}

/// The same lag days after earlier treatments.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefEarlierDays)]
pub struct EarlierDays {
    /// The mean over these treatments, each counting alike: a burden in points.
    pub mean: f64,
    /// How many treatments have enough days, 2 or more.
    pub treatments: usize,
}

/// The relief after the latest treatment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefAtPresent)]
pub struct PresentRelief {
    /// Whether it goes on, has been lost, or cannot be followed any more.
    pub ended: Ending,
    /// When it was first seen: of relief that outlasted treatments, after the first of them.
    #[schema(value_type = String, format = DateTime)]
    pub since: Moment,
    /// Days from then until it was lost, or to its last check-in.
    pub days: f64,
    /// The local date, where the treatment was given, by which it had largely faded; absent unless it was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub faded_on: Option<Date>,
}

/// The next treatment that is planned.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefNextTreatment)]
pub struct NextTreatment {
    /// Its id.
    pub id: String,
    /// When it is planned, with the record's own offset.
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// How many of the 14 days before it are written by now, where it would begin a course: its baseline needs 3, and
    /// certainty 5. Absent where it would continue one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_days: Option<usize>,
}

/// The parts of [`Now`] that no word has a say in.
pub(super) struct Present<'a> {
    scale: Scale,
    readings: &'a [Reading],
    now: Timestamp,
    parameters: &'a Parameters,
}

impl<'a> Present<'a> {
    /// What is known at `now`; `readings` are all there are.
    pub(super) fn new(scale: Scale, readings: &'a [Reading], now: Timestamp, parameters: &'a Parameters) -> Self {
        Self { scale, readings, now, parameters }
    }

    /// Where a person is, with no relief yet: that is known when the words are.
    pub(super) fn now(
        &self,
        given: &[Treatment<'_>],
        yardstick: Option<Result<Yardstick, Reason>>,
        planned: &[&Dosing],
    ) -> Now {
        let last = given.last();
        Now {
            last: last.map(|last| self.last(last.dosing)),
            week: last.zip(yardstick).ok_or(Reason::NoTreatment).and_then(|(_, one)| self.week(given, one)).into(),
            relief: Err(Reason::NoTreatment).into(),
            silent_since: self.silent_since(),
            next: self.next(last.map(|last| last.dosing), planned),
        }
    }

    fn last(&self, dosing: &Dosing) -> LastTreatment {
        LastTreatment { id: dosing.id.clone(), at: dosing.at, judged_on: judged_on(dosing, self.parameters) }
    }

    fn week(&self, given: &[Treatment<'_>], yardstick: Result<Yardstick, Reason>) -> Result<Week, Reason> {
        let (last, earlier) = given.split_last().ok_or(Reason::NoTreatment)?;
        let last_lag_day = lag_day(self.now.duration_since(last.start())).max(0);
        let first_lag_day = (last_lag_day - WEEK + 1).max(0);
        if last_lag_day < LAST_LAG_DAY_NEEDED {
            return Err(Reason::TooEarly);
        }
        let of = |treatment: &Treatment<'_>| {
            let values: Vec<f64> =
                by_lag_day(treatment.check_ins(first_lag_day..=last_lag_day)).map(|day| day.value).collect();
            if values.len() < DAYS_NEEDED { None } else { Some((mean(values.iter().copied())?, values.len())) }
        };
        let (value, days) = of(last).ok_or(Reason::TooFewDays)?;
        let means: Vec<f64> = earlier.iter().filter_map(of).map(|(mean, _)| mean).collect();
        Ok(Week {
            mean: value,
            days,
            baseline: yardstick.map(|yardstick| improvement(&yardstick, value)).into(),
            earlier: earlier_days(&means).into(),
        })
    }

    /// Since when nothing has been written, where that is long.
    fn silent_since(&self) -> Option<Date> {
        let written = self.readings.iter().filter(|reading| reading.at <= self.now);
        let latest = written.max_by_key(|reading| (reading.at, reading.date))?;
        (days(self.now.duration_since(latest.at)) > self.parameters.max_gap_days).then_some(latest.date)
    }

    fn next(&self, last: Option<&Dosing>, planned: &[&Dosing]) -> Option<NextTreatment> {
        let to_come = planned.iter().copied().filter(|dosing| dosing.start() > self.now);
        let next = to_come.min_by_key(|dosing| (dosing.start(), &dosing.id, dosing.at.offset()))?;
        let begins =
            last.is_none_or(|last| days(next.start().duration_since(last.start())) > self.parameters.course_gap_days);
        let baseline_days = begins.then(|| self.baseline_days(last, next));
        Some(NextTreatment { id: next.id.clone(), at: next.at, baseline_days })
    }

    /// How many days of the baseline window before a treatment to come are written by now.
    fn baseline_days(&self, last: Option<&Dosing>, next: &Dosing) -> usize {
        let written = self.readings.iter().filter(|reading| reading.at <= self.now);
        let near = written.filter(|reading| next.start().duration_since(reading.at) < DAY * 15);
        let two = treatment::in_order(self.scale, near, last.into_iter().chain([next]).collect());
        two.last().map_or(0, |next| by_lag_day(next.check_ins(BASELINE_WINDOW)).count())
    }
}

/// The moment so many days after a treatment, lived at its offset.
fn after(dosing: &Dosing, days: f64) -> Moment {
    let later = SignedDuration::try_from_secs_f64(86_400.0 * days).unwrap_or(SignedDuration::MAX);
    Moment::new(dosing.start().saturating_add(later).unwrap_or(Timestamp::MAX), dosing.at.offset())
}

/// The local date, where a treatment was given, so many days after it.
fn local_date(dosing: &Dosing, days: f64) -> Date {
    after(dosing, days).date()
}

/// The local date on which the time to look for an onset is over.
pub(super) fn judged_on(dosing: &Dosing, parameters: &Parameters) -> Date {
    local_date(dosing, parameters.onset_limit_days)
}

fn improvement(yardstick: &Yardstick, burden: f64) -> Improvement {
    Improvement { points: yardstick.points(burden), percent: yardstick.improvement(burden) }
}

fn earlier_days(means: &[f64]) -> Result<EarlierDays, Reason> {
    if means.len() < EARLIER_NEEDED {
        return Err(Reason::TooFewTreatments);
    }
    let mean = mean(means.iter().copied()).ok_or(Reason::TooFewTreatments)?;
    Ok(EarlierDays { mean, treatments: means.len() })
}

/// The relief after the latest treatment; `is_stated` tells whether a treatment's course is.
///
/// # Errors
/// The first reason that applies, in the order of the definitions.
pub(super) fn present_relief(
    given: &[(&Dosing, TreatmentReport)],
    is_stated: impl Fn(&TreatmentReport) -> bool,
) -> Result<PresentRelief, Reason> {
    let (dosing, last) = given.last().ok_or(Reason::NoTreatment)?;
    let relief = last.relief.known().ok_or_else(|| last.relief.reason().unwrap_or(Reason::NoReliefNow))?;
    if !is_stated(last) {
        return Err(Reason::NotStated);
    }
    let since = first_seen(given).ok_or(Reason::NoTreatment)?;
    let end = days_until_seen(last) + relief.days;
    let before_it = days(dosing.start().duration_since(since.instant()));
    Ok(PresentRelief {
        ended: relief.ended,
        since,
        days: before_it + end,
        // Loss is at the start of a lag day: whole, where sums of hours may be a hair off.
        faded_on: (relief.ended == Ending::Lost).then(|| local_date(dosing, end.round())),
    })
}

/// How many days after a treatment its relief was first seen: none, where it was there before.
fn days_until_seen(treatment: &TreatmentReport) -> f64 {
    treatment.onset.known().map_or(0.0, |onset| onset.hours / 24.0)
}

/// When the relief after the latest treatment was first seen: after the one before, while it outlasted that one.
fn first_seen(given: &[(&Dosing, TreatmentReport)]) -> Option<Moment> {
    let (mut first, earlier) = given.split_last()?;
    for one in earlier.iter().rev() {
        let was_there = first.1.onset.reason() == Some(Reason::AlreadyResponding);
        let outlasted = one.1.relief.known().is_some_and(|relief| relief.ended == Ending::NextTreatment);
        if !was_there || !outlasted || one.1.course != first.1.course {
            break;
        }
        first = one;
    }
    let (dosing, treatment) = first;
    Some(after(dosing, days_until_seen(treatment)))
}
