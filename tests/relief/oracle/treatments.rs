//! What came of one treatment: sections 3 and 4, and the unwritten days of section 6.

use afterglow::domain::relief::{Dosing, Reading};
use serde_json::{Value, json};

use super::{
    Oracle,
    sums::{HAIR, absent, between, hours, lag_day, mean, number},
};

/// A treatment's onset, peak, best days, relief and tipping point.
type Figures = [Value; 5];

pub fn planned(dosing: &Dosing) -> Value {
    let none = || absent("planned");
    json!({
        "id": dosing.id, "at": dosing.at, "local_date": dosing.at.date(), "course": null, "onset": none(), "peak": none(),
        "best_days": none(), "relief": none(), "tipping_point": none(), "follow_up": none(), "curve": [], "first_hours": [],
    })
}

impl Oracle {
    /// The check-ins of the follow-up, and what ended it.
    fn follow_up(&self, j: usize) -> (Vec<&Reading>, &'static str) {
        let mut heard = Vec::new();
        let mut latest = self.dosings[j].at.instant();
        let silent = |from: jiff::Timestamp, to: jiff::Timestamp| {
            f64::from(i32::try_from(to.as_second() - from.as_second()).unwrap())
                > 86_400.0 * self.parameters.max_gap_days
        };
        for reading in self.after(j) {
            if silent(latest, reading.at) {
                return (heard, "silence");
            }
            latest = reading.at;
            heard.push(reading);
        }
        match self.dosings.get(j + 1) {
            None if silent(latest, self.now) => (heard, "stopped_writing"),
            None => (heard, "still_going"),
            Some(next) if silent(latest, next.at.instant()) => (heard, "silence"),
            Some(_) => (heard, "next_treatment"),
        }
    }

    pub fn treatment(&self, j: usize) -> Value {
        let dosing = &self.dosings[j];
        let first = self.first_of_course(j);
        let course = self.firsts().iter().position(|&known| known == first);
        let (follow_up, ended) = self.follow_up(j);
        let end = match (ended, follow_up.last()) {
            ("next_treatment", _) => between(dosing, self.dosings[j + 1].at.instant()),
            (_, Some(last)) => hours(last, dosing),
            (_, None) => 0.0,
        };
        let days = self.values(j, &follow_up, 0..=27).len();
        let [onset, peak, best_days, relief, tipping_point] = self.figures(j, &follow_up, ended);
        let (curve, first_hours) = match self.baseline(first) {
            Err(_) => (Vec::new(), Vec::new()),
            Ok((b, _, _)) => self.curves(j, b),
        };
        json!({
            "id": dosing.id, "at": dosing.at, "local_date": dosing.at.date(), "course": course, "onset": onset,
            "peak": peak, "best_days": best_days, "relief": relief, "tipping_point": tipping_point,
            "follow_up": {"days": days, "window_days": (end / 24.0).ceil().min(28.0)},
            "curve": curve, "first_hours": first_hours,
        })
    }

    fn curves(&self, j: usize, b: f64) -> (Vec<Value>, Vec<Value>) {
        let own: Vec<&Reading> = self.before(j).into_iter().chain(self.after(j)).collect();
        let point = |(k, value): (i32, f64)| json!({"lag_day": k, "improvement_percent": 100.0 * (b - value) / b, "check_ins": self.on(j, &own, k).len()});
        let hour = |reading: &Reading| {
            let percent = 100.0 * (b - self.burden(reading)) / b;
            json!({"hours": hours(reading, &self.dosings[j]), "improvement_percent": percent})
        };
        let early = |reading: &&Reading| hours(reading, &self.dosings[j]) <= 48.0;
        let curve = self.values(j, &own, -14..=28).into_iter().map(point).collect();
        (curve, self.after(j).into_iter().filter(early).map(hour).collect())
    }

    /// That it is too early to say, or else the reason given.
    fn or_too_early(&self, j: usize, reason: &str) -> Value {
        let last = j + 1 == self.dosings.len();
        let passed = between(&self.dosings[j], self.now);
        absent(if last && passed < 24.0 * self.parameters.onset_limit_days { "too_early" } else { reason })
    }

    fn figures(&self, j: usize, follow_up: &[&Reading], ended: &str) -> Figures {
        let all = |reason: Value| [reason.clone(), reason.clone(), reason.clone(), reason.clone(), reason];
        let (b, s, _) = match self.baseline(self.first_of_course(j)) {
            Err(reason) => return all(absent(reason)),
            Ok(baseline) => baseline,
        };
        if follow_up.is_empty() {
            return all(self.or_too_early(j, "no_follow_up"));
        }
        let (peak, best_days) = (self.peak(j, follow_up, b), self.best_days(j, follow_up, b));
        let without = |reason: Value| [reason.clone(), peak.clone(), best_days.clone(), reason.clone(), reason];
        let swing = 1.645 * s;
        if swing > b + HAIR {
            return without(absent("baseline_too_variable"));
        }
        let responds = |burden: f64| {
            100.0 * (b - burden) / b >= self.parameters.response_percent - HAIR && b - burden >= swing - HAIR
        };
        let tipping_point = self.tipping_point(j, b);
        let before = self.before(j);
        let day_before = self.values(j, &before, -1..=-1);
        let others = self.values(j, &before, -7..=-2);
        if let ([(_, day_before)], Some((_, other))) = (day_before.as_slice(), others.last())
            && responds(*day_before)
            && responds(*other)
        {
            let relief = self.relief(j, follow_up, b, (0.0, 0.0), ended);
            return [absent("already_responding"), peak, best_days, relief, tipping_point];
        }
        let at = |i: usize| hours(follow_up[i], &self.dosings[j]);
        let is_response = |i: usize| responds(self.burden(follow_up[i]));
        let confirming = |i: usize| i + 1 < follow_up.len() && at(i + 1) - at(i) <= 48.0;
        let in_time = |i: &usize| at(*i) <= 24.0 * self.parameters.onset_limit_days;
        let held = |i: &usize| is_response(*i) && (!confirming(*i) || is_response(*i + 1));
        let Some(i) = (0..follow_up.len()).filter(in_time).find(held) else {
            return without(self.or_too_early(j, "no_response"));
        };
        let after = if i == 0 { 0.0 } else { at(i - 1) };
        let rapid = match () {
            () if at(i) <= 24.0 => "yes",
            () if after >= 24.0 => "no",
            () => "unknown",
        };
        let onset = json!({"hours": at(i), "after_hours": after, "rapid": rapid, "confirmed": confirming(i)});
        let relief = self.relief(j, follow_up, b, (at(i), lag_day(at(i)) + 1.0), ended);
        [onset, peak, best_days, relief, tipping_point]
    }

    fn peak(&self, j: usize, follow_up: &[&Reading], b: f64) -> Value {
        let mut best: Option<(f64, f64)> = None;
        for reading in follow_up.iter().filter(|reading| hours(reading, &self.dosings[j]) <= 168.0) {
            let improvement = 100.0 * (b - self.burden(reading)) / b;
            if best.is_none_or(|(most, _)| improvement > most) {
                best = Some((improvement, hours(reading, &self.dosings[j])));
            }
        }
        best.map_or(absent("no_follow_up"), |(percent, hours)| json!({"improvement_percent": percent, "hours": hours}))
    }

    fn best_days(&self, j: usize, follow_up: &[&Reading], b: f64) -> Value {
        let days = self.values(j, follow_up, 0..=6);
        let pairs: Vec<(f64, i32)> =
            days.windows(2).map(|two| (100.0 * (b - mean(&[two[0].1, two[1].1])) / b, two[0].0)).collect();
        let most = pairs.iter().map(|pair| pair.0).fold(f64::NEG_INFINITY, f64::max);
        let first = pairs.iter().find(|pair| pair.0 > most - HAIR);
        first.map_or(absent("too_few_days"), |(percent, k)| json!({"improvement_percent": percent, "lag_day": k}))
    }

    fn relief(&self, j: usize, follow_up: &[&Reading], b: f64, (start, from_day): (f64, f64), ended: &str) -> Value {
        let last = hours(follow_up.last().unwrap(), &self.dosings[j]);
        let last_of_course = j + 1 == self.dosings.len() || self.first_of_course(j + 1) == j + 1;
        let observed: Vec<(i32, bool)> = (self.values(j, follow_up, 0..=2_000).into_iter())
            .filter(|(k, _)| f64::from(*k) >= from_day)
            .map(|(k, value)| (k, 100.0 * (b - value) / b < self.parameters.partial_percent - HAIR))
            .collect();
        let (end, ended) = match observed.windows(2).find(|pair| pair[0].1 && pair[1].1) {
            Some(pair) => (24.0 * f64::from(pair[0].0), "lost"),
            None => (last, ended),
        };
        json!({"days": (end - start) / 24.0, "ended": ended, "last_of_course": last_of_course})
    }

    fn tipping_point(&self, j: usize, b: f64) -> Value {
        let next = self.dosings.get(j + 1).map_or(f64::INFINITY, |next| between(&self.dosings[j], next.at.instant()));
        let end = next.min(between(&self.dosings[j], self.now));
        let begun: Vec<i32> = (0..=6).filter(|k| 24.0 * f64::from(*k) < end).collect();
        let written: Vec<f64> = self.values(j, &self.after(j), 0..=6).into_iter().map(|(_, value)| value).collect();
        if written.len() == begun.len() {
            return absent("all_days_written");
        }
        // The mean of all is then exactly at the partial threshold.
        let at_threshold = b - b * self.parameters.partial_percent / 100.0;
        let sum: f64 = written.iter().sum();
        json!((at_threshold * number(begun.len()) - sum) / number(begun.len() - written.len()))
    }
}
