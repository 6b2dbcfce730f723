//! Routes of reminders: where they go, trying one, putting one off. What is chosen is in `/account`.

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::{StatusCode, header},
    post, put,
    web::Data,
};
use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    calendar, mail,
    post::Post,
    push::{
        sender::Outcome,
        store::{self as subscriptions, Sealed},
        subscription::Subscription,
    },
    store,
};
use crate::{
    accounts::{self, Session},
    domain::{
        fault::{Faults, Refusal},
        reminder::Words,
    },
    platform::{
        body::Body,
        problem::{Code, Problem, ProblemSchema, Result},
    },
};

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(key).service(subscribe).service(unsubscribe).service(try_one).service(snooze);
    calendar::http::routes(config);
    mail::http::routes(config);
}

/// What browsers make subscriptions for.
#[derive(Serialize, ToSchema)]
struct PushKey {
    /// Which of the server's keys it belongs to.
    version: u8,
    /// The public key on P-256, in base64url: `applicationServerKey`.
    public_key: String,
}

/// The key to subscribe with. It changes when the server's does; make the subscription anew then.
#[utoipa::path(tag = "reminders", operation_id = "get_push_key", security(("access_token" = [])), responses(
    (status = 200, description = "the key to subscribe with", body = PushKey), (status = 401, body = ProblemSchema)))]
#[get("/push/key")]
async fn key(_: Session, post: Data<Post>) -> Result<HttpResponse> {
    let (version, public_key) = post.vapid.current()?;
    let key = PushKey { version, public_key: public_key.to_owned() };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(key))
}

/// Has reminders sent to this device, until it signs out. The app says so anew at each start.
#[utoipa::path(tag = "reminders", operation_id = "subscribe_to_push", security(("access_token" = [])), request_body = Subscription,
    responses((status = 204, description = "this device receives reminders"), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[put("/push/subscription")]
async fn subscribe(
    session: Session,
    request: HttpRequest,
    post: Data<Post>,
    form: Body<Subscription>,
) -> Result<HttpResponse> {
    let (sealed, now) = (Sealed { subscription: form.0, origin: post.origin(&request) }, post.clock.now());
    check(&post, &sealed.subscription)?;
    post.db
        .write(move |connection| {
            subscriptions::keep(connection, &session.owner, &session.id, &sealed, now)?;
            store::begin(connection, &session.owner.account)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn check(post: &Post, subscription: &Subscription) -> Result<()> {
    let mut faults = Faults::default();
    let endpoint = &subscription.endpoint;
    let may_be_sent_to = endpoint.is_of_a_push_service() || post.loopback && endpoint.is_loopback();
    if !may_be_sent_to {
        faults.add("/endpoint", Refusal::PushAddress);
    }
    if !post.vapid.knows(subscription.key_version) {
        faults.add("/key_version", Refusal::PushKeyVersion);
    }
    Ok(faults.or(())?)
}

/// Sends no more reminders to this device.
#[utoipa::path(tag = "reminders", operation_id = "unsubscribe_from_push", security(("access_token" = [])),
    responses((status = 204, description = "this device receives no more reminders"), (status = 401, body = ProblemSchema)))]
#[delete("/push/subscription")]
async fn unsubscribe(session: Session, post: Data<Post>) -> Result<HttpResponse> {
    let end = move |connection: &mut _| subscriptions::end(connection, &session.owner.account, &session.id);
    post.db.write(end).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends a reminder to this device now, to see whether it arrives.
#[utoipa::path(tag = "reminders", operation_id = "test_push", security(("access_token" = [])), responses(
    (status = 204, description = "the push service took it"), (status = 401, body = ProblemSchema),
    (status = 409, description = "this device is not subscribed, or not any more", body = ProblemSchema),
    (status = 429, body = ProblemSchema), (status = 502, description = "the push service did not take it", body = ProblemSchema)))]
#[post("/push/test")]
async fn try_one(session: Session, post: Data<Post>) -> Result<HttpResponse> {
    let (now, account) = (post.clock.now(), session.owner.account.clone());
    let ids = post.claims.by_hand(&account, now)?;
    let claim = move |connection: &mut _| {
        let to = subscriptions::find(connection, &session.owner, &session.id)?.ok_or_else(not_subscribed)?;
        let locale = accounts::store::settings(connection, &session.owner)?.locale;
        if store::claim(connection, &session.owner.account, &ids, now)? {
            Ok((to, Words::in_language(&locale)))
        } else {
            Err(too_soon())
        }
    };
    let (to, words) = post.db.write(claim).await?;
    match post.send(&account, to, words).await? {
        Outcome::Taken => Ok(HttpResponse::NoContent().finish()),
        Outcome::Gone => Err(not_subscribed()),
        Outcome::Busy(_) | Outcome::Failed => Err(Problem::new(
            StatusCode::BAD_GATEWAY,
            Code::PushFailed,
            "The push service of this browser could not be reached, or did not take the message.",
        )),
    }
}

fn not_subscribed() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        Code::NotSubscribed,
        "This device does not receive reminders. Turn them on first.",
    )
}

fn too_soon() -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, Code::TooManyTries, "One was sent just now. Please wait ten seconds.")
        .param("seconds", 10)
        .header(header::RETRY_AFTER, header::HeaderValue::from(10))
}

struct Minutes(SignedDuration);

/// For how long a reminder is put off.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
struct Snooze {
    /// In minutes, 5 to 720.
    #[schema(value_type = i64, minimum = 5, maximum = 720)]
    #[deserr(try_from(i64) = within_half_a_day -> Refusal)]
    minutes: Minutes,
}

fn within_half_a_day(minutes: i64) -> std::result::Result<Minutes, Refusal> {
    let within = (5..=720).contains(&minutes);
    if within {
        Ok(Minutes(SignedDuration::from_mins(minutes)))
    } else {
        Err(Refusal::WholeNumber { min: 5, max: 720 })
    }
}

/// Puts a reminder off: it comes once more, unless a check-in does first.
#[utoipa::path(tag = "reminders", operation_id = "snooze_reminder", security(("access_token" = [])), request_body = Snooze, responses(
    (status = 204, description = "it will come again after so many minutes"), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[post("/push/snooze")]
async fn snooze(session: Session, post: Data<Post>, form: Body<Snooze>) -> Result<HttpResponse> {
    let until = post.clock.now().saturating_add(form.0.minutes.0).map_err(Problem::internal)?;
    post.db.write(move |connection| store::snooze(connection, &session.owner.account, until)).await?;
    Ok(HttpResponse::NoContent().finish())
}
