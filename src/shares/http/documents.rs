//! Routes of what can be filed: the report as PDF, the scores as FHIR.

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Bytes, Data},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    accounts::Recently,
    platform::{
        database::Db,
        problem::{ProblemSchema, Result},
    },
    shares::{
        fhir,
        own_report::{WHO, own_report},
        pdf::{self, Heading},
        view::View,
        visitor::{Reception, Visitor},
    },
};

pub fn routes(config: &mut ServiceConfig) {
    config.service(shared_report).service(shared_fhir).service(report);
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
#[utoipa::path(tag = "portability", operation_id = "own_report", security(("access_token" = [])), responses((status = 200, content((Vec<u8> = "application/pdf"))),
    (status = 401, description = "signed out, or the password must be given again", body = ProblemSchema)))]
#[get("/report.pdf")]
async fn report(session: Recently, reception: Data<Reception>) -> Result<HttpResponse> {
    let (owner, now) = (session.0.owner, reception.clock.now());
    let read = move |connection: &mut _| own_report(connection, &owner, now);
    Ok(file(reception.db.read(read).await?, "application/pdf", "afterglow.pdf"))
}

fn file(bytes: Vec<u8>, media_type: &str, name: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
        .body(Bytes::from(bytes))
}
