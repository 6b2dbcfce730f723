//! The route of the daily series.

use actix_web::{HttpResponse, get, web::Data};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{answer::as_it_says, load, measure::MeasureScale};
use crate::{
    accounts::{Gate, Session},
    domain::{
        day::{Day, Moment, When},
        event::{Category, Event},
        fault::Faults,
        measure::{MeasureId, Wording},
        record::Kind,
        text::Label,
        treatment::{Dose, Route, Treatment},
        trend,
    },
    journal::{
        Damaged, answered,
        store::{self, Filed},
    },
    platform::{
        body::Query,
        conditional::IfNoneMatch,
        database::Db,
        problem::{ProblemSchema, Result},
    },
};

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
    /// The words of a built-in measure that its scores were given in, whatever the days: each version in each language
    /// once, in the order in which they first came. Absent for own measures, and where all
    /// are of version 1 in a language that nobody noted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    wordings: Vec<Wording>,
    /// The treatments that happened.
    treatments: Vec<TreatmentMark>,
    /// The treatments that are still to come, as of now.
    planned: Vec<TreatmentMark>,
    /// The events, those to come, too.
    events: Vec<EventMark>,
    /// Check-ins, treatments and events that cannot be read and are in none of these; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    damaged: Vec<Damaged>,
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
#[utoipa::path(tag = "trends", operation_id = "get_trends", security(("access_token" = [])), params(TrendsQuery), responses(
    (status = 200, description = "the series of days, with what is marked on it", body = Trends), (status = 304), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/trends")]
pub(super) async fn trends(
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
        let mut damaged = Vec::new();
        let treatments: Vec<Filed<Treatment>> = store::all(connection, owner, Kind::Treatment, &mut damaged)?;
        let (mut planned, mut given): (Vec<_>, Vec<_>) =
            treatments.into_iter().partition(|filed| filed.body.is_planned(now));
        let starts: Vec<Moment> = given.iter().map(|filed| filed.body.at).collect();
        // The whole series first: a seven-day mean looks back beyond `from`.
        let answered = answered(connection, owner, &query.measure, &mut damaged)?;
        let mut days = trend::daily(&answered.readings, &starts);
        days.retain(|day| query.covers(day.date));
        given.retain(|filed| query.covers(filed.date));
        planned.retain(|filed| query.covers(filed.date));
        let events: Vec<Filed<Event>> = store::all(connection, owner, Kind::Event, &mut damaged)?;
        Ok(Trends {
            days,
            treatments: given.into_iter().map(Into::into).collect(),
            planned: planned.into_iter().map(Into::into).collect(),
            events: events.into_iter().filter(|filed| query.covers(filed.date)).map(Into::into).collect(),
            measure: MeasureScale::new(query.measure.clone(), scale),
            wordings: answered.wordings,
            damaged,
            revision,
        })
    })
    .await
}
