//! Questionnaires by the names of columns, as people and programs write them: `phq9_1`, `PHQ-9 total`, `gad7_complete`.

use std::collections::BTreeMap;

use super::super::{
    super::{
        numbers,
        sheet::{Row, Sheet},
    },
    cells,
    items::{self, BEFORE_NUMBERS},
    looks::Column,
    names,
};
use crate::domain::questionnaire::Questionnaire;

/// What they are called without what stands between; of several beginnings the longest comes first.
const CALLED: [(&str, Questionnaire); 9] = [
    ("phq9", Questionnaire::Phq9),
    ("gad7", Questionnaire::Gad7),
    ("pcl5", Questionnaire::Pcl5),
    ("who5", Questionnaire::Who5),
    ("qidssr16", Questionnaire::QidsSr16),
    ("qidssr", Questionnaire::QidsSr16),
    ("qids", Questionnaire::QidsSr16),
    ("asrm", Questionnaire::Asrm),
    ("peg", Questionnaire::Peg),
];
/// The same without the number of its items, where items alone follow: `phq_1` to `phq_9`.
const FAMILIES: [(&str, Questionnaire); 3] =
    [("phq", Questionnaire::Phq9), ("gad", Questionnaire::Gad7), ("pcl", Questionnaire::Pcl5)];
/// How the rest of a total's name begins.
const TOTALS: [&str; 9] = ["total", "score", "sum", "gesamt", "punkt", "punt", "pont", "totaal", "result"];

/// How far a total may be from what its items come to: it has two decimals.
const ROUNDED: f64 = 0.005;

/// What a name says of a questionnaire.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Total,
    Item(usize),
    /// Something that does not count: whether it is complete, or how difficult it makes life.
    Other,
}

/// Proposes totals and items; items only where all of them are there.
pub fn propose(columns: &mut [Column], sheet: &Sheet) {
    let mut said: Vec<Option<(Questionnaire, Said)>> = columns.iter().map(of).collect();
    take_in_bare(&mut said, columns, sheet);
    for (family, questionnaire) in FAMILIES {
        let items = columns.iter().map(|column| item_of_family(&column.name, family)).collect::<Vec<_>>();
        let known = questionnaire.definition().items;
        if (1..=known).all(|number| items.iter().filter(|item| **item == Some(number)).count() == 1) {
            for (said, item) in said.iter_mut().zip(items) {
                if let Some(number) = item {
                    *said = Some((questionnaire, Said::Item(number)));
                }
            }
        }
    }
    let mut numbers: BTreeMap<Questionnaire, Vec<usize>> = BTreeMap::new();
    for (questionnaire, said) in said.iter().flatten() {
        if let Said::Item(number) = said {
            numbers.entry(*questionnaire).or_default().push(*number);
        }
    }
    let is_whole = |questionnaire: Questionnaire| {
        let mut numbers = numbers.get(&questionnaire).cloned().unwrap_or_default();
        numbers.sort_unstable();
        numbers.into_iter().eq(1..=questionnaire.definition().items)
    };
    let mut totalled = Vec::new();
    for (column, said) in columns.iter_mut().zip(said).filter(|(column, _)| column.proposed.is_none()) {
        let Some((questionnaire, said)) = said else { continue };
        let name = questionnaire.name();
        column.proposed = Some(match said {
            Said::Total if !totalled.contains(&questionnaire) => {
                totalled.push(questionnaire);
                format!("questionnaire:{name}")
            }
            // Which is which matters where the highest of several counts.
            Said::Item(number) if is_whole(questionnaire) && !questionnaire.parts().is_empty() => {
                format!("questionnaire:{name}:item:{number}")
            }
            Said::Item(_) if is_whole(questionnaire) => format!("questionnaire:{name}:item"),
            Said::Total | Said::Item(_) | Said::Other => "ignore".to_owned(),
        });
    }
}

/// Columns of numbers alone (`q1` to `q9`) are items where one total stands beside them that they come to in every row.
fn take_in_bare(said: &mut [Option<(Questionnaire, Said)>], columns: &[Column], sheet: &Sheet) {
    let is_free = |place: usize| said.get(place).is_some_and(Option::is_none);
    let bare: Vec<(usize, usize)> = (0..columns.len())
        .filter(|place| is_free(*place))
        .filter_map(|place| {
            Some((place, items::bare(&columns.get(place).filter(|column| column.proposed.is_none())?.name)?))
        })
        .collect();
    let mut totals = said.iter().enumerate().filter_map(|(place, said)| match said {
        Some((questionnaire, Said::Total)) => Some((place, *questionnaire)),
        _ => None,
    });
    let (Some((total, questionnaire)), None) = (totals.next(), totals.next()) else { return };
    let mut numbers: Vec<usize> = bare.iter().map(|(_, number)| *number).collect();
    numbers.sort_unstable();
    if !numbers.into_iter().eq(1..=questionnaire.definition().items) {
        return;
    }
    let comes_to_it = |row: Row<'_>| {
        let points = bare.iter().map(|(place, number)| Some((Some(*number), numbers::whole(row.cell(*place))?)));
        let points: Option<Vec<_>> = points.collect();
        let sum = points.and_then(|points| items::total(questionnaire, &points));
        sum.zip(numbers::decimal(row.cell(total))).is_some_and(|(sum, told)| (sum - told).abs() <= ROUNDED)
    };
    let mut rows = sheet.rows().filter(|row| !cells::is_blank(row.cell(total))).peekable();
    if rows.peek().is_some() && rows.all(comes_to_it) {
        for (place, number) in bare {
            if let Some(said) = said.get_mut(place) {
                *said = Some((questionnaire, Said::Item(number)));
            }
        }
    }
}

/// Of a column of figures or words.
fn of(column: &Column) -> Option<(Questionnaire, Said)> {
    if column.order().is_some() {
        return None;
    }
    let words = names::words(&column.name);
    let rest = |from: usize| {
        let name = words.get(from..)?.concat();
        CALLED.iter().find_map(|(called, questionnaire)| Some((*questionnaire, name.strip_prefix(called)?.to_owned())))
    };
    let (questionnaire, rest) = (0..words.len()).find_map(rest)?;
    // Of more and of less appetite perhaps nobody ever answered one.
    if column.samples.is_empty() && questionnaire.parts().is_empty() {
        return None;
    }
    let known = questionnaire.definition();
    let within = column.figures.is_some_and(|figures| figures.lowest >= 0.0 && figures.highest <= known.max);
    if rest.is_empty() || TOTALS.iter().any(|total| rest.starts_with(total)) {
        return within.then_some((questionnaire, Said::Total));
    }
    let number = BEFORE_NUMBERS.iter().find_map(|item| rest.strip_prefix(item)).unwrap_or(&rest);
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let number = digits.parse().ok().filter(|number| (1..=known.items).contains(number));
    match number {
        Some(number) => Some((questionnaire, Said::Item(number))),
        // What only begins like one, as “pegging” does, is none.
        None if questionnaire == Questionnaire::Peg => None,
        None => Some((questionnaire, Said::Other)),
    }
}

fn item_of_family(name: &str, family: &str) -> Option<usize> {
    names::words(name).concat().strip_prefix(family)?.parse().ok()
}
