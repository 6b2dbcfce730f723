//! Measures: the symptom and function scores a patient may keep, built-in and their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    fault::{Faults, Refusal, Within},
    id::RecordId,
    name::named,
    text::Label,
};

mod asked;
mod built_in;
mod wording;
mod words;

pub use self::{
    asked::{Asked, version_of},
    built_in::{BUILT_IN, BuiltIn},
    wording::{Wording, changes, wordings},
    words::Words,
};

/// Which end of a measure's range is the bad one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum Polarity {
    /// A high score is a heavy burden (pain, low mood).
    HigherIsWorse,
    /// A high score is a good day (sleep quality, functioning).
    HigherIsBetter,
}

named!(Polarity { HigherIsWorse = "higher_is_worse", HigherIsBetter = "higher_is_better" });

/// The integer range of a measure and the direction in which it is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The lowest score, in points.
    pub min: i32,
    /// The highest score, in points; always above `min`.
    pub max: i32,
    /// Which end is the bad one.
    pub polarity: Polarity,
}

impl Scale {
    /// The burden of a score: turned so that 0 is the best score and `max − min` the worst.
    pub fn burden(self, score: i32) -> f64 {
        match self.polarity {
            Polarity::HigherIsWorse => f64::from(score) - f64::from(self.min),
            Polarity::HigherIsBetter => f64::from(self.max) - f64::from(score),
        }
    }

    /// A burden as it is read beside scores: the way back from [`Scale::burden`].
    pub fn score_at(self, burden: f64) -> f64 {
        match self.polarity {
            Polarity::HigherIsWorse => f64::from(self.min) + burden,
            Polarity::HigherIsBetter => f64::from(self.max) - burden,
        }
    }

    /// How many points lie between the best and the worst score.
    pub fn span(self) -> f64 {
        f64::from(self.max) - f64::from(self.min)
    }
}

/// What a measure is kept for: one or more of the conditions that ketamine is given for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum Condition {
    /// Major depression.
    Depression,
    /// An anxiety disorder.
    Anxiety,
    /// Post-traumatic stress disorder.
    Ptsd,
    /// Obsessive-compulsive disorder.
    Ocd,
    /// Bipolar disorder.
    Bipolar,
    /// Chronic pain.
    ChronicPain,
    /// Suicidal thoughts.
    SuicidalThoughts,
}

named!(Condition {
    Depression = "depression",
    Anxiety = "anxiety",
    Ptsd = "ptsd",
    Ocd = "ocd",
    Bipolar = "bipolar",
    ChronicPain = "chronic_pain",
    SuicidalThoughts = "suicidal_thoughts",
});

/// Whether a measure tells of relief or only watches over a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A symptom or function that treatment may ease.
    Symptom,
    /// A note of the first hours; never part of relief.
    Safety,
}

/// The name under which scores of a measure are kept: a built-in one, or the id of one's own.
pub type MeasureId = RecordId;

/// A measure of the patient's own: any integer range of 2 to 101 steps, either polarity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = OwnMeasure::check -> Within)]
pub struct OwnMeasure {
    /// The question, as the patient words it.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub question: Label,
    /// What the lowest score stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 100)]
    #[deserr(default)]
    pub low_label: Option<Label>,
    /// What the highest score stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 100)]
    #[deserr(default)]
    pub high_label: Option<Label>,
    /// The lowest score.
    #[schema(minimum = -1_000_000, maximum = 1_000_000)]
    pub min: i32,
    /// The highest score, 1 to 100 above the lowest.
    #[schema(minimum = -999_999, maximum = 1_000_100, extensions(("x-steps" = json!({ "minimum": 2, "maximum": 101 }))))]
    pub max: i32,
    /// Which end is the bad one.
    pub polarity: Polarity,
}

impl OwnMeasure {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.question.is_blank() {
            faults.add("/question", Refusal::Question);
        }
        if !(-1_000_000..=1_000_000).contains(&self.min) {
            faults.add("/min", Refusal::WholeNumber { min: -1_000_000, max: 1_000_000 });
        } else if !(1..=100).contains(&(i64::from(self.max) - i64::from(self.min))) {
            faults.add("/max", Refusal::MeasureSteps);
        }
        faults.or(self).map_err(Within)
    }

    /// This measure with room for the scores of `other`, which is the same one as it was known from other figures; `None`
    /// where it has that already, or a range cannot be so wide.
    pub fn widened(&self, other: &Self) -> Option<Self> {
        let wider = Self { min: self.min.min(other.min), max: self.max.max(other.max), ..self.clone() };
        let fits = wider.max.checked_sub(wider.min).is_some_and(|steps| steps <= 100);
        (fits && wider != *self && self.polarity == other.polarity).then_some(wider)
    }

    /// Its range and direction.
    pub fn scale(&self) -> Scale {
        Scale { min: self.min, max: self.max, polarity: self.polarity }
    }
}

/// The scales that an account's scores are read by: the built-in measures and its own.
#[derive(Debug, Default)]
pub struct Scales {
    own: BTreeMap<MeasureId, Scale>,
}

impl Scales {
    /// The built-in measures beside these of one's own.
    pub fn with(own: impl IntoIterator<Item = (MeasureId, Scale)>) -> Self {
        Self { own: own.into_iter().collect() }
    }

    /// The scale of a measure.
    ///
    /// # Errors
    /// A refusal when there is no such measure.
    pub fn of(&self, id: &MeasureId) -> Result<Scale, Refusal> {
        BuiltIn::find(id.as_str())
            .map(BuiltIn::scale)
            .or_else(|| self.own.get(id).copied())
            .ok_or(Refusal::KnownMeasure)
    }

    /// Checks one score.
    ///
    /// # Errors
    /// A refusal when there is no such measure or the score is out of its range.
    pub fn check(&self, id: &MeasureId, score: i32) -> Result<(), Refusal> {
        let Scale { min, max, .. } = self.of(id)?;
        if (min..=max).contains(&score) {
            Ok(())
        } else {
            Err(Refusal::WholeNumber { min: min.into(), max: max.into() })
        }
    }
}
