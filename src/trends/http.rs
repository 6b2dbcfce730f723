//! Routes of trends: the daily series, and relief.

use actix_web::{HttpResponse, get, web::Data};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::load;
use crate::{
    accounts::{Gate, Session},
    domain::{
        day::{Day, Moment, When},
        event::{Category, Event},
        fault::{Faults, Refusal},
        measure::{MeasureId, Polarity, Scale},
        record::Kind,
        relief::{Background, Parameters, Report, analyse},
        text::Label,
        treatment::{Dose, Route, Treatment},
        trend,
    },
    journal::{
        readings,
        store::{self, Filed},
    },
    platform::{
        body::Query,
        conditional::{IfNoneMatch, digest, not_modified, tagged_json},
        database::{Db, DbConnection},
        problem::{ProblemSchema, Result},
    },
};

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(trends).service(relief);
}

/// A measure's id and scale.
#[derive(Serialize, ToSchema)]
struct MeasureScale {
    #[schema(value_type = String)]
    id: MeasureId,
    min: i32,
    max: i32,
    polarity: Polarity,
}

impl MeasureScale {
    fn new(id: MeasureId, Scale { min, max, polarity }: Scale) -> Self {
        Self { id, min, max, polarity }
    }
}

/// Answers from one state of the journal, or 304 when the reader has the same answer already.
///
/// For answers that depend on the present too: their tag is of what they say, so that it changes
/// when they would, and not otherwise.
async fn as_it_says<T: Serialize + Send + 'static>(
    session: Session,
    db: Data<Db>,
    has: IfNoneMatch,
    answer: impl Fn(&mut DbConnection, &Session, i64) -> Result<T> + Send + Sync + 'static,
) -> Result<HttpResponse> {
    let json = db
        .read_journal(session.owner.reached(), move |connection| {
            let revision = store::revision(connection, &session.owner)?;
            Ok(serde_json::to_vec(&answer(connection, &session, revision)?)?)
        })
        .await?;
    let tag = digest(&json);
    Ok(if has.has(&tag) { not_modified(&tag) } else { tagged_json(&tag, json) })
}

/// Which trend is asked for.
#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TrendsQuery {
    /// The measure.
    #[param(value_type = String, example = "low_mood")]
    measure: MeasureId,
    /// From this local date on.
    #[param(value_type = Option<String>, format = Date)]
    #[deserr(default)]
    from: Option<Day>,
    /// Up to and with this local date.
    #[param(value_type = Option<String>, format = Date)]
    #[deserr(default)]
    to: Option<Day>,
}

impl TrendsQuery {
    fn covers(&self, date: jiff::civil::Date) -> bool {
        self.from.is_none_or(|from| from.date() <= date) && self.to.is_none_or(|to| date <= to.date())
    }
}

/// A measure day by day, with what may explain it.
#[derive(Serialize, ToSchema)]
struct Trends {
    measure: MeasureScale,
    /// The revision of the journal that this was read from.
    revision: i64,
    /// The days with check-ins, in order; missing days are never filled.
    days: Vec<trend::Day>,
    /// The treatments that happened.
    treatments: Vec<TreatmentMark>,
    /// The treatments that are still to come, as of now.
    planned: Vec<TreatmentMark>,
    /// The events, those to come, too.
    events: Vec<EventMark>,
}

/// A treatment's mark on the chart.
#[derive(Serialize, ToSchema)]
struct TreatmentMark {
    id: String,
    #[schema(value_type = String, format = DateTime)]
    at: Moment,
    /// The date where it was made.
    #[schema(value_type = String, format = Date)]
    local_date: Day,
    #[schema(value_type = String)]
    medicine: Label,
    route: Route,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<Dose>,
}

impl From<Filed<Treatment>> for TreatmentMark {
    fn from(filed: Filed<Treatment>) -> Self {
        let Treatment { at, medicine, route, dose, .. } = filed.body;
        Self { id: filed.id, at, local_date: filed.date.into(), medicine, route, dose }
    }
}

/// An event's mark on the chart.
#[derive(Serialize, ToSchema)]
struct EventMark {
    id: String,
    /// Absent when only the day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
    /// The date where it was made.
    #[schema(value_type = String, format = Date)]
    local_date: Day,
    category: Category,
    #[schema(value_type = String)]
    title: Label,
}

impl From<Filed<Event>> for EventMark {
    fn from(filed: Filed<Event>) -> Self {
        let Event { when, category, title, .. } = filed.body;
        let at = match when {
            When::At(moment) => Some(moment),
            When::Date(_) => None,
        };
        Self { id: filed.id, at, local_date: filed.date.into(), category, title }
    }
}

/// The daily series of a measure, its seven-day mean, treatments and events.
#[utoipa::path(tag = "trends", security(("access_token" = [])), params(TrendsQuery), responses(
    (status = 200, body = Trends), (status = 304), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/trends")]
async fn trends(
    session: Session,
    db: Data<Db>,
    gate: Data<Gate>,
    query: Query<TrendsQuery>,
    has: IfNoneMatch,
) -> Result<HttpResponse> {
    let now = gate.now();
    as_it_says(session, db, has, move |connection, session, revision| {
        let (query, owner) = (&query.0, &session.owner);
        let scale = load::scale(connection, owner, &query.measure)?;
        // The whole series first: a seven-day mean looks back beyond `from`.
        let mut days = trend::daily(&readings(connection, owner, &query.measure)?);
        days.retain(|day| query.covers(day.date));
        let mut treatments: Vec<Filed<Treatment>> = store::all(connection, owner, Kind::Treatment)?;
        treatments.retain(|filed| query.covers(filed.date));
        let (planned, given): (Vec<_>, Vec<_>) = treatments.into_iter().partition(|filed| filed.body.is_planned(now));
        let events: Vec<Filed<Event>> = store::all(connection, owner, Kind::Event)?;
        Ok(Trends {
            days,
            treatments: given.into_iter().map(Into::into).collect(),
            planned: planned.into_iter().map(Into::into).collect(),
            events: events.into_iter().filter(|filed| query.covers(filed.date)).map(Into::into).collect(),
            measure: MeasureScale::new(query.measure.clone(), scale),
            revision,
        })
    })
    .await
}

/// Of which measure relief is asked, and by which thresholds.
#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReliefQuery {
    /// The measure.
    #[param(value_type = String, example = "low_mood")]
    measure: MeasureId,
    /// A longer gap than this starts a new course, in days; 21 unless told.
    #[deserr(default, try_from(Option<String>) = days -> Refusal)]
    #[param(minimum = 1, maximum = 365)]
    course_gap_days: Option<f64>,
    /// The improvement that is a response, in percent; 50 unless told.
    #[deserr(default, try_from(Option<String>) = percent -> Refusal)]
    #[param(minimum = 1, maximum = 100)]
    response_percent: Option<f64>,
    /// The improvement below which relief is lost, in percent; 25 unless told.
    #[deserr(default, try_from(Option<String>) = percent -> Refusal)]
    #[param(minimum = 1, maximum = 100)]
    partial_percent: Option<f64>,
    /// A longer silence than this ends a follow-up, in days; 7 unless told.
    #[deserr(default, try_from(Option<String>) = days -> Refusal)]
    #[param(minimum = 1, maximum = 365)]
    max_gap_days: Option<f64>,
}

impl ReliefQuery {
    fn parameters(&self) -> Parameters {
        let usual = Parameters::default();
        Parameters {
            course_gap_days: self.course_gap_days.unwrap_or(usual.course_gap_days),
            response_percent: self.response_percent.unwrap_or(usual.response_percent),
            partial_percent: self.partial_percent.unwrap_or(usual.partial_percent),
            max_gap_days: self.max_gap_days.unwrap_or(usual.max_gap_days),
        }
    }
}

fn days(text: Option<String>) -> std::result::Result<Option<f64>, Refusal> {
    number(text, 365.0)
}

fn percent(text: Option<String>) -> std::result::Result<Option<f64>, Refusal> {
    number(text, 100.0)
}

fn number(text: Option<String>, most: f64) -> std::result::Result<Option<f64>, Refusal> {
    let parse = |text: String| text.parse().ok().filter(|number| (1.0..=most).contains(number));
    text.map(|text| parse(text).ok_or_else(|| Refusal::expected(format!("a number from 1 to {most}")))).transpose()
}

/// Onset, peak and duration of relief, treatment by treatment.
#[derive(Serialize, ToSchema)]
struct ReliefAnswer {
    measure: MeasureScale,
    parameters: Parameters,
    /// The revision of the journal that this was read from.
    revision: i64,
    #[serde(flatten)]
    report: Report,
}

/// How fast relief came after each treatment, how long it lasted, and how sure that is.
#[utoipa::path(tag = "trends", security(("access_token" = [])), params(ReliefQuery), responses(
    (status = 200, body = ReliefAnswer), (status = 304), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/relief")]
async fn relief(
    session: Session,
    db: Data<Db>,
    gate: Data<Gate>,
    query: Query<ReliefQuery>,
    has: IfNoneMatch,
) -> Result<HttpResponse> {
    let now = gate.now();
    as_it_says(session, db, has, move |connection, session, revision| {
        let (owner, parameters) = (&session.owner, query.0.parameters());
        let measure = &query.0.measure;
        let scale = load::scale(connection, owner, measure)?;
        let readings = readings(connection, owner, measure)?;
        let dosings = load::dosings(connection, owner)?;
        let report = analyse(scale, &readings, &Background { dosings: &dosings, now, parameters });
        Ok(ReliefAnswer { measure: MeasureScale::new(measure.clone(), scale), parameters, revision, report })
    })
    .await
}
