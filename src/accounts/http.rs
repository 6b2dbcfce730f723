//! Routes of accounts: signing up, one's settings, password, recovery, erasure.

use actix_web::{HttpRequest, HttpResponse, delete, get, http::StatusCode, patch, post, put, web::Data};
use deserr::ValuePointerRef;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    audit::{self, Action},
    ended::{self, Act, Ended},
    erasing,
    gate::Gate,
    passwords::NewPassword,
    proof::{Password, demand_password},
    recovery::RecoveryCode,
    sessions::{self, Session, device},
    store::{self, Settings, SigningUp},
};
use crate::{
    domain::{
        account::{AccountChange, Profile, Secret, Username, check_length},
        fault::{Faults, Within},
        id::AccountId,
        language::Locale,
        zone::ZoneName,
    },
    platform::{
        body::Body,
        conditional::{IfMatch, IfNoneMatch, digest, not_modified, tagged},
        created::created,
        database::DbConnection,
        problem::{Code, Problem, ProblemSchema, Result},
    },
};

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_up)
        .service(read)
        .service(change)
        .service(erase)
        .service(set_password)
        .service(renew_recovery_code)
        .service(recover);
    audit::http::routes(config);
    sessions::http::routes(config);
}

/// Who wants to keep a journal.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = SignUp::check -> Within)]
struct SignUp {
    username: Username,
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 256)]
    password: Secret,
    time_zone: ZoneName,
    locale: Locale,
}

impl SignUp {
    fn check(self, _: ValuePointerRef) -> std::result::Result<Self, Within> {
        long_enough("/password", &self.password)?;
        Ok(self)
    }
}

fn long_enough(place: &str, password: &Secret) -> std::result::Result<(), Within> {
    check_length(password).map_err(|refusal| Within(Faults::one(place, refusal)))
}

/// A new account.
#[derive(Serialize, ToSchema)]
struct SignedUp {
    username: String,
    time_zone: ZoneName,
    locale: Locale,
    /// Shown this once: the only way back in without the password.
    #[schema(example = "7Q2KX-0M4RB-V9T1C-HZ8DN")]
    recovery_code: String,
}

/// Opens an account. No e-mail address is asked. Sign in next.
#[utoipa::path(tag = "accounts", operation_id = "sign_up", request_body = SignUp, responses(
    (status = 201, description = "the account is open; the recovery code is shown this once", body = SignedUp), (status = 409, description = "the name is taken", body = ProblemSchema),
    (status = 422, body = ProblemSchema), (status = 429, body = ProblemSchema), (status = 503, body = ProblemSchema)))]
#[post("/accounts")]
async fn sign_up(request: HttpRequest, gate: Data<Gate>, form: Body<SignUp>) -> Result<HttpResponse> {
    let SignUp { username, password, time_zone, locale } = form.0;
    gate.count(&gate.doorkeeper.new_account(&request)).await?;
    let code = RecoveryCode::new()?;
    let new = NewPassword { password, username: username.as_str().to_owned(), place: "/password" };
    let password_hash = gate.hasher.hash_new(new).await?;
    let account = AccountId::new(Uuid::now_v7());
    let key = gate.wrapper.create(&account)?;
    let new =
        SigningUp { username, password_hash, recovery_hash: code.digest(), time_zone, locale, now: gate.clock.now() };
    let answer = SignedUp {
        username: new.username.as_str().to_owned(),
        time_zone: new.time_zone.clone(),
        locale: new.locale.clone(),
        recovery_code: code.shown(),
    };
    let chain = gate.chain.clone();
    if gate.db.write(move |connection| store::create(connection, &account, &new, &key, &chain)).await? {
        Ok(created("/account", &answer))
    } else {
        Err(Problem::new(StatusCode::CONFLICT, Code::UsernameTaken, "This name is taken. Please choose another."))
    }
}

/// One's own account.
#[derive(Serialize, ToSchema)]
struct Account {
    /// Another account of the same name, opened after this one was erased, has another id.
    #[schema(value_type = String)]
    id: AccountId,
    username: String,
    time_zone: ZoneName,
    locale: Locale,
    #[serde(flatten)]
    profile: Profile,
    /// When the account was opened.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Whether what the patient chose is damaged, and is told as when the account was opened: a device that still
    /// has it can send it again. Absent where all is well.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    damaged: bool,
    /// Whether this server no longer knows the rules of `time_zone`, and reminds by UTC until another zone is chosen.
    /// Absent where it knows them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    time_zone_unknown: bool,
}

impl From<Settings> for Account {
    fn from(settings: Settings) -> Self {
        let Settings { id, username, time_zone, locale, created_at, profile, damaged } = settings;
        let time_zone_unknown = time_zone.rules().is_none();
        Self { id, username, time_zone, locale, profile, created_at, damaged, time_zone_unknown }
    }
}

/// One's own settings, with a tag for changing them upon what was read.
#[utoipa::path(tag = "accounts", operation_id = "get_account", security(("access_token" = [])), responses((status = 200, description = "the account as it is", body = Account), (status = 304), (status = 401, body = ProblemSchema)))]
#[get("/account")]
async fn read(session: Session, gate: Data<Gate>, has: IfNoneMatch) -> Result<HttpResponse> {
    let settings = gate.db.read(move |connection| store::settings(connection, &session.owner)).await?;
    let account = Account::from(settings);
    let tag = tag_of(&account)?;
    Ok(if has.has(&tag) { not_modified(&tag) } else { tagged(StatusCode::OK, &tag, &account) })
}

/// Changes one's settings; what is absent stays as it is. With the tag that reading them gave (`If-Match`), nothing
/// is changed that another device has changed since.
#[utoipa::path(tag = "accounts", operation_id = "update_account", security(("access_token" = [])), request_body = AccountChange, responses(
    (status = 200, description = "the account as it is now", body = Account), (status = 401, body = ProblemSchema),
    (status = 412, description = "changed elsewhere", body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[patch("/account")]
async fn change(session: Session, gate: Data<Gate>, guard: IfMatch, form: Body<AccountChange>) -> Result<HttpResponse> {
    let settings = gate
        .db
        .write(move |connection| {
            let current = Account::from(store::settings(connection, &session.owner)?);
            if !guard.allows(&tag_of(&current)?) {
                return Err(Problem::changed_elsewhere().member("current", Some(current)));
            }
            store::change(connection, &session.owner, &form.0)
        })
        .await?;
    told(&Account::from(settings))
}

fn told(account: &Account) -> Result<HttpResponse> {
    Ok(tagged(StatusCode::OK, &tag_of(account)?, account))
}

fn tag_of(account: &Account) -> Result<String> {
    Ok(digest(&serde_json::to_vec(account)?))
}

/// Erases the account and everything in it, for good.
#[utoipa::path(tag = "accounts", operation_id = "delete_account", security(("access_token" = [])), request_body = Password, responses(
    (status = 204, description = "the account and everything in it is erased"), (status = 401, body = ProblemSchema), (status = 403, description = "wrong password", body = ProblemSchema),
    (status = 422, body = ProblemSchema), (status = 429, body = ProblemSchema)))]
#[delete("/account")]
async fn erase(session: Session, gate: Data<Gate>, form: Body<Password>) -> Result<HttpResponse> {
    demand_password(&gate, &session, form.0.password).await?;
    erasing::erase(&gate.db, &gate.erasures, &session.owner.account, gate.now()).await?;
    Ok(sessions::http::farewell_everywhere(&gate))
}

/// A new password, and the present one as proof.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = PasswordChange::check -> Within)]
struct PasswordChange {
    current_password: Secret,
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 256)]
    new_password: Secret,
}

impl PasswordChange {
    fn check(self, _: ValuePointerRef) -> std::result::Result<Self, Within> {
        long_enough("/new_password", &self.new_password)?;
        Ok(self)
    }
}

/// Changes the password. Every session ends; this device is given a new one.
#[utoipa::path(tag = "accounts", operation_id = "change_password", security(("access_token" = [])), request_body = PasswordChange, responses(
    (status = 200, description = "the password is changed; this is the new session of this device", body = sessions::http::SignedIn), (status = 401, body = ProblemSchema),
    (status = 403, description = "wrong password", body = ProblemSchema), (status = 422, body = ProblemSchema),
    (status = 429, body = ProblemSchema)))]
#[put("/account/password")]
async fn set_password(
    session: Session,
    request: HttpRequest,
    gate: Data<Gate>,
    form: Body<PasswordChange>,
) -> Result<HttpResponse> {
    let PasswordChange { current_password, new_password } = form.0;
    let owner = session.owner.clone();
    let settings = gate.db.read(move |connection| store::settings(connection, &owner)).await?;
    demand_password(&gate, &session, current_password).await?;
    let new = NewPassword { password: new_password, username: settings.username, place: "/new_password" };
    let password_hash = gate.hasher.hash_new(new).await?;
    let (account, chain, now) = (session.owner.account.clone(), gate.chain.clone(), gate.now());
    let device = device::of(&request);
    let anew = move |connection: &mut DbConnection, ended: &Ended| {
        store::set_password(connection, &ended.account, &password_hash)?;
        sessions::end_sessions(connection, &ended.account)?;
        ended.note(connection)?;
        audit::store::append(connection, &chain, &ended.account, (Action::PasswordChanged, &device), now)
    };
    ended::end((&gate.db, &gate.ended), (account, Act::Password, now), anew).await?;
    sessions::http::start(&gate, &request, session.owner.account, None, StatusCode::OK).await
}

/// A new recovery code: shown this once.
#[derive(Serialize, ToSchema)]
struct NewRecoveryCode {
    #[schema(example = "7Q2KX-0M4RB-V9T1C-HZ8DN")]
    recovery_code: String,
}

/// Makes a new recovery code, for whoever knows the password. The earlier one is void.
#[utoipa::path(tag = "accounts", operation_id = "create_recovery_code", security(("access_token" = [])), request_body = Password, responses(
    (status = 201, description = "the new recovery code, shown this once", body = NewRecoveryCode), (status = 401, body = ProblemSchema),
    (status = 403, description = "wrong password", body = ProblemSchema), (status = 422, body = ProblemSchema),
    (status = 429, body = ProblemSchema)))]
#[post("/account/recovery-code")]
async fn renew_recovery_code(
    session: Session,
    request: HttpRequest,
    gate: Data<Gate>,
    form: Body<Password>,
) -> Result<HttpResponse> {
    demand_password(&gate, &session, form.0.password).await?;
    let (code, account) = (RecoveryCode::new()?, session.owner.account);
    let (digest, chain, now, device) = (code.digest(), gate.chain.clone(), gate.now(), device::of(&request));
    let act = Act::Recovery(digest.clone());
    let renew = move |connection: &mut DbConnection, ended: &Ended| {
        store::set_recovery(connection, &ended.account, &digest)?;
        ended.note(connection)?;
        audit::store::append(connection, &chain, &ended.account, (Action::RecoveryCodeMade, &device), now)
    };
    ended::end((&gate.db, &gate.ended), (account, act, now), renew).await?;
    let answer = NewRecoveryCode { recovery_code: code.shown() };
    Ok(HttpResponse::Created().insert_header(("cache-control", "no-store")).json(answer))
}

/// The recovery code, and the password to set by it.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = Recovery::check -> Within)]
struct Recovery {
    username: Username,
    recovery_code: Secret,
    #[schema(value_type = String, format = Password, min_length = 10, max_length = 256)]
    new_password: Secret,
}

impl Recovery {
    fn check(self, _: ValuePointerRef) -> std::result::Result<Self, Within> {
        long_enough("/new_password", &self.new_password)?;
        Ok(self)
    }
}

/// Sets a new password by the recovery code, which is spent by it. Every session ends. The right code is taken however
/// many wrong ones or passwords were tried, and the device that brings it is known from then on.
#[utoipa::path(tag = "accounts", operation_id = "recover_account", request_body = Recovery, responses(
    (status = 200, description = "the password is set; this recovery code takes the place of the one that was spent", body = NewRecoveryCode), (status = 401, description = "unknown name or wrong code", body = ProblemSchema),
    (status = 422, body = ProblemSchema), (status = 429, body = ProblemSchema)))]
#[post("/account/recovery")]
async fn recover(request: HttpRequest, gate: Data<Gate>, form: Body<Recovery>) -> Result<HttpResponse> {
    let Recovery { username, recovery_code, new_password } = form.0;
    let (typed, code, name) = (RecoveryCode::typed(&recovery_code), RecoveryCode::new()?, username.clone());
    let wrong = || Problem::unauthorized(Code::WrongCredentials, "This name and recovery code do not belong together.");
    let known = gate.db.read(move |connection| store::credentials(connection, &name)).await?;
    // An unknown name costs the same work as a wrong code: no password is hashed for either.
    if !typed.is_behind(known.as_ref().map_or("", |known| &known.recovery_hash)) {
        gate.count(&gate.doorkeeper.wrong_code(&request, &username)).await?;
        return Err(gate.refusal(wrong()).await);
    }
    let new = NewPassword { password: new_password, username: username.as_str().to_owned(), place: "/new_password" };
    let password_hash = gate.hasher.hash_new(new).await?;
    let (digest, chain, now, device) = (code.digest(), gate.chain.clone(), gate.now(), device::of(&request));
    // The code is right: nobody else writes into the list of what was ended.
    let account = known.ok_or_else(wrong)?.account();
    let act = Act::Recovered(digest.clone());
    let by_code = move |connection: &mut DbConnection, ended: &Ended| {
        let known = store::credentials(connection, &username)?;
        let account = known.filter(|known| typed.is_behind(&known.recovery_hash)).map(|known| known.account());
        // Spent meanwhile, by whoever was first.
        let account = account.ok_or_else(wrong)?;
        store::set_password(connection, &account, &password_hash)?;
        store::set_recovery(connection, &account, &digest)?;
        sessions::end_sessions(connection, &account)?;
        ended.note(connection)?;
        audit::store::append(connection, &chain, &account, (Action::Recovered, &device), now)?;
        let era = store::device_era(connection, &account)?;
        Ok((account, era))
    };
    let (account, era) = ended::end((&gate.db, &gate.ended), (account, act, now), by_code).await?;
    Ok(HttpResponse::Ok()
        .cookie(gate.cookies.make_known(&account, era, now)?)
        .insert_header(("cache-control", "no-store"))
        .json(NewRecoveryCode { recovery_code: code.shown() }))
}
