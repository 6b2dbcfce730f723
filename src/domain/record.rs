//! Records: what the kinds of journal entry have in common.

use serde::{Deserialize, Serialize};

use super::{
    check_in::CheckIn,
    day::When,
    event::Event,
    fault::{Faults, Refusal},
    measure::OwnMeasure,
    name::named,
    questionnaire::{Imported, QuestionnaireResponse},
    safety_plan::SafetyPlan,
    treatment::Treatment,
};

/// The kind of a record.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum Kind {
    /// A [`CheckIn`].
    CheckIn,
    /// A [`Treatment`].
    Treatment,
    /// An [`Event`].
    Event,
    /// An [`OwnMeasure`].
    Measure,
    /// The form of a questionnaire: [`Imported`].
    Questionnaire,
    /// A [`QuestionnaireResponse`].
    QuestionnaireResponse,
    /// A [`SafetyPlan`].
    SafetyPlan,
}

named!(Kind {
    CheckIn = "check_in",
    Treatment = "treatment",
    Event = "event",
    Measure = "measure",
    Questionnaire = "questionnaire",
    QuestionnaireResponse = "questionnaire_response",
    SafetyPlan = "safety_plan",
});

/// The body of a record of any kind: what its owner alone can read.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(as = RecordBody)]
pub enum Record {
    /// A check-in.
    CheckIn(CheckIn),
    /// A treatment.
    Treatment(Treatment),
    /// An event.
    Event(Event),
    /// A measure of one's own.
    Measure(OwnMeasure),
    /// An answered questionnaire.
    QuestionnaireResponse(QuestionnaireResponse),
    /// The form of a questionnaire.
    Questionnaire(Imported),
    /// A safety plan.
    SafetyPlan(SafetyPlan),
}

impl Record {
    /// Reads a body as a record of this kind.
    ///
    /// # Errors
    /// Everything wrong with it, with pointers into `body`.
    pub fn parse(kind: Kind, body: serde_json::Value) -> Result<Self, Faults> {
        match kind {
            Kind::CheckIn => deserr::deserialize(body).map(Self::CheckIn),
            Kind::Treatment => deserr::deserialize(body).map(Self::Treatment),
            Kind::Event => deserr::deserialize(body).map(Self::Event),
            Kind::Measure => deserr::deserialize(body).map(Self::Measure),
            Kind::Questionnaire => deserr::deserialize(body).map(Self::Questionnaire),
            Kind::QuestionnaireResponse => deserr::deserialize(body).map(Self::QuestionnaireResponse),
            Kind::SafetyPlan => deserr::deserialize(body).map(Self::SafetyPlan),
        }
    }

    /// Reads a body that was stored earlier.
    ///
    /// # Errors
    /// When the bytes are not a record of this kind.
    pub fn stored(kind: Kind, body: &[u8]) -> serde_json::Result<Self> {
        Ok(match kind {
            Kind::CheckIn => Self::CheckIn(serde_json::from_slice(body)?),
            Kind::Treatment => Self::Treatment(serde_json::from_slice(body)?),
            Kind::Event => Self::Event(serde_json::from_slice(body)?),
            Kind::Measure => Self::Measure(serde_json::from_slice(body)?),
            Kind::Questionnaire => Self::Questionnaire(serde_json::from_slice(body)?),
            Kind::QuestionnaireResponse => Self::QuestionnaireResponse(serde_json::from_slice(body)?),
            Kind::SafetyPlan => Self::SafetyPlan(serde_json::from_slice(body)?),
        })
    }

    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::CheckIn(_) => Kind::CheckIn,
            Self::Treatment(_) => Kind::Treatment,
            Self::Event(_) => Kind::Event,
            Self::Measure(_) => Kind::Measure,
            Self::Questionnaire(_) => Kind::Questionnaire,
            Self::QuestionnaireResponse(_) => Kind::QuestionnaireResponse,
            Self::SafetyPlan(_) => Kind::SafetyPlan,
        }
    }

    /// When it happened; measures, forms and safety plans have no time.
    pub fn when(&self) -> Option<When> {
        match self {
            Self::CheckIn(check_in) => Some(check_in.when),
            Self::Treatment(treatment) => Some(When::At(treatment.at)),
            Self::Event(event) => Some(event.when),
            Self::Measure(_) | Self::Questionnaire(_) | Self::SafetyPlan(_) => None,
            Self::QuestionnaireResponse(response) => Some(response.when),
        }
    }
}

impl From<CheckIn> for Record {
    fn from(check_in: CheckIn) -> Self {
        Self::CheckIn(check_in)
    }
}

impl From<Treatment> for Record {
    fn from(treatment: Treatment) -> Self {
        Self::Treatment(treatment)
    }
}

impl From<Event> for Record {
    fn from(event: Event) -> Self {
        Self::Event(event)
    }
}

impl From<OwnMeasure> for Record {
    fn from(measure: OwnMeasure) -> Self {
        Self::Measure(measure)
    }
}

impl From<QuestionnaireResponse> for Record {
    fn from(response: QuestionnaireResponse) -> Self {
        Self::QuestionnaireResponse(response)
    }
}

impl From<SafetyPlan> for Record {
    fn from(plan: SafetyPlan) -> Self {
        Self::SafetyPlan(plan)
    }
}
