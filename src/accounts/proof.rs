//! Asking for the password again, where a session alone is not enough.

use actix_web::http::StatusCode;
use utoipa::ToSchema;

use super::{attempts, gate::Gate, sessions::Session, store};
use crate::{
    domain::{account::Secret, fault::Faults},
    platform::problem::{Code, Problem, Result},
};

/// A password, given again.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct Password {
    /// As typed.
    pub password: Secret,
}

/// Lets through whoever knows the session's password.
///
/// # Errors
/// 403 for another one, 429 after too many of them, 503 when too many wait already.
pub async fn demand_password(gate: &Gate, session: &Session, password: Secret) -> Result<()> {
    let account = session.owner.account.clone();
    let attempt = gate.doorkeeper.by_account(&account);
    gate.count(&attempt).await?;
    let stored = gate.db.read(move |connection| store::password_hash(connection, &account)).await?;
    if !gate.hasher.verify(password, Some(stored)).await? {
        return Err(Problem::new(StatusCode::FORBIDDEN, Code::WrongPassword, "This is not your password."));
    }
    gate.db.write(move |connection| attempts::store::forgive(connection, &attempt)).await
}
