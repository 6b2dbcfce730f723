//! Answered questionnaires: a response, and an observation of its total that was derived from it.
//!
//! A response holds the total alone: the answers are not shared. So it names a questionnaire of ours that asks for
//! nothing else, not the one whose questions were answered; that small questionnaire goes with it.

use serde::Serialize;
use serde_json::Number;

use super::{
    codes,
    elements::{CodeableConcept, Effective, Identifier, Quantity, Reference},
    ids::{Id, Subject},
    observation::{Category, Observation, ReferenceRange, Value},
    patient,
    primitives::{date_time, decimal},
    scores,
};
use crate::{
    domain::{day::When, language::Language, questionnaire::Definition},
    reports::{
        pdf::filed,
        view::{SharedQuestionnaire, SharedResponse},
    },
};

/// The questionnaires that ask for a total.
const TOTALS: &str = "https://afterglow.health/fhir/Questionnaire/total-of-";

/// A questionnaire that asks for the total of another.
#[derive(Debug, Clone, Serialize)]
pub struct Questionnaire {
    id: String,
    url: String,
    title: String,
    status: &'static str,
    item: [Asked; 1],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    link_id: &'static str,
    text: String,
    r#type: &'static str,
}

impl Questionnaire {
    /// Of the total of this one.
    pub fn of(shared: &SharedQuestionnaire, subject: &Subject, language: Language) -> (Id, Self) {
        let url = url(shared);
        let (id, title) = (subject.id(&["questionnaire", &url]), filed::total(shared.definition, language));
        let item = [Asked { link_id: TOTAL, text: title.clone(), r#type: "decimal" }];
        (id, Self { id: id.text(), url, title, status: "active", item })
    }

    /// As a search for it: it is known by its address.
    pub fn search(&self) -> String {
        format!("url={}", self.url)
    }
}

/// The one item of both.
const TOTAL: &str = "total";

fn url(shared: &SharedQuestionnaire) -> String {
    format!("{TOTALS}{}", shared.id.name().replace('_', "-"))
}

/// A questionnaire that was answered.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireResponse {
    id: String,
    /// By what a server knows it again; only where it is to be stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    questionnaire: String,
    status: &'static str,
    subject: Reference,
    authored: String,
    author: Reference,
    source: Reference,
    item: [Item; 1],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    link_id: &'static str,
    text: String,
    answer: [Answer; 1],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    value_decimal: Number,
}

/// Each response of a questionnaire: when it was given, and the observation of its total.
pub fn responses(
    shared: &SharedQuestionnaire,
    subject: &Subject,
    language: Language,
) -> impl Iterator<Item = (When, (Id, QuestionnaireResponse), (Id, Observation))> {
    let title = filed::total(shared.definition, language);
    let named = filed::total(shared.definition, Language::ENGLISH);
    let code = CodeableConcept::new([codes::total(shared.id, &named)], title.clone());
    let range = range(shared.definition, language);
    shared.responses.iter().filter_map(move |one| {
        let total = decimal(one.total.points())?;
        let (response_id, response) = response(shared, one, subject, total.clone(), &title);
        let id = subject.id(&["total", &one.id]);
        let effective = Effective::DateTime(date_time(one.when));
        let mut observation = Observation::new(subject, id, Category::Survey, code.clone(), effective);
        observation.value = Some(Value::Quantity(Quantity::points(total)));
        observation.reference_range = Some([range.clone()]);
        observation.derived_from = Some([response_id.reference()]);
        Some((one.when, (response_id, response), (id, observation)))
    })
}

fn response(
    shared: &SharedQuestionnaire,
    one: &SharedResponse,
    subject: &Subject,
    total: Number,
    title: &str,
) -> (Id, QuestionnaireResponse) {
    let id = subject.id(&["response", &one.id]);
    let patient = patient::id(subject).reference();
    let response = QuestionnaireResponse {
        id: id.text(),
        identifier: None,
        questionnaire: url(shared),
        status: "completed",
        subject: patient.clone(),
        authored: date_time(one.when),
        author: patient.clone(),
        source: patient,
        item: [Item { link_id: TOTAL, text: title.to_owned(), answer: [Answer { value_decimal: total }] }],
    };
    (id, response)
}

/// All the totals that there are.
fn range(known: &Definition, language: Language) -> ReferenceRange {
    ReferenceRange {
        text: format!(
            "0 {} {}; {}",
            filed::named("report_to", language),
            known.max,
            scores::direction(known.polarity, language)
        ),
    }
}
