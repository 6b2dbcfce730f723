//! A treatment: one dosing session.

mod session_reading;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    day::Moment,
    fault::{Faults, Refusal, Within},
    name::named,
    text::{Label, Note},
};

pub use self::session_reading::{MOST_READINGS, SessionReading, highest_pressure, pressures};

/// One dosing session, from its start instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = Treatment::check -> Within)]
pub struct Treatment {
    /// The start of the session, with its offset: onset is counted in hours from here.
    #[schema(value_type = String, format = DateTime, example = "2026-03-10T10:00:00+01:00")]
    pub at: Moment,
    /// Whether the session was entered ahead of its time and nobody has confirmed yet that it took place. Until
    /// then it counts for nothing, also once `at` has passed; absent means `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[deserr(default)]
    pub planned: bool,
    /// How long the session took, in minutes, up to a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default, try_from(Option<i64>) = minutes -> Refusal)]
    #[schema(minimum = 0, maximum = 1440)]
    pub duration_minutes: Option<u16>,
    /// What was given: `ketamine`, `esketamine`, or the patient's own word.
    #[schema(value_type = String, min_length = 1, max_length = 100, example = "ketamine")]
    pub medicine: Label,
    /// How it was given.
    pub route: Route,
    /// How much was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    pub dose: Option<Dose>,
    /// Where: clinic, home, or other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 100)]
    #[deserr(default)]
    pub setting: Option<Label>,
    /// What the patient set out with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    #[deserr(default)]
    pub intention: Option<Note>,
    /// What the session was like, and what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    #[deserr(default)]
    pub experience: Option<Note>,
    /// Side effects with their severity, at most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[deserr(default)]
    #[schema(max_items = 50)]
    pub side_effects: Vec<SideEffect>,
    /// Blood pressure around the session, in short: before it and at its highest, at times that nobody noted. Where those
    /// are known, `readings` have them; a treatment may have both, and neither is made from the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    pub blood_pressure: Option<BloodPressure>,
    /// Blood pressure, pulse, sedation and dissociation in time, at most 50, each at a minute of its own; kept in the
    /// order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[deserr(default)]
    #[schema(max_items = 50)]
    pub readings: Vec<SessionReading>,
}

/// Whether a treatment at `at` is a plan at `now`: nobody has confirmed it (`planned`), or it lies ahead.
pub fn is_plan(planned: bool, at: Moment, now: Timestamp) -> bool {
    planned || at.instant() > now
}

impl Treatment {
    /// What the medicine is said to have been where a file does not tell it.
    pub const UNTOLD_MEDICINE: &str = "unspecified";

    /// Whether it is still a plan at `now`: it lies ahead, or has not been confirmed. A plan counts for nothing.
    pub fn is_planned(&self, now: Timestamp) -> bool {
        is_plan(self.planned, self.at, now)
    }

    /// The highest blood pressure around the session, of the pair that was entered and of the readings.
    pub fn highest_blood_pressure(&self) -> Option<Pressure> {
        highest_pressure(self.blood_pressure, &self.readings)
    }

    fn check(mut self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.medicine.is_blank() {
            faults.add("/medicine", Refusal::MedicineName);
        }
        if self.side_effects.len() > 50 {
            faults.add("/side_effects", Refusal::TooMany { most: 50, what: "side effects" });
        }
        session_reading::check(&self.readings, &mut faults);
        self.readings.sort_by_key(|reading| reading.minutes);
        faults.or(self).map_err(Within)
    }
}

/// The way by which a dose entered the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum Route {
    /// Intravenous infusion.
    Iv,
    /// Intramuscular injection.
    Im,
    /// Nasal spray.
    Nasal,
    /// Swallowed.
    Oral,
    /// Held under the tongue.
    Sublingual,
    /// Subcutaneous injection.
    Subcutaneous,
    /// Any other way.
    Other,
}

named!(Route {
    Iv = "iv",
    Im = "im",
    Nasal = "nasal",
    Oral = "oral",
    Sublingual = "sublingual",
    Subcutaneous = "subcutaneous",
    Other = "other",
});

/// An amount and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct Dose {
    /// How much, from 0 to 10,000.
    #[deserr(try_from(f64) = Dose::amount -> Refusal)]
    #[schema(minimum = 0, maximum = 10_000)]
    pub amount: f64,
    /// Of what.
    pub unit: DoseUnit,
}

impl Dose {
    /// A dose can be counted.
    ///
    /// # Errors
    /// A refusal when `amount` is negative, not finite, or over 10,000.
    pub fn amount(amount: f64) -> Result<f64, Refusal> {
        if (0.0..=10_000.0).contains(&amount) { Ok(amount) } else { Err(Refusal::Amount) }
    }
}

/// The unit of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum DoseUnit {
    /// Milligrams.
    #[serde(rename = "mg")]
    Milligram,
    /// Milligrams for each kilogram of body weight.
    #[serde(rename = "mg/kg")]
    MilligramPerKilogram,
}

named!(DoseUnit { Milligram = "mg", MilligramPerKilogram = "mg/kg" });

/// A side effect and how strong it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct SideEffect {
    /// Its name.
    #[schema(value_type = String, max_length = 100)]
    pub effect: Label,
    /// None (0), mild (1), moderate (2) or severe (3).
    #[deserr(try_from(i64) = in_degrees -> Refusal)]
    #[schema(minimum = 0, maximum = 3)]
    pub severity: u8,
}

/// Blood pressure before the session and at its highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct BloodPressure {
    /// Before the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    pub before: Option<Pressure>,
    /// The highest reading in or after the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    pub peak: Option<Pressure>,
}

/// One reading, in millimetres of mercury.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct Pressure {
    /// Systolic, 30–300 mmHg.
    #[deserr(try_from(i64) = millimetres -> Refusal)]
    #[schema(minimum = 30, maximum = 300)]
    pub systolic: u16,
    /// Diastolic, 30–300 mmHg.
    #[deserr(try_from(i64) = millimetres -> Refusal)]
    #[schema(minimum = 30, maximum = 300)]
    pub diastolic: u16,
}

impl Pressure {
    /// By what one is higher than another: the systolic pressure, then the diastolic.
    pub fn height(&self) -> (u16, u16) {
        (self.systolic, self.diastolic)
    }
}

fn between<T: TryFrom<i64>>(value: i64, low: i64, high: i64) -> Result<T, Refusal> {
    let refusal = || Refusal::WholeNumber { min: low, max: high };
    (low..=high).contains(&value).then_some(value).and_then(|value| T::try_from(value).ok()).ok_or_else(refusal)
}

fn minutes(value: Option<i64>) -> Result<Option<u16>, Refusal> {
    value.map(|value| between(value, 0, 1440)).transpose()
}

fn in_degrees(value: i64) -> Result<u8, Refusal> {
    between(value, 0, 3)
}

fn millimetres(value: i64) -> Result<u16, Refusal> {
    between(value, 30, 300)
}
