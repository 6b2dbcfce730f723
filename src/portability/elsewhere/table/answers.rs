//! Questionnaires of a table's row: their totals, and their items.

use super::{
    super::{gathering::Gathering, numbers},
    cells::Figure,
    change::Change,
    items,
};
use crate::{
    domain::{
        fault::Refusal,
        questionnaire::{Answers, Questionnaire, QuestionnaireResponse},
        record::Record,
    },
    portability::{line_fault::Wrong, source::Clock},
};

/// What a row answers of one questionnaire, each with the name of its column.
pub struct Answered<'a> {
    questionnaire: Questionnaire,
    total: Option<(&'a str, &'a str)>,
    items: Vec<Answer<'a>>,
}

/// A cell that answers an item.
struct Answer<'a> {
    column: &'a str,
    /// Which item it is, from 1, where that is known.
    number: Option<usize>,
    cell: &'a str,
    change: &'a Change,
}

impl<'a> Answered<'a> {
    /// Nothing yet.
    pub fn new(questionnaire: Questionnaire) -> Self {
        Self { questionnaire, total: None, items: Vec::new() }
    }

    /// Which one it is.
    pub fn questionnaire(&self) -> Questionnaire {
        self.questionnaire
    }

    /// Adds the cell of a column of its total.
    pub fn total(&mut self, column: &'a str, cell: &'a str) {
        self.total = self.total.or(Some((column, cell)));
    }

    /// Adds the cell of a column of one of its items.
    pub fn item(&mut self, (column, number): (&'a str, Option<usize>), cell: &'a str, change: &'a Change) {
        self.items.push(Answer { column, number, cell, change });
    }

    /// Keeps the total as it is told, else as its items come to.
    ///
    /// # Errors
    /// When one is no number of points that there can be, or the items come to another total than the one that is told.
    pub fn keep(&self, clock: Clock, gathering: &mut Gathering<'_>) -> Result<(), Wrong> {
        let sum = self.sum()?;
        let name = self.questionnaire.definition().name;
        let (column, points) = match (self.total, sum) {
            (Some((column, cell)), sum) => {
                let told = numbers::decimal(cell).ok_or_else(|| Wrong::in_column(Refusal::FileNumber, column))?;
                if let Some(sum) = sum.filter(|sum| (sum - told).abs() > 0.005) {
                    let contradiction = Refusal::TableTotal { name, told: told.to_string(), sum: sum.to_string() };
                    return Err(Wrong::in_column(contradiction, column));
                }
                (Some(column), told)
            }
            (None, Some(sum)) => (None, sum),
            (None, None) => {
                // Some items were left out, and a total of the others means nothing.
                gathering.leave_out(name);
                return Ok(());
            }
        };
        let wrong = |refusal| Wrong { column: column.map(str::to_owned), refusal };
        let (when, total) = (gathering.when(clock)?, Some(self.questionnaire.total(points).map_err(wrong)?));
        let questionnaire = self.questionnaire;
        let response = QuestionnaireResponse { when, questionnaire, total, answers: Answers::default() };
        gathering.record(clock, questionnaire.name(), &Record::QuestionnaireResponse(response));
        Ok(())
    }

    /// What its items come to; `None` where not all of them are there.
    fn sum(&self) -> Result<Option<f64>, Wrong> {
        let known = self.questionnaire.definition();
        let max = self.questionnaire.most_points_of_an_item();
        let mut points = Vec::new();
        for Answer { column, number, cell, change } in &self.items {
            let figure = change.figure(cell).filter(|figure| figure.is_whole()).map(Figure::rounded);
            let possible = figure.filter(|figure| (0..=max).contains(figure));
            let impossible = || Refusal::TableItem { name: known.name, max };
            points.push((*number, possible.ok_or_else(|| Wrong::in_column(impossible(), column))?));
        }
        Ok(items::total(self.questionnaire, &points))
    }
}
