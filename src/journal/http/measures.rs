//! The list of measures: the built-in ones and one's own.

use actix_web::{HttpResponse, get, http::StatusCode, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    accounts::Session,
    domain::{
        id::RecordId,
        measure::{BUILT_IN, BuiltIn, Condition, OwnMeasure, Polarity, Purpose, Scale, Words},
    },
    journal::{Damaged, store},
    platform::{
        conditional::{IfNoneMatch, not_modified, tag, tagged},
        database::Db,
        problem::{ProblemSchema, Result},
    },
};

/// Every measure that a journal knows.
#[derive(Serialize, ToSchema)]
struct Measures {
    items: Vec<Measure>,
    /// Those of one's own that cannot be read; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    damaged: Vec<Damaged>,
}

/// A measure: built-in or one's own.
#[derive(Serialize, ToSchema)]
struct Measure {
    id: String,
    /// The version of a built-in measure's words, from 1: a check-in keeps in `asked` which one it was answered in.
    /// Absent for one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u16>,
    question: String,
    #[schema(required = true)]
    low_label: Option<String>,
    #[schema(required = true)]
    high_label: Option<String>,
    min: i32,
    max: i32,
    polarity: Polarity,
    /// Whom it is offered to first; empty when to all.
    conditions: &'static [Condition],
    purpose: Purpose,
    /// Whether the patient made it.
    own: bool,
    /// The revision of one's own measure; null for a built-in one.
    #[schema(required = true)]
    revision: Option<i64>,
}

impl From<&'static BuiltIn> for Measure {
    fn from(measure: &'static BuiltIn) -> Self {
        let Words { question, low_label, high_label, .. } = measure.words("en");
        let Scale { min, max, polarity } = measure.scale();
        Self {
            id: measure.id.to_owned(),
            version: Some(measure.version),
            question: question.clone(),
            low_label: Some(low_label.clone()),
            high_label: Some(high_label.clone()),
            min,
            max,
            polarity,
            conditions: &measure.conditions,
            purpose: measure.purpose,
            own: false,
            revision: None,
        }
    }
}

impl From<(RecordId, i64, OwnMeasure)> for Measure {
    fn from((id, revision, own): (RecordId, i64, OwnMeasure)) -> Self {
        let OwnMeasure { question, low_label, high_label, min, max, polarity } = own;
        let text = |label: crate::domain::text::Label| label.as_str().to_owned();
        Self {
            id: id.into(),
            version: None,
            question: text(question),
            low_label: low_label.map(text),
            high_label: high_label.map(text),
            min,
            max,
            polarity,
            conditions: &[],
            purpose: Purpose::Symptom,
            own: true,
            revision: Some(revision),
        }
    }
}

/// Lists the built-in measures, grouped by condition, and one's own.
#[utoipa::path(tag = "measures", operation_id = "list_measures", security(("access_token" = [])), responses(
    (status = 200, description = "every measure, the built-in ones first", body = Measures), (status = 304), (status = 401, body = ProblemSchema)))]
#[get("/measures")]
pub async fn list(session: Session, db: Data<Db>, has: IfNoneMatch) -> Result<HttpResponse> {
    let (revision, own, damaged) = db
        .read_journal(session.owner.reached(), move |connection| {
            let (revision, mut damaged) = (store::revision(connection, &session.owner)?, Vec::new());
            let own = store::own_measures(connection, &session.owner, &mut damaged)?;
            Ok((revision, own, damaged))
        })
        .await?;
    let tag = tag(revision);
    if has.has(&tag) {
        return Ok(not_modified(&tag));
    }
    let items = BUILT_IN.iter().map(Measure::from).chain(own.into_iter().map(Measure::from)).collect();
    Ok(tagged(StatusCode::OK, &tag, &Measures { items, damaged }))
}
