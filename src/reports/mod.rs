//! What is handed to a clinic: one view of a journal, as JSON for the page of a link, as a PDF and as FHIR.

mod app_words;
pub mod fhir;
mod own;
pub mod pdf;
mod view;

pub use self::own::{asked_for, own_report};
pub use self::view::{
    Doses, Given, HighestPressure, Series, SharedChange, SharedEvent, SharedNote, SharedQuestionnaire, SharedResponse,
    SharedTreatment, View,
};
