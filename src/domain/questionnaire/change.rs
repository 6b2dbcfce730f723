//! What became of totals: the latest beside the first.

use serde::Serialize;

use super::{Questionnaire, Total};
use crate::domain::measure::Polarity;

/// The change from an earlier total to a later one (definitions of relief, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireChange)]
pub struct Change {
    /// How many points better; negative is worse.
    pub points_better: f64,
    /// By how many percent of the earlier total symptoms are less; absent where there were none, and where a high
    /// total is the good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent_better: Option<f64>,
    /// Whether a person notices a change of so many points, better or worse; absent where nobody has defined it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaningful: Option<bool>,
    /// Whether the drop is a response; absent where nobody has defined it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<bool>,
}

impl Questionnaire {
    /// The change from an earlier total to a later one.
    pub fn change(self, earlier: Total, later: Total) -> Change {
        let known = self.definition();
        let drop = earlier.points() - later.points();
        let (points_better, percent_better) = match known.polarity {
            Polarity::HigherIsWorse if earlier.points() > 0.0 => (drop, Some(100.0 * drop / earlier.points())),
            Polarity::HigherIsWorse => (drop, None),
            Polarity::HigherIsBetter => (-drop, None),
        };
        Change {
            points_better,
            percent_better,
            meaningful: known.meaningful_change.map(|least| points_better.abs() >= least),
            response: known.response_percent.zip(percent_better).map(|(least, percent)| percent >= least),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(questionnaire: Questionnaire, earlier: f64, later: f64) -> Change {
        questionnaire.change(questionnaire.total(earlier).unwrap(), questionnaire.total(later).unwrap())
    }

    #[test]
    fn a_drop_of_half_is_a_response_and_five_points_count() {
        let half = change(Questionnaire::Phq9, 20.0, 10.0);
        assert_eq!(
            half,
            Change { points_better: 10.0, percent_better: Some(50.0), meaningful: Some(true), response: Some(true) }
        );
        let less = change(Questionnaire::Phq9, 19.0, 10.0);
        assert_eq!((less.meaningful, less.response), (Some(true), Some(false)));
        let small = change(Questionnaire::Phq9, 8.0, 4.0);
        assert_eq!((small.meaningful, small.response), (Some(false), Some(true)));
        let worse = change(Questionnaire::Phq9, 4.0, 9.0);
        assert_eq!((worse.points_better, worse.meaningful, worse.response), (-5.0, Some(true), Some(false)));
    }

    #[test]
    fn what_nobody_has_defined_is_absent() {
        assert_eq!(change(Questionnaire::Pcl5, 60.0, 20.0).response, None);
        assert_eq!(change(Questionnaire::Asrm, 12.0, 2.0).meaningful, None);
        let better = change(Questionnaire::Who5, 20.0, 60.0);
        assert_eq!(
            better,
            Change { points_better: 40.0, percent_better: None, meaningful: Some(true), response: None }
        );
        let from_nothing = change(Questionnaire::Gad7, 0.0, 3.0);
        assert_eq!((from_nothing.percent_better, from_nothing.response), (None, None));
    }
}
