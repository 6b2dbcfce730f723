//! What the server remembers of itself, by name.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{DbConnection, schema::settings};
use crate::platform::problem::Result;

/// The value of a setting.
///
/// # Errors
/// An internal problem.
pub fn get(connection: &mut DbConnection, name: &str) -> Result<Option<String>> {
    Ok(settings::table.find(name).select(settings::value).first(connection).optional()?)
}

/// Sets a value, in place of what was there.
///
/// # Errors
/// An internal problem.
pub fn set(connection: &mut DbConnection, name: &str, value: &str) -> Result<()> {
    crate::on_backend!(connection, concrete => {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq(value)))
            .on_conflict(settings::name)
            .do_update()
            .set(settings::value.eq(value))
            .execute(concrete)
    })?;
    Ok(())
}
