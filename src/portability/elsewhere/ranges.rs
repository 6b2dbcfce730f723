//! The ranges of an app's trackers: as the file tells them, else as its figures propose.

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
/// Of so many figures one may be outside of the range that is told: then it is a slip, of more the range was another.
const FIGURES_FOR_A_SLIP: usize = 20;
/// The most steps between the lowest and the highest score of a measure.
const WIDEST: i32 = 100;

/// The trackers of a file, by their names in lower case. What is told of a tracker comes before its figures.
#[derive(Debug, Default)]
pub struct Ranges {
    told: HashMap<String, (i32, i32)>,
    seen: HashMap<String, Seen>,
}

/// The figures of a tracker.
#[derive(Debug)]
struct Seen {
    lowest: f64,
    highest: f64,
    figures: usize,
    /// How many of them are outside of the range that is told.
    outside: usize,
}

impl Ranges {
    /// Notes the range that a file tells, if a measure can have it; of several, the widest.
    pub fn tell(&mut self, name: &str, (min, max): (i32, i32)) {
        if (1..=WIDEST).contains(&max.saturating_sub(min)) {
            let told = self.told.entry(key(name)).or_insert((min, max));
            *told = (told.0.min(min), told.1.max(max));
        }
    }

    /// Notes a figure.
    pub fn see(&mut self, name: &str, figure: f64) {
        let key = key(name);
        let outside = self.told.get(&key).is_some_and(|told| !is_within(figure, *told));
        let seen = self.seen.entry(key).or_insert(Seen { lowest: figure, highest: figure, figures: 0, outside: 0 });
        *seen = Seen {
            lowest: seen.lowest.min(figure),
            highest: seen.highest.max(figure),
            figures: seen.figures + 1,
            outside: seen.outside + usize::from(outside),
        };
    }

    /// A tracker's range; `None` where its figures are none that a measure can hold.
    fn range(&self, name: &str) -> Option<(i32, i32)> {
        let key = key(name);
        let Seen { lowest, highest, figures, outside } = self.seen.get(&key)?;
        let told = self.told.get(&key).filter(|_| outside * FIGURES_FOR_A_SLIP <= *figures);
        let holds_all = |range: &(i32, i32)| is_within(*lowest, *range) && is_within(*highest, *range);
        told.copied().or_else(|| RANGES.into_iter().find(holds_all))
    }

    /// A score of a tracker; `None`, and counted, where a measure cannot hold it.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn score(
        &self,
        name: &str,
        figure: f64,
        gathering: &mut Gathering<'_>,
    ) -> Result<Option<(MeasureId, i32)>, Refusal> {
        let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
        self.score_of(name, (name, polarity), figure, gathering)
    }

    /// The same, under a measure of this name and bad end.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn score_of(
        &self,
        tracker: &str,
        (name, polarity): (&str, Polarity),
        figure: f64,
        gathering: &mut Gathering<'_>,
    ) -> Result<Option<(MeasureId, i32)>, Refusal> {
        let name = name.trim();
        let range = self.range(tracker).filter(|range| !name.is_empty() && is_within(figure, *range));
        let Some(range) = range else {
            gathering.leave_out(name);
            return Ok(None);
        };
        gathering.rounded_score(Measure { name, range, polarity, version: "" }, figure).map(Some)
    }
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn is_within(figure: f64, (min, max): (i32, i32)) -> bool {
    f64::from(min) <= figure && figure <= f64::from(max)
}
