//! Questionnaires by the names of columns, as people and programs write them: `phq9_1`, `PHQ-9 total`, `gad7_complete`.

use std::collections::BTreeMap;

use super::super::{looks::Column, names};
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
/// What stands before the number of an item.
const ITEMS: [&str; 8] = ["item", "question", "frage", "pregunta", "pergunta", "vraag", "q", "i"];

/// What a name says of a questionnaire.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Total,
    Item(usize),
    /// Something that does not count: whether it is complete, or how difficult it makes life.
    Other,
}

/// Proposes totals and items; items only where all of them are there.
pub fn propose(columns: &mut [Column]) {
    let mut said: Vec<Option<(Questionnaire, Said)>> = columns.iter().map(of).collect();
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
            Said::Item(_) if is_whole(questionnaire) => format!("questionnaire:{name}:item"),
            Said::Total | Said::Item(_) | Said::Other => "ignore".to_owned(),
        });
    }
}

/// Of a column of figures or words.
fn of(column: &Column) -> Option<(Questionnaire, Said)> {
    if column.order().is_some() || column.samples.is_empty() {
        return None;
    }
    let words = names::words(&column.name);
    let rest = |from: usize| {
        let name = words.get(from..)?.concat();
        CALLED.iter().find_map(|(called, questionnaire)| Some((*questionnaire, name.strip_prefix(called)?.to_owned())))
    };
    let (questionnaire, rest) = (0..words.len()).find_map(rest)?;
    let known = questionnaire.definition();
    let within = column.figures.is_some_and(|figures| figures.lowest >= 0.0 && figures.highest <= known.max);
    if rest.is_empty() || TOTALS.iter().any(|total| rest.starts_with(total)) {
        return within.then_some((questionnaire, Said::Total));
    }
    let number = ITEMS.iter().find_map(|item| rest.strip_prefix(item)).unwrap_or(&rest);
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
