//! Routes of what can be filed: the report as PDF, the scores as FHIR.

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Bytes, Data},
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    accounts::Recently,
    domain::{fault::Faults, language::Language},
    platform::{
        body::Query,
        database::Db,
        problem::{ProblemSchema, Result},
    },
    reports::{
        View, asked_for, fhir, own_report,
        pdf::{self, Fonts, Heading},
    },
    shares::{Reception, Visitor},
};

pub fn routes(config: &mut ServiceConfig) {
    config.service(shared_report).service(shared_fhir).service(report);
}

#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReportQuery {
    /// What it is written in, as `de`: a language of the app; where none is named that of the link, or the patient's.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    language: Option<Language>,
}

/// The report that a link shows, as PDF.
#[utoipa::path(tag = "shared", operation_id = "get_shared_report", security(("share" = [])), params(ReportQuery), responses((status = 200, description = "the report as a PDF", content((Vec<u8> = "application/pdf"))),
    (status = 401, description = "a passcode is asked for", body = ProblemSchema), (status = 404, body = ProblemSchema),
    (status = 422, body = ProblemSchema)))]
#[get("/shared/report.pdf")]
async fn shared_report(
    visitor: Visitor,
    db: Data<Db>,
    fonts: Data<Fonts>,
    query: Query<ReportQuery>,
) -> Result<HttpResponse> {
    let Visitor { owner, share, now } = visitor;
    let (terms, expires_at) = (share.sealed.terms, share.expires_at);
    let reached = owner.reached();
    let read = move |connection: &mut _| {
        let wished = match query.0.language {
            Some(language) => language,
            None => asked_for(connection, &owner, &terms)?,
        };
        let language = pdf::nearest(wished);
        let (from, to) = terms.range.dates(now, &owner.zone);
        let heading = Heading {
            who: Heading::somebody(language),
            language,
            label: terms.label.as_str().to_owned(),
            from,
            to,
            include: terms.include,
            made_at: now.to_zoned(owner.zone.clone()),
            expires_at: Some(expires_at.to_zoned(owner.zone.clone())),
        };
        pdf::report(&View::of(connection, &owner, &terms, now)?.asked_in(language), &heading, &fonts)
    };
    Ok(file(db.read_journal(reached, read).await?, "application/pdf", "afterglow.pdf"))
}

/// The scores and treatments that a link shows, as a FHIR R4 bundle.
#[utoipa::path(tag = "shared", operation_id = "get_shared_fhir", security(("share" = [])), params(ReportQuery), responses((status = 200, description = "what the link shows, as a FHIR R4 bundle", content((serde_json::Value = "application/fhir+json"))),
    (status = 401, description = "a passcode is asked for", body = ProblemSchema), (status = 404, body = ProblemSchema),
    (status = 422, body = ProblemSchema)))]
#[get("/shared/fhir")]
async fn shared_fhir(visitor: Visitor, db: Data<Db>, query: Query<ReportQuery>) -> Result<HttpResponse> {
    let Visitor { owner, share, now } = visitor;
    let reached = owner.reached();
    let mut terms = share.sealed.terms;
    terms.language = query.0.language.or(terms.language);
    let read = move |connection: &mut _| fhir::file(connection, &owner, &terms, now);
    Ok(file(db.read_journal(reached, read).await?, fhir::MEDIA_TYPE, "afterglow.fhir.json"))
}

/// One's own report, as PDF, of the measures one follows. The password must have been given within ten minutes.
#[utoipa::path(tag = "portability", operation_id = "get_report", security(("access_token" = [])), responses((status = 200, description = "the report as a PDF", content((Vec<u8> = "application/pdf"))),
    (status = 401, description = "signed out, or the password must be given again", body = ProblemSchema)))]
#[get("/report.pdf")]
async fn report(session: Recently, reception: Data<Reception>, fonts: Data<Fonts>) -> Result<HttpResponse> {
    let (owner, now) = (session.0.owner, reception.clock.now());
    let read = move |connection: &mut _| own_report(connection, &owner, now, &fonts);
    Ok(file(reception.db.read(read).await?, "application/pdf", "afterglow.pdf"))
}

fn file(bytes: Vec<u8>, media_type: &str, name: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
        .body(Bytes::from(bytes))
}
