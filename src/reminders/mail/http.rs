//! Routes of reminders by mail: an address, the code that confirms it, and how the mails are stopped.

use actix_web::{
    HttpResponse, delete, get,
    http::{StatusCode, header},
    post, put,
    web::{Data, Path},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::RngExt;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    address::MailAddress,
    letter, page,
    sender::Mailer,
    store::{self, Kept},
};
use crate::{
    accounts::{self, Gate, Session},
    domain::{
        fault::{Faults, Refusal},
        id::AccountId,
        reminder::Words,
    },
    platform::{
        body::Body,
        database::DbConnection,
        link_secret::LinkSecret,
        problem::{Code, Problem, ProblemSchema, Result},
        sealing::Wrapper,
    },
    reminders::{Post, store as turns},
};

/// Adds the routes of mail.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read).service(set).service(confirm).service(end).service(ask).service(stop);
}

/// Whether and where reminders go by mail.
#[derive(Serialize, ToSchema)]
struct MailState {
    /// Whether this server can send mails.
    offered: bool,
    /// Where they go; null while there is no address.
    #[schema(required = true)]
    address: Option<String>,
    /// Whether the code that was sent there has come back. No reminder goes there before.
    confirmed: bool,
}

/// Says whether reminders can go by mail, and where they do.
#[utoipa::path(tag = "reminders", operation_id = "get_reminder_mail", security(("access_token" = [])), responses(
    (status = 200, description = "where reminders are mailed to, if anywhere", body = MailState), (status = 401, body = ProblemSchema)))]
#[get("/account/reminder-mail")]
async fn read(session: Session, post: Data<Post>) -> Result<HttpResponse> {
    let found = post.db.read(move |connection| store::find(connection, &session.owner)).await?;
    let confirmed = matches!(found, Some((_, None)));
    let state = MailState { offered: post.mail.is_some(), address: found.map(|(kept, _)| kept.address), confirmed };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(state))
}

/// Where reminders are to go by mail.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
struct MailForm {
    /// The address.
    #[schema(value_type = String, max_length = 254, example = "ada@mail.example")]
    address: MailAddress,
}

/// Sends a code to an address, in place of an earlier one. Once it came back, reminders go there too.
#[utoipa::path(tag = "reminders", operation_id = "set_reminder_mail", security(("access_token" = [])), request_body = MailForm, responses(
    (status = 204, description = "a code is on its way"), (status = 401, body = ProblemSchema),
    (status = 409, description = "this server sends no mails", body = ProblemSchema), (status = 422, body = ProblemSchema),
    (status = 429, body = ProblemSchema), (status = 502, description = "the mail server did not take it", body = ProblemSchema)))]
#[put("/account/reminder-mail")]
async fn set(session: Session, post: Data<Post>, gate: Data<Gate>, form: Body<MailForm>) -> Result<HttpResponse> {
    let (mailer, address) = (mailer(&post)?.clone(), form.0.address.0.to_string());
    gate.letter(&session.owner.account, &address).await?;
    let secret = LinkSecret::new(session.owner.account.clone())?;
    let code = format!("{:08}", rand::rng().random_range(0..100_000_000));
    let kept = Kept { address, stop: secret.written(), code };
    let (keeping, now) = (kept.clone(), post.clock.now());
    let words = post.db.write(move |connection| {
        store::keep(connection, &session.owner, &keeping, &secret, now)?;
        Ok(Words::in_language(&accounts::store::settings(connection, &session.owner)?.locale))
    });
    let mail = letter::code(&mailer, &kept, &kept.code, words.await?)?;
    if mailer.send(mail).await? {
        return Ok(HttpResponse::NoContent().finish());
    }
    Err(Problem::new(StatusCode::BAD_GATEWAY, Code::MailFailed, "The mail server did not take a mail to this address."))
}

fn mailer(post: &Post) -> Result<&Mailer> {
    post.mail
        .as_ref()
        .ok_or_else(|| Problem::new(StatusCode::CONFLICT, Code::NoMailServer, "This server is set up without mail."))
}

/// The code from the mail.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
struct CodeForm {
    /// Its eight figures.
    #[schema(max_length = 20, example = "01234567")]
    code: String,
}

/// Confirms an address by the code that was sent there.
#[utoipa::path(tag = "reminders", operation_id = "confirm_reminder_mail", security(("access_token" = [])), request_body = CodeForm,
    responses((status = 204, description = "reminders are mailed to this address from now on"), (status = 401, body = ProblemSchema),
    (status = 422, description = "another code, or an old one, or there were too many", body = ProblemSchema)))]
#[post("/account/reminder-mail/confirmation")]
async fn confirm(session: Session, post: Data<Post>, form: Body<CodeForm>) -> Result<HttpResponse> {
    let (now, code) = (post.clock.now(), form.0.code.split_whitespace().collect::<String>());
    let confirmed = post.db.write(move |connection| {
        let confirmed = store::confirm(connection, &session.owner, &code, now)?;
        if confirmed {
            turns::begin(connection, &session.owner.account)?;
        }
        Ok(confirmed)
    });
    if confirmed.await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(Faults::one("/code", Refusal::MailCode).into())
    }
}

/// Sends no more mails, and forgets the address.
#[utoipa::path(tag = "reminders", operation_id = "delete_reminder_mail", security(("access_token" = [])), responses(
    (status = 204, description = "no mails are sent any more"), (status = 401, body = ProblemSchema)))]
#[delete("/account/reminder-mail")]
async fn end(session: Session, post: Data<Post>) -> Result<HttpResponse> {
    post.db.write(move |connection| store::end(connection, &session.owner.account)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The page behind the link in each mail: it asks, and changes nothing.
#[utoipa::path(tag = "reminders", operation_id = "get_reminder_mail_page", params(("secret" = String, Path)), responses(
    (status = 200, description = "a page with the button that stops the mails", content_type = "text/html", body = String), (status = 404, body = ProblemSchema)))]
#[get("/reminder-mail/{secret}")]
async fn ask(secret: Path<String>, post: Data<Post>) -> Result<HttpResponse> {
    let (secret, wrapper) = (LinkSecret::read(&secret).ok_or_else(Problem::not_found)?, post.wrapper.clone());
    let words = post.db.read(move |connection| words_behind(connection, &secret, &wrapper));
    Ok(shown(page::question(words.await?)))
}

/// Stops the mails whose link this is, and forgets the address: one click in a mail program (RFC 8058), or on the page.
#[utoipa::path(tag = "reminders", operation_id = "stop_reminder_mail", params(("secret" = String, Path)), responses(
    (status = 200, description = "a page that says that the mails have stopped", content_type = "text/html", body = String), (status = 404, body = ProblemSchema)))]
#[post("/reminder-mail/{secret}")]
async fn stop(secret: Path<String>, post: Data<Post>) -> Result<HttpResponse> {
    let (secret, wrapper) = (LinkSecret::read(&secret).ok_or_else(Problem::not_found)?, post.wrapper.clone());
    let now = post.clock.now();
    let words = post.db.write(move |connection| {
        let claim = format!("stopped {}", BASE64_URL_SAFE_NO_PAD.encode(secret.digest()));
        // Some programs ask twice: it is said again, while no other address was entered.
        let again = turns::is_claimed(connection, &secret.account, &claim)?;
        if again && !store::is_any(connection, &secret.account)? {
            return words_of(connection, &secret.account, &wrapper);
        }
        let words = words_behind(connection, &secret, &wrapper)?;
        store::end(connection, &secret.account)?;
        turns::claim(connection, &secret.account, &[claim], now)?;
        Ok(words)
    });
    Ok(shown(page::stopped(words.await?)))
}

/// In the language of whoever's mails a secret stops; 404 where it stops none.
fn words_behind(connection: &mut DbConnection, secret: &LinkSecret, wrapper: &Wrapper) -> Result<Words> {
    if !store::is_behind(connection, secret)? {
        return Err(Problem::not_found());
    }
    words_of(connection, &secret.account, wrapper)
}

fn words_of(connection: &mut DbConnection, account: &AccountId, wrapper: &Wrapper) -> Result<Words> {
    let owner = accounts::store::owner(connection, account, wrapper)?;
    Ok(Words::in_language(&accounts::store::settings(connection, &owner)?.locale))
}

fn shown(page: maud::Markup) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, "no-store")).content_type("text/html; charset=utf-8");
    response.body(page.into_string())
}
