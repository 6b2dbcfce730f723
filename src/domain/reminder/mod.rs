//! Reminders: when a patient wants to be asked how they are, and what they are asked.

pub mod calendar;
mod choice;
mod plan;
mod series;
mod words;

pub use self::{
    choice::{QuietHours, ReminderChoiceSchema, Reminders, TimeOfDay},
    plan::{Kind, LATEST, Plan, Reminder},
    series::{LONGEST_AFTER, Step},
    words::Words,
};
