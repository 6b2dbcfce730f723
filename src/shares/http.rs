//! Routes of shares: making and ending them, and what their visitors see.

mod documents;

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::{StatusCode, header},
    post,
    web::{Data, Path},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    smart_health_links,
    store::{self, NewShare, Sealed, Share},
    visitor::{Reception, Visitor, link_secret},
};
use crate::{
    accounts::{
        Session,
        audit::{self, Action},
        device,
        ended::{self, Act, Ended},
    },
    domain::{
        fault::Faults,
        share::{ShareForm, Terms},
    },
    journal,
    platform::{
        body::Body,
        created::created,
        database::{Db, DbConnection},
        keys::random,
        link_secret::LinkSecret,
        problem::{Problem, ProblemSchema, Result},
    },
    reports::View,
};

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(create).service(list).service(revoke).service(visits).service(shared).service(live);
    documents::routes(config);
}

/// A new share. The secrets in it are answered this once.
#[derive(Serialize, ToSchema)]
struct NewLink {
    #[serde(flatten)]
    share: ShareAnswer,
    /// The secret of the link, for `Authorization: Share …`.
    token: String,
    /// The link: its secret is in the fragment, which browsers keep to themselves.
    #[schema(example = "https://journal.example/s#…")]
    url: String,
    /// The share as a SMART Health Link, for a clinic's own system.
    #[schema(example = "shlink:/…")]
    smart_health_link: String,
    /// A SMART Health Link to the file itself, for systems that know no manifest; none with a passcode.
    #[schema(required = true)]
    direct_link: Option<String>,
    /// The SMART Health Link as an address that opens in a browser too.
    #[schema(example = "https://journal.example/s#shlink:/…")]
    viewer_url: String,
}

/// A share, as its patient sees it.
#[derive(Serialize, ToSchema)]
struct ShareAnswer {
    id: String,
    #[serde(flatten)]
    terms: Terms,
    /// Whether visitors are asked for a passcode.
    passcode: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// When the patient ended it; null while it lives.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
    /// Whether a visitor would see anything now.
    live: bool,
}

impl ShareAnswer {
    fn new(share: Share, now: Timestamp) -> Self {
        Self {
            live: share.is_live(now),
            passcode: share.asks_passcode(),
            id: share.id,
            terms: share.sealed.terms,
            created_at: share.created_at,
            expires_at: share.expires_at,
            revoked_at: share.revoked_at,
        }
    }
}

/// Makes a link for a clinician.
#[utoipa::path(tag = "shares", operation_id = "create_share", security(("access_token" = [])), request_body = ShareForm, responses(
    (status = 201, description = "the link, shown this once", body = NewLink), (status = 401, body = ProblemSchema),
    (status = 409, description = "there are too many live links (`too_many_links`), or the account is full (`account_full`)", body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[post("/shares")]
async fn create(
    session: Session,
    request: HttpRequest,
    reception: Data<Reception>,
    form: Body<ShareForm>,
) -> Result<HttpResponse> {
    let (form, now) = (form.0, reception.clock.now());
    if let Some(whose) = &form.patient {
        whose.born_by(now.to_zoned(session.owner.zone.clone()).date())?;
    }
    let (id, account) = (Uuid::now_v7().to_string(), session.owner.account.clone());
    let passcode = form.passcode.as_ref().map(|code| reception.passcodes.digest(&id, code)).transpose()?;
    let file_key = BASE64_URL_SAFE_NO_PAD.encode(random().map_err(Problem::internal)?.as_slice());
    let new = NewShare {
        link: LinkSecret::new(account.clone())?,
        manifest: LinkSecret::new(account)?,
        passcode,
        sealed: Sealed { terms: form.terms(), file_key },
        created_at: now,
        expires_at: form.expires_at(now),
        id,
    };
    let (token, origin) = (new.link.written(), reception.origin(&request));
    let smart_health_link = smart_health_links::link(&new, &origin, false);
    let direct_link = new.passcode.is_none().then(|| smart_health_links::link(&new, &origin, true));
    let (chain, device) = (reception.chain.clone(), device::of(&request));
    let made = reception.db.write(move |connection| {
        known_measures(&journal::store::scales(connection, &session.owner)?, &new.sealed.terms)?;
        store::create(connection, &session.owner, &new)?;
        audit::store::append(connection, &chain, &session.owner.account, (Action::LinkMade, &device), now)?;
        store::find(connection, &session.owner, &new.id)?.ok_or_else(Problem::not_found)
    });
    let link = NewLink {
        share: ShareAnswer::new(made.await?, now),
        url: format!("{origin}/s#{token}"),
        viewer_url: format!("{origin}/s#{smart_health_link}"),
        token,
        smart_health_link,
        direct_link,
    };
    Ok(created(&format!("/shares/{}", link.share.id), &link))
}

fn known_measures(scales: &crate::domain::measure::Scales, terms: &Terms) -> Result<()> {
    let mut faults = Faults::default();
    for (index, measure) in terms.measures.iter().enumerate() {
        if let Err(refusal) = scales.of(measure) {
            faults.add(format!("/measures/{index}"), refusal);
        }
    }
    Ok(faults.or(())?)
}

/// One's shares.
#[derive(Serialize, ToSchema)]
struct Shares {
    items: Vec<ShareAnswer>,
    /// The ids of those that cannot be read, and were not ended: they show nothing, and can be ended. Absent where there
    /// are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    damaged: Vec<String>,
}

/// Lists one's shares, the latest first, ended ones too.
#[utoipa::path(tag = "shares", operation_id = "list_shares", security(("access_token" = [])), responses(
    (status = 200, description = "every link, the latest first", body = Shares), (status = 401, body = ProblemSchema)))]
#[get("/shares")]
async fn list(session: Session, reception: Data<Reception>) -> Result<HttpResponse> {
    let now = reception.clock.now();
    let store::Listed { whole, damaged } =
        reception.db.read(move |connection| store::list(connection, &session.owner)).await?;
    let items = whole.into_iter().map(|share| ShareAnswer::new(share, now)).collect();
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(Shares { items, damaged }))
}

/// The id in a path, as it is stored; what is no id names nothing.
fn share_id(text: &str) -> Result<String> {
    Uuid::try_parse(text).map(|id| id.to_string()).map_err(|_| Problem::not_found())
}

/// Ends a share at once: an open page's next request finds nothing.
#[utoipa::path(tag = "shares", operation_id = "revoke_share", security(("access_token" = [])), params(("id" = String, Path)),
    responses((status = 204, description = "the link shows nothing any more"), (status = 401, body = ProblemSchema), (status = 404, body = ProblemSchema)))]
#[delete("/shares/{id}")]
async fn revoke(
    session: Session,
    request: HttpRequest,
    id: Path<String>,
    reception: Data<Reception>,
) -> Result<HttpResponse> {
    let (id, now, chain, device) =
        (share_id(&id)?, reception.clock.now(), reception.chain.clone(), device::of(&request));
    let (owner, sought) = (session.owner.clone(), id.clone());
    if !reception.db.read(move |connection| store::is_ended(connection, &owner, &sought)).await? {
        let (account, act) = (session.owner.account.clone(), Act::Link(id.clone()));
        let end = move |connection: &mut DbConnection, ended: &Ended| {
            if store::revoke(connection, &session.owner, &id, ended.at)? {
                audit::store::append(connection, &chain, &session.owner.account, (Action::LinkEnded, &device), now)?;
            }
            Ok(())
        };
        ended::end((&reception.db, &reception.ended), (account, act, now), end).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// The visits to a share.
#[derive(Serialize, ToSchema)]
struct Visits {
    items: Vec<VisitAnswer>,
}

/// How a share was opened: the words that [`super::visitor`] notes.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for what is stored in the API document alone")]
enum Way {
    Page,
    Pdf,
    Fhir,
    SmartHealthLink,
}

/// When and how a share was opened; never an address.
#[derive(Serialize, ToSchema)]
struct VisitAnswer {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(inline, value_type = Way)]
    way: String,
    /// The kind of device; with `smart_health_link` what the recipient calls itself, which may be anything.
    #[schema(example = "Firefox on Windows")]
    device: String,
    /// How many more visits this line stands for: a link has twenty lines a day at most.
    more: i64,
}

/// Lists the visits to one of one's shares, the latest first.
#[utoipa::path(tag = "shares", operation_id = "list_share_visits", security(("access_token" = [])), params(("id" = String, Path)), responses(
    (status = 200, description = "its visits, the latest first", body = Visits), (status = 401, body = ProblemSchema), (status = 404, body = ProblemSchema)))]
#[get("/shares/{id}/visits")]
async fn visits(session: Session, id: Path<String>, db: Data<Db>) -> Result<HttpResponse> {
    let id = share_id(&id)?;
    let visits = db
        .read(move |connection| {
            store::find(connection, &session.owner, &id)?.ok_or_else(Problem::not_found)?;
            store::visits(connection, &session.owner, &id)
        })
        .await?;
    let answer = |visit: store::Visit| {
        let at = Timestamp::from_millisecond(visit.at).map_err(Problem::internal)?;
        Ok(VisitAnswer { at, way: visit.way, device: visit.device, more: visit.more })
    };
    let items = visits.into_iter().map(answer).collect::<Result<Vec<_>>>()?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(Visits { items }))
}

/// What a visitor sees.
#[derive(Serialize, ToSchema)]
struct Shared {
    #[serde(flatten)]
    terms: Terms,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// When this was read.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[serde(flatten)]
    view: View,
}

/// Everything that a link shows.
#[utoipa::path(tag = "shared", operation_id = "get_shared", security(("share" = [])), responses((status = 200, description = "everything that the link shows", body = Shared),
    (status = 401, description = "a passcode is asked for", body = ProblemSchema),
    (status = 404, description = "expired, revoked, erased, used up or never made", body = ProblemSchema)))]
#[get("/shared")]
async fn shared(visitor: Visitor, db: Data<Db>) -> Result<HttpResponse> {
    let Visitor { owner, share, now } = visitor;
    let terms = share.sealed.terms.clone();
    let reached = owner.reached();
    let view = db.read_journal(reached, move |connection| View::of(connection, &owner, &terms, now)).await?;
    let Share { sealed: Sealed { terms, .. }, created_at, expires_at, .. } = share;
    let answer = Shared { terms, created_at, expires_at, at: now, view };
    Ok(HttpResponse::build(StatusCode::OK).insert_header((header::CACHE_CONTROL, "no-store")).json(answer))
}

/// Whether a link still shows anything, for its open page. This is no visit, and asks for no passcode.
#[utoipa::path(tag = "shared", operation_id = "check_shared", security(("share" = [])), responses((status = 204, description = "the link is live"),
    (status = 404, description = "expired, revoked, erased, used up or never made", body = ProblemSchema)))]
#[get("/shared/live")]
async fn live(request: HttpRequest, reception: Data<Reception>) -> Result<HttpResponse> {
    reception.look(link_secret(&request)).await?;
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}
