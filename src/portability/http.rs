//! Routes of import and export.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    post,
    web::{Bytes, Data, Payload},
};
use jiff::Timestamp;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    archive,
    choices::{Choice, Choices, Entries},
    elsewhere::{Columns, Moods, Preview, Told, Treatments},
    export,
    format::ImportFormat,
    import::{self, Imported},
    line_fault::ImportProblemSchema,
    shelf::{KEPT_FOR, Shelf},
    writing,
};
use crate::{
    accounts::{
        Gate, Owner, Recently, Session,
        audit::{self, Action},
        device,
    },
    domain::fault::{Faults, Refusal, Within},
    platform::{
        body::{Query, collect, media_type, unsupported},
        database::{Db, DbConnection},
        problem::{Problem, ProblemSchema, Result},
    },
    reports::{
        fhir::{self, BundleType},
        pdf::Fonts,
    },
};

/// The largest file, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(export_all).service(import_file).service(preview);
}

/// In which form an export is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, deserr::Deserr, ToSchema)]
#[deserr(error = Faults, rename_all = lowercase)]
#[schema(rename_all = "lowercase")]
enum ExportFormat {
    /// Everything, with ids.
    Json,
    /// One row for each score, as Afterglow reads it.
    Csv,
    /// The same for a spreadsheet: date and time by the clock on the wall in columns of their own, no cell runs as a
    /// formula, and figures are written as in the account's language. It comes back in, too.
    Spreadsheet,
    /// FHIR R4, as clinics' systems read it.
    Fhir,
    /// All of these, a report and an explanation, in one archive.
    Zip,
}

#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields, validate = ExportQuery::check -> Within)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// `json` holds everything; `csv` is a row for each score, for programs; `spreadsheet` is the same
    /// for a spreadsheet in the account's language; `fhir` is for clinics' systems; `zip` holds all of them.
    #[deserr(default = ExportFormat::Json)]
    #[param(inline, value_type = Option<ExportFormat>)]
    format: ExportFormat,
    /// Of `fhir` alone, what the bundle is for: `collection` to be read, which is the default, `transaction` to be stored
    /// on a FHIR server.
    #[deserr(default, rename = "type")]
    #[param(inline, rename = "type")]
    bundle_type: Option<BundleType>,
}

impl ExportQuery {
    fn check(self, _: deserr::ValuePointerRef) -> std::result::Result<Self, Within> {
        let misplaced = self.bundle_type.is_some() && self.format != ExportFormat::Fhir;
        if misplaced {
            let both = Refusal::NotBoth { one: "`type`", other: "another `format` than `fhir`" };
            Err(Within(Faults::one("/type", both)))
        } else {
            Ok(self)
        }
    }
}

/// Everything in the account, to keep or to take elsewhere. The password must have been given within ten minutes.
#[utoipa::path(tag = "portability", operation_id = "export_journal", security(("access_token" = [])), params(ExportQuery), responses(
    (status = 200, description = "the whole journal, in the format asked for", content((super::json::Document = "application/json"), (String = "text/csv"),
        (serde_json::Value = "application/fhir+json"), (Vec<u8> = "application/zip"))),
    (status = 401, description = "signed out, or the password must be given again", body = ProblemSchema),
    (status = 422, body = ProblemSchema)))]
#[get("/export")]
async fn export_all(
    session: Recently,
    request: HttpRequest,
    db: Data<Db>,
    (gate, fonts): (Data<Gate>, Data<Fonts>),
    query: Query<ExportQuery>,
) -> Result<HttpResponse> {
    let (owner, format, now) = (session.0.owner, query.0.format, gate.now());
    let bundle_type = query.0.bundle_type.unwrap_or_default();
    let (media_type, name) = match format {
        ExportFormat::Json => ("application/json", "afterglow.json"),
        ExportFormat::Csv => ("text/csv; charset=utf-8", "afterglow.csv"),
        ExportFormat::Spreadsheet => ("text/csv; charset=utf-8", "afterglow-spreadsheet.csv"),
        ExportFormat::Fhir => (fhir::MEDIA_TYPE, "afterglow.fhir.json"),
        ExportFormat::Zip => ("application/zip", "afterglow.zip"),
    };
    let (chain, device, account) = (gate.chain.clone(), device::of(&request), owner.account.clone());
    db.write(move |connection| audit::store::append(connection, &chain, &account, (Action::Exported, &device), now))
        .await?;
    let write = move |connection: &mut DbConnection| match format {
        ExportFormat::Json => export::json(connection, &owner),
        ExportFormat::Csv => export::csv(connection, &owner),
        ExportFormat::Spreadsheet => export::spreadsheet(connection, &owner),
        ExportFormat::Fhir => export::fhir(connection, &owner, bundle_type, now),
        ExportFormat::Zip => archive::write(connection, &owner, now, &fonts),
    };
    let file = db.read(write).await?;
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(file))
}

#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportQuery {
    /// Whose format the file has; `auto` for that of the app that wrote it, which its content tells.
    #[param(inline)]
    format: ImportFormat,
    /// Of a file of another app: how good each mood in it is, as a JSON object of names and scores from 1 to 5.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    moods: Moods,
    /// Of a table: what its columns are, as a JSON object of their names and `date`, `date:day_first`,
    /// `date:month_first`, `date:epoch`, `date:epoch_local`, `time`, `hour`, `minute`, `note`, `tags`, `measure:ID`,
    /// `new:0..10 higher_is_better` (or worse), `measure_name` and `value:0..10 higher_is_better` (or `by_name`, where
    /// each name tells its bad end) where each row is one reading, `event:CATEGORY`, `event_category`,
    /// `treatment:PART`, where the part is `medicine`, `route`, `dose`, `dose_unit`, `dose_mg_per_kg`,
    /// `blood_pressure` or `peak_blood_pressure`, `questionnaire:ID`, `questionnaire:ID:item` or `ignore`. Behind a
    /// score or an item `|factor=50|offset=50` changes figures, and `|low=2` gives words a score.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    columns: Columns,
    /// Of a file of another app: the names of medicines that are kept as treatments rather than as events, as a JSON
    /// list.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    treatments: Treatments,
    /// Of a table: the line that names its columns, from 1, where it is another than it looks.
    #[deserr(default, try_from(Option<String>) = line -> Refusal)]
    #[param(value_type = Option<u64>, minimum = 1, maximum = 1_000_000)]
    header: Option<u64>,
    /// What becomes of entries that are otherwise in the journal: its own version stays (`mine`), the file's takes its
    /// place (`theirs`), or it comes beside it (`both`).
    #[deserr(default)]
    #[param(inline, value_type = Option<Choice>)]
    changed: Choice,
    /// Of which of them the journal's version stays whatever `changed` says: ids of the preview's `changed`, with
    /// commas between.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    mine: Entries,
    /// Of which of them the file's version takes its place.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    theirs: Entries,
    /// Of which of them the file's version comes beside it.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    both: Entries,
    /// Instead of a body: the `file` of the preview before. 404 when the server has it no longer; then it must be sent
    /// again.
    #[deserr(default)]
    #[param(required = false)]
    file: Option<String>,
}

/// The most lines that a file's header can be below.
const MOST_LINES: u32 = 1_000_000;

fn line(text: Option<String>) -> std::result::Result<Option<u64>, Refusal> {
    let line = |text: String| text.parse().ok().filter(|line| (1..=MOST_LINES.into()).contains(line));
    let wrong = Refusal::WholeNumber { min: 1, max: MOST_LINES.into() };
    text.map(|text| line(text).ok_or(wrong)).transpose()
}

impl ImportQuery {
    fn told(self) -> (ImportFormat, Told) {
        let Self { format, moods, columns, treatments, header, changed, mine, theirs, both, .. } = self;
        let changed =
            Choices::every(changed).but(Choice::Both, both).but(Choice::Theirs, theirs).but(Choice::Mine, mine);
        (format, Told { moods, columns, treatments, header, changed, all_of_use: false })
    }
}

/// Imports a file of up to 16 MiB: all of it, or nothing when any row is wrong. The same file again changes nothing.
#[utoipa::path(tag = "portability", operation_id = "import_journal", security(("access_token" = [])), params(ImportQuery),
    request_body(content((String = "text/csv"), (super::json::Document = "application/json"), (Vec<u8> = "application/zip"))), responses(
    (status = 200, description = "what became of the file's entries", body = Imported), (status = 401, body = ProblemSchema),
    (status = 404, description = "`file` is not kept any more", body = ProblemSchema), (status = 409, description = "the account is full (`account_full`)", body = ProblemSchema), (status = 413, body = ProblemSchema),
    (status = 415, body = ProblemSchema), (status = 422, description = "each bad row with its line", body = ImportProblemSchema)))]
#[post("/imports")]
async fn import_file(
    session: Session,
    (db, gate, shelf): (Data<Db>, Data<Gate>, Data<Shelf>),
    query: Query<ImportQuery>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    let now = gate.now();
    let (file, _) = asked(&request, payload, (&shelf, &session.owner, query.0.file.as_deref()), now).await?;
    let (owner, (format, told)) = (session.owner.clone(), query.0.told());
    let read = move |connection: &mut DbConnection| import::read(connection, &owner, (format, &file), &told);
    let import = Arc::new(db.read(read).await?);
    let owner = session.owner.clone();
    // Whoever sent it may go: it is written to its end.
    let writing = async move { writing::write(&db, &owner, &import, &|_| ()).await };
    let done = actix_web::rt::spawn(writing).await.map_err(Problem::internal)??;
    shelf.forget(&session.owner, now);
    Ok(HttpResponse::Ok().json(done))
}

/// Tells what would become of a file of another app, and writes nothing.
///
/// The file is kept for fifteen minutes, in memory and sealed, so that more can be said of it, and it can be imported, without it being sent again: `file` in the answer
/// is what it is asked for by. An account's next file takes its place.
#[utoipa::path(tag = "portability", operation_id = "preview_import", security(("access_token" = [])), params(ImportQuery),
    request_body(content((String = "text/csv"), (serde_json::Value = "application/json"), (Vec<u8> = "application/zip"))), responses(
    (status = 200, description = "what would become of the file's entries; nothing was written", body = Preview), (status = 401, body = ProblemSchema),
    (status = 404, description = "`file` is not kept any more", body = ProblemSchema), (status = 413, body = ProblemSchema),
    (status = 415, body = ProblemSchema), (status = 422, description = "each bad row with its line", body = ImportProblemSchema)))]
#[post("/imports/preview")]
async fn preview(
    session: Session,
    (db, gate, shelf): (Data<Db>, Data<Gate>, Data<Shelf>),
    query: Query<ImportQuery>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    let (owner, now) = (session.owner, gate.now());
    let (file, name) = asked(&request, payload, (&shelf, &owner, query.0.file.as_deref()), now).await?;
    let (format, told) = query.0.told();
    let ImportFormat::Elsewhere(app) = format else {
        return Err(Faults::one("/format", Refusal::OtherAppFormat).into());
    };
    let (keeping, fresh) = (Shelf::clone(&shelf), name.is_none());
    let read = move |connection: &mut DbConnection| {
        let mut preview = import::preview_elsewhere(connection, &owner, (app, &file), &told)?;
        preview.file = Some(name.clone().map_or_else(|| keeping.keep(&owner, &file, now), Ok)?);
        Ok(preview)
    };
    let preview = db.read(read).await?;
    if fresh {
        actix_web::rt::spawn(async move {
            tokio::time::sleep(KEPT_FOR).await;
            shelf.clear(gate.now());
        });
    }
    Ok(HttpResponse::Ok().json(preview))
}

/// The file that a request brings, or names; with its name then.
async fn asked(
    request: &HttpRequest,
    payload: Payload,
    (shelf, owner, name): (&Shelf, &Owner, Option<&str>),
    now: Timestamp,
) -> Result<(Bytes, Option<String>)> {
    let Some(name) = name else { return Ok((received(request, payload).await?, None)) };
    let (shelf, owner, of) = (shelf.clone(), owner.clone(), name.to_owned());
    // Some megabytes are opened: not where others wait.
    let opened = actix_web::web::block(move || shelf.file(&owner, &of, now)).await.map_err(Problem::internal)??;
    Ok((opened.into(), Some(name.to_owned())))
}

async fn received(request: &HttpRequest, payload: Payload) -> Result<Bytes> {
    let taken = ["text/csv", "application/json", "application/zip", "application/octet-stream"];
    if media_type(request).is_some_and(|media_type| !taken.contains(&media_type.as_str())) {
        return Err(unsupported("text/csv, application/json or application/zip"));
    }
    collect(payload.into_inner(), LARGEST).await
}
