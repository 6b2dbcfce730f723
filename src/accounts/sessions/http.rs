//! Routes of sessions: signing in and out, refreshing, one's devices.

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::{StatusCode, header},
    post,
    web::Data,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    Session, device, ended,
    refresh::RefreshToken,
    store::{self, Rotation},
    tokens::{self, Bearer},
};
use crate::{
    accounts::{
        attempts::{self, Try},
        audit::{self, Action},
        ended::{self, Act, Ended},
        gate::Gate,
        passwords,
        proof::{Password, demand_password},
        store::{Credentials, credentials, device_era, set_password},
    },
    domain::{
        account::{Secret, Username},
        fault::Faults,
        id::AccountId,
    },
    platform::{
        body::Body,
        database::DbConnection,
        problem::{Code, Problem, ProblemSchema, Result},
    },
};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in)
        .service(refresh)
        .service(list)
        .service(sign_out)
        .service(sign_out_everywhere)
        .service(confirm);
}

/// A name and its password.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
struct SignIn {
    username: Username,
    password: Secret,
}

/// A session's access token (RFC 6749, section 5.1). The refresh token is in the cookie.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds for which the access token is good.
    #[schema(example = 900)]
    expires_in: i64,
    session_id: String,
}

/// Signs in. The session that this browser had, if the request brings its refresh token, ends.
#[utoipa::path(tag = "sessions", operation_id = "sign_in", request_body = SignIn, responses(
    (status = 201, description = "signed in; the refresh token is in a cookie", body = SignedIn),
    (status = 401, description = "unknown name or wrong password; `restored_at` says when a backup was restored, if ever", body = ProblemSchema),
    (status = 422, body = ProblemSchema), (status = 429, body = ProblemSchema), (status = 503, body = ProblemSchema)))]
#[post("/sessions")]
async fn sign_in(request: HttpRequest, gate: Data<Gate>, form: Body<SignIn>) -> Result<HttpResponse> {
    let SignIn { username, password } = form.0;
    let name = username.clone();
    let known = gate.db.read(move |connection| credentials(connection, &name)).await?;
    let attempt = signing_in(&gate, &request, &username, known.as_ref());
    gate.count(&attempt).await?;
    let stored = known.as_ref().map(|known| known.password_hash.clone());
    let proven = gate.hasher.verify(password.clone(), stored).await?;
    let Some(known) = known.as_ref().filter(|_| proven) else {
        note_refusal(&gate, &request, known.as_ref());
        let detail = "This name and password do not belong together.";
        return Err(gate.refusal(Problem::unauthorized(Code::WrongCredentials, detail)).await);
    };
    rehash_if_outgrown(&gate, known, password).await?;
    end_replaced(&gate, &request).await?;
    let mut answer = start(&gate, &request, known.account(), Some(attempt), StatusCode::CREATED).await?;
    answer.headers_mut().insert(header::LOCATION, header::HeaderValue::from_static("/api/v1/sessions/current"));
    Ok(answer)
}

/// Whose try it is: the device's, where the account was signed in on it before, else the name's and the address's.
fn signing_in(gate: &Gate, request: &HttpRequest, username: &Username, known: Option<&Credentials>) -> Try {
    let device =
        known.and_then(|known| gate.cookies.known_device(request, &known.account(), known.device_era, gate.now()));
    match device {
        Some(device) => gate.doorkeeper.by_device(&device.nonce),
        None => gate.doorkeeper.by_name(request, username),
    }
}

/// Tells the owner of a name, if there is one. Nobody waits for it: the time would tell whether there is.
fn note_refusal(gate: &Gate, request: &HttpRequest, known: Option<&Credentials>) {
    let Some(known) = known else { return };
    let (account, device, now) = (known.account(), device::of(request), gate.now());
    let (db, chain) = (gate.db.clone(), gate.chain.clone());
    actix_web::rt::spawn(async move {
        let event = move |connection: &mut _| {
            audit::store::append(connection, &chain, &account, (Action::SignInRefused, &device), now)
        };
        if let Err(problem) = db.write(event).await {
            tracing::error!(cause = problem.cause().map(tracing::field::display), "a refused sign-in was not noted");
        }
    });
}

async fn rehash_if_outgrown(gate: &Gate, known: &Credentials, password: Secret) -> Result<()> {
    if !passwords::is_outgrown(&known.password_hash) {
        return Ok(());
    }
    let (account, password_hash) = (known.account(), gate.hasher.hash(password).await?);
    gate.db.write(move |connection| set_password(connection, &account, &password_hash)).await
}

/// The new cookie takes the place of the old one: nobody could end that session any more, and its reminders would go
/// on coming to a browser that may be somebody else's now.
async fn end_replaced(gate: &Gate, request: &HttpRequest) -> Result<()> {
    let Ok(token) = gate.cookies.read(request) else { return Ok(()) };
    gate.db.write(move |connection| store::end_session_of(connection, &token)).await
}

/// Starts a session on the device that asks, takes the try back that led to it, and answers its tokens.
pub async fn start(
    gate: &Gate,
    request: &HttpRequest,
    account: AccountId,
    attempt: Option<Try>,
    status: StatusCode,
) -> Result<HttpResponse> {
    let (device, now) = (device::of(request), gate.clock.now());
    let token = RefreshToken::new(account, Uuid::now_v7().to_string())?;
    let (stored, chain) = (token.clone(), gate.chain.clone());
    let era = gate
        .db
        .write(move |connection| {
            attempt.as_ref().map_or(Ok(()), |attempt| attempts::store::forgive(connection, attempt))?;
            store::start_session(connection, &stored, &device, now)?;
            audit::store::append(connection, &chain, &stored.account, (Action::SignedIn, &device), now)?;
            device_era(connection, &stored.account)
        })
        .await?;
    let mut answer = signed_in(gate, &token, status)?;
    answer.add_cookie(&gate.cookies.make_known(&token.account, era, now)?).map_err(Problem::internal)?;
    Ok(answer)
}

fn signed_in(gate: &Gate, token: &RefreshToken, status: StatusCode) -> Result<HttpResponse> {
    let bearer = Bearer { account: token.account.clone(), session: token.session.clone() };
    let body = SignedIn {
        access_token: gate.tokens.issue(&bearer, gate.clock.now())?,
        token_type: "Bearer",
        expires_in: tokens::LIFETIME.as_secs(),
        session_id: bearer.session,
    };
    Ok(HttpResponse::build(status)
        .cookie(gate.cookies.set(token))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body))
}

/// Exchanges the refresh token in the cookie for its successor and a new access token.
#[utoipa::path(tag = "sessions", operation_id = "refresh_session", security(("refresh_token" = [])), responses(
    (status = 200, description = "the next access token; the refresh token in the cookie is a new one", body = SignedIn),
    (status = 401, description = "the session has ended (`session_ended`), or there is no such account (`account_unknown`); `restored_at` says when a backup was restored, if ever", body = ProblemSchema),
    (status = 403, description = "asked from another site", body = ProblemSchema)))]
#[post("/sessions/refresh")]
async fn refresh(request: HttpRequest, gate: Data<Gate>) -> Result<HttpResponse> {
    let token = gate.cookies.read(&request)?;
    let (successor, clock) = (gate.cookies.successor(&token), gate.clock.clone());
    let next = successor.clone();
    let rotated = move |connection: &mut _| {
        let rotation = store::rotate(connection, &token, &next, &clock)?;
        let era = if rotation == Rotation::Succeeded { device_era(connection, &token.account)? } else { 0 };
        Ok((rotation, era))
    };
    let (rotation, era) = gate.db.write(rotated).await?;
    match rotation {
        Rotation::Succeeded => {
            let (account, now) = (&successor.account, gate.now());
            let known = gate.cookies.known_device(&request, account, era, now);
            let mut answer = signed_in(&gate, &successor, StatusCode::OK)?;
            if known.is_none_or(|known| known.is_due(now)) {
                answer.add_cookie(&gate.cookies.make_known(account, era, now)?).map_err(Problem::internal)?;
            }
            Ok(answer)
        }
        Rotation::Replayed => {
            tracing::warn!("a replaced refresh token was used again: its session was ended");
            Err(ended())
        }
        Rotation::Ended => Err(gate.refusal(ended()).await),
        Rotation::NoAccount => {
            let detail = "This server has no such account (any more).";
            Err(gate.refusal(Problem::unauthorized(Code::AccountUnknown, detail)).await)
        }
    }
}

/// One's signed-in devices.
#[derive(Serialize, ToSchema)]
struct Devices {
    items: Vec<Device>,
}

/// A signed-in device.
#[derive(Serialize, ToSchema)]
struct Device {
    id: String,
    #[schema(example = "Firefox on Android")]
    device: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// To within the fifteen minutes of an access token.
    #[schema(value_type = String, format = DateTime)]
    last_used_at: Timestamp,
    /// Whether it is the one that asks.
    current: bool,
}

/// Lists one's devices.
#[utoipa::path(tag = "sessions", operation_id = "list_sessions", security(("access_token" = [])), responses((status = 200, description = "the devices that are signed in", body = Devices), (status = 401, body = ProblemSchema)))]
#[get("/sessions")]
async fn list(session: Session, gate: Data<Gate>) -> Result<HttpResponse> {
    let now = gate.clock.now();
    let account = session.owner.account.clone();
    let rows = gate.db.read(move |connection| store::devices(connection, &account, now)).await?;
    let device = |row: store::DeviceRow| {
        let instant = |at| Timestamp::from_millisecond(at).map_err(Problem::internal);
        let (created_at, last_used_at) = (instant(row.created_at)?, instant(row.rotated_at)?);
        Ok(Device { current: row.id == session.id, id: row.id, device: row.device, created_at, last_used_at })
    };
    let items = rows.into_iter().map(device).collect::<Result<Vec<_>>>()?;
    Ok(HttpResponse::Ok().json(Devices { items }))
}

/// What browsers kept of the journal goes with the cookie: databases, files of the app, settings.
/// Their HTTP cache may stay: the app lets no answer about a person into it.
const CLEAR_STORAGE: (&str, &str) = ("clear-site-data", "\"storage\"");

/// The answer to whoever leaves this device, which stays known.
fn farewell(gate: &Gate) -> HttpResponse {
    HttpResponse::NoContent().cookie(gate.cookies.clear()).insert_header(CLEAR_STORAGE).finish()
}

/// The answer to whoever leaves every device: none is known any more.
pub fn farewell_everywhere(gate: &Gate) -> HttpResponse {
    HttpResponse::NoContent()
        .cookie(gate.cookies.clear())
        .cookie(gate.cookies.make_unknown())
        .insert_header(CLEAR_STORAGE)
        .finish()
}

/// Signs out everywhere. The browser that asks drops what it stored for this site.
#[utoipa::path(tag = "sessions", operation_id = "sign_out_everywhere", security(("access_token" = [])), responses((status = 204, description = "every device is signed out"), (status = 401, body = ProblemSchema)))]
#[delete("/sessions")]
async fn sign_out_everywhere(session: Session, request: HttpRequest, gate: Data<Gate>) -> Result<HttpResponse> {
    let (account, device, chain, now) =
        (session.owner.account, device::of(&request), gate.chain.clone(), gate.clock.now());
    let end_all = move |connection: &mut DbConnection, ended: &Ended| {
        store::end_sessions(connection, &ended.account)?;
        ended.note(connection)?;
        audit::store::append(connection, &chain, &ended.account, (Action::SignedOutEverywhere, &device), now)
    };
    ended::end((&gate.db, &gate.ended), (account, Act::Sessions, now), end_all).await?;
    Ok(farewell_everywhere(&gate))
}

/// Signs out on this device, whose browser drops what it stored for this site.
#[utoipa::path(tag = "sessions", operation_id = "sign_out", security(("access_token" = [])), responses((status = 204, description = "this device is signed out"), (status = 401, body = ProblemSchema)))]
#[delete("/sessions/current")]
async fn sign_out(session: Session, gate: Data<Gate>) -> Result<HttpResponse> {
    gate.db.write(move |connection| store::end_session(connection, &session.owner.account, &session.id)).await?;
    Ok(farewell(&gate))
}

/// Gives the password again, as exporting asks when it was last given over ten minutes ago.
#[utoipa::path(tag = "sessions", operation_id = "confirm_password", security(("access_token" = [])), request_body = Password, responses(
    (status = 204, description = "the password is right; what asks for it can be done for some minutes"), (status = 401, body = ProblemSchema), (status = 403, description = "wrong password", body = ProblemSchema),
    (status = 422, body = ProblemSchema), (status = 429, body = ProblemSchema)))]
#[post("/sessions/current/confirmation")]
async fn confirm(session: Session, gate: Data<Gate>, form: Body<Password>) -> Result<HttpResponse> {
    demand_password(&gate, &session, form.0.password).await?;
    let now = gate.clock.now();
    gate.db.write(move |connection| store::confirm(connection, &session.owner.account, &session.id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
