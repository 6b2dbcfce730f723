//! Treatments, events and questionnaires of a table's row.

use super::{
    super::{gathering::Gathering, numbers, sheet::Row},
    cells,
    columns::{Part, Role},
};
use crate::{
    domain::{
        day::When,
        event::Category,
        fault::Refusal,
        questionnaire::{Answers, Questionnaire, QuestionnaireResponse, Totalling},
        record::Record,
        text::{Label, Note},
        treatment::{BloodPressure, Dose, DoseUnit, Pressure, Route, Treatment},
    },
    portability::source::Clock,
};

/// What a treatment is said to have been when the table does not tell.
const UNTOLD_MEDICINE: &str = "unspecified";

/// How people write routes, by parts of words.
const ROUTES: [(&str, Route); 12] = [
    ("intraven", Route::Iv),
    ("infusion", Route::Iv),
    ("intramus", Route::Im),
    ("nasal", Route::Nasal),
    ("nase", Route::Nasal),
    ("spray", Route::Nasal),
    ("sublingual", Route::Sublingual),
    ("troche", Route::Sublingual),
    ("lozenge", Route::Sublingual),
    ("subcut", Route::Subcutaneous),
    ("subkut", Route::Subcutaneous),
    ("tablet", Route::Oral),
];

/// What a row holds beside scores and notes.
#[derive(Default)]
pub struct Sessions<'a> {
    parts: Vec<(Part, &'a str)>,
    events: Vec<(Category, &'a str)>,
    totals: Vec<(Questionnaire, &'a str)>,
    items: Vec<(Questionnaire, &'a str)>,
}

impl<'a> Sessions<'a> {
    /// Of the columns of a row.
    pub fn of(row: Row<'a>, columns: &[(usize, &str, &Role)]) -> Self {
        let mut sessions = Self::default();
        for (place, _, role) in columns {
            let cell = row.cell(*place);
            if cells::is_blank(cell) {
                continue;
            }
            match role {
                Role::Treatment(part) => sessions.parts.push((*part, cell)),
                Role::Event(category) => sessions.events.push((*category, cell)),
                Role::Total(questionnaire) => sessions.totals.push((*questionnaire, cell)),
                Role::Item(questionnaire) => sessions.items.push((*questionnaire, cell)),
                _ => {}
            }
        }
        sessions
    }

    /// Whether there is a treatment in the row.
    pub fn has_treatment(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Keeps them; `note` is that of the treatment.
    pub fn keep(&self, clock: Clock, note: &str, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
        if self.has_treatment() {
            let treatment = self.treatment(gathering.when(clock)?, note)?;
            gathering.record(clock, "", Record::Treatment(treatment));
        }
        for (category, title) in &self.events {
            gathering.event(clock, &title.to_lowercase(), (*category, title), &[])?;
        }
        for questionnaire in Questionnaire::ALL {
            self.answered(*questionnaire, clock, gathering)?;
        }
        Ok(())
    }

    fn treatment(&self, when: When, experience: &str) -> Result<Treatment, Refusal> {
        // Onset is counted in hours: a day alone will not do.
        let When::At(at) = when else { return Err(Refusal::Instant) };
        let cell = |part: Part| self.parts.iter().find(|(of, _)| *of == part).map(|(_, cell)| *cell);
        let per_kilogram = cell(Part::DosePerKilogram).map(|cell| dose(cell, DoseUnit::MilligramPerKilogram));
        let dose = cell(Part::Dose).map(|cell| dose(cell, DoseUnit::Milligram)).or(per_kilogram).transpose()?;
        let pressures = (cell(Part::Pressure).map(pressure), cell(Part::PeakPressure).map(pressure));
        let (before, peak) = (pressures.0.transpose()?, pressures.1.transpose()?);
        let blood_pressure = (before.is_some() || peak.is_some()).then_some(BloodPressure { before, peak });
        Ok(Treatment {
            at,
            planned: false,
            duration_minutes: None,
            medicine: Label::try_from(cell(Part::Medicine).unwrap_or(UNTOLD_MEDICINE).to_owned())?,
            route: cell(Part::Route).map_or(Ok(Route::Other), route)?,
            dose,
            setting: None,
            intention: None,
            experience: Some(experience.to_owned()).filter(|note| !note.is_empty()).map(Note::try_from).transpose()?,
            side_effects: Vec::new(),
            blood_pressure,
            readings: Vec::new(),
        })
    }

    /// A total as it is told, else as its items come to.
    fn answered(
        &self,
        questionnaire: Questionnaire,
        clock: Clock,
        gathering: &mut Gathering<'_>,
    ) -> Result<(), Refusal> {
        let told = self.totals.iter().find(|(of, _)| *of == questionnaire);
        let points = match told {
            Some((_, cell)) => Some(numbers::decimal(cell).ok_or(Refusal::FileNumber)?),
            None => self.sum(questionnaire, gathering)?,
        };
        let Some(points) = points else { return Ok(()) };
        let (when, total) = (gathering.when(clock)?, Some(questionnaire.total(points)?));
        let response = QuestionnaireResponse { when, questionnaire, total, answers: Answers::default() };
        gathering.record(clock, questionnaire.name(), Record::QuestionnaireResponse(response));
        Ok(())
    }

    fn sum(&self, questionnaire: Questionnaire, gathering: &mut Gathering<'_>) -> Result<Option<f64>, Refusal> {
        let of_it = self.items.iter().filter(|(of, _)| *of == questionnaire);
        let points: Vec<f64> =
            of_it.map(|(_, cell)| numbers::decimal(cell).ok_or(Refusal::FileNumber)).collect::<Result<_, _>>()?;
        if points.is_empty() {
            return Ok(None);
        }
        let known = questionnaire.definition();
        let sum: f64 = points.iter().sum();
        let total = match known.totalling {
            Totalling::Sum => Some(sum),
            Totalling::FourTimesSum => Some(4.0 * sum),
            #[expect(clippy::cast_precision_loss, reason = "a few items")]
            Totalling::Mean => Some((sum / known.items as f64 * 100.0).round() / 100.0),
            // Which item is of which domain is not told.
            Totalling::SumOfDomains => None,
        };
        let total = total.filter(|_| points.len() == known.items);
        if total.is_none() {
            // Some items were left out, and a total of the others means nothing.
            gathering.leave_out(known.name);
        }
        Ok(total)
    }
}

/// `iv`, or a word for it.
fn route(cell: &str) -> Result<Route, Refusal> {
    let cell = cell.to_lowercase();
    let known = || ROUTES.iter().find(|(part, _)| cell.contains(part)).map(|(_, route)| *route);
    cell.parse().or_else(|refusal| known().ok_or(refusal))
}

/// `0.5 mg/kg`, `40 mg`, or a figure alone.
fn dose(cell: &str, alone: DoseUnit) -> Result<Dose, Refusal> {
    let figure: String = cell.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let unit = cell.get(figure.len()..).unwrap_or_default().trim().to_lowercase();
    let amount = Dose::amount(numbers::decimal(&figure).ok_or(Refusal::FileDose)?)?;
    let unit = if unit.is_empty() { alone } else { unit.parse().map_err(|_| Refusal::FileDose)? };
    Ok(Dose { amount, unit })
}

/// `120/80`.
fn pressure(cell: &str) -> Result<Pressure, Refusal> {
    let wrong = || Refusal::WholeNumber { min: 30, max: 300 };
    let (systolic, diastolic) = cell.split_once('/').ok_or_else(wrong)?;
    let read = |figure: &str| figure.trim().parse().ok().filter(|figure| (30..=300).contains(figure)).ok_or_else(wrong);
    Ok(Pressure { systolic: read(systolic)?, diastolic: read(diastolic)? })
}
