//! What makes an imported record the same one when it comes again without an id.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};
use sha2::{Digest, Sha256};

use crate::domain::{id::RecordId, record::Record, treatment::Dose};

/// The kind, the time and, where several can share a time, what tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity(String);

impl Identity {
    /// Of a record that has a time, the `nth` of its like in a file or journal, counted from 0. Measures,
    /// forms and safety plans are known by their ids alone.
    fn of(record: &Record, nth: impl FnOnce(&Self) -> usize) -> Option<Self> {
        let when = record.when()?;
        let apart = match record {
            Record::CheckIn(_) | Record::Measure(_) | Record::Questionnaire(_) | Record::SafetyPlan(_) => String::new(),
            Record::Treatment(treatment) => {
                format!("{}|{}", treatment.route.name(), treatment.dose.map(dose_text).unwrap_or_default())
            }
            Record::Event(event) => event.title.as_str().to_owned(),
            Record::QuestionnaireResponse(response) => response.questionnaire.name().to_owned(),
        };
        let first = Self(format!("{}|{when}|{apart}", record.kind().name()));
        match nth(&first) {
            0 => Some(first),
            nth => Some(Self(format!("{}|{nth}", first.0))),
        }
    }

    /// Of the `nth` record of its like, counted from 0.
    pub fn nth(record: &Record, nth: usize) -> Option<Self> {
        Self::of(record, |_| nth)
    }

    /// The id that such a record is always given.
    pub fn id(&self, record: &Record) -> RecordId {
        // The day's noon in UTC: the id must not depend on where the account says it lives.
        let at = record.when().map_or(Timestamp::UNIX_EPOCH, |when| when.instant(&TimeZone::UTC));
        id_of(at, &self.0)
    }
}

/// The id that whatever is known by this text is always given, with the time `at` in it.
pub fn id_of(at: Timestamp, known_by: &str) -> RecordId {
    let mut ten = [0; 10];
    ten.iter_mut().zip(Sha256::digest(known_by.as_bytes())).for_each(|(to, from)| *to = from);
    RecordId::imported(at, &ten)
}

/// Tells records that are alike apart by the order in which they come.
#[derive(Debug, Default)]
pub struct Identities(HashMap<Identity, usize>);

impl Identities {
    /// The identity of the next record.
    pub fn identify(&mut self, record: &Record) -> Option<Identity> {
        Identity::of(record, |alike| {
            let seen = self.0.entry(alike.clone()).or_default();
            *seen += 1;
            *seen - 1
        })
    }
}

/// A dose as CSV has it: `0.5 mg/kg`.
pub fn dose_text(dose: Dose) -> String {
    format!("{} {}", dose.amount, dose.unit.name())
}
