//! Readings in time: what was measured or felt so many minutes after the start of a session.

use serde::{Deserialize, Serialize};

use super::{BloodPressure, Pressure, between};
use crate::domain::{
    day::Moment,
    fault::{Faults, Refusal, Within},
};

/// The most readings of one treatment.
pub const MOST_READINGS: usize = 50;
/// A reading lies within a day before or after the start of its session.
const FARTHEST: i64 = 1440;

/// What was read at one time around a session; at least one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = SessionReading::check -> Within)]
pub struct SessionReading {
    /// Minutes after the start of the session, −1440 to 1440: 0 or less is before it.
    #[deserr(try_from(i64) = around -> Refusal)]
    #[schema(minimum = -1440, maximum = 1440, example = 40)]
    pub minutes: i16,
    /// Blood pressure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    pub blood_pressure: Option<Pressure>,
    /// Beats of the heart in a minute, 20–300.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default, try_from(Option<i64>) = beats -> Refusal)]
    #[schema(minimum = 20, maximum = 300)]
    pub pulse: Option<u16>,
    /// How sleepy or numbed, from not at all (0) to hardly awake (10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default, try_from(Option<i64>) = degree -> Refusal)]
    #[schema(minimum = 0, maximum = 10)]
    pub sedation: Option<u8>,
    /// How unreal or detached, from not at all (0) to completely (10), as the measure `dissociation` asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default, try_from(Option<i64>) = degree -> Refusal)]
    #[schema(minimum = 0, maximum = 10)]
    pub dissociation: Option<u8>,
}

impl SessionReading {
    /// When it was read in a session that began at `start`, at the offset of that start.
    pub fn moment(&self, start: Moment) -> Moment {
        start.after_minutes(self.minutes.into())
    }

    /// Whether it was read before the session began, or as it did.
    pub fn is_before(&self) -> bool {
        self.minutes <= 0
    }

    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let Self { minutes: _, blood_pressure, pulse, sedation, dissociation } = self;
        let nothing = blood_pressure.is_none() && pulse.is_none() && sedation.is_none() && dissociation.is_none();
        if nothing { Err(Within(Faults::one("", Refusal::ReadingValue))) } else { Ok(self) }
    }
}

/// Notes what is wrong with the readings of a treatment together.
pub(super) fn check(readings: &[SessionReading], faults: &mut Faults) {
    if readings.len() > MOST_READINGS {
        faults.add("/readings", Refusal::TooMany { most: MOST_READINGS, what: "readings" });
    }
    for (index, reading) in readings.iter().enumerate() {
        if readings.iter().take(index).any(|earlier| earlier.minutes == reading.minutes) {
            faults.add(format!("/readings/{index}/minutes"), Refusal::Twice { what: "minute" });
        }
    }
}

/// Blood pressure before a session and at its highest in or after it, from the pair that was entered as such and from the
/// readings: they are the fuller form, and both count.
///
/// *Before* is the last reading up to the start; the pair's where there is none. *At its highest* is the one with the
/// highest systolic pressure (of equal ones, the highest diastolic) among the pair's and the readings after the start.
/// `None` where neither is known.
pub fn pressures(pair: Option<BloodPressure>, readings: &[SessionReading]) -> Option<BloodPressure> {
    let BloodPressure { before, peak } = pair.unwrap_or_default();
    let last = readings.iter().filter(|reading| reading.is_before() && reading.blood_pressure.is_some());
    let last = last.max_by_key(|reading| reading.minutes).and_then(|reading| reading.blood_pressure);
    let later = readings.iter().filter(|reading| !reading.is_before()).filter_map(|reading| reading.blood_pressure);
    let both = BloodPressure { before: last.or(before), peak: later.chain(peak).max_by_key(Pressure::height) };
    (both != BloodPressure::default()).then_some(both)
}

/// The highest blood pressure of a treatment at any time, before the session too: [`pressures`] has the two that it is of.
pub fn highest_pressure(pair: Option<BloodPressure>, readings: &[SessionReading]) -> Option<Pressure> {
    let told = pair.into_iter().flat_map(|BloodPressure { before, peak }| [before, peak]).flatten();
    let read = readings.iter().filter_map(|reading| reading.blood_pressure);
    told.chain(read).max_by_key(Pressure::height)
}

fn around(value: i64) -> Result<i16, Refusal> {
    between(value, -FARTHEST, FARTHEST)
}

fn beats(value: Option<i64>) -> Result<Option<u16>, Refusal> {
    value.map(|value| between(value, 20, 300)).transpose()
}

fn degree(value: Option<i64>) -> Result<Option<u8>, Refusal> {
    value.map(|value| between(value, 0, 10)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressure(systolic: u16, diastolic: u16) -> Pressure {
        Pressure { systolic, diastolic }
    }

    fn reading(minutes: i16, blood_pressure: Option<Pressure>) -> SessionReading {
        SessionReading { minutes, blood_pressure, pulse: Some(70), sedation: None, dissociation: None }
    }

    #[test]
    fn before_is_the_last_reading_up_to_the_start_and_the_pairs_where_there_is_none() {
        let before = |pair, readings: &[_]| pressures(pair, readings).and_then(|both| both.before);
        let pair = Some(BloodPressure { before: Some(pressure(120, 80)), peak: None });
        assert_eq!(before(pair, &[reading(-5, None), reading(5, Some(pressure(150, 90)))]), Some(pressure(120, 80)));
        let readings = [
            reading(0, Some(pressure(124, 82))),
            reading(-30, Some(pressure(140, 90))),
            reading(1, Some(pressure(99, 60))),
        ];
        assert_eq!(before(pair, &readings), Some(pressure(124, 82)));
        assert_eq!(before(None, &readings), Some(pressure(124, 82)));
    }

    #[test]
    fn the_highest_in_or_after_a_session_is_the_pairs_or_a_reading_after_the_start() {
        let peak = |pair, readings: &[_]| pressures(pair, readings).and_then(|both| both.peak);
        let pair = Some(BloodPressure { before: Some(pressure(170, 100)), peak: Some(pressure(150, 90)) });
        let readings = [
            reading(0, Some(pressure(180, 99))),
            reading(40, Some(pressure(150, 95))),
            reading(90, Some(pressure(130, 99))),
        ];
        assert_eq!(peak(pair, &readings), Some(pressure(150, 95)));
        assert_eq!(peak(pair, &[reading(40, Some(pressure(149, 99)))]), Some(pressure(150, 90)));
        assert_eq!(peak(None, &readings), Some(pressure(150, 95)));
        assert_eq!(peak(None, &[reading(0, Some(pressure(180, 99)))]), None);
    }

    #[test]
    fn the_highest_of_all_may_be_one_before() {
        let pair = Some(BloodPressure { before: Some(pressure(170, 100)), peak: Some(pressure(150, 90)) });
        assert_eq!(highest_pressure(pair, &[reading(40, Some(pressure(169, 110)))]), Some(pressure(170, 100)));
        assert_eq!(highest_pressure(pair, &[reading(-600, Some(pressure(171, 80)))]), Some(pressure(171, 80)));
        assert_eq!(highest_pressure(None, &[reading(40, None)]), None);
        assert_eq!(pressures(None, &[reading(40, None)]), None);
    }
}
