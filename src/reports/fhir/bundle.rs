//! The bundle: everything of a view, each resource an entry.

use jiff::Timestamp;
use serde::Serialize;

use super::{
    events,
    ids::{Id, Subject},
    medication_statement::{self, MedicationStatement, Status},
    missing::{self, OperationOutcome},
    observation::Observation,
    patient::{self, Patient},
    primitives,
    questionnaires::{self, QuestionnaireResponse},
    scores, side_effects,
};
use crate::{journal::Damaged, reports::View};

/// A bundle of the type `collection`.
#[derive(Debug, Serialize)]
#[serde(tag = "resourceType")]
pub struct Bundle {
    r#type: &'static str,
    timestamp: String,
    entry: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    #[serde(rename = "fullUrl")]
    full_url: String,
    resource: Resource,
}

#[derive(Debug, Serialize)]
#[serde(tag = "resourceType")]
enum Resource {
    Patient(Patient),
    Observation(Box<Observation>),
    MedicationStatement(Box<MedicationStatement>),
    QuestionnaireResponse(Box<QuestionnaireResponse>),
    OperationOutcome(OperationOutcome),
}

impl Bundle {
    /// With a last entry that tells what is missing, where something is.
    #[must_use]
    pub fn without(mut self, damaged: &[Damaged], subject: &Subject) -> Self {
        self.entry.extend(
            missing::outcome(damaged, subject).map(|(id, outcome)| Entry::new(id, Resource::OperationOutcome(outcome))),
        );
        self
    }
}

impl Entry {
    fn new(id: Id, resource: Resource) -> Self {
        Self { full_url: id.full_url(), resource }
    }

    fn observation((id, observation): (Id, Observation)) -> Self {
        Self::new(id, Resource::Observation(Box::new(observation)))
    }
}

/// A view as a bundle, made at `now`. The same view at the same time is the same bundle, to the byte.
///
/// First the patient, then the scores of each measure, then each treatment with what came with it, the planned ones,
/// events, notes, and each answered questionnaire with its total. Every reference is to an entry of the bundle.
///
/// An event that is still to come is left out: an observation of it would tell that it happened.
pub fn bundle(view: &View, subject: &Subject, now: Timestamp) -> Bundle {
    let patient = Entry::new(patient::id(subject), Resource::Patient(Patient::new(subject)));
    let scores = view.series.iter().flat_map(|series| scores::observations(series, subject));
    let treatments = view.treatments.iter().flat_map(|treatment| {
        let (id, statement) = medication_statement::statement(treatment, Status::Completed, subject, view.language);
        let with_it = side_effects::observations(treatment, subject, view.language);
        std::iter::once(Entry::new(id, Resource::MedicationStatement(Box::new(statement))))
            .chain(with_it.into_iter().map(Entry::observation))
    });
    let planned = view.planned.iter().map(|treatment| {
        let (id, statement) = medication_statement::statement(treatment, Status::Intended, subject, view.language);
        Entry::new(id, Resource::MedicationStatement(Box::new(statement)))
    });
    let happened = view.events.iter().filter(|event| !event.planned);
    let events = happened.map(|event| events::event(event, subject));
    let responses = view.questionnaires.iter().flat_map(|shared| questionnaires::responses(shared, subject));
    let responses = responses.flat_map(|((id, response), total)| {
        [Entry::new(id, Resource::QuestionnaireResponse(Box::new(response))), Entry::observation(total)]
    });
    let entry = std::iter::once(patient)
        .chain(scores.map(Entry::observation))
        .chain(treatments)
        .chain(planned)
        .chain(events.map(Entry::observation))
        .chain(events::notes(&view.notes, subject).into_iter().map(Entry::observation))
        .chain(responses)
        .collect();
    Bundle { r#type: "collection", timestamp: primitives::now(now), entry }
}
