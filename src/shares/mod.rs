//! Links for clinicians: what a visitor sees, and in which forms.

mod app_words;
pub mod fhir;
pub mod http;
pub mod jwe;
mod links;
mod own_report;
pub mod pdf;
pub mod smart_health_links;
pub mod store;
mod view;
mod visitor;

pub use self::links::LinkSecret;
pub use self::own_report::own_report;
pub use self::view::{
    Series, SharedChange, SharedEvent, SharedNote, SharedQuestionnaire, SharedResponse, SharedTreatment, View,
};
pub use self::visitor::{Reception, Visitor};
