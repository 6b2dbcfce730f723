//! What a file must hold to be one of the known questionnaires: codes, scores, and which questions count together.

use crate::domain::questionnaire::Questionnaire;

/// Our own codes of the questionnaires, for those that LOINC has none for: their ids.
pub const CODES: &str = "https://afterglow.health/fhir/CodeSystem/questionnaires";
/// Logical Observation Identifiers Names and Codes.
pub const LOINC: &str = "http://loinc.org";

/// What is known of the questions without their wording.
pub struct Rules {
    /// LOINC's code of the whole.
    pub panel: Option<&'static str>,
    /// LOINC's codes of the questions that count, in order; where there are none, order alone tells them.
    pub questions: &'static [&'static str],
    /// The highest score of each.
    pub highest: i32,
    /// How many questions count together, part by part; empty where each counts by itself.
    pub parts: &'static [usize],
    /// Which of them asks about thoughts of death or of harming oneself, from 0.
    pub self_harm: Option<usize>,
}

const NO_CODES: Rules = Rules { panel: None, questions: &[], highest: 4, parts: &[], self_harm: None };

const PHQ_9: Rules = Rules {
    panel: Some("44249-1"),
    questions: &["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"],
    highest: 3,
    parts: &[],
    self_harm: Some(8),
};

const GAD_7: Rules = Rules {
    panel: Some("69737-5"),
    questions: &["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"],
    highest: 3,
    ..NO_CODES
};

const PEG: Rules =
    Rules { panel: Some("91148-7"), questions: &["75893-8", "91145-3", "91146-1"], highest: 10, ..NO_CODES };

/// Sleep (four questions), sadness, appetite and weight (four), concentration, self-view, thoughts of death,
/// interest, energy, and slowness or restlessness (two).
const QIDS_SR16: Rules = Rules { highest: 3, parts: &[4, 1, 4, 1, 1, 1, 1, 1, 2], self_harm: Some(11), ..NO_CODES };

const WHO_5: Rules = Rules { highest: 5, ..NO_CODES };

impl Rules {
    /// Those of a questionnaire.
    pub const fn of(questionnaire: Questionnaire) -> &'static Self {
        match questionnaire {
            Questionnaire::Phq9 => &PHQ_9,
            Questionnaire::Gad7 => &GAD_7,
            Questionnaire::Peg => &PEG,
            Questionnaire::QidsSr16 => &QIDS_SR16,
            Questionnaire::Who5 => &WHO_5,
            Questionnaire::Pcl5 | Questionnaire::Asrm => &NO_CODES,
        }
    }

    /// The part that a question counts in.
    pub fn part(&self, question: usize) -> usize {
        let mut reached = 0;
        let holds = |size: &usize| {
            reached += size;
            question < reached
        };
        self.parts.iter().position(holds).unwrap_or(question)
    }
}

impl Questionnaire {
    /// The most points that one of its items can have; the fewest are 0.
    pub const fn most_points_of_an_item(self) -> i32 {
        Rules::of(self).highest
    }

    /// How many of its items count together, part by part, in their order; empty where each counts by itself.
    pub const fn parts(self) -> &'static [usize] {
        Rules::of(self).parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_come_to_the_totals_that_there_are() {
        for questionnaire in Questionnaire::ALL {
            let (known, rules) = (questionnaire.definition(), Rules::of(*questionnaire));
            assert!(rules.questions.is_empty() || rules.questions.len() == known.items, "{}", known.name);
            assert!(rules.parts.is_empty() || rules.parts.iter().sum::<usize>() == known.items, "{}", known.name);
            assert_eq!(rules.panel.is_some(), !rules.questions.is_empty(), "{}", known.name);
            let parts = u32::try_from(if rules.parts.is_empty() { known.items } else { rules.parts.len() }).unwrap();
            let sum = f64::from(rules.highest) * f64::from(parts);
            let most = match known.totalling {
                super::super::Totalling::Mean => f64::from(rules.highest),
                super::super::Totalling::FourTimesSum => 4.0 * sum,
                _ => sum,
            };
            assert!((most - known.max).abs() < 1e-9, "{}", known.name);
        }
        assert_eq!(
            [0, 3, 4, 5, 8, 9, 14, 15].map(|n| Rules::of(Questionnaire::QidsSr16).part(n)),
            [0, 0, 1, 2, 2, 3, 8, 8]
        );
        assert_eq!(Rules::of(Questionnaire::Phq9).part(8), 8);
    }
}
