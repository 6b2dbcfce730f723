//! Routes of the calendar feed.

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::header,
    post,
    web::{Data, Path},
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::store;
use crate::{
    accounts::{self, Session},
    domain::reminder::{Words, calendar},
    platform::created::created,
    platform::link_secret::LinkSecret,
    platform::problem::{Problem, ProblemSchema, Result},
    reminders::{Post, turn},
};

/// Adds the routes of the feed.
pub fn routes(config: &mut ServiceConfig) {
    config.service(make).service(read).service(end).service(feed);
}

/// A new feed. Its address is answered this once.
#[derive(Serialize, ToSchema)]
struct NewFeed {
    /// What a calendar subscribes to: whoever has it sees the times, and nothing else.
    #[schema(example = "https://journal.example/api/v1/calendar/…")]
    url: String,
}

/// Makes a calendar of one's daily times, for phones without push. An earlier one ends.
#[utoipa::path(tag = "reminders", operation_id = "create_calendar", security(("access_token" = [])), responses(
    (status = 201, description = "the address of the feed, shown this once; an earlier one is void", body = NewFeed), (status = 401, body = ProblemSchema)))]
#[post("/account/calendar")]
async fn make(session: Session, request: HttpRequest, post: Data<Post>) -> Result<HttpResponse> {
    let (secret, now) = (LinkSecret::new(session.owner.account)?, post.clock.now());
    let url = format!("{}/api/v1/calendar/{}", post.origin(&request), secret.written());
    post.db.write(move |connection| store::make(connection, &secret, now)).await?;
    Ok(created("/account/calendar", &NewFeed { url }))
}

/// Whether there is a feed.
#[derive(Serialize, ToSchema)]
struct FeedState {
    /// When it was made; null when there is none.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    made_at: Option<Timestamp>,
}

/// Says whether one has a calendar.
#[utoipa::path(tag = "reminders", operation_id = "get_calendar", security(("access_token" = [])), responses(
    (status = 200, description = "since when there is a feed, if there is one", body = FeedState), (status = 401, body = ProblemSchema)))]
#[get("/account/calendar")]
async fn read(session: Session, post: Data<Post>) -> Result<HttpResponse> {
    let made_at = post.db.read(move |connection| store::made_at(connection, &session.owner.account)).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(FeedState { made_at }))
}

/// Ends one's calendar at once.
#[utoipa::path(tag = "reminders", operation_id = "delete_calendar", security(("access_token" = [])), responses(
    (status = 204, description = "there is no feed any more"), (status = 401, body = ProblemSchema)))]
#[delete("/account/calendar")]
async fn end(session: Session, post: Data<Post>) -> Result<HttpResponse> {
    post.db.write(move |connection| store::end(connection, &session.owner.account)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The calendar behind its secret address: one event of every day for each chosen time, and one on the evening before
/// each planned treatment, without a word about health.
#[utoipa::path(tag = "reminders", operation_id = "get_calendar_feed", params(("secret" = String, Path)), responses(
    (status = 200, description = "RFC 5545", content_type = "text/calendar", body = String),
    (status = 404, body = ProblemSchema)))]
#[get("/calendar/{secret}")]
async fn feed(secret: Path<String>, post: Data<Post>) -> Result<HttpResponse> {
    let secret = LinkSecret::read(&secret).ok_or_else(Problem::not_found)?;
    let (wrapper, now) = (post.wrapper.clone(), post.clock.now());
    let told = post.db.read(move |connection| {
        let made_at = store::opened_by(connection, &secret)?.ok_or_else(Problem::not_found)?;
        let owner = accounts::store::owner(connection, &secret.account, &wrapper)?;
        let settings = accounts::store::settings(connection, &owner)?;
        let reminders = settings.profile.reminders.unwrap_or_default();
        let treatments = turn::treatments(connection, &owner, &reminders, now)?;
        let words = Words::in_language(&settings.locale);
        let feed = calendar::Feed { account: &secret.account, made_at };
        Ok(calendar::text(&feed, &reminders, (&settings.time_zone, words), &treatments, now))
    });
    let text = told.await?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, "no-store")).content_type("text/calendar; charset=utf-8");
    Ok(response.body(text))
}
