//! The scores of one measure, as far as a check-in's body must be read for them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::store;
use crate::{
    accounts::Owner,
    domain::{measure::MeasureId, record::Kind, relief::Reading},
    platform::{database::DbConnection, problem::Result},
};

/// The readings of one measure, in order of time.
///
/// # Errors
/// An internal problem.
pub fn readings(connection: &mut DbConnection, owner: &Owner, measure: &MeasureId) -> Result<Vec<Reading>> {
    let check_ins = store::all_as(connection, owner, Kind::CheckIn, |body| {
        CheckInOf(measure.as_str()).deserialize(&mut serde_json::Deserializer::from_slice(body))
    })?;
    let reading = |filed: store::Filed<Scored>| {
        let Scored { date_only, score } = filed.body;
        Some(Reading { at: filed.at, date: filed.date, date_only, score: score? })
    };
    Ok(check_ins.into_iter().filter_map(reading).collect())
}

/// Of a check-in: whether only its day is known, and the one score that is asked for.
#[derive(Default)]
struct Scored {
    date_only: bool,
    score: Option<i32>,
}

/// Reads a check-in for the score of one measure, and passes over the rest of it.
struct CheckInOf<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for CheckInOf<'_> {
    type Value = Scored;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Scored, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for CheckInOf<'_> {
    type Value = Scored;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a check-in")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Scored, A::Error> {
        let mut scored = Scored::default();
        while let Some(field) = fields.next_key::<&str>()? {
            match field {
                "scores" => scored.score = fields.next_value_seed(ScoreOf(self.0))?,
                "date" => scored.date_only = fields.next_value::<Option<IgnoredAny>>()?.is_some(),
                _ => _ = fields.next_value::<IgnoredAny>()?,
            }
        }
        Ok(scored)
    }
}

/// Reads the scores of a check-in for that of one measure.
struct ScoreOf<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for ScoreOf<'_> {
    type Value = Option<i32>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Option<i32>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ScoreOf<'_> {
    type Value = Option<i32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("scores by measure")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut scores: A) -> std::result::Result<Option<i32>, A::Error> {
        let mut score = None;
        while let Some(measure) = scores.next_key::<&str>()? {
            if measure == self.0 {
                score = Some(scores.next_value()?);
            } else {
                _ = scores.next_value::<IgnoredAny>()?;
            }
        }
        Ok(score)
    }
}
