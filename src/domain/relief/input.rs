//! What the figures are computed from: the scores of one measure, and what all measures share.

use jiff::{Timestamp, civil::Date};

use super::Parameters;
use crate::domain::{
    day::Moment,
    event::{Category, Event},
    treatment::{Dose, Route, Treatment, is_plan},
};

/// One score of one check-in.
///
/// The definitions of relief, section 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When the check-in was made. A date-only one has noon local time here, set by the caller.
    pub at: Timestamp,
    /// The local calendar date on which it was made.
    pub date: Date,
    /// Whether the time of day is unknown (typical of imports).
    pub date_only: bool,
    /// The score as it was given, in points of the measure's scale.
    pub score: i32,
}

/// One treatment: a dosing session.
///
/// The definitions of relief, section 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Dosing {
    /// The treatment's id, returned beside its figures.
    pub id: String,
    /// When it started, with the offset at which it did: its local date follows from it.
    pub at: Moment,
    /// Whether it was entered ahead of its time and nobody has confirmed it yet.
    pub planned: bool,
    /// How it was given.
    pub route: Route,
    /// How much was given, where that is known.
    pub dose: Option<Dose>,
}

/// A change of medication.
///
/// The definitions of relief, section 6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedicationChange {
    /// The event's id, returned where it lies close to a treatment.
    pub id: String,
    /// When it happened; noon of its day when only the day is known.
    pub at: Timestamp,
}

impl MedicationChange {
    /// What an event at this instant says of medication: nothing, unless it is of that category.
    pub fn of(id: String, at: Timestamp, event: &Event) -> Option<Self> {
        (event.category == Category::Medication).then_some(Self { id, at })
    }
}

impl Dosing {
    /// What the record of a treatment says of its dosing.
    pub fn of(id: String, Treatment { at, planned, route, dose, .. }: &Treatment) -> Self {
        Self { id, at: *at, planned: *planned, route: *route, dose: *dose }
    }

    /// The instant of the start.
    pub(super) fn start(&self) -> Timestamp {
        self.at.instant()
    }

    /// Whether it has not taken place yet, or nobody has said that it did: then it counts for nothing (section 1).
    pub(super) fn is_planned(&self, now: Timestamp) -> bool {
        is_plan(self.planned, self.at, now)
    }
}

/// What the figures of every measure are computed against.
#[derive(Debug, Clone, Copy)]
pub struct Background<'a> {
    /// All the treatments, planned ones too, in any order.
    pub dosings: &'a [Dosing],
    /// The changes of medication, in any order.
    pub medication_changes: &'a [MedicationChange],
    /// The present: what is later counts for nothing.
    pub now: Timestamp,
    /// The thresholds.
    pub parameters: Parameters,
}

impl Background<'_> {
    /// The starts of the treatments that took place, in the order given.
    #[must_use]
    pub fn starts(&self) -> Vec<Moment> {
        self.dosings.iter().filter(|dosing| !dosing.is_planned(self.now)).map(|dosing| dosing.at).collect()
    }
}
