//! Medicines of Bearable: events, and sessions of ketamine where the patient says so.

use super::super::{gathering::Gathering, numbers};
use crate::{
    domain::{
        day::When,
        event::Category,
        fault::Refusal,
        record::Record,
        text::{Label, Note},
        treatment::{Dose, DoseUnit, Route, Treatment},
    },
    portability::source::Clock,
};

/// Names of what Afterglow is about.
const KETAMINE: [&str; 5] = ["ketamin", "spravato", "ketanest", "ketalar", "kétamin"];

/// A medicine that was taken.
pub struct Medicine {
    name: String,
    /// As the file has it.
    amount: String,
    unit: String,
}

impl Medicine {
    /// `Ibuprofen (mg)`: the unit is in the last brackets.
    pub fn read(detail: &str, amount: &str) -> Self {
        let parts = detail.trim().strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let (name, unit) = parts.unwrap_or((detail, ""));
        Self { name: name.trim().to_owned(), amount: amount.trim().to_owned(), unit: unit.trim().to_owned() }
    }

    fn is_ketamine(&self) -> bool {
        let name = self.name.to_lowercase();
        KETAMINE.iter().any(|known| name.contains(known))
    }

    /// An event, or a treatment if the patient wants this medicine as one and it has a time.
    pub fn keep(
        self,
        clock: Clock,
        hours: &str,
        note: &str,
        treatments: &[String],
        gathering: &mut Gathering<'_>,
    ) -> Result<(), Refusal> {
        let bucket = self.name.to_lowercase();
        if self.is_ketamine() {
            gathering.offer(&self.name);
        }
        let wanted = treatments.iter().any(|name| name.to_lowercase() == bucket);
        if wanted {
            gathering.use_up(&bucket);
        }
        let amount = [self.amount.as_str(), self.unit.as_str()].join(" ");
        let amount = if self.amount.is_empty() { "" } else { amount.trim() };
        if let (true, When::At(at)) = (wanted, gathering.when(clock)?) {
            let dose = self.dose()?;
            // What is no dose in figures stays in words.
            let in_words = if dose.is_none() { amount } else { "" };
            if !in_words.is_empty() {
                gathering.leave_out("dose");
            }
            let texts =
                [in_words, note, hours].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
            let treatment = Treatment {
                at,
                planned: false,
                duration_minutes: None,
                medicine: Label::try_from(self.name.clone())?,
                route: self.route(),
                dose,
                setting: None,
                intention: None,
                experience: Some(texts.trim().to_owned())
                    .filter(|text| !text.is_empty())
                    .map(Note::try_from)
                    .transpose()?,
                side_effects: Vec::new(),
                blood_pressure: None,
                readings: Vec::new(),
            };
            gathering.record(clock, &bucket, &Record::Treatment(treatment));
            return Ok(());
        }
        let title = [self.name.as_str(), amount].join(" ");
        let title = if title.trim().is_empty() { "Meds/Supplements" } else { title.trim() };
        gathering.event(clock, &bucket, (Category::Medication, title), &[note, hours])
    }

    fn route(&self) -> Route {
        let name = self.name.to_lowercase();
        let spray = name.contains("spravato") || name.contains("esketamin") || name.contains("nasal");
        if spray { Route::Nasal } else { Route::Other }
    }

    fn dose(&self) -> Result<Option<Dose>, Refusal> {
        let unit = match self.unit.to_lowercase().as_str() {
            "mg" => DoseUnit::Milligram,
            "mg/kg" => DoseUnit::MilligramPerKilogram,
            _ => return Ok(None),
        };
        // `1,500` is one and a half, or a thousand more.
        let is_grouped = |(_, behind): (&str, &str)| behind.len() == 3 && behind.bytes().all(|c| c.is_ascii_digit());
        if self.amount.split_once([',', '.']).is_some_and(is_grouped) {
            return Ok(None);
        }
        numbers::decimal(&self.amount).map(|amount| Ok(Dose { amount: Dose::amount(amount)?, unit })).transpose()
    }
}
