//! The definitions of relief once more, written down as they are read: slow, and sharing nothing with the crate.

mod certainty;
mod many;
mod now;
mod overlap;
mod sums;
mod together;
mod treatments;

use afterglow::domain::{
    measure::{Polarity, Scale},
    relief::{Dosing, MedicationChange, Parameters, Reading},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use self::sums::{HAIR, absent, between, deviation, hours, is_on_its_day, lag_day, mean};
use super::journal::Journal;

pub struct Oracle {
    scale: Scale,
    parameters: Parameters,
    now: Timestamp,
    readings: Vec<Reading>,
    /// Those that have taken place.
    dosings: Vec<Dosing>,
    planned: Vec<Dosing>,
    changes: Vec<MedicationChange>,
}

/// The reports of measures that are asked together.
pub fn reports(journals: &[&Journal]) -> Vec<Value> {
    let oracles: Vec<Oracle> = journals.iter().map(|journal| Oracle::new(journal)).collect();
    let mut reports: Vec<Value> = oracles.iter().map(Oracle::report).collect();
    together::choose_words(&mut reports);
    for (oracle, report) in oracles.iter().zip(&mut reports) {
        oracle.what_is_gated(report);
    }
    reports
}

impl Oracle {
    fn new(journal: &Journal) -> Self {
        let Journal { scale, parameters, now, .. } = *journal;
        let better_first = if scale.polarity == Polarity::HigherIsWorse { 1 } else { -1 };
        let mut readings: Vec<Reading> = journal.readings.iter().filter(|reading| reading.at <= now).cloned().collect();
        readings.sort_by_key(|reading| (reading.at, better_first * reading.score));
        let mut dosings = journal.dosings.clone();
        dosings.sort_by_key(|dosing| (dosing.at.instant(), dosing.id.clone()));
        let planned = dosings.iter().position(|dosing| dosing.at.instant() > now).unwrap_or(dosings.len());
        let planned = dosings.split_off(planned);
        let mut changes: Vec<MedicationChange> =
            journal.medication_changes.iter().filter(|change| change.at <= now).cloned().collect();
        changes.sort_by_key(|change| (change.at, change.id.clone()));
        Self { scale, parameters, now, readings, dosings, planned, changes }
    }

    /// Everything but the words and what is gated by them.
    fn report(&self) -> Value {
        let mut treatments: Vec<Value> = (0..self.dosings.len()).map(|j| self.treatment(j)).collect();
        let courses: Vec<Value> = self.firsts().into_iter().map(|first| self.course(first)).collect();
        let aligned = self.aligned(&treatments);
        treatments.extend(self.planned.iter().map(treatments::planned));
        json!({"courses": courses, "aligned": aligned, "treatments": treatments})
    }

    /// The first treatment of each course.
    fn firsts(&self) -> Vec<usize> {
        (0..self.dosings.len()).filter(|&j| self.first_of_course(j) == j).collect()
    }

    fn members(&self, first: usize) -> Vec<usize> {
        (0..self.dosings.len()).filter(|&j| self.first_of_course(j) == first).collect()
    }

    fn burden(&self, reading: &Reading) -> f64 {
        f64::from(match self.scale.polarity {
            Polarity::HigherIsWorse => reading.score - self.scale.min,
            Polarity::HigherIsBetter => self.scale.max - reading.score,
        })
    }

    /// The check-ins between the previous treatment and this one.
    fn before(&self, j: usize) -> Vec<&Reading> {
        let (dosing, previous) = (&self.dosings[j], j.checked_sub(1).map(|i| &self.dosings[i]));
        let is_before = |reading: &&Reading| {
            reading.at <= dosing.at.instant()
                && !is_on_its_day(reading, dosing)
                && previous
                    .is_none_or(|previous| reading.at > previous.at.instant() && !is_on_its_day(reading, previous))
        };
        self.readings.iter().filter(is_before).collect()
    }

    /// The check-ins between this treatment and the next one.
    fn after(&self, j: usize) -> Vec<&Reading> {
        let (dosing, next) = (&self.dosings[j], self.dosings.get(j + 1));
        let is_after = |reading: &&Reading| {
            reading.at > dosing.at.instant()
                && !is_on_its_day(reading, dosing)
                && next.is_none_or(|next| reading.at <= next.at.instant() && !is_on_its_day(reading, next))
        };
        self.readings.iter().filter(is_after).collect()
    }

    /// The burdens of the check-ins of lag day `k` among these.
    fn on(&self, j: usize, readings: &[&Reading], k: i32) -> Vec<f64> {
        let is_on = |reading: &&&Reading| (lag_day(hours(reading, &self.dosings[j])) - f64::from(k)).abs() < 0.5;
        readings.iter().filter(is_on).map(|reading| self.burden(reading)).collect()
    }

    fn values(&self, j: usize, readings: &[&Reading], lag_days: std::ops::RangeInclusive<i32>) -> Vec<(i32, f64)> {
        let on = |k| Some((k, self.on(j, readings, k))).filter(|(_, burdens)| !burdens.is_empty());
        lag_days.filter_map(on).map(|(k, burdens)| (k, mean(&burdens))).collect()
    }

    fn first_of_course(&self, j: usize) -> usize {
        if j == 0
            || between(&self.dosings[j - 1], self.dosings[j].at.instant()) > 24.0 * self.parameters.course_gap_days
        {
            return j;
        }
        self.first_of_course(j - 1)
    }

    /// B, s and the number of days with a value of the course that begins with this treatment.
    fn baseline(&self, first: usize) -> Result<(f64, f64, usize), &'static str> {
        let before = self.before(first);
        let values: Vec<f64> = self.values(first, &before, -14..=-1).into_iter().map(|(_, value)| value).collect();
        let singles: Vec<f64> = (-14..=-1).flat_map(|k| self.on(first, &before, k)).collect();
        match values.len() {
            0..3 => Err("too_few_baseline_days"),
            _ if mean(&values) < 0.25 * self.scale.span() - HAIR || mean(&values) <= 0.0 => Err("baseline_too_low"),
            days => Ok((mean(&values), deviation(&singles), days)),
        }
    }

    fn course(&self, first: usize) -> Value {
        let members = self.members(first);
        let ids: Vec<&str> = members.iter().map(|&j| self.dosings[j].id.as_str()).collect();
        let window = match first {
            0 => 14.0,
            _ => (between(&self.dosings[first - 1], self.dosings[first].at.instant()) / 24.0).ceil().min(14.0),
        };
        let baseline = match self.baseline(first) {
            Err(reason) => absent(reason),
            Ok((value, s, days)) => {
                json!({"value": value, "standard_deviation": s, "days": days, "window_days": window})
            }
        };
        let a: Vec<f64> = self.values(first, &self.before(first), -14..=-1).iter().map(|(_, value)| *value).collect();
        let after = |j: &usize| self.values(*j, &self.after(*j), 1..=7);
        let p: Vec<f64> = members.iter().flat_map(after).map(|(_, value)| value).collect();
        json!({
            "treatments": ids, "baseline": baseline, "certainty": self.certainty(first),
            "medication_changes": self.changes_near(&members), "nap": overlap::nap(&a, &p),
        })
    }

    fn changes_near(&self, members: &[usize]) -> Vec<&str> {
        let is_near = |change: &&MedicationChange| {
            members.iter().any(|&j| (-14.0 * 24.0..=7.0 * 24.0).contains(&between(&self.dosings[j], change.at)))
        };
        self.changes.iter().filter(is_near).map(|change| change.id.as_str()).collect()
    }
}
