//! The patient's safety plan, as it is now: a share's range of days does not touch it.

use crate::{
    accounts::Owner,
    domain::{record::Record, safety_plan::SafetyPlan},
    journal::store,
    platform::{database::DbConnection, problem::Result},
};

/// The plan, where one is written.
///
/// # Errors
/// An internal problem.
pub fn written(connection: &mut DbConnection, owner: &Owner) -> Result<Option<SafetyPlan>> {
    let found = store::find(connection, owner, &SafetyPlan::id())?.and_then(|change| change.body);
    Ok(found.and_then(|body| if let Record::SafetyPlan(plan) = body { Some(plan) } else { None }))
}
