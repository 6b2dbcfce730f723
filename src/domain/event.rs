//! An event: a mark on the chart that may explain a change.

use serde::{Deserialize, Serialize};

use super::{
    day::{Day, Moment, When},
    fault::{Faults, Refusal, Within},
    name::named,
    text::{Label, Note},
};

/// A medication change, a therapy session, something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(EventForm) = Event::try_from -> Within)]
#[schema(as = LifeEvent)]
pub struct Event {
    /// When it happened.
    #[serde(flatten)]
    #[schema(value_type = crate::domain::day::WhenSchema)]
    pub when: When,
    /// What sort of event.
    pub category: Category,
    /// A few words for the mark on the chart.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub title: Label,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    pub note: Option<Note>,
}

/// The sort of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum Category {
    /// Another medicine was started, stopped or changed.
    Medication,
    /// A session of therapy.
    Therapy,
    /// Something in life.
    Life,
    /// Anything else.
    Other,
}

named!(Category { Medication = "medication", Therapy = "therapy", Life = "life", Other = "other" });

/// An event as sent, before its parts are seen together.
#[derive(Debug, deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct EventForm {
    #[deserr(default)]
    at: Option<Moment>,
    #[deserr(default)]
    date: Option<Day>,
    category: Category,
    title: Label,
    #[deserr(default)]
    note: Option<Note>,
}

impl TryFrom<EventForm> for Event {
    type Error = Within;

    fn try_from(form: EventForm) -> Result<Self, Within> {
        let EventForm { at, date, category, title, note } = form;
        let when = When::one_of(at, date).map_err(Within)?;
        if title.is_blank() {
            return Err(Within(Faults::one("/title", Refusal::FewWords)));
        }
        Ok(Self { when, category, title, note })
    }
}
