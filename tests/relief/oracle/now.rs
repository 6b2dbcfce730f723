//! Where a person is now, and the headline: section 12.

use afterglow::domain::relief::{Dosing, Reading};
use jiff::{SignedDuration, civil::Date};
use serde_json::{Value, json};

use super::{
    Oracle,
    sums::{absent, between, hours, lag_day, mean},
};

/// The local date, where a treatment was given, so many hours after it.
fn date_after(dosing: &Dosing, hours: f64) -> Date {
    let later = dosing.at.instant() + SignedDuration::from_secs_f64(3_600.0 * hours);
    dosing.at.offset().to_datetime(later).date()
}

impl Oracle {
    pub fn now(&self, given: &[Value], courses: &Value) -> Value {
        let mut now = json!({"week": self.week(), "relief": self.relief_now(given, courses)});
        if let Some(last) = self.dosings.last() {
            let judged_on = date_after(last, 24.0 * self.parameters.onset_limit_days);
            now["last"] = json!({"id": last.id, "at": last.at, "judged_on": judged_on});
        }
        let silent = |reading: &&Reading| {
            self.now.duration_since(reading.at).as_secs_f64() > 86_400.0 * self.parameters.max_gap_days
        };
        let newest = self.readings.iter().max_by_key(|reading| (reading.at, reading.date));
        if let Some(newest) = newest.filter(silent) {
            now["silent_since"] = json!(newest.date);
        }
        let mut to_come: Vec<&Dosing> = self.planned.iter().filter(|one| one.at.instant() > self.now).collect();
        to_come.sort_by_key(|one| (one.at.instant(), one.id.clone()));
        if let Some(next) = to_come.first() {
            now["next"] = json!({"id": next.id, "at": next.at});
            if let Some(days) = self.written_before(next) {
                now["next"]["baseline_days"] = json!(days);
            }
        }
        now
    }

    /// How many of the 14 days before a treatment to come are written, where it begins a course.
    fn written_before(&self, next: &Dosing) -> Option<usize> {
        let last = self.dosings.last();
        if last.is_some_and(|last| between(last, next.at.instant()) <= 24.0 * self.parameters.course_gap_days) {
            return None;
        }
        let on_day_of = |reading: &Reading, dosing: &Dosing| reading.date_only && reading.date == dosing.at.date();
        let counts = |reading: &&Reading| {
            !on_day_of(reading, next)
                && last.is_none_or(|last| reading.at > last.at.instant() && !on_day_of(reading, last))
        };
        let days = self.readings.iter().filter(counts).map(|reading| lag_day(hours(reading, next)));
        let mut days: Vec<f64> = days.filter(|day| *day >= -14.0).collect();
        days.sort_by(f64::total_cmp);
        days.dedup();
        Some(days.len())
    }

    fn week(&self) -> Value {
        let Some(j) = self.dosings.len().checked_sub(1) else { return absent("no_treatment") };
        #[expect(clippy::cast_possible_truncation, reason = "the present is within some years")]
        let today = lag_day(between(&self.dosings[j], self.now)).max(0.0) as i32;
        if today < 2 {
            return absent("too_early");
        }
        let values = |j: usize| -> Vec<f64> {
            self.values(j, &self.after(j), (today - 6).max(0)..=today).into_iter().map(|(_, value)| value).collect()
        };
        let own = values(j);
        if own.len() < 3 {
            return absent("too_few_days");
        }
        let earlier: Vec<f64> =
            (0..j).map(values).filter(|values| values.len() >= 3).map(|values| mean(&values)).collect();
        let earlier = match earlier.len() {
            0 | 1 => absent("too_few_treatments"),
            n => json!({"mean": mean(&earlier), "treatments": n}),
        };
        let baseline = match self.baseline(self.first_of_course(j)) {
            Err(reason) => absent(reason),
            Ok((b, _, _)) => json!({"points": b - mean(&own), "percent": 100.0 * (b - mean(&own)) / b}),
        };
        json!({"mean": mean(&own), "days": own.len(), "baseline": baseline, "earlier": earlier})
    }

    fn relief_now(&self, given: &[Value], courses: &Value) -> Value {
        let Some(last) = given.last() else { return absent("no_treatment") };
        let Some(days) = last["relief"]["days"].as_f64() else { return last["relief"].clone() };
        let course = |one: &Value| usize::try_from(one["course"].as_u64().unwrap()).unwrap();
        if courses[course(last)]["stated"] != true {
            return absent("not_stated");
        }
        let mut j = given.len() - 1;
        while given[j]["onset"]["reason"] == "already_responding"
            && j > 0
            && given[j - 1]["relief"]["ended"] == "next_treatment"
            && course(&given[j - 1]) == course(last)
        {
            j -= 1;
        }
        let onset = |one: &Value| one["onset"]["hours"].as_f64().unwrap_or(0.0);
        let since = self.dosings[j].at.instant() + SignedDuration::from_secs_f64(3_600.0 * onset(&given[j]));
        let dosing = self.dosings.last().unwrap();
        let end = 24.0 * days + onset(last);
        let since = afterglow::domain::day::Moment::new(since, self.dosings[j].at.offset());
        let days = (end - between(dosing, since.instant())) / 24.0;
        let mut relief = json!({"ended": last["relief"]["ended"], "since": since, "days": days});
        if last["relief"]["ended"] == "lost" {
            relief["faded_on"] = json!(date_after(dosing, 24.0 * (end / 24.0).round()));
        }
        relief
    }

    pub fn headline(&self, given: &[Value], courses: &Value) -> Value {
        let courses = courses.as_array().unwrap();
        let latest_with = |word: &str| courses.iter().rposition(|course| course["word"] == word);
        let of = |course: usize| given.iter().filter(move |one| one["course"] == course);
        if latest_with("relief").is_some() {
            return json!({"says": "relief"});
        }
        if let Some(course) = latest_with("better") {
            let never = of(course).all(|one| one["onset"]["reason"] == "no_response");
            let points = &courses[course]["certainty"]["points"];
            return json!({"says": "better", "course": course, "points": points, "never_by_half": never});
        }
        if let Some(course) = latest_with("perhaps") {
            return json!({"says": "perhaps", "course": course});
        }
        let Some(latest) = courses.last() else { return json!({"says": "no_treatment"}) };
        let (course, first, last) = (courses.len() - 1, *self.firsts().last().unwrap(), self.dosings.last().unwrap());
        let before = self.before(first);
        let no_certainty = latest["certainty"].get("reason");
        match (latest["baseline"].get("reason"), no_certainty) {
            (Some(reason), Some(_)) if reason == "too_few_baseline_days" => {
                let days = self.values(first, &before, -14..=-1).len();
                return json!({"says": "nothing_to_compare_with", "course": course, "days_before": days});
            }
            (Some(reason), _) => return json!({"says": "cannot_tell", "course": course, "reason": reason}),
            _ => {}
        }
        let (missing_before, missing_after) = self.missing(first);
        let limit = 24.0 * self.parameters.onset_limit_days;
        if between(last, self.now) < limit && missing_before == 0 {
            let from = date_after(last, limit);
            return json!({"says": "too_early", "course": course, "from": from, "missing_days": missing_after});
        }
        match no_certainty {
            Some(reason) => json!({"says": "cannot_tell", "course": course, "reason": reason}),
            None => json!({"says": "cannot_tell", "course": course}),
        }
    }
}
