//! What the server remembers of itself, by name.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt,
};

use super::{DbConnection, schema::settings};
use crate::platform::problem::Result;

/// The value of a setting.
///
/// # Errors
/// An internal problem.
pub fn get(connection: &mut DbConnection, name: &str) -> Result<Option<String>> {
    Ok(settings::table.find(name).select(settings::value).first(connection).optional()?)
}

/// Whether the database has settings at all: one that Afterglow has never opened has none.
///
/// # Errors
/// An internal problem.
pub fn are_there(connection: &mut DbConnection) -> Result<bool> {
    let found: Tables = match connection {
        DbConnection::Sqlite(sqlite) => {
            sql_query("SELECT count(*) AS number FROM sqlite_master WHERE name = 'settings'").get_result(sqlite)?
        }
        DbConnection::Postgres(postgres) => {
            sql_query("SELECT count(to_regclass('settings')) AS number").get_result(postgres)?
        }
    };
    Ok(found.number > 0)
}

#[derive(QueryableByName)]
struct Tables {
    #[diesel(sql_type = BigInt)]
    number: i64,
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
