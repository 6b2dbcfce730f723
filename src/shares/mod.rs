//! Links for clinicians: what a visitor sees, and in which forms.

mod view;

pub use self::view::{Series, SharedEvent, SharedNote, SharedTreatment, View};
