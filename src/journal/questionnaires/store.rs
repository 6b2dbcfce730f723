//! The rows of forms that the operator added. They are nobody's: no patient is in them.

use diesel::{Insertable, OptionalExtension, QueryDsl, RunQueryDsl};
use jiff::Timestamp;

use crate::{
    domain::questionnaire::{Imported, Questionnaire},
    platform::{
        database::{DbConnection, schema::questionnaires},
        problem::{Problem, Result},
    },
};

#[derive(Insertable)]
#[diesel(table_name = questionnaires)]
struct NewRow<'a> {
    questionnaire: &'a str,
    resource: String,
    added_at: i64,
}

/// Adds a form, in place of an earlier one of the same questionnaire.
///
/// # Errors
/// An internal problem.
pub fn add(connection: &mut DbConnection, questionnaire: Questionnaire, form: &Imported, now: Timestamp) -> Result<()> {
    remove(connection, questionnaire)?;
    let resource = serde_json::to_string(form)?;
    let row = NewRow { questionnaire: questionnaire.name(), resource, added_at: now.as_millisecond() };
    diesel::insert_into(questionnaires::table).values(&row).execute(connection)?;
    Ok(())
}

/// Removes a form; answers whether there was one.
///
/// # Errors
/// An internal problem.
pub fn remove(connection: &mut DbConnection, questionnaire: Questionnaire) -> Result<bool> {
    Ok(diesel::delete(questionnaires::table.find(questionnaire.name())).execute(connection)? > 0)
}

/// The form of a questionnaire; one that cannot be read is as good as none.
///
/// # Errors
/// An internal problem.
pub fn find(connection: &mut DbConnection, questionnaire: Questionnaire) -> Result<Option<Imported>> {
    let resource: Option<String> = questionnaires::table
        .find(questionnaire.name())
        .select(questionnaires::resource)
        .first(connection)
        .optional()?;
    let read = |resource: String| {
        serde_json::from_str(&resource)
            .inspect_err(|_| tracing::error!(questionnaire = questionnaire.name(), "a form is damaged"))
            .ok()
    };
    Ok(resource.and_then(read))
}

/// Every form, by the name of its questionnaire, with when it was added.
///
/// # Errors
/// An internal problem.
pub fn list(connection: &mut DbConnection) -> Result<Vec<(Questionnaire, Imported, Timestamp)>> {
    let rows: Vec<(String, String, i64)> = questionnaires::table
        .order(questionnaires::questionnaire)
        .select((questionnaires::questionnaire, questionnaires::resource, questionnaires::added_at))
        .load(connection)?;
    let read = |(name, resource, added_at): (String, String, i64)| {
        let questionnaire = name.parse().map_err(Problem::internal)?;
        let added_at = Timestamp::from_millisecond(added_at).map_err(Problem::internal)?;
        Ok((questionnaire, serde_json::from_str(&resource)?, added_at))
    };
    rows.into_iter().map(read).collect()
}
