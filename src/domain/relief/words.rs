//! What is said of a course, by how sure it is, and by how many measures were asked at once.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    certainty::Certainty,
    statistics::{HAIR, count},
};

/// How unsure a course that is stated, or better, may be.
const SURE: f64 = 0.05;
/// How unsure one may be of which "perhaps" is said.
const LIKELY: f64 = 0.2;

/// The word of a course.
///
/// The definitions of relief, section 6. In order: the first says the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReliefWord)]
pub enum Word {
    /// It is stated: ordinary ups and downs alone would hardly bring days this good.
    Relief,
    /// Better by some points, and never by half.
    Better,
    /// Perhaps better.
    Perhaps,
    /// It cannot be told from ordinary ups and downs.
    CannotTell,
}

impl Word {
    /// Whether headlines, averages and counts take this course in.
    pub fn is_stated(self) -> bool {
        self == Self::Relief
    }
}

/// What is known of a course when its word is chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// How sure it is, where that can be told.
    pub(super) certainty: Option<Certainty>,
    /// Whether a treatment of it has an onset or was already responding.
    pub(super) eased: bool,
}

/// The word of one course in each of the measures that were asked together.
///
/// With one measure that has a probability its own decide; with more Holm's procedure over them, so
/// that asking of many does not find what is not there. A word can only fall by it.
pub(super) fn words(measures: &[Evidence]) -> Vec<Word> {
    let unsure: Vec<Option<f64>> = measures.iter().map(|one| one.certainty.as_ref().map(doubt)).collect();
    let known: Vec<f64> = unsure.iter().flatten().copied().collect();
    let of_one = |(evidence, doubt): (&Evidence, Option<f64>)| match (evidence.certainty, doubt) {
        (Some(certainty), Some(doubt)) if known.len() < 2 => word(evidence.eased, doubt, 1.0 - certainty.probability),
        (Some(_), Some(doubt)) => {
            let adjusted = holm(doubt, &known);
            word(evidence.eased, adjusted, adjusted)
        }
        _ => Word::CannotTell,
    };
    measures.iter().zip(unsure).map(of_one).collect()
}

/// The doubt that remains in the less sure of both probabilities.
fn doubt(certainty: &Certainty) -> f64 {
    1.0 - certainty.probability.min(certainty.probability_with_trend)
}

fn word(eased: bool, doubt: f64, doubt_of_perhaps: f64) -> Word {
    if doubt < SURE + HAIR {
        if eased { Word::Relief } else { Word::Better }
    } else if doubt_of_perhaps < LIKELY + HAIR {
        Word::Perhaps
    } else {
        Word::CannotTell
    }
}

/// One doubt among several, after Holm: the largest of `(m − j + 1)·q_j` up to its own place.
fn holm(doubt: f64, all: &[f64]) -> f64 {
    let mut in_order = all.to_vec();
    in_order.sort_by(f64::total_cmp);
    let up_to_it = in_order.iter().enumerate().take_while(|(_, one)| **one <= doubt);
    up_to_it.map(|(before, one)| count(all.len() - before) * one).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(doubts: &[f64]) -> Vec<Word> {
        let evidence = |doubt: &f64| {
            let probability = 1.0 - doubt;
            let certainty = Certainty {
                probability,
                probability_with_trend: probability,
                points: 1.0,
                lower: 0.0,
                upper: 2.0,
                days_before: 7,
                days_after: 7,
            };
            Evidence { certainty: Some(certainty), eased: true }
        };
        words(&doubts.iter().map(evidence).collect::<Vec<_>>())
    }

    #[test]
    fn the_checks_of_section_6_on_several_measures_hold() {
        use Word::{Perhaps, Relief};
        assert_eq!(of(&[0.01, 0.03, 0.03]), [Relief, Perhaps, Perhaps]);
        assert_eq!(of(&[0.02, 0.02, 0.04]), [Perhaps; 3]);
        assert_eq!(of(&[0.01, 0.01, 0.04]), [Relief; 3]);
        assert_eq!(of(&[0.04, 0.01, 0.01]), [Relief; 3]);
    }

    #[test]
    fn a_measure_without_a_probability_does_not_weigh_on_the_others() {
        let mut together = [Evidence { certainty: None, eased: true }; 2];
        assert_eq!(words(&together), [Word::CannotTell; 2]);
        let alone = Evidence {
            certainty: Some(Certainty {
                probability: 0.96,
                probability_with_trend: 0.96,
                points: 1.0,
                lower: 0.0,
                upper: 2.0,
                days_before: 7,
                days_after: 7,
            }),
            eased: false,
        };
        together[0] = alone;
        assert_eq!(words(&together), [Word::Better, Word::CannotTell]);
        assert_eq!(words(&[alone, alone]), [Word::Perhaps; 2]);
    }
}
