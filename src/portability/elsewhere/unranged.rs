//! Readings of trackers that tell no range: it is proposed from what a file holds.

use std::collections::HashMap;

use super::{
    gathering::{Gathering, Measure},
    table,
};
use crate::domain::{
    fault::Refusal,
    measure::{MeasureId, Polarity},
};

/// The ranges that people track in; the first that holds a tracker's figures is taken.
const RANGES: [(i32, i32); 4] = [(0, 10), (0, 100), (-10, 10), (-100, 0)];

/// The lowest and the highest figure of each tracker of a file, by its name in lower case.
#[derive(Debug, Default)]
pub struct Unranged(HashMap<String, (f64, f64)>);

impl Unranged {
    /// Notes a figure.
    pub fn see(&mut self, name: &str, figure: f64) {
        let seen = self.0.entry(name.trim().to_lowercase()).or_insert((figure, figure));
        *seen = (seen.0.min(figure), seen.1.max(figure));
    }

    /// Whether all figures of a tracker are in a range.
    pub fn is_within(&self, name: &str, (min, max): (i32, i32)) -> bool {
        let seen = self.0.get(&name.trim().to_lowercase());
        seen.is_none_or(|(lowest, highest)| f64::from(min) <= *lowest && *highest <= f64::from(max))
    }

    /// The range that is proposed for a tracker; `None` where its figures are none that a measure can hold.
    pub fn range(&self, name: &str) -> Option<(i32, i32)> {
        let (lowest, highest) = self.0.get(&name.trim().to_lowercase())?;
        RANGES.into_iter().find(|(min, max)| f64::from(*min) <= *lowest && *highest <= f64::from(*max))
    }

    /// A score of a tracker; `None`, and counted, where its figures are none that a measure can hold.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn score(
        &self,
        name: &str,
        figure: f64,
        gathering: &mut Gathering<'_>,
    ) -> Result<Option<(MeasureId, i32)>, Refusal> {
        let name = name.trim();
        let Some(range) = self.range(name).filter(|_| !name.is_empty()) else {
            gathering.leave_out(name);
            return Ok(None);
        };
        let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
        gathering.rounded_score(Measure { name, range, polarity, version: "" }, figure).map(Some)
    }
}
