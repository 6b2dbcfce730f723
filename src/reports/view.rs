//! What a share shows: the one view that the page, the PDF and FHIR are made from.

mod first;
mod measures;
mod questionnaires;
mod safety_plan;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    accounts::Owner,
    domain::{
        check_in::CheckIn,
        day::{Moment, When},
        event::{Category, Event},
        language::Language,
        lately::{Lately, ScoreAt},
        measure::{self, Asked, BuiltIn, MeasureId, OwnMeasure, Polarity, Scale, Wording, Words},
        questionnaire::{Known, QuestionnaireResponse},
        record::Kind,
        relief::{Background, Dosing, Glance, MedicationChange, Parameters, Reading, Report, analyse_together},
        safety_plan::SafetyPlan,
        share::{Include, SELF_HARM, Terms, Whose},
        text::{Label, Note},
        treatment::{BloodPressure, Dose, Route, SessionReading, SideEffect, Treatment, pressures},
        trend,
    },
    journal::{
        Damaged,
        store::{self, Filed},
    },
    platform::{database::DbConnection, problem::Result},
};

pub use self::{
    first::{Doses, Given, HighestPressure},
    questionnaires::{SharedChange, SharedQuestionnaire, SharedResponse},
};

/// Everything that the terms of a share let through, computed from nothing else.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = SharedView)]
pub struct View {
    /// The measure that is spoken of first: the first one that is shown, but thoughts of self-harm only where nothing
    /// else is; absent where none is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub main: Option<MeasureId>,
    /// Each shared measure; thoughts of self-harm before all others.
    pub series: Vec<Series>,
    /// Thoughts of self-harm, as they have been lately; absent unless that measure is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_harm: Option<Lately>,
    /// The highest blood pressure of the treatments; absent unless side effects are ticked, and where none was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_blood_pressure: Option<HighestPressure>,
    /// What was given, in the order in which each was given first.
    pub given: Vec<Given>,
    /// Treatments in the range that happened, in order of time: what figures and charts are of.
    pub treatments: Vec<SharedTreatment>,
    /// Treatments in the range that are still to come, or were planned and never confirmed, in order of time: no figure
    /// counts them.
    pub planned: Vec<SharedTreatment>,
    /// Events in the range, in order of time; those to come, too.
    pub events: Vec<SharedEvent>,
    /// Notes of check-ins, in order of time; empty unless ticked.
    pub notes: Vec<SharedNote>,
    /// Totals of each questionnaire that was answered; empty unless ticked.
    pub questionnaires: Vec<SharedQuestionnaire>,
    /// The patient's safety plan; absent unless ticked, and where none is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety_plan: Option<SafetyPlan>,
    /// What cannot be read and is missing. The patient alone is told: of a check-in it cannot be known whether it held
    /// anything that is shared.
    #[serde(skip)]
    pub damaged: Vec<Damaged>,
    /// Whose journal it is, where the terms say so: they are answered beside the view.
    #[serde(skip)]
    pub patient: Option<Whose>,
    /// What the questions are in, and the words for routes and side effects: see [`View::asked_in`].
    #[serde(skip)]
    pub language: Language,
}

/// One measure: its scores day by day, and what they say about relief.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SharedSeries)]
pub struct Series {
    /// The measure's id.
    #[schema(value_type = String)]
    pub id: MeasureId,
    /// The question.
    pub question: String,
    /// What the lowest score stands for.
    #[schema(required = true)]
    pub low_label: Option<String>,
    /// What the highest score stands for.
    #[schema(required = true)]
    pub high_label: Option<String>,
    /// The lowest score.
    pub min: i32,
    /// The highest score.
    pub max: i32,
    /// Which end is the bad one.
    pub polarity: Polarity,
    /// The days with check-ins.
    pub days: Vec<trend::Day>,
    /// Onset, peak and duration of relief.
    pub relief: Report,
    /// What page and PDF say of it at a glance.
    pub glance: Glance,
    /// The words of a built-in measure that its scores were given in: each version in each language once, in the order
    /// in which they first came. Relief reads them alike. Absent for own measures, and where all
    /// are of version 1 in a language that nobody noted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub wordings: Vec<Wording>,
    /// The scores themselves, for FHIR.
    #[serde(skip)]
    pub scores: Vec<Score>,
}

/// One score of one check-in.
#[derive(Debug, Clone)]
pub struct Score {
    /// The check-in's id.
    pub check_in: String,
    /// The instant it counts at.
    pub at: Timestamp,
    /// When it was made.
    pub when: When,
    /// The score, in points.
    pub score: i32,
    /// The words that a built-in measure was answered in.
    pub asked: Option<Asked>,
}

/// A treatment, without what was not ticked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SharedTreatment {
    /// Its id.
    pub id: String,
    /// When it started.
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// The date where it was made.
    #[serde(rename = "local_date")]
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// What was given.
    #[schema(value_type = String)]
    pub medicine: Label,
    /// How it was given.
    pub route: Route,
    /// How long it took, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_minutes: Option<u16>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub setting: Option<Label>,
    /// How much was given, where ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose: Option<Dose>,
    /// Side effects, where ticked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub side_effects: Vec<SideEffect>,
    /// Blood pressure before and at its highest, by the pair that was entered as such and by the readings, where side
    /// effects are ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blood_pressure: Option<BloodPressure>,
    /// The pair as it was entered, which `blood_pressure` is from: for FHIR, where each is an observation of its own.
    #[serde(skip)]
    pub told_pressure: Option<BloodPressure>,
    /// Readings in time, where side effects are ticked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub readings: Vec<SessionReading>,
    /// What the patient set out with, where notes are ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub intention: Option<Note>,
    /// What it was like, where notes are ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub experience: Option<Note>,
}

/// An event, its note only where ticked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SharedEvent {
    /// Its id.
    pub id: String,
    /// When it happened.
    #[serde(flatten)]
    #[schema(value_type = crate::domain::day::WhenSchema)]
    pub when: When,
    /// Whether it is still to come; absent where it happened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    /// What sort of event.
    pub category: Category,
    /// A few words.
    #[schema(value_type = String)]
    pub title: Label,
    /// More about it, where notes are ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub note: Option<Note>,
}

/// The note of a check-in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SharedNote {
    /// When it was written.
    #[serde(flatten)]
    #[schema(value_type = crate::domain::day::WhenSchema)]
    pub when: When,
    /// What was written.
    #[schema(value_type = String)]
    pub note: Note,
}

impl View {
    /// What `terms` show to who visits at `now`.
    ///
    /// Relief is computed from the shared range alone: nothing outside of it can be told from a figure.
    ///
    /// # Errors
    /// An internal problem.
    pub fn of(connection: &mut DbConnection, owner: &Owner, terms: &Terms, now: Timestamp) -> Result<Self> {
        let (from, to) = terms.range.dates(now, &owner.zone);
        let mut unread = Vec::new();
        let damaged = &mut unread;
        let covers = |date: Date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to);
        let check_ins = in_range::<CheckIn>(connection, owner, Kind::CheckIn, covers, damaged)?;
        let treatments = in_range::<Treatment>(connection, owner, Kind::Treatment, covers, damaged)?;
        let events = in_range::<Event>(connection, owner, Kind::Event, covers, damaged)?;
        let responses = if terms.include.questionnaires {
            in_range::<QuestionnaireResponse>(connection, owner, Kind::QuestionnaireResponse, covers, damaged)?
        } else {
            Vec::new()
        };
        let own = store::own_measures(connection, owner, damaged)?;
        // Doses that are not shown enter no figure either: one of them tells of doses.
        let dosing = |filed: &Filed<Treatment>| {
            let dosing = Dosing::of(filed.id.clone(), &filed.body);
            Dosing { dose: dosing.dose.filter(|_| terms.include.doses), ..dosing }
        };
        let dosings: Vec<Dosing> = treatments.iter().map(dosing).collect();
        let (planned, treatments): (Vec<_>, Vec<_>) =
            treatments.into_iter().partition(|filed| filed.body.is_planned(now));
        let changes = events.iter().filter_map(|filed| MedicationChange::of(filed.id.clone(), filed.at, &filed.body));
        let medication_changes: Vec<MedicationChange> = changes.collect();
        let parameters = Parameters::default();
        let background = Background { dosings: &dosings, medication_changes: &medication_changes, now, parameters };
        let given: Vec<Moment> = treatments.iter().map(|filed| filed.body.at).collect();
        let known = if from.is_none() { Known::All } else { Known::Excerpt };
        let questionnaires = questionnaires::shared(&responses, &given, known);
        // A measure that has been deleted since is no longer there to be shown.
        let mut asked: Vec<Shown> = terms.measures.iter().filter_map(|id| Shown::find(id, &own)).collect();
        asked.sort_by_key(|shown| shown.id.as_str() != SELF_HARM);
        let today = now.to_zoned(owner.zone.clone()).date();
        let highest_blood_pressure = HighestPressure::of(&treatments).filter(|_| terms.include.side_effects);
        let series = series(asked, &check_ins, &background, known);
        let treatments = shared_treatments(treatments, terms.include);
        Ok(Self {
            main: main(&series),
            self_harm: self_harm(&series, now, to.map_or(today, |to| to.min(today))),
            series,
            highest_blood_pressure,
            given: Given::of(&treatments),
            notes: if terms.include.notes { notes(&check_ins) } else { Vec::new() },
            treatments,
            language: Language::ENGLISH,
            patient: terms.patient.clone(),
            planned: shared_treatments(planned, terms.include),
            events: events.into_iter().map(|filed| shared_event(filed, terms.include, now)).collect(),
            questionnaires,
            safety_plan: if terms.include.safety_plan { safety_plan::written(connection, owner)? } else { None },
            damaged: unread,
        })
    }
}

/// What is spoken of first is what the patient is treated for, as they chose it.
fn main(series: &[Series]) -> Option<MeasureId> {
    let first = series.iter().find(|one| one.id.as_str() != SELF_HARM).or(series.first());
    first.map(|one| one.id.clone())
}

/// How thoughts of self-harm have been over the two weeks until a local date, by what was written by `now`.
fn self_harm(series: &[Series], now: Timestamp, until: Date) -> Option<Lately> {
    let found = series.iter().find(|one| one.id.as_str() == SELF_HARM)?;
    let written = found.scores.iter().filter(|one| one.at <= now);
    let scores: Vec<ScoreAt> = written.map(|one| ScoreAt { when: one.when, score: one.score }).collect();
    Some(Lately::of(found.scale(), &scores, until))
}

fn in_range<T: serde::de::DeserializeOwned>(
    connection: &mut DbConnection,
    owner: &Owner,
    kind: Kind,
    covers: impl Fn(Date) -> bool,
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<Filed<T>>> {
    let mut filed = store::all::<T>(connection, owner, kind, damaged)?;
    filed.retain(|filed| covers(filed.date));
    Ok(filed)
}

impl View {
    /// The series that is spoken of first.
    pub fn main_series(&self) -> Option<&Series> {
        self.series.iter().find(|one| Some(&one.id) == self.main.as_ref())
    }

    /// The same with its built-in questions in this language; one's own are as they were written.
    #[must_use]
    pub fn asked_in(mut self, language: Language) -> Self {
        self.language = language;
        for series in &mut self.series {
            let Some(built_in) = BuiltIn::find(series.id.as_str()) else { continue };
            let Words { question, low_label, high_label, .. } = built_in.words(language.tag());
            series.question.clone_from(question);
            (series.low_label, series.high_label) = (Some(low_label.clone()), Some(high_label.clone()));
        }
        self
    }
}

/// A measure that is shown.
struct Shown {
    id: MeasureId,
    question: String,
    low_label: Option<String>,
    high_label: Option<String>,
    scale: Scale,
}

impl Shown {
    fn find(id: &MeasureId, own: &[(MeasureId, i64, OwnMeasure)]) -> Option<Self> {
        if let Some(built_in) = BuiltIn::find(id.as_str()) {
            let Words { question, low_label, high_label, .. } = built_in.words("en");
            return Some(Self {
                id: id.clone(),
                question: question.clone(),
                low_label: Some(low_label.clone()),
                high_label: Some(high_label.clone()),
                scale: built_in.scale(),
            });
        }
        let (_, _, measure) = own.iter().find(|(own, ..)| own == id)?;
        let text = |label: &Label| label.as_str().to_owned();
        Some(Self {
            id: id.clone(),
            question: text(&measure.question),
            low_label: measure.low_label.as_ref().map(text),
            high_label: measure.high_label.as_ref().map(text),
            scale: measure.scale(),
        })
    }

    fn scored<'a>(&self, check_ins: &'a [Filed<CheckIn>]) -> Vec<(&'a Filed<CheckIn>, i32)> {
        check_ins.iter().filter_map(|filed| Some((filed, *filed.body.scores.get(&self.id)?))).collect()
    }

    fn series(self, scored: &[(&Filed<CheckIn>, i32)], days: Vec<trend::Day>, relief: Report) -> Series {
        let Self { id, question, low_label, high_label, scale } = self;
        let Scale { min, max, polarity } = scale;
        let built_in = BuiltIn::find(id.as_str()).is_some();
        let asked = |filed: &Filed<CheckIn>| built_in.then(|| filed.body.asked(&id));
        let wordings = measure::wordings(scored.iter().filter_map(|(filed, _)| Some((filed.date, asked(filed)?))));
        let score = |(filed, score): &(&Filed<CheckIn>, i32)| Score {
            check_in: filed.id.clone(),
            at: filed.at,
            when: filed.body.when,
            score: *score,
            asked: asked(filed),
        };
        let given = scored.iter().map(score).collect();
        let glance = Glance::of(scale, &relief);
        Series {
            id,
            question,
            low_label,
            high_label,
            min,
            max,
            polarity,
            days,
            relief,
            glance,
            wordings,
            scores: given,
        }
    }
}

/// Each measure with what its scores say: what is said of relief goes by all the measures of the link.
///
/// Of an excerpt the change since its first days is not told: which days are first depends on the range.
fn series(asked: Vec<Shown>, check_ins: &[Filed<CheckIn>], background: &Background<'_>, known: Known) -> Vec<Series> {
    let scored: Vec<_> = asked.iter().map(|asked| asked.scored(check_ins)).collect();
    let readings = scored.iter().map(|scored| scored.iter().map(reading).collect());
    let measures: Vec<(Scale, Vec<Reading>)> = asked.iter().map(|asked| asked.scale).zip(readings).collect();
    let mut reports = analyse_together(&measures, background);
    if known == Known::Excerpt {
        for report in &mut reports {
            report.since_first_days = None;
        }
    }
    let starts = background.starts();
    let trends = measures.iter().map(|(_, readings)| trend::daily(readings, &starts));
    let together = asked.into_iter().zip(&scored).zip(trends).zip(reports);
    together.map(|(((asked, scored), trend), report)| asked.series(scored, trend, report)).collect()
}

fn reading((filed, score): &(&Filed<CheckIn>, i32)) -> Reading {
    let date_only = matches!(filed.body.when, When::Date(_));
    Reading { at: filed.at, date: filed.date, date_only, score: *score }
}

fn notes(check_ins: &[Filed<CheckIn>]) -> Vec<SharedNote> {
    let note = |filed: &Filed<CheckIn>| Some(SharedNote { when: filed.body.when, note: filed.body.note.clone()? });
    check_ins.iter().filter_map(note).collect()
}

fn shared_treatments(treatments: Vec<Filed<Treatment>>, include: Include) -> Vec<SharedTreatment> {
    treatments.into_iter().map(|filed| shared_treatment(filed, include)).collect()
}

fn shared_treatment(filed: Filed<Treatment>, include: Include) -> SharedTreatment {
    let Treatment {
        at,
        duration_minutes,
        medicine,
        route,
        dose,
        setting,
        intention,
        experience,
        side_effects,
        blood_pressure,
        readings,
        ..
    } = filed.body;
    let (told_pressure, readings) = if include.side_effects { (blood_pressure, readings) } else { (None, Vec::new()) };
    SharedTreatment {
        id: filed.id,
        at,
        date: filed.date,
        medicine,
        route,
        duration_minutes,
        setting,
        dose: dose.filter(|_| include.doses),
        side_effects: if include.side_effects { side_effects } else { Vec::new() },
        blood_pressure: pressures(told_pressure, &readings),
        told_pressure,
        readings,
        intention: intention.filter(|_| include.notes),
        experience: experience.filter(|_| include.notes),
    }
}

fn shared_event(filed: Filed<Event>, include: Include, now: Timestamp) -> SharedEvent {
    let Event { when, category, title, note } = filed.body;
    SharedEvent { id: filed.id, when, planned: now < filed.at, category, title, note: note.filter(|_| include.notes) }
}
