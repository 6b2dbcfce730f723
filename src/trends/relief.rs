//! The route of relief: what the definitions say about one measure, or about several together.

use actix_web::{HttpResponse, get, web::Data};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{answer::as_it_says, load, measure::MeasureScale};
use crate::{
    accounts::{Gate, Owner, Session},
    domain::{
        fault::{Faults, Refusal},
        measure::{MeasureId, Wording},
        relief::{Background, Parameters, Report, analyse_together},
    },
    journal::{Damaged, answered_of_each},
    platform::{
        body::{Repeatable, RepeatingQuery},
        conditional::IfNoneMatch,
        database::{Db, DbConnection},
        problem::{ProblemSchema, Result},
    },
};

/// Of which measures relief is asked, and by which thresholds.
#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReliefQuery {
    /// The measure. It may come several times: then the answer is `{"measures": [ … ]}`, and what is
    /// said of each goes by all of them.
    #[param(value_type = Vec<String>, example = json!(["low_mood"]))]
    #[deserr(try_from(Vec<String>) = Asked::try_from -> Refusal)]
    measure: Asked,
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
    /// An onset is looked for up to so many days after a treatment; 7 unless told.
    #[deserr(default, try_from(Option<String>) = days -> Refusal)]
    #[param(minimum = 1, maximum = 365)]
    onset_limit_days: Option<f64>,
}

impl Repeatable for ReliefQuery {
    const REPEATABLE: &'static [&'static str] = &["measure"];
}

impl ReliefQuery {
    fn parameters(&self) -> Parameters {
        let usual = Parameters::default();
        Parameters {
            course_gap_days: self.course_gap_days.unwrap_or(usual.course_gap_days),
            response_percent: self.response_percent.unwrap_or(usual.response_percent),
            partial_percent: self.partial_percent.unwrap_or(usual.partial_percent),
            max_gap_days: self.max_gap_days.unwrap_or(usual.max_gap_days),
            onset_limit_days: self.onset_limit_days.unwrap_or(usual.onset_limit_days),
        }
    }
}

/// The measures that are asked for, in the order first named.
struct Asked {
    measures: Vec<MeasureId>,
    /// Whether the parameter came more than once.
    several: bool,
}

impl TryFrom<Vec<String>> for Asked {
    type Error = Refusal;

    fn try_from(named: Vec<String>) -> std::result::Result<Self, Refusal> {
        let several = named.len() > 1;
        let mut measures: Vec<MeasureId> = Vec::new();
        for name in named {
            let measure = MeasureId::try_from(name)?;
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        Ok(Self { measures, several })
    }
}

fn days(text: Option<String>) -> std::result::Result<Option<f64>, Refusal> {
    number(text, 365)
}

fn percent(text: Option<String>) -> std::result::Result<Option<f64>, Refusal> {
    number(text, 100)
}

fn number(text: Option<String>, max: u16) -> std::result::Result<Option<f64>, Refusal> {
    let parse = |text: String| text.parse().ok().filter(|number| (1.0..=f64::from(max)).contains(number));
    text.map(|text| parse(text).ok_or_else(|| Refusal::Number { min: 1, max: max.into() })).transpose()
}

/// How fast relief came after each treatment, how long it lasted, and how sure that is.
#[derive(Serialize, ToSchema)]
struct ReliefAnswer {
    measure: MeasureScale,
    parameters: Parameters,
    /// The revision of the journal that this was read from.
    revision: i64,
    /// Check-ins, treatments and events that cannot be read and count for nothing here; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    damaged: Vec<Damaged>,
    /// The words of a built-in measure that its scores were given in: each version in each language once, in the order
    /// in which they first came. All figures read them alike. Absent for own measures, and where all
    /// are of version 1 in a language that nobody noted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    wordings: Vec<Wording>,
    #[serde(flatten)]
    report: Report,
}

/// The answer about one measure, or about several.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum ReliefAnswers {
    /// Of the one measure that was asked for.
    One(Box<ReliefAnswer>),
    /// Where `measure` came several times: the answer of each, in the order first named, a repeated one once.
    Several {
        /// All of one revision.
        measures: Vec<ReliefAnswer>,
    },
}

/// How fast relief came after each treatment, how long it lasted, and how sure that is.
///
/// The figures depend on the present (too early, planned, stopped writing), so the tag of an answer is
/// of what it says.
#[utoipa::path(tag = "trends", operation_id = "get_relief", security(("access_token" = [])), params(ReliefQuery), responses(
    (status = 200, description = "the figures of the measure; of several measures, all of one revision", body = ReliefAnswers), (status = 304), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/relief")]
pub(super) async fn relief(
    session: Session,
    db: Data<Db>,
    gate: Data<Gate>,
    query: RepeatingQuery<ReliefQuery>,
    has: IfNoneMatch,
) -> Result<HttpResponse> {
    let now = gate.now();
    as_it_says(session, db, has, move |connection, session, revision| {
        answers(connection, &session.owner, &query.0, (revision, now))
    })
    .await
}

fn answers(
    connection: &mut DbConnection,
    owner: &Owner,
    query: &ReliefQuery,
    (revision, now): (i64, Timestamp),
) -> Result<ReliefAnswers> {
    let (parameters, Asked { measures, several }) = (query.parameters(), &query.measure);
    let scales = load::scales(connection, owner, measures)?;
    let mut damaged = Vec::new();
    let answered = answered_of_each(connection, owner, measures, &mut damaged)?;
    let (readings, wordings): (Vec<_>, Vec<_>) = answered.into_iter().map(|of| (of.readings, of.wordings)).unzip();
    let dosings = load::dosings(connection, owner, &mut damaged)?;
    let medication_changes = load::medication_changes(connection, owner, &mut damaged)?;
    let background = Background { dosings: &dosings, medication_changes: &medication_changes, now, parameters };
    let scored: Vec<_> = scales.into_iter().zip(readings).collect();
    let reports = analyse_together(&scored, &background);
    let named = measures.iter().zip(scored.iter().map(|(scale, _)| scale)).zip(reports).zip(wordings);
    let mut answers = named.map(|(((measure, scale), report), wordings)| ReliefAnswer {
        measure: MeasureScale::new(measure.clone(), *scale),
        parameters,
        revision,
        damaged: damaged.clone(),
        wordings,
        report,
    });
    match answers.next() {
        Some(one) if !several => Ok(ReliefAnswers::One(Box::new(one))),
        first => Ok(ReliefAnswers::Several { measures: first.into_iter().chain(answers).collect() }),
    }
}
