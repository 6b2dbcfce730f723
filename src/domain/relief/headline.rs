//! The headline: the one thing that is said first about a measure.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Reason, Word, baseline::Baseline, certainty::Certainty};

/// What is said first about a measure: screens, page and PDF word it, none chooses it.
///
/// The definitions of relief, section 12.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(tag = "says", rename_all = "snake_case")]
#[schema(as = ReliefHeadline)]
pub enum Headline {
    /// No treatment has taken place yet.
    NoTreatment,
    /// Relief is stated of at least one course: the figures are those of the summary.
    Relief,
    /// The days after are better, by so many points.
    Better {
        /// The position of the course of which it is said.
        course: usize,
        /// By how much, in points.
        points: f64,
        /// Whether all its treatments were looked at to the end and none halved the score.
        never_by_half: bool,
    },
    /// Perhaps they are better.
    Perhaps {
        /// The position of the course of which it is said.
        course: usize,
    },
    /// It is too early to tell.
    TooEarly {
        /// The position of the course of which it is said.
        course: usize,
        /// The local date, where the treatment was given, from which it can be told.
        #[schema(value_type = String, format = Date)]
        from: Date,
        /// How many more days with an entry are needed until then; 0 where there are enough.
        missing_days: usize,
    },
    /// There is nothing to compare with: fewer than three days before the course were written.
    NothingToCompareWith {
        /// The position of the course of which it is said.
        course: usize,
        /// How many days of the two weeks before it are written, 0 to 2.
        days_before: usize,
    },
    /// It cannot be told from ordinary ups and downs.
    CannotTell {
        /// The position of the course of which it is said.
        course: usize,
        /// Why, where it is not the ups and downs.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
    },
}

/// What the headline is chosen by, beside its word, of one course.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Its baseline.
    pub(super) baseline: Result<Baseline, Reason>,
    /// How many days with a value its baseline window has.
    pub(super) baseline_days: usize,
    /// How sure it is.
    pub(super) certainty: Result<Certainty, Reason>,
    /// How many more days certainty needs, before and after.
    pub(super) missing: (usize, usize),
    /// Whether no treatment of it has a response, though all could have one.
    pub(super) never_by_half: bool,
    /// The local date on which the time of its last treatment's onset is over.
    pub(super) judged_on: Date,
    /// Whether that time still runs.
    pub(super) is_early: bool,
}

/// The position of the course that the headline rests on, by the words of the courses in order of time: the latest of
/// those whose word says the most.
fn said_of(words: impl Iterator<Item = Word>) -> Option<usize> {
    words.enumerate().min_by_key(|(course, word)| (*word, std::cmp::Reverse(*course))).map(|(course, _)| course)
}

/// The headline over courses in order of time: the word that says the most, of the latest course that has it; and
/// where none says anything, why the latest course does not.
pub(super) fn headline(courses: &[(Word, Standing)]) -> Headline {
    let said = said_of(courses.iter().map(|(word, _)| *word)).and_then(|course| Some((course, courses.get(course)?)));
    let Some((course, (word, standing))) = said else { return Headline::NoTreatment };
    match (word, standing.certainty) {
        (Word::Relief, _) => Headline::Relief,
        (Word::Better, Ok(Certainty { points, .. })) => {
            Headline::Better { course, points, never_by_half: standing.never_by_half }
        }
        (Word::Perhaps, _) => Headline::Perhaps { course },
        // Where no course says anything the latest of them is the last.
        _ => unsaid(course, standing),
    }
}

/// Why nothing can be said of a course.
fn unsaid(course: usize, standing: &Standing) -> Headline {
    let Standing { baseline, certainty, baseline_days, missing, judged_on, is_early, .. } = *standing;
    let (missing_before, missing_after) = missing;
    match (baseline, certainty) {
        (Err(Reason::TooFewBaselineDays), Err(_)) => {
            Headline::NothingToCompareWith { course, days_before: baseline_days }
        }
        (Err(reason), _) => Headline::CannotTell { course, reason: Some(reason) },
        (Ok(_), _) if is_early && missing_before == 0 => {
            Headline::TooEarly { course, from: judged_on, missing_days: missing_after }
        }
        (Ok(_), certainty) => Headline::CannotTell { course, reason: certainty.err() },
    }
}
