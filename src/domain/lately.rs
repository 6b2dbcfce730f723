//! How a measure has been lately: its latest score, the worst of two weeks, and the last seven days beside those before.

use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    day::When,
    measure::Scale,
    relief::{Figure, Reason, statistics::mean},
};

/// How many days a half of the two weeks has.
const SEVEN: i32 = 7;
/// How many of them must have a score for their mean.
const DAYS_NEEDED: usize = 3;

/// A measure as it has been lately, in scores: for what a reader must not overlook, whether a treatment eased it or not.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Lately {
    /// The last of the 14 local dates that are looked at.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// The latest score there is; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<ScoreAt>,
    /// The worst score of the 14 days, the latest if tied; absent where none of them has a score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<ScoreAt>,
    /// How many of the 14 days have a score, 0 to 14.
    pub days: usize,
    /// The last seven of them.
    pub last_seven: Figure<DaysMean>,
    /// The seven before.
    pub seven_before: Figure<DaysMean>,
}

/// A score and when it was given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct ScoreAt {
    /// When.
    #[serde(flatten)]
    #[schema(value_type = super::day::WhenSchema)]
    pub when: When,
    /// In points of the measure.
    pub score: i32,
}

/// The mean of the daily means of some days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct DaysMean {
    /// As a score of the measure.
    pub mean: f64,
    /// How many days have a score, 3 to 7.
    pub days: usize,
}

impl Lately {
    /// Of these scores, in order of time, over the 14 local dates that end with `until`.
    #[must_use]
    pub fn of(scale: Scale, scores: &[ScoreAt], until: Date) -> Self {
        let dates = |first_back: i32, last_back: i32| {
            let (first, last) = (until.saturating_sub(first_back.days()), until.saturating_sub(last_back.days()));
            move |one: &&ScoreAt| (first..=last).contains(&one.when.date())
        };
        let two_weeks: Vec<&ScoreAt> = scores.iter().filter(dates(2 * SEVEN - 1, 0)).collect();
        let mut written: Vec<Date> = two_weeks.iter().map(|one| one.when.date()).collect();
        written.sort_unstable();
        written.dedup();
        Self {
            until,
            latest: scores.last().copied(),
            // Of equal burdens `max_by` takes the last, which is the latest.
            worst: two_weeks
                .into_iter()
                .max_by(|a, b| scale.burden(a.score).total_cmp(&scale.burden(b.score)))
                .copied(),
            days: written.len(),
            last_seven: mean_of(scores.iter().filter(dates(SEVEN - 1, 0))),
            seven_before: mean_of(scores.iter().filter(dates(2 * SEVEN - 1, SEVEN))),
        }
    }
}

fn mean_of<'a>(scores: impl Iterator<Item = &'a ScoreAt>) -> Figure<DaysMean> {
    let mut by_date: std::collections::BTreeMap<Date, Vec<f64>> = std::collections::BTreeMap::new();
    for one in scores {
        by_date.entry(one.when.date()).or_default().push(f64::from(one.score));
    }
    let days = by_date.len();
    let of_days = mean(by_date.into_values().filter_map(mean));
    of_days.filter(|_| days >= DAYS_NEEDED).map(|mean| DaysMean { mean, days }).ok_or(Reason::TooFewDays).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{day::Day, measure::Polarity};

    const SCALE: Scale = Scale { min: 0, max: 10, polarity: Polarity::HigherIsWorse };

    fn on(date: &str, score: i32) -> ScoreAt {
        ScoreAt { when: When::Date(Day::from(date.parse::<Date>().unwrap())), score }
    }

    fn until(scores: &[ScoreAt]) -> Lately {
        Lately::of(SCALE, scores, "2026-11-28".parse().unwrap())
    }

    #[test]
    fn the_worst_is_of_fourteen_days_and_the_latest_of_those_alike() {
        let scores = [on("2026-11-14", 9), on("2026-11-15", 6), on("2026-11-20", 6), on("2026-11-27", 2)];
        let lately = until(&scores);
        assert_eq!(lately.worst, Some(scores[2]));
        assert_eq!(lately.latest, Some(scores[3]));
        assert_eq!(lately.days, 3);
        let low = Lately::of(Scale { polarity: Polarity::HigherIsBetter, ..SCALE }, &scores, lately.until);
        assert_eq!(low.worst, Some(scores[3]));
    }

    #[test]
    fn seven_days_are_laid_beside_the_seven_before_each_day_alike() {
        let before = [("2026-11-15", 8), ("2026-11-18", 6), ("2026-11-21", 4)];
        let after = [("2026-11-22", 2), ("2026-11-22", 4), ("2026-11-25", 1), ("2026-11-28", 2)];
        let scores: Vec<ScoreAt> = before.into_iter().chain(after).map(|(date, score)| on(date, score)).collect();
        let lately = until(&scores);
        assert_eq!(lately.seven_before, Figure::Known(DaysMean { mean: 6.0, days: 3 }));
        assert_eq!(lately.last_seven, Figure::Known(DaysMean { mean: 2.0, days: 3 }));
        assert_eq!(lately.days, 6);
        let few = until(&scores[..2]);
        assert_eq!(few.seven_before.reason(), Some(Reason::TooFewDays));
    }

    #[test]
    fn without_a_score_nothing_is_said_and_no_zero_is_made_up() {
        let lately = until(&[on("2026-01-02", 7)]);
        assert_eq!((lately.worst, lately.days), (None, 0));
        assert_eq!(lately.latest, Some(on("2026-01-02", 7)));
        assert_eq!(until(&[]).latest, None);
    }
}
