//! Totals of questionnaires, as far as they are shared: never the answers.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        day::When,
        questionnaire::{Change, Definition, Questionnaire, QuestionnaireResponse, Total},
    },
    journal::store::Filed,
};

/// A questionnaire with its totals in the range.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SharedQuestionnaire {
    /// Which one.
    pub id: Questionnaire,
    /// What its totals mean.
    #[serde(flatten)]
    #[schema(inline)]
    pub definition: &'static Definition,
    /// Its totals, in order of time; at least one.
    pub responses: Vec<SharedResponse>,
    /// From the first of them to the latest; absent where there is one alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// What a questionnaire came to at one time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SharedResponse {
    /// Its id.
    pub id: String,
    /// When it was answered.
    #[serde(flatten)]
    #[schema(value_type = crate::domain::day::WhenSchema)]
    pub when: When,
    /// In points of the questionnaire.
    #[schema(value_type = f64)]
    pub total: Total,
}

impl SharedQuestionnaire {
    /// Of these totals, in order of time; none where there are none.
    pub fn of(id: Questionnaire, responses: Vec<SharedResponse>) -> Option<Self> {
        let (first, latest) = (responses.first()?.total, responses.last()?.total);
        let change = (responses.len() > 1).then(|| id.change(first, latest));
        Some(Self { id, definition: id.definition(), responses, change })
    }
}

/// Each questionnaire that was answered, in the order in which they are listed everywhere.
pub fn shared(filed: &[Filed<QuestionnaireResponse>]) -> Vec<SharedQuestionnaire> {
    let of = |id: &Questionnaire| {
        let same = filed.iter().filter(|filed| filed.body.questionnaire == *id);
        let response = |filed: &Filed<QuestionnaireResponse>| {
            Some(SharedResponse { id: filed.id.clone(), when: filed.body.when, total: filed.body.total? })
        };
        SharedQuestionnaire::of(*id, same.filter_map(response).collect())
    };
    Questionnaire::ALL.iter().filter_map(of).collect()
}
