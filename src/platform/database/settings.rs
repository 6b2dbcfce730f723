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

/// Sets the value of a setting that there is.
///
/// # Errors
/// An internal problem.
pub fn set(connection: &mut DbConnection, name: &str, value: &str) -> Result<()> {
    diesel::update(settings::table.find(name)).set(settings::value.eq(value)).execute(connection)?;
    Ok(())
}

/// The value of a setting; `value` from now on if it has none yet.
///
/// # Errors
/// An internal problem.
pub fn get_or_set(connection: &mut DbConnection, name: &str, value: &str) -> Result<String> {
    crate::on_backend!(connection, concrete => {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq(value)))
            .on_conflict_do_nothing()
            .execute(concrete)
    })?;
    Ok(get(connection, name)?.unwrap_or_else(|| value.to_owned()))
}

/// Sets the value of a setting, whether there is one or not.
///
/// # Errors
/// An internal problem.
pub fn put(connection: &mut DbConnection, name: &str, value: &str) -> Result<()> {
    if get_or_set(connection, name, value)? == value { Ok(()) } else { set(connection, name, value) }
}

/// Removes a setting, if there is one.
///
/// # Errors
/// An internal problem.
pub fn remove(connection: &mut DbConnection, name: &str) -> Result<()> {
    diesel::delete(settings::table.find(name)).execute(connection)?;
    Ok(())
}
