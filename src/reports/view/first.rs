//! What stands on the first screen beside where things stand: what was given, and the highest blood pressure.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::SharedTreatment;
use crate::{
    domain::{
        text::Label,
        treatment::{Dose, DoseUnit, Pressure, Route, Treatment},
    },
    journal::store::Filed,
};

/// The treatments of one medicine, route and unit of dose.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SharedGiven)]
pub struct Given {
    /// What was given.
    #[schema(value_type = String)]
    pub medicine: Label,
    /// How it was given.
    pub route: Route,
    /// How many treatments.
    pub treatments: usize,
    /// From the lowest to the highest dose; absent where doses are not ticked, and where none was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doses: Option<Doses>,
}

/// From one dose to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = SharedDoses)]
pub struct Doses {
    /// The lowest amount.
    pub lowest: f64,
    /// The highest amount.
    pub highest: f64,
    /// Of what.
    pub unit: DoseUnit,
}

/// The highest blood pressure of all the treatments that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct HighestPressure {
    /// The date of its treatment, where that was given.
    #[serde(rename = "local_date")]
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// The reading.
    #[serde(flatten)]
    #[schema(inline)]
    pub pressure: Pressure,
}

impl Given {
    fn holds(&self, treatment: &SharedTreatment) -> bool {
        let unit = treatment.dose.map(|dose| dose.unit);
        self.medicine == treatment.medicine && self.route == treatment.route && self.unit() == unit
    }

    fn unit(&self) -> Option<DoseUnit> {
        self.doses.map(|doses| doses.unit)
    }

    /// What was given, in the order in which each was given first.
    pub fn of(treatments: &[SharedTreatment]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for treatment in treatments {
            if let Some(same) = all.iter_mut().find(|given| given.holds(treatment)) {
                same.treatments += 1;
                same.doses = same.doses.zip(treatment.dose).map(|(doses, dose)| doses.with(dose));
            } else {
                all.push(Self {
                    medicine: treatment.medicine.clone(),
                    route: treatment.route,
                    treatments: 1,
                    doses: treatment.dose.map(Doses::one),
                });
            }
        }
        all
    }
}

impl Doses {
    fn one(dose: Dose) -> Self {
        Self { lowest: dose.amount, highest: dose.amount, unit: dose.unit }
    }

    fn with(self, dose: Dose) -> Self {
        Self { lowest: self.lowest.min(dose.amount), highest: self.highest.max(dose.amount), ..self }
    }
}

impl HighestPressure {
    /// The highest of these treatments, the latest if tied; none where no blood pressure was entered.
    pub fn of(treatments: &[Filed<Treatment>]) -> Option<Self> {
        let highest = treatments
            .iter()
            .filter_map(|filed| Some(Self { date: filed.date, pressure: filed.body.highest_blood_pressure()? }));
        highest.max_by_key(|one| (one.pressure.systolic, one.pressure.diastolic))
    }
}
