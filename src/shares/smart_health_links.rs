//! SMART Health Links (HL7): a share in the form that a clinic's own system opens.
//!
//! The link names a manifest; the manifest gives the files, encrypted with a key that is in the link alone.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    options, post,
    web::{Data, Path},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    jwe,
    passcodes::not_active,
    store::NewShare,
    tickets::{Located, Ticket, seal, whole_second},
    visitor::{Reception, SMART_HEALTH_LINK, Visitor},
};
use crate::{
    domain::{account::Secret, fault::Faults, share::Recipient},
    platform::{
        body::{Body, Query},
        link_secret::LinkSecret,
        problem::{ProblemSchema, Result},
    },
    reports::fhir,
};

/// The longest label of a link, in characters.
const LONGEST_LABEL: usize = 80;

/// Adds the routes, below `/shl`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_manifest)
        .service(read_direct_file)
        .service(read_located_file)
        .service(allow_manifest)
        .service(allow_file);
}

/// The link of a new share, as `shlink:/…`; `direct` names the file itself rather than a manifest.
pub fn link(new: &NewShare, origin: &str, direct: bool) -> String {
    // Flags in alphabetical order: long-term, passcode, or direct file (never both of these).
    let flag = match (new.passcode.is_some(), direct) {
        (true, _) => "LP",
        (false, true) => "LU",
        (false, false) => "L",
    };
    let label: String = new.sealed.terms.label.as_str().chars().take(LONGEST_LABEL).collect();
    let payload = json!({
        "url": format!("{origin}/api/v1/shl/{}", new.manifest.written()),
        "exp": new.expires_at.as_second(),
        "flag": flag,
        "key": new.sealed.file_key,
        "label": label,
        "v": 1,
    });
    format!("shlink:/{}", BASE64_URL_SAFE_NO_PAD.encode(payload.to_string()))
}

/// Who asks for a manifest. Members that this server does not know are passed over, as the specification asks.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults)]
struct ManifestRequest {
    /// Who receives it, for the patient to read.
    #[schema(value_type = String, max_length = 100)]
    recipient: Recipient,
    /// The passcode, where asked.
    #[deserr(default)]
    passcode: Option<Secret>,
    /// The longest file that the recipient takes within the manifest, in characters.
    #[deserr(default, rename = "embeddedLengthMax")]
    #[schema(rename = "embeddedLengthMax")]
    embedded_length_max: Option<u64>,
}

/// What a manifest says of its files: the journal goes on, and the patient can correct it.
///
/// The other words do not come up: `finalized` would be a promise, and a link with `no-longer-valid` answers 404.
const CAN_CHANGE: &str = "can-change";

/// The files of a link, the newest first.
#[derive(Serialize, ToSchema)]
struct Manifest {
    /// Whether the files can change: `can-change`.
    #[schema(example = "can-change")]
    status: &'static str,
    files: Vec<File>,
}

/// One file, within the manifest or at a location of its own.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HealthLinkFile)]
struct File {
    #[schema(example = "application/fhir+json")]
    content_type: &'static str,
    #[schema(example = "4.0.1")]
    fhir_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    embedded: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
}

/// The manifest of a SMART Health Link.
#[utoipa::path(tag = "smart health links", operation_id = "get_shl_manifest", params(("secret" = String, Path)), request_body = ManifestRequest,
    responses((status = 200, description = "where the files of the link are", body = Manifest), (status = 401, description = "a passcode is asked for; `remainingAttempts` says how often", body = ProblemSchema),
    (status = 404, description = "the link is not active", body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[post("/{secret}")]
async fn read_manifest(
    secret: Path<String>,
    request: HttpRequest,
    reception: Data<Reception>,
    form: Body<ManifestRequest>,
) -> Result<HttpResponse> {
    let ManifestRequest { recipient, passcode, embedded_length_max } = form.0;
    let visitor = reception.admit(LinkSecret::read(&secret), passcode, visit(&recipient)).await?;
    let (share, made) = (visitor.share.clone(), whole_second(visitor.now)?);
    let located = Located { base: format!("{}/api/v1/shl/{secret}/files", reception.origin(&request)), made };
    let mut files = Vec::new();
    for (n, file) in files_of(&reception, visitor, made).await?.into_iter().enumerate() {
        let encrypted = jwe::encrypt(&file, fhir::MEDIA_TYPE, &share.sealed.file_key)?;
        let too_long =
            embedded_length_max.is_some_and(|most| u64::try_from(encrypted.len()).is_ok_and(|length| length > most));
        files.push(if too_long {
            File::at(located.address(&reception, &share, (n, &file))?)
        } else {
            File::embedded(encrypted)
        });
    }
    let manifest = Manifest { status: CAN_CHANGE, files };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(manifest))
}

impl File {
    const EMPTY: Self =
        Self { content_type: fhir::MEDIA_TYPE, fhir_version: fhir::VERSION, embedded: None, location: None };

    fn embedded(encrypted: String) -> Self {
        Self { embedded: Some(encrypted), ..Self::EMPTY }
    }

    fn at(location: String) -> Self {
        Self { location: Some(location), ..Self::EMPTY }
    }
}

#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults)]
#[into_params(parameter_in = Query)]
struct DirectQuery {
    /// Who receives it, for the patient to read.
    #[param(value_type = String)]
    recipient: Recipient,
}

/// The file of a SMART Health Link with the flag `U`: no manifest, and never a passcode.
#[utoipa::path(tag = "smart health links", operation_id = "get_shl_direct_file", params(("secret" = String, Path), DirectQuery), responses(
    (status = 200, description = "the file, encrypted (JWE, compact)", content((String = "application/jose"))), (status = 401, description = "this link asks for a passcode", body = ProblemSchema),
    (status = 404, description = "the link is not active", body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/{secret}")]
async fn read_direct_file(
    secret: Path<String>,
    reception: Data<Reception>,
    query: Query<DirectQuery>,
) -> Result<HttpResponse> {
    let visitor = reception.admit(LinkSecret::read(&secret), None, visit(&query.0.recipient)).await?;
    let Visitor { owner, share, now } = visitor;
    let reached = owner.reached();
    let read = move |connection: &mut _| {
        let file = fhir::linked_file(connection, &owner, &share.sealed.terms, now)?;
        jwe::encrypt(&file, fhir::MEDIA_TYPE, &share.sealed.file_key)
    };
    Ok(jose(reception.db.read_journal(reached, read).await?))
}

/// A file that its manifest located: within half an hour of it, as long as the journal is as it was then.
#[utoipa::path(tag = "smart health links", operation_id = "get_shl_file", params(("secret" = String, Path), ("ticket" = String, Path)),
    responses((status = 200, description = "the file, encrypted (JWE, compact)", content((String = "application/jose"))),
    (status = 404, description = "the link is not active, or the file has changed: the manifest has the new ones", body = ProblemSchema)))]
#[get("/{secret}/files/{ticket}")]
async fn read_located_file(path: Path<(String, String)>, reception: Data<Reception>) -> Result<HttpResponse> {
    let (secret, brought) = path.into_inner();
    let visitor = reception.look(LinkSecret::read(&secret)).await?;
    let (share, now) = (visitor.share.clone(), visitor.now);
    let ticket = Ticket::read(&brought).ok_or_else(not_active)?;
    if !ticket.is_good(&reception, &share, now)? {
        return Err(not_active());
    }
    let files = files_of(&reception, visitor, ticket.made).await?;
    let file = files.get(ticket.file).ok_or_else(not_active)?;
    if seal(&reception, &share, file)? != ticket.seal {
        return Err(not_active());
    }
    Ok(jose(jwe::encrypt(file, fhir::MEDIA_TYPE, &share.sealed.file_key)?))
}

async fn files_of(reception: &Reception, visitor: Visitor, made: Timestamp) -> Result<Vec<Vec<u8>>> {
    let Visitor { owner, share, .. } = visitor;
    let reached = owner.reached();
    let read = move |connection: &mut _| fhir::linked_files(connection, &owner, &share.sealed.terms, made);
    reception.db.read_journal(reached, read).await
}

fn visit(recipient: &Recipient) -> (&'static str, String) {
    (SMART_HEALTH_LINK, recipient.as_str().to_owned())
}

fn jose(encrypted: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("application/jose")
        .body(encrypted)
}

/// What a browser asks before it lets another site's viewer ask for a manifest.
#[utoipa::path(tag = "smart health links", operation_id = "allow_shl_manifest", params(("secret" = String, Path)), responses((status = 204, description = "other sites may ask")))]
#[options("/{secret}")]
async fn allow_manifest(_secret: Path<String>) -> HttpResponse {
    allowed(&[Method::GET, Method::POST, Method::OPTIONS])
}

/// What a browser asks before it lets another site's viewer fetch a file.
#[utoipa::path(tag = "smart health links", operation_id = "allow_shl_file", params(("secret" = String, Path), ("ticket" = String, Path)), responses((status = 204, description = "other sites may ask")))]
#[options("/{secret}/files/{ticket}")]
async fn allow_file(_path: Path<(String, String)>) -> HttpResponse {
    allowed(&[Method::GET, Method::OPTIONS])
}

fn allowed(methods: &[Method]) -> HttpResponse {
    let methods = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    HttpResponse::NoContent()
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, methods))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type")))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")))
        .finish()
}
