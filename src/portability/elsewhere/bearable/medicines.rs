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
    amount: Option<f64>,
    unit: String,
}

impl Medicine {
    /// `Ibuprofen (mg)`: the unit is in the last brackets.
    pub fn read(detail: &str, amount: &str) -> Self {
        let parts = detail.trim().strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let (name, unit) = parts.unwrap_or((detail, ""));
        Self { name: name.trim().to_owned(), amount: numbers::decimal(amount), unit: unit.trim().to_owned() }
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
        if let (true, When::At(at)) = (wanted, gathering.when(clock)?) {
            let texts = [note, hours].join("\n");
            let treatment = Treatment {
                at,
                planned: false,
                duration_minutes: None,
                medicine: Label::try_from(self.name.clone())?,
                route: self.route(),
                dose: self.dose()?,
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
        let amount = self.amount.map_or(String::new(), |amount| format!("{amount} {}", self.unit));
        let title = [self.name.as_str(), amount.trim()].join(" ");
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
        self.amount.map(|amount| Ok(Dose { amount: Dose::amount(amount)?, unit })).transpose()
    }
}
