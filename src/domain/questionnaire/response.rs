//! A questionnaire that was answered, at one instant or on one day.

use serde::{Deserialize, Serialize};

use super::{Answers, Form, Questionnaire, Total};
use crate::domain::{
    day::{Day, Moment, When},
    fault::{Faults, Refusal, Within},
};

/// A questionnaire that was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(ResponseForm) = QuestionnaireResponse::try_from -> Within)]
pub struct QuestionnaireResponse {
    /// When it was answered.
    #[serde(flatten)]
    #[schema(value_type = crate::domain::day::WhenSchema)]
    pub when: When,
    /// Which one.
    pub questionnaire: Questionnaire,
    /// What the answers came to, in points of the questionnaire. May be left out where `answers` tell; a stored
    /// response always has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100)]
    pub total: Option<Total>,
    /// The answers themselves, where they were given to the questions of an imported form.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    #[schema(required = false)]
    pub answers: Answers,
}

/// A response as sent, before its parts are seen together.
#[derive(Debug, deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct ResponseForm {
    #[deserr(default)]
    at: Option<Moment>,
    #[deserr(default)]
    date: Option<Day>,
    questionnaire: Questionnaire,
    #[deserr(default)]
    total: Option<f64>,
    #[deserr(default)]
    answers: Answers,
}

impl TryFrom<ResponseForm> for QuestionnaireResponse {
    type Error = Within;

    fn try_from(form: ResponseForm) -> Result<Self, Within> {
        let ResponseForm { at, date, questionnaire, total, answers } = form;
        let mut faults = Faults::default();
        let when = When::one_of(at, date).map_err(|wrong| faults.join(wrong));
        let total = total.map(|points| questionnaire.total(points).map_err(|refusal| faults.add("/total", refusal)));
        if total.is_none() && answers.is_empty() {
            faults.add("/total", Refusal::TotalMissing);
        }
        match (when, total.transpose()) {
            (Ok(when), Ok(total)) => faults.or(Self { when, questionnaire, total, answers }).map_err(Within),
            _ => Err(Within(faults)),
        }
    }
}

impl QuestionnaireResponse {
    /// The same response with the total that its answers come to by `form`.
    ///
    /// # Errors
    /// A fault for each answer that the form does not know or misses, and for another total.
    pub fn scored(&self, form: &Form) -> Result<Self, Faults> {
        let total = form.score(&self.answers)?;
        if self.total.is_some_and(|told| told != total) {
            let total = total.points().to_string();
            return Err(Faults::one("/total", Refusal::OtherTotal { total }));
        }
        Ok(Self { total: Some(total), ..self.clone() })
    }
}
