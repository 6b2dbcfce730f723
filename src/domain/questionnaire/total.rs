//! Totals: which numbers a questionnaire can come to.

use serde::{Deserialize, Serialize, Serializer};

use super::{Questionnaire, Totalling};
use crate::domain::fault::Refusal;

/// The total of an answered questionnaire, in points.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Total(f64);

impl Total {
    /// The number.
    pub fn points(self) -> f64 {
        self.0
    }
}

impl Serialize for Total {
    /// A whole number without a point: 14, not 14.0.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and at most a hundred")]
        if self.0.fract() == 0.0 { serializer.serialize_i64(self.0 as i64) } else { serializer.serialize_f64(self.0) }
    }
}

impl Questionnaire {
    /// A number as a total of this questionnaire. A mean is kept to a hundredth of a point.
    ///
    /// # Errors
    /// A refusal when no answers could come to it.
    pub fn total(self, points: f64) -> Result<Total, Refusal> {
        let known = self.definition();
        #[expect(clippy::cast_possible_truncation, reason = "whole, and at most a hundred")]
        let (max, name) = (known.max as i64, known.name);
        let (step, refusal) = match known.totalling {
            Totalling::Mean => (0.0, Refusal::MeanTotal { max, name }),
            Totalling::FourTimesSum => (4.0, Refusal::TotalOfFours { max, name }),
            Totalling::Sum | Totalling::SumOfDomains => (1.0, Refusal::WholeTotal { max, name }),
        };
        let possible = (0.0..=known.max).contains(&points) && (step == 0.0 || points % step == 0.0);
        if !possible {
            return Err(refusal);
        }
        // Adding 0 takes the sign off a negative zero.
        Ok(Total(if step == 0.0 { (points * 100.0).round() / 100.0 + 0.0 } else { points + 0.0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(questionnaire: Questionnaire, points: f64) -> Option<String> {
        questionnaire.total(points).ok().map(|total| serde_json::to_string(&total).unwrap())
    }

    #[test]
    fn a_total_is_a_number_that_answers_can_come_to() {
        use Questionnaire::{Peg, Phq9, Who5};
        assert_eq!(written(Phq9, 27.0).as_deref(), Some("27"));
        assert_eq!(written(Phq9, -0.0).as_deref(), Some("0"));
        assert_eq!(written(Peg, 19.0 / 3.0).as_deref(), Some("6.33"));
        assert_eq!(written(Peg, 7.0).as_deref(), Some("7"));
        assert_eq!(written(Who5, 52.0).as_deref(), Some("52"));
        for (questionnaire, points) in
            [(Phq9, 28.0), (Phq9, -1.0), (Phq9, 4.5), (Phq9, f64::NAN), (Peg, 10.01), (Who5, 50.0), (Who5, 104.0)]
        {
            assert_eq!(written(questionnaire, points), None, "{questionnaire:?} {points}");
        }
    }

    #[test]
    fn a_total_reads_as_it_was_written() {
        for questionnaire in Questionnaire::ALL {
            let total = questionnaire.total(8.0).unwrap();
            let read: Total = serde_json::from_str(&serde_json::to_string(&total).unwrap()).unwrap();
            assert_eq!(read, total);
        }
    }
}
