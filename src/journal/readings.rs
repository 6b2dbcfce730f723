//! The scores of some measures, as far as a check-in's body must be read for them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{store, stored::Damaged};
use crate::{
    accounts::Owner,
    domain::{measure::MeasureId, record::Kind, relief::Reading},
    platform::{database::DbConnection, problem::Result},
};

/// The readings of one measure, in order of time; check-ins that cannot be read go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn readings(
    connection: &mut DbConnection,
    owner: &Owner,
    measure: &MeasureId,
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<Reading>> {
    let mut one = readings_of_each(connection, owner, std::slice::from_ref(measure), damaged)?;
    Ok(one.pop().unwrap_or_default())
}

/// The readings of each of these measures, in order of time: every check-in is read once for all of them. Those that
/// cannot be read go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn readings_of_each(
    connection: &mut DbConnection,
    owner: &Owner,
    measures: &[MeasureId],
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<Vec<Reading>>> {
    let check_ins = store::all_as(connection, owner, Kind::CheckIn, damaged, |body| {
        CheckInOf(measures).deserialize(&mut serde_json::Deserializer::from_slice(body))
    })?;
    let mut readings = vec![Vec::new(); measures.len()];
    for store::Filed { at, date, body: Scored { date_only, scores }, .. } in check_ins {
        for (measure, score) in scores {
            if let Some(readings) = readings.get_mut(measure) {
                readings.push(Reading { at, date, date_only, score });
            }
        }
    }
    Ok(readings)
}

/// Of a check-in: whether only its day is known, and the scores that are asked for, by their place among the measures.
#[derive(Default)]
struct Scored {
    date_only: bool,
    scores: Vec<(usize, i32)>,
}

/// Reads a check-in for the scores of some measures, and passes over the rest of it.
struct CheckInOf<'a>(&'a [MeasureId]);

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
                "scores" => scored.scores = fields.next_value_seed(ScoresOf(self.0))?,
                "date" => scored.date_only = fields.next_value::<Option<IgnoredAny>>()?.is_some(),
                _ => _ = fields.next_value::<IgnoredAny>()?,
            }
        }
        Ok(scored)
    }
}

/// Reads the scores of a check-in for those of some measures.
struct ScoresOf<'a>(&'a [MeasureId]);

impl<'de> DeserializeSeed<'de> for ScoresOf<'_> {
    type Value = Vec<(usize, i32)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ScoresOf<'_> {
    type Value = Vec<(usize, i32)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("scores by measure")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut scores: A) -> std::result::Result<Self::Value, A::Error> {
        let mut asked = Vec::new();
        while let Some(measure) = scores.next_key::<&str>()? {
            match self.0.iter().position(|known| known.as_str() == measure) {
                Some(place) => asked.push((place, scores.next_value()?)),
                None => _ = scores.next_value::<IgnoredAny>()?,
            }
        }
        Ok(asked)
    }
}
