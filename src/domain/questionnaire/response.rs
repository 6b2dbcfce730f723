//! A questionnaire that was answered, at one instant or on one day.

use serde::{Deserialize, Serialize};

use super::{Questionnaire, Total};
use crate::domain::{
    day::{Day, Moment, When},
    fault::{Faults, Within},
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
    /// What the answers came to, in points of the questionnaire.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    pub total: Total,
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
    total: f64,
}

impl TryFrom<ResponseForm> for QuestionnaireResponse {
    type Error = Within;

    fn try_from(form: ResponseForm) -> Result<Self, Within> {
        let ResponseForm { at, date, questionnaire, total } = form;
        let mut faults = Faults::default();
        let when = When::one_of(at, date).map_err(|mut wrong| faults.0.append(&mut wrong.0));
        let total = questionnaire.total(total).map_err(|refusal| faults.add("/total", refusal.0));
        match (when, total) {
            (Ok(when), Ok(total)) => Ok(Self { when, questionnaire, total }),
            _ => Err(Within(faults)),
        }
    }
}
