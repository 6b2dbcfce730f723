//! The items of questionnaires in a table: which is which, and what they come to.

use std::collections::BTreeSet;

use super::{columns::Role, names};
use crate::domain::{
    fault::Refusal,
    questionnaire::{Questionnaire, Totalling},
};

/// What stands before the number of an item.
pub const BEFORE_NUMBERS: [&str; 8] = ["item", "question", "frage", "pregunta", "pergunta", "vraag", "q", "i"];
/// Items of which either is answered, as the QIDS asks of more or of less appetite and weight.
const EITHER: [(usize, usize); 2] = [(6, 7), (8, 9)];

/// The number at the end of a column's name, or at its beginning: `qids_3`, `Q3`, `3. Waking up`.
pub fn number(name: &str, questionnaire: Questionnaire) -> Option<usize> {
    let words = names::words(name);
    let of = |word: &String| {
        let digits = word.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|number| (1..=questionnaire.definition().items).contains(number))
    };
    words.last().and_then(of).or_else(|| words.first().and_then(of))
}

/// The number of a name that says nothing else: `q3`, `Item 3`, `3`.
pub fn bare(name: &str) -> Option<usize> {
    let name = names::words(name).concat();
    let digits = BEFORE_NUMBERS.iter().find_map(|before| name.strip_prefix(before)).unwrap_or(&name);
    digits.parse().ok().filter(|_| digits.bytes().all(|c| c.is_ascii_digit()))
}

/// Whether the columns that are said to be items can come to totals.
///
/// # Errors
/// When they are more or fewer than the questionnaire has, or nobody tells which is which and that matters.
pub fn check(columns: &[(usize, &str, &Role)]) -> Result<(), Refusal> {
    for questionnaire in Questionnaire::ALL {
        let (known, name) = (questionnaire.definition(), questionnaire.definition().name);
        let item = |(_, name, role): &(usize, &str, &Role)| match role {
            Role::Item(of, told, _) if of == questionnaire => Some((*told, told.or_else(|| number(name, *of)))),
            _ => None,
        };
        let items: Vec<_> = columns.iter().filter_map(item).collect();
        if items.is_empty() {
            continue;
        }
        if items.len() != known.items {
            return Err(Refusal::TableItems { name, items: known.items, told: items.len() });
        }
        let is_each_once = |numbers: Vec<usize>| numbers.iter().collect::<BTreeSet<_>>().len() == numbers.len();
        let told = items.iter().filter_map(|(told, _)| *told).collect();
        let numbers: Vec<usize> = items.iter().filter_map(|(_, number)| *number).collect();
        let matters = known.totalling == Totalling::SumOfDomains;
        if !is_each_once(told) || (matters && (numbers.len() != known.items || !is_each_once(numbers))) {
            return Err(Refusal::TableItemNumbers { name });
        }
    }
    Ok(())
}

/// What answers come to, each behind the number of its item; `None` where too few are there.
pub fn total(questionnaire: Questionnaire, points: &[(Option<usize>, i32)]) -> Option<f64> {
    let known = questionnaire.definition();
    if known.totalling == Totalling::SumOfDomains {
        return of_parts(questionnaire, points);
    }
    let sum = f64::from(points.iter().map(|(_, points)| points).sum::<i32>());
    let whole = (points.len() == known.items).then_some(sum)?;
    Some(match known.totalling {
        Totalling::Sum | Totalling::SumOfDomains => whole,
        Totalling::FourTimesSum => 4.0 * whole,
        #[expect(clippy::cast_precision_loss, reason = "a few items")]
        Totalling::Mean => (whole / known.items as f64 * 100.0).round() / 100.0,
    })
}

/// Of the items of a part the highest counts.
fn of_parts(questionnaire: Questionnaire, points: &[(Option<usize>, i32)]) -> Option<f64> {
    let of = |number: usize| points.iter().find(|(of, _)| *of == Some(number)).map(|(_, points)| *points);
    let is_answered = |number: usize| {
        let other = EITHER.iter().find_map(|(one, other)| match number {
            _ if number == *one => Some(*other),
            _ if number == *other => Some(*one),
            _ => None,
        });
        of(number).is_some() || other.and_then(of).is_some()
    };
    let (mut first, mut sum) = (1, 0);
    for size in questionnaire.parts() {
        let numbers = first..first + size;
        if !numbers.clone().all(is_answered) {
            return None;
        }
        sum += numbers.filter_map(of).max()?;
        first += size;
    }
    Some(f64::from(sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_of_a_part_counts_once() {
        let qids = Questionnaire::QidsSr16;
        let all = |points: [i32; 16]| (1..).map(Some).zip(points).collect::<Vec<_>>();
        assert_eq!(total(qids, &all([1; 16])), Some(9.0));
        assert_eq!(total(qids, &all([0, 3, 1, 2, 1, 0, 2, 0, 1, 1, 0, 2, 1, 1, 0, 3])), Some(14.0));
        let mut some = all([0, 3, 1, 2, 1, 0, 2, 0, 1, 1, 0, 2, 1, 1, 0, 3]);
        // Less appetite and a lower weight: nobody answers the other two.
        some.retain(|(number, _)| !matches!(number, Some(6 | 8)));
        assert_eq!(total(qids, &some), Some(14.0));
        some.retain(|(number, _)| *number != Some(7));
        assert_eq!(total(qids, &some), None);
        assert_eq!(total(qids, &all([1; 16])[1..]), None);
        assert_eq!(total(Questionnaire::Who5, &[(None, 3); 5]), Some(60.0));
        assert_eq!(total(Questionnaire::Who5, &[(None, 3); 4]), None);
    }

    #[test]
    fn numbers_stand_at_the_ends_of_names() {
        let number = |name| number(name, Questionnaire::QidsSr16);
        assert_eq!(
            [
                number("qids_16"),
                number("QIDS-SR16 3"),
                number("3. Waking up"),
                number("Q07"),
                number("sleep"),
                number("qids_17")
            ],
            [Some(16), Some(3), Some(3), Some(7), None, None]
        );
        assert_eq!(
            [bare("q3"), bare("Item 12"), bare("4"), bare("Frage_9"), bare("q3a"), bare("quality")],
            [Some(3), Some(12), Some(4), Some(9), None, None]
        );
    }
}
