//! The scores of some measures, as far as a check-in's body must be read for them.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{store, stored::Damaged};
use crate::{
    accounts::Owner,
    domain::{
        measure::{Asked, BuiltIn, MeasureId, Wording, wordings},
        record::Kind,
        relief::Reading,
    },
    platform::{database::DbConnection, problem::Result},
};

/// The scores of one measure.
#[derive(Debug, Default)]
pub struct Answered {
    /// What was answered, in order of time.
    pub readings: Vec<Reading>,
    /// In which words; none of one's own measure, nor where all are the first ones in a language that nobody noted.
    pub wordings: Vec<Wording>,
}

/// What was answered of one measure; check-ins that cannot be read go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn answered(
    connection: &mut DbConnection,
    owner: &Owner,
    measure: &MeasureId,
    damaged: &mut Vec<Damaged>,
) -> Result<Answered> {
    let mut one = answered_of_each(connection, owner, std::slice::from_ref(measure), damaged)?;
    Ok(one.pop().unwrap_or_default())
}

/// What was answered of each of these measures: every check-in is read once for all of them. Those that cannot be read
/// go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn answered_of_each(
    connection: &mut DbConnection,
    owner: &Owner,
    measures: &[MeasureId],
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<Answered>> {
    let check_ins = store::all_as(connection, owner, Kind::CheckIn, damaged, |body| {
        CheckInOf(measures).deserialize(&mut serde_json::Deserializer::from_slice(body))
    })?;
    let mut readings = vec![Vec::new(); measures.len()];
    // Words of one's own measures have no version.
    let built_in = |measure: &MeasureId| BuiltIn::find(measure.as_str()).map(|_| Vec::new());
    let mut words: Vec<Option<Vec<_>>> = measures.iter().map(built_in).collect();
    for store::Filed { at, date, body: Scored { date_only, scores, asked }, .. } in check_ins {
        for (measure, score) in scores {
            if let (Some(readings), Some(words)) = (readings.get_mut(measure), words.get_mut(measure)) {
                readings.push(Reading { at, date, date_only, score });
                if let Some(words) = words {
                    let asked = asked.iter().find(|(of, _)| *of == measure).map(|(_, asked)| asked.clone());
                    words.push((date, asked.unwrap_or_default()));
                }
            }
        }
    }
    let each = readings.into_iter().zip(words);
    Ok(each.map(|(readings, words)| Answered { readings, wordings: words.map(wordings).unwrap_or_default() }).collect())
}

/// Of a check-in: whether only its day is known, and what it says of the measures that are asked for, by their place
/// among them.
#[derive(Default)]
struct Scored {
    date_only: bool,
    scores: Vec<(usize, i32)>,
    asked: Vec<(usize, Asked)>,
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
                "scores" => scored.scores = fields.next_value_seed(ByMeasure(self.0, PhantomData))?,
                "asked" => scored.asked = fields.next_value_seed(ByMeasure(self.0, PhantomData))?,
                "date" => scored.date_only = fields.next_value::<Option<IgnoredAny>>()?.is_some(),
                _ => _ = fields.next_value::<IgnoredAny>()?,
            }
        }
        Ok(scored)
    }
}

/// Reads what a check-in says by measure for that of some measures.
struct ByMeasure<'a, T>(&'a [MeasureId], PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for ByMeasure<'_, T> {
    type Value = Vec<(usize, T)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ByMeasure<'_, T> {
    type Value = Vec<(usize, T)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("something by measure")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut said: A) -> std::result::Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(measure) = said.next_key::<&str>()? {
            match self.0.iter().position(|known| known.as_str() == measure) {
                Some(place) => found.push((place, said.next_value()?)),
                None => _ = said.next_value::<IgnoredAny>()?,
            }
        }
        Ok(found)
    }
}
