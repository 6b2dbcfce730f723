//! A questionnaire's questions, as a file of FHIR brings them: nothing of their wording is in this source.

mod options;
mod reading;
mod rules;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answers, Questionnaire, Total, Totalling};
use crate::domain::fault::{Faults, Refusal, Within, escaped};

pub use self::rules::CODES;

/// A FHIR `Questionnaire` (R4, or STU3 as far as it is alike) of which the questions, their options and what each
/// counts could be read. Kept as it was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[serde(transparent)]
#[deserr(error = Faults, try_from(serde_json::Value) = Imported::read -> Within)]
#[schema(value_type = Object, as = FhirQuestionnaire)]
pub struct Imported(serde_json::Value);

impl Imported {
    /// Takes a resource that can be asked and scored.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with pointers into the resource.
    pub fn read(resource: serde_json::Value) -> Result<Self, Within> {
        if !resource.is_object() {
            return Err(Within(Faults::one("", Refusal::FormObject)));
        }
        reading::form(&resource).map_err(Within)?;
        Ok(Self(resource))
    }

    /// What it asks.
    ///
    /// # Errors
    /// When a later version expects more of a resource than the one that took it.
    pub fn form(&self) -> Result<Form, Faults> {
        reading::form(&self.0)
    }
}

/// What a questionnaire asks.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireForm)]
pub struct Form {
    /// Which one it is.
    #[serde(skip)]
    pub questionnaire: Questionnaire,
    /// What the file calls it.
    #[schema(required = true)]
    pub title: Option<String>,
    /// Its language, where the file tells.
    #[schema(required = true)]
    pub language: Option<String>,
    /// Who published the file.
    #[schema(required = true)]
    pub publisher: Option<String>,
    /// Who owns the wording, and what may be done with it.
    #[schema(required = true)]
    pub copyright: Option<String>,
    /// The questions, in order.
    pub items: Vec<Item>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireItem)]
pub struct Item {
    /// The name under which its answer is kept.
    pub link_id: String,
    /// What is said before it, often common to several questions.
    #[schema(required = true)]
    pub lead: Option<String>,
    /// The question.
    pub text: String,
    /// What can be answered.
    pub choices: Vec<Choice>,
    /// Of the parts that are totalled, the one that it counts in, from 0; none when it does not count. Of the
    /// questions of one part the highest score counts, and one must be answered.
    #[schema(required = true)]
    pub part: Option<usize>,
    /// Whether it asks about thoughts of death or of harming oneself: then any score above 0 matters.
    pub self_harm: bool,
}

/// One of a question's answers.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireChoice)]
pub struct Choice {
    /// The name under which it is kept.
    pub code: String,
    /// Its words.
    pub text: String,
    /// What it counts; none where its question does not.
    #[schema(required = true)]
    pub score: Option<i32>,
}

impl Form {
    /// The total that answers come to.
    ///
    /// # Errors
    /// A fault for each question or option that there is not, and for each that must be answered and is not; with
    /// pointers from the response.
    pub fn score(&self, answers: &Answers) -> Result<Total, Faults> {
        let mut faults = Faults::default();
        let mut highest: BTreeMap<usize, i32> = BTreeMap::new();
        for (link_id, code) in answers.iter() {
            match self.counted(link_id, code) {
                Ok(Some((part, score))) => {
                    let so_far = highest.entry(part).or_insert(score);
                    *so_far = score.max(*so_far);
                }
                Ok(None) => {}
                Err(refusal) => faults.add(pointer(link_id), refusal),
            }
        }
        let mut asked: BTreeMap<usize, &Item> = BTreeMap::new();
        self.items.iter().for_each(|item| _ = item.part.map(|part| asked.entry(part).or_insert(item)));
        for (_, item) in asked.iter().filter(|(part, item)| !highest.contains_key(part) && !answers.has(&item.link_id))
        {
            faults.add(pointer(&item.link_id), Refusal::Missing);
        }
        let sum = f64::from(highest.values().sum::<i32>());
        let points = match self.questionnaire.definition().totalling {
            Totalling::Sum | Totalling::SumOfDomains => sum,
            Totalling::FourTimesSum => 4.0 * sum,
            Totalling::Mean => sum / u32::try_from(highest.len()).map_or(1.0, f64::from).max(1.0),
        };
        faults.or(())?;
        self.questionnaire.total(points).map_err(|refusal| Faults::one("/answers", refusal))
    }

    /// The part that an answer counts in, and what it counts there.
    fn counted(&self, link_id: &str, code: &str) -> Result<Option<(usize, i32)>, Refusal> {
        let Some(item) = self.items.iter().find(|item| item.link_id == link_id) else {
            let known = self.items.iter().map(|item| &item.link_id).collect();
            return Err(Refusal::FormQuestion { known });
        };
        let Some(choice) = item.choices.iter().find(|choice| choice.code == code) else {
            let allowed = item.choices.iter().map(|choice| &choice.code).collect();
            return Err(Refusal::OneOf { allowed });
        };
        Ok(item.part.zip(choice.score))
    }
}

fn pointer(link_id: &str) -> String {
    format!("/answers/{}", escaped(link_id))
}
