//! Treatments, events and questionnaires of a table's row.

use super::{
    super::{gathering::Gathering, sheet::Row},
    answers::Answered,
    categories, cells,
    columns::{Part, Role},
    doses::{self, Unit},
    items,
};
use crate::{
    domain::{
        day::When,
        event::Category,
        fault::Refusal,
        questionnaire::Questionnaire,
        record::Record,
        text::{Label, Note},
        treatment::{BloodPressure, Dose, Route, Treatment},
    },
    portability::{line_fault::Wrong, source::Clock},
};

/// What a row holds beside scores and notes, each with the name of its column.
#[derive(Default)]
pub struct Sessions<'a> {
    parts: Vec<(Part, &'a str, &'a str)>,
    events: Vec<(Category, &'a str)>,
    /// Which category the events have, in words.
    category: Option<&'a str>,
    answered: Vec<Answered<'a>>,
}

/// What a table tells of its treatments beside their own cells.
#[derive(Debug, Default)]
pub struct Doses<'a> {
    /// The sign before decimals, where other doses tell it.
    pub decimal: Option<char>,
    /// Whether there is a column of units.
    pub has_units: bool,
    /// The column that a time should stand in.
    pub time: &'a str,
}

impl<'a> Sessions<'a> {
    /// Of the columns of a row.
    pub fn of(row: Row<'a>, columns: &[(usize, &'a str, &'a Role)]) -> Self {
        let mut sessions = Self::default();
        for (place, name, role) in columns {
            let cell = row.cell(*place);
            if cells::is_blank(cell) {
                continue;
            }
            match role {
                Role::Treatment(part) => sessions.parts.push((*part, name, cell)),
                Role::Event(category) => sessions.events.push((*category, cell)),
                Role::EventCategory => sessions.category = Some(cell),
                Role::Total(questionnaire) => sessions.answer(*questionnaire, |it| it.total(name, cell)),
                Role::Item(questionnaire, number, change) => {
                    let number = number.or_else(|| items::number(name, *questionnaire));
                    sessions.answer(*questionnaire, |it| it.item((name, number), cell, change));
                }
                _ => {}
            }
        }
        sessions
    }

    fn answer(&mut self, questionnaire: Questionnaire, add: impl FnOnce(&mut Answered<'a>)) {
        let known = self.answered.iter_mut().find(|answered| answered.questionnaire() == questionnaire);
        if let Some(answered) = known {
            return add(answered);
        }
        let mut answered = Answered::new(questionnaire);
        add(&mut answered);
        self.answered.push(answered);
    }

    /// Whether there is a treatment in the row. A unit that stands in every row makes none.
    pub fn has_treatment(&self) -> bool {
        self.parts.iter().any(|(part, ..)| *part != Part::DoseUnit)
    }

    /// Whether the row's note is that of a treatment or an event, where there is no score.
    pub fn has_note(&self) -> bool {
        self.has_treatment() || !self.events.is_empty()
    }

    /// Keeps them; `note` is that of the treatment, or else of the first event.
    ///
    /// # Errors
    /// What is not as expected, and in which column.
    pub fn keep(
        &self,
        clock: Clock,
        mut note: &str,
        doses: &Doses<'_>,
        gathering: &mut Gathering<'_>,
    ) -> Result<(), Wrong> {
        if self.has_treatment() {
            let treatment = self.treatment(gathering.when(clock)?, std::mem::take(&mut note), doses)?;
            gathering.record(clock, "", &Record::Treatment(treatment));
        }
        let told = self.category.and_then(categories::category);
        // A word that is no category here is kept in the note.
        let other = self.category.filter(|_| told.is_none()).unwrap_or_default();
        for (category, title) in &self.events {
            let notes = [std::mem::take(&mut note), other];
            gathering.event(clock, &title.to_lowercase(), (told.unwrap_or(*category), title), &notes)?;
        }
        self.answered.iter().try_for_each(|answered| answered.keep(clock, gathering))
    }

    fn treatment(&self, when: When, experience: &str, doses: &Doses<'_>) -> Result<Treatment, Wrong> {
        // Onset is counted in hours: a day alone will not do.
        let When::At(at) = when else { return Err(Wrong::in_column(Refusal::TableTreatmentTime, doses.time)) };
        let blood_pressure = BloodPressure {
            before: self.read(Part::Pressure, doses::pressure)?,
            peak: self.read(Part::PeakPressure, doses::pressure)?,
        };
        let label = |cell: &str| Label::try_from(cell.to_owned());
        Ok(Treatment {
            at,
            planned: false,
            duration_minutes: None,
            medicine: match self.read(Part::Medicine, label)? {
                Some(medicine) => medicine,
                None => label(Treatment::UNTOLD_MEDICINE)?,
            },
            route: self.read(Part::Route, doses::route)?.unwrap_or(Route::Other),
            dose: self.dose(doses)?,
            setting: None,
            intention: None,
            experience: Some(experience.to_owned()).filter(|note| !note.is_empty()).map(Note::try_from).transpose()?,
            side_effects: Vec::new(),
            blood_pressure: (blood_pressure != BloodPressure::default()).then_some(blood_pressure),
            readings: Vec::new(),
        })
    }

    /// A dose, whose unit is in its cell, else in the column of units, else in the name of its column, else milligrams.
    fn dose(&self, doses: &Doses<'_>) -> Result<Option<Dose>, Wrong> {
        if let Some((column, cell)) = self.cell(Part::Dose) {
            let beside = self.read(Part::DoseUnit, Unit::read)?.or_else(|| Unit::in_name(column));
            let beside = beside.or_else(|| (!doses.has_units).then_some(Unit::MILLIGRAM));
            // A figure of milligrams that nobody named may have another unit in its cell.
            let own = doses::dose(cell, None, doses.decimal).ok().filter(|_| self.cell(Part::DoseUnit).is_none());
            let dose = own.map_or_else(|| doses::dose(cell, beside, doses.decimal), Ok);
            return dose.map(Some).map_err(|refusal| Wrong::in_column(refusal, column));
        }
        let per_kilogram = |cell: &str| {
            doses::dose(cell, None, doses.decimal)
                .or_else(|_| doses::dose(cell, Some(Unit::PER_KILOGRAM), doses.decimal))
        };
        self.read(Part::DosePerKilogram, per_kilogram)
    }

    fn cell(&self, part: Part) -> Option<(&'a str, &'a str)> {
        self.parts.iter().find(|(of, ..)| *of == part).map(|(_, column, cell)| (*column, *cell))
    }

    fn read<T>(&self, part: Part, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<Option<T>, Wrong> {
        let Some((column, cell)) = self.cell(part) else { return Ok(None) };
        read(cell).map(Some).map_err(|refusal| Wrong::in_column(refusal, column))
    }
}
