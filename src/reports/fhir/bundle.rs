//! The bundle: everything of a view, each resource an entry.

use std::collections::HashSet;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{
    events,
    ids::{Id, Subject},
    medication_statement::{self, MedicationStatement, Status},
    missing::{self, OperationOutcome},
    observation::Observation,
    patient::{self, Patient},
    primitives,
    provenance::Provenance,
    questionnaires::{self, Questionnaire, QuestionnaireResponse},
    scores, side_effects,
    transaction::{self, Request},
};
use crate::{
    domain::{day::When, language::Language},
    journal::Damaged,
    reports::view::{SharedQuestionnaire, SharedTreatment, View},
};

/// A bundle: of the type `collection`, to read, unless it was made one to be stored.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "resourceType")]
pub struct Bundle {
    r#type: &'static str,
    timestamp: String,
    pub(super) entry: Vec<Entry>,
}

/// One resource of a bundle, with its address.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    #[serde(rename = "fullUrl")]
    pub full_url: String,
    pub resource: Resource,
    /// What a server is to do with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "resourceType")]
pub(super) enum Resource {
    Patient(Patient),
    Observation(Box<Observation>),
    MedicationStatement(Box<MedicationStatement>),
    Questionnaire(Box<Questionnaire>),
    QuestionnaireResponse(Box<QuestionnaireResponse>),
    Provenance(Provenance),
    OperationOutcome(OperationOutcome),
}

impl Bundle {
    /// Of these entries, each once, made at `now`.
    pub(super) fn of(mut entry: Vec<Entry>, now: Timestamp) -> Self {
        let mut seen = HashSet::new();
        entry.retain(|entry| seen.insert(entry.full_url.clone()));
        Self { r#type: "collection", timestamp: primitives::now(now), entry }
    }

    /// With an entry that says that the patient told all of it, as at `now`; where there is nothing, nothing.
    #[must_use]
    pub fn told_by(mut self, subject: &Subject, now: Timestamp) -> Self {
        let told = self.entry.iter().map(|entry| entry.full_url.as_str());
        let told = Provenance::of(told.skip(1), subject, now);
        self.entry.extend(told.map(|(id, told)| Entry::new(id, Resource::Provenance(told))));
        self
    }

    /// The same for a server to store: as one transaction that creates what the server does not have.
    #[must_use]
    pub fn to_store(self) -> Self {
        Self { r#type: transaction::TYPE, entry: transaction::entries(self.entry), ..self }
    }

    /// With a last entry that tells what is missing, where something is.
    #[must_use]
    pub fn without(mut self, damaged: &[Damaged], subject: &Subject, language: Language) -> Self {
        self.entry.extend(
            missing::outcome(damaged, subject, language)
                .map(|(id, outcome)| Entry::new(id, Resource::OperationOutcome(outcome))),
        );
        self
    }
}

impl Entry {
    fn new(id: Id, resource: Resource) -> Self {
        Self { full_url: id.full_url(), resource, request: None }
    }

    /// The patient, to whom every other entry refers.
    pub(super) fn patient(view: &View, subject: &Subject) -> Self {
        Self::new(patient::id(subject), Resource::Patient(Patient::new(subject, view.patient.as_ref())))
    }

    pub(super) fn observation((id, observation): (Id, Observation)) -> Self {
        Self::new(id, Resource::Observation(Box::new(observation)))
    }

    /// With each of its texts cut to `most` bytes, as they are written in JSON.
    pub(super) fn cut_texts(&mut self, most: usize) {
        match &mut self.resource {
            Resource::Observation(observation) => observation.cut_texts(most),
            Resource::MedicationStatement(statement) => statement.cut_texts(most),
            Resource::Patient(_)
            | Resource::Questionnaire(_)
            | Resource::QuestionnaireResponse(_)
            | Resource::Provenance(_)
            | Resource::OperationOutcome(_) => {}
        }
    }
}

/// What must stay in one file: a resource, and those that refer to it.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The local date at which it was so.
    pub day: Date,
    /// The first is the one that the others refer to.
    pub entries: Vec<Entry>,
}

impl Unit {
    fn new(when: When, entries: impl IntoIterator<Item = Entry>) -> Self {
        Self { day: date(when), entries: entries.into_iter().collect() }
    }
}

fn date(when: When) -> Date {
    match when {
        When::At(moment) => moment.date(),
        When::Date(day) => day.date(),
    }
}

/// Everything of a view but the patient: the scores of each measure, then each treatment with what came with it, the
/// planned ones, events, notes, and each answered questionnaire with its total.
///
/// An event that is still to come is left out: an observation of it would tell that it happened.
pub(super) fn units(view: &View, subject: &Subject) -> Vec<Unit> {
    let alone = |(when, observation): (When, (Id, Observation))| Unit::new(when, [Entry::observation(observation)]);
    let scores = view.series.iter().flat_map(|series| scores::observations(series, subject, view.language));
    let treatments = view.treatments.iter().map(|treatment| {
        let with_it = side_effects::observations(treatment, subject, view.language);
        let statement = statement(treatment, Status::Completed, subject, view);
        let entries = std::iter::once(statement).chain(with_it.into_iter().map(Entry::observation));
        Unit { day: treatment.date, entries: entries.collect() }
    });
    let planned = view.planned.iter().map(|treatment| Unit {
        day: treatment.date,
        entries: vec![statement(treatment, Status::Intended, subject, view)],
    });
    let happened = view.events.iter().filter(|event| !event.planned);
    let events = happened.map(|event| (event.when, events::event(event, subject, view.language)));
    let responses = view.questionnaires.iter().flat_map(|shared| responses(shared, subject, view.language));
    scores
        .map(alone)
        .chain(treatments)
        .chain(planned)
        .chain(events.map(alone))
        .chain(events::notes(&view.notes, subject, view.language).into_iter().map(alone))
        .chain(responses)
        .collect()
}

/// Each with the questionnaire that it answers: in whichever file it is, that is there too.
fn responses<'a>(
    shared: &'a SharedQuestionnaire,
    subject: &'a Subject,
    language: Language,
) -> impl Iterator<Item = Unit> + 'a {
    let (id, questionnaire) = Questionnaire::of(shared, subject, language);
    let asked = Entry::new(id, Resource::Questionnaire(Box::new(questionnaire)));
    questionnaires::responses(shared, subject, language).map(move |(when, (id, response), total)| {
        let response = Entry::new(id, Resource::QuestionnaireResponse(Box::new(response)));
        Unit::new(when, [asked.clone(), response, Entry::observation(total)])
    })
}

fn statement(treatment: &SharedTreatment, status: Status, subject: &Subject, view: &View) -> Entry {
    let (id, statement) = medication_statement::statement(treatment, status, subject, view.language);
    Entry::new(id, Resource::MedicationStatement(Box::new(statement)))
}

/// A view as one bundle, made at `now`: the patient first. The same view at the same time is the same bundle, to the
/// byte. Every reference is to an entry of the bundle.
pub fn bundle(view: &View, subject: &Subject, now: Timestamp) -> Bundle {
    let units = units(view, subject).into_iter().flat_map(|unit| unit.entries);
    Bundle::of(std::iter::once(Entry::patient(view, subject)).chain(units).collect(), now)
}
