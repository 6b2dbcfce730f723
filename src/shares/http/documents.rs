//! Routes of what can be filed: the report as PDF, the scores as FHIR.

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Bytes, Data},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    accounts::{self, Recently},
    domain::{
        share::{Include, Range, Terms},
        text::Label,
    },
    platform::{
        database::Db,
        problem::{Problem, ProblemSchema, Result},
    },
    shares::{
        fhir,
        pdf::{self, Heading},
        view::View,
        visitor::{Reception, Visitor},
    },
};

/// Whose journal a report says it is: nobody's name is in it.
const WHO: &str = "A patient's own journal";

pub fn routes(config: &mut ServiceConfig) {
    config.service(shared_report).service(shared_fhir).service(own_report);
}

/// The report that a link shows, as PDF.
#[utoipa::path(tag = "shared", security(("share" = [])), responses((status = 200, content((Vec<u8> = "application/pdf"))),
    (status = 401, description = "a passcode is asked for", body = ProblemSchema), (status = 404, body = ProblemSchema)))]
#[get("/shared/report.pdf")]
async fn shared_report(visitor: Visitor, db: Data<Db>) -> Result<HttpResponse> {
    let Visitor { owner, share, now } = visitor;
    let terms = share.sealed.terms;
    let (from, to) = terms.range.dates(now, &owner.zone);
    let heading = Heading {
        who: WHO.to_owned(),
        label: terms.label.as_str().to_owned(),
        from,
        to,
        include: terms.include,
        made_at: now.to_zoned(owner.zone.clone()),
        expires_at: Some(share.expires_at.to_zoned(owner.zone.clone())),
    };
    let reached = owner.reached();
    let read = move |connection: &mut _| pdf::report(&View::of(connection, &owner, &terms, now)?, &heading);
    Ok(file(db.read_journal(reached, read).await?, "application/pdf", "afterglow.pdf"))
}

/// The scores and treatments that a link shows, as a FHIR R4 bundle.
#[utoipa::path(tag = "shared", security(("share" = [])), responses((status = 200, content((serde_json::Value = "application/fhir+json"))),
    (status = 401, description = "a passcode is asked for", body = ProblemSchema), (status = 404, body = ProblemSchema)))]
#[get("/shared/fhir")]
async fn shared_fhir(visitor: Visitor, db: Data<Db>) -> Result<HttpResponse> {
    let Visitor { owner, share, now } = visitor;
    let reached = owner.reached();
    let read = move |connection: &mut _| fhir::file(connection, &owner, &share.sealed.terms, now);
    Ok(file(db.read_journal(reached, read).await?, fhir::MEDIA_TYPE, "afterglow.fhir.json"))
}

/// One's own report, as PDF, of the measures one follows. The password must have been given within ten minutes.
#[utoipa::path(tag = "portability", security(("access_token" = [])), responses((status = 200, content((Vec<u8> = "application/pdf"))),
    (status = 401, description = "signed out, or the password must be given again", body = ProblemSchema)))]
#[get("/report.pdf")]
async fn own_report(session: Recently, reception: Data<Reception>) -> Result<HttpResponse> {
    let (owner, now) = (session.0.owner, reception.clock.now());
    let read = move |connection: &mut _| {
        let terms = Terms {
            label: Label::try_from(WHO.to_owned()).map_err(Problem::internal)?,
            measures: accounts::store::settings(connection, &owner)?.profile.measures,
            range: Range::default(),
            include: Include::EVERYTHING,
        };
        let heading = Heading {
            who: WHO.to_owned(),
            label: String::new(),
            from: None,
            to: None,
            include: terms.include,
            made_at: now.to_zoned(owner.zone.clone()),
            expires_at: None,
        };
        pdf::report(&View::of(connection, &owner, &terms, now)?, &heading)
    };
    Ok(file(reception.db.read(read).await?, "application/pdf", "afterglow.pdf"))
}

fn file(bytes: Vec<u8>, media_type: &str, name: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
        .body(Bytes::from(bytes))
}
