//! What a patient chose: times of every day, quiet hours, the evening before a treatment, the series after it.

use std::fmt;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::domain::fault::{Faults, Refusal, Within};

/// The most times of a day.
const MOST_TIMES: usize = 6;

/// A time of day to the minute, as `09:00`, by the patient's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = TimeOfDay::try_from -> Refusal)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(Time);

impl TimeOfDay {
    /// The civil time.
    pub fn time(self) -> Time {
        self.0
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let part = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        };
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((part(hour)?, part(minute)?)));
        let time = parts.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        time.map(Self).ok_or(Refusal::TimeOfDay)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

/// Hours of every day in which nothing is sent, from the first minute up to the last, over midnight too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = QuietHours::check -> Within)]
pub struct QuietHours {
    /// From this time on.
    #[schema(value_type = String, example = "22:00")]
    pub from: TimeOfDay,
    /// Up to this time, which is not quiet any more.
    #[schema(value_type = String, example = "07:00")]
    pub to: TimeOfDay,
}

impl QuietHours {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let same = self.from == self.to;
        if same { Err(Within(Faults::one("/to", Refusal::AnotherTime))) } else { Ok(self) }
    }

    /// Whether a time of day is in them.
    pub fn hold(self, time: Time) -> bool {
        let (from, to) = (self.from.time(), self.to.time());
        if from < to { (from..to).contains(&time) } else { time >= from || time < to }
    }
}

/// When a patient wants to be reminded, as it is told to the server: what is absent is as it is without it.
#[derive(utoipa::ToSchema)]
#[schema(as = ReminderChoice)]
#[expect(dead_code, reason = "stands for `Reminders`, where they are taken, in the API document alone")]
pub struct ReminderChoiceSchema {
    /// Times of every day, at most six, each outside of the quiet hours.
    #[schema(value_type = Vec<String>, max_items = 6, example = json!(["09:00"]))]
    times: Vec<TimeOfDay>,
    /// When nothing is sent.
    quiet: Option<QuietHours>,
    /// Whether to ask 1, 4, 24 and 72 hours, 7 and 14 days after each treatment, too.
    after_treatment: bool,
    /// Whether to ask on the evening before a planned treatment, too.
    #[schema(default = true, required = false)]
    before_treatment: bool,
}

/// When a patient wants to be reminded. Sealed like a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = Reminders::check -> Within)]
pub struct Reminders {
    /// Times of every day, at most six, each outside of the quiet hours.
    #[schema(value_type = Vec<String>, max_items = 6, example = json!(["09:00"]))]
    pub times: Vec<TimeOfDay>,
    /// When nothing is sent.
    #[schema(required = true)]
    #[deserr(default)]
    pub quiet: Option<QuietHours>,
    /// Whether to ask 1, 4, 24 and 72 hours, 7 and 14 days after each treatment, too.
    pub after_treatment: bool,
    /// Whether to ask on the evening before a planned treatment, too. True where it is not given: whoever chose
    /// before there was this choice plans treatments only from now on.
    #[serde(default = "wanted")]
    #[deserr(default = wanted())]
    #[schema(default = true)]
    pub before_treatment: bool,
}

/// Somebody who chose reminders wants this one, unless they say otherwise.
fn wanted() -> bool {
    true
}

impl Reminders {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.times.len() > MOST_TIMES {
            faults.add("/times", Refusal::TooMany { most: MOST_TIMES, what: "times" });
        }
        for (index, time) in self.times.iter().enumerate() {
            if self.times.iter().take(index).any(|earlier| earlier == time) {
                faults.add(format!("/times/{index}"), Refusal::Twice { what: "time" });
            } else if self.quiet.is_some_and(|quiet| quiet.hold(time.time())) {
                faults.add(format!("/times/{index}"), Refusal::QuietTime);
            }
        }
        faults.or(self).map_err(Within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> TimeOfDay {
        text.to_owned().try_into().unwrap()
    }

    #[test]
    fn quiet_hours_may_run_over_midnight_and_end_before_their_last_minute() {
        let night = QuietHours { from: at("22:00"), to: at("07:00") };
        let noon = QuietHours { from: at("12:00"), to: at("13:00") };
        for (quiet, time, held) in [
            (night, "22:00", true),
            (night, "00:00", true),
            (night, "06:59", true),
            (night, "07:00", false),
            (night, "21:59", false),
            (noon, "12:30", true),
            (noon, "13:00", false),
            (noon, "00:00", false),
        ] {
            assert_eq!(quiet.hold(at(time).time()), held, "{time} in {quiet:?}");
        }
    }

    #[test]
    fn a_choice_from_before_the_evening_could_be_chosen_has_it() {
        let stored = r#"{ "times": ["09:00"], "quiet": null, "after_treatment": false }"#;
        let reminders: Reminders = serde_json::from_str(stored).unwrap();
        assert!(reminders.before_treatment);
        assert!(!Reminders::default().before_treatment, "whoever chose nothing is asked nothing");
    }

    #[test]
    fn a_time_of_day_has_four_digits() {
        assert_eq!(at("09:05").to_string(), "09:05");
        for wrong in ["", "9:00", "24:00", "09:60", "09:00:00", "0900", "+9:00", "ä:00"] {
            assert!(TimeOfDay::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
