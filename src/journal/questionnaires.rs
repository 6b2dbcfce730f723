//! Forms of questionnaires: one's own, and those that the operator added; and the totals that follow from them.
//!
//! A form of one's own is a record like any other: sealed, exported, erased with the account. It prevails.

pub mod store;

use std::borrow::Cow;

use serde::Serialize;
use utoipa::ToSchema;

use super::store as journal;
use crate::{
    accounts::Owner,
    domain::{
        fault::{Faults, Refusal},
        id::RecordId,
        questionnaire::{Form, Imported, Questionnaire, QuestionnaireResponse},
        record::Record,
    },
    platform::{database::DbConnection, problem::Result},
};

/// Who brought a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QuestionnaireSource)]
pub enum Source {
    /// The patient, for themselves.
    Own,
    /// The operator, for everyone.
    Server,
}

/// The file of a questionnaire's form, and who brought it.
///
/// # Errors
/// An internal problem.
pub fn imported(
    connection: &mut DbConnection,
    owner: &Owner,
    questionnaire: Questionnaire,
) -> Result<Option<(Imported, Source)>> {
    let own = journal::find(connection, owner, &questionnaire.form_id())?.and_then(|change| change.body);
    if let Some(Record::Questionnaire(own)) = own {
        return Ok(Some((own, Source::Own)));
    }
    Ok(store::find(connection, questionnaire)?.map(|imported| (imported, Source::Server)))
}

/// What a questionnaire asks, where a form was brought.
///
/// # Errors
/// An internal problem.
pub fn form(
    connection: &mut DbConnection,
    owner: &Owner,
    questionnaire: Questionnaire,
) -> Result<Option<(Form, Source)>> {
    let imported = imported(connection, owner, questionnaire)?;
    // One that a stricter version no longer understands is as good as none: totals can still be entered.
    Ok(imported.and_then(|(imported, source)| Some((imported.form().ok()?, source))))
}

/// A response with the total that its answers come to; every other record as it is.
///
/// Answers that are stored already, with their total, were scored when they came: their form may have changed since.
///
/// # Errors
/// 422 for answers that do not fit the form, and where there is no form and no total either.
pub fn scored<'a>(
    connection: &mut DbConnection,
    owner: &Owner,
    id: &RecordId,
    record: &'a Record,
) -> Result<Cow<'a, Record>> {
    let Record::QuestionnaireResponse(response) = record else { return Ok(Cow::Borrowed(record)) };
    if response.answers.is_empty() {
        return Ok(Cow::Borrowed(record));
    }
    let known = journal::find(connection, owner, id)?.and_then(|change| change.body);
    let total = known.as_ref().and_then(|known| total_of_the_same(known, response));
    if total.is_some() && (response.total.is_none() || response.total == total) {
        return Ok(Cow::Owned(Record::QuestionnaireResponse(QuestionnaireResponse { total, ..response.clone() })));
    }
    match form(connection, owner, response.questionnaire)? {
        Some((form, _)) => Ok(Cow::Owned(Record::QuestionnaireResponse(response.scored(&form)?))),
        None if response.total.is_some() => Ok(Cow::Borrowed(record)),
        None => Err(Faults::one("/total", Refusal::NoFormToScore).into()),
    }
}

fn total_of_the_same(known: &Record, response: &QuestionnaireResponse) -> Option<crate::domain::questionnaire::Total> {
    let Record::QuestionnaireResponse(known) = known else { return None };
    let same = known.questionnaire == response.questionnaire && known.answers == response.answers;
    known.total.filter(|_| same)
}
