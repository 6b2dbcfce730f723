//! Totals of questionnaires, as far as they are shared: never the answers.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        day::{Moment, When},
        questionnaire::{Change, Definition, Known, Questionnaire, QuestionnaireResponse, Total},
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
    /// What became of them until the latest; absent where there is nothing in the range to compare it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<SharedChange>,
}

/// The latest total beside the last one before the first treatment of its course (definitions of relief, section 8).
///
/// Where that one lies before the range, nothing is compared: the first total in the range is no measure, for which
/// one it is depends on the days that were chosen. Where the range goes back to the beginning, it is the first total
/// there is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SharedQuestionnaireChange)]
pub struct SharedChange {
    /// The id of the response that the latest is compared with.
    pub since: String,
    /// Whether that is the last one before the course of treatments; else it is the first that there is.
    pub before_treatment: bool,
    /// What became of it.
    #[serde(flatten)]
    #[schema(inline)]
    pub change: Change,
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
    /// Of these totals, in order of time, and the treatments in the range that have taken place; none where there are
    /// no totals.
    pub fn of(id: Questionnaire, responses: Vec<SharedResponse>, treatments: &[Moment], known: Known) -> Option<Self> {
        responses.first()?;
        let totals: Vec<(When, Total)> = responses.iter().map(|one| (one.when, one.total)).collect();
        let change = id.comparison(&totals, treatments, known).and_then(|compared| {
            let since = responses.get(compared.since)?.id.clone();
            Some(SharedChange { since, before_treatment: compared.before_treatment, change: compared.change })
        });
        Some(Self { id, definition: id.definition(), responses, change })
    }

    /// The total that the latest is compared with.
    pub fn compared(&self) -> Option<(&SharedResponse, &SharedChange)> {
        let change = self.change.as_ref()?;
        Some((self.responses.iter().find(|one| one.id == change.since)?, change))
    }
}

/// Each questionnaire that was answered, in the order in which they are listed everywhere.
pub fn shared(filed: &[Filed<QuestionnaireResponse>], treatments: &[Moment], known: Known) -> Vec<SharedQuestionnaire> {
    let of = |id: &Questionnaire| {
        let same = filed.iter().filter(|filed| filed.body.questionnaire == *id);
        let response = |filed: &Filed<QuestionnaireResponse>| {
            Some(SharedResponse { id: filed.id.clone(), when: filed.body.when, total: filed.body.total? })
        };
        SharedQuestionnaire::of(*id, same.filter_map(response).collect(), treatments, known)
    };
    Questionnaire::ALL.iter().filter_map(of).collect()
}
