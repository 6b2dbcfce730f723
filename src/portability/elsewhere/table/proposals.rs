//! What the columns of a table are proposed to become, of which the patient has the last word.

mod long;
mod named;
mod questionnaires;
mod treatments;

use super::{
    super::{Home, sheet::Sheet},
    cells,
    looks::{Column, DayOrder, Figures, Looks, MOST_OF_IT},
    names,
};

/// How many cells of a column are looked at to tell what they are.
const ENOUGH: usize = 200;

/// Whether most of what stands first in a column is of a kind.
fn mostly(sheet: &Sheet, place: usize, is: impl Fn(&str) -> bool) -> bool {
    let filled = sheet.rows().map(|row| row.cell(place)).filter(|cell| !cells::is_blank(cell)).take(ENOUGH);
    let (mut number, mut of_it) = (0, 0);
    for cell in filled {
        number += 1;
        of_it += usize::from(is(cell));
    }
    number > 0 && of_it * 100 >= number * MOST_OF_IT
}

/// Proposes what each column becomes. Of several that hold days, or times, the first is proposed; `timed` tells beside
/// which days times stand.
pub fn propose(columns: &mut [Column], timed: &[bool], sheet: &Sheet, home: &Home) {
    for column in columns.iter_mut().filter(|column| names::is_id(&column.name)) {
        column.proposed = Some("ignore".to_owned());
    }
    questionnaires::propose(columns, sheet);
    let day = columns.iter().position(|column| column.looks == Looks::Date && column.proposed.is_none());
    let has_time = day.and_then(|place| timed.get(place)).is_some_and(|timed| *timed);
    let is_time = |column: &Column| column.looks == Looks::Time && column.proposed.is_none();
    let time = columns.iter().position(is_time).filter(|_| !has_time);
    if let Some(time) = time.and_then(|place| columns.get_mut(place)) {
        time.proposed = Some("time".to_owned());
    }
    treatments::propose(columns, sheet);
    named::propose(columns);
    long::propose(columns, sheet, (day, time), home);
    for (place, column) in columns.iter_mut().enumerate() {
        if column.proposed.is_some() {
            continue;
        }
        column.proposed = match column.looks {
            Looks::Date if Some(place) == day => dated(column.order()),
            Looks::Score => scored(column, home),
            Looks::Note => Some("note".to_owned()),
            Looks::Tags => Some("tags".to_owned()),
            _ => Some("ignore".to_owned()),
        };
    }
}

fn dated(order: Option<DayOrder>) -> Option<String> {
    let order = match order? {
        DayOrder::Clear => "date",
        DayOrder::DayFirst => "date:day_first",
        DayOrder::MonthFirst => "date:month_first",
        DayOrder::Unclear | DayOrder::Epoch => return None,
    };
    Some(order.to_owned())
}

/// A measure that is called like the column and whose range it fills; else a new one, if its bad end is known.
fn scored(column: &Column, home: &Home) -> Option<String> {
    let Figures { lowest, highest, min, max, polarity, .. } = column.figures?;
    let within = |min: i32, max: i32| f64::from(min) <= lowest && highest <= f64::from(max);
    let own = home.measures.iter().find(|(_, measure)| {
        measure.question.as_str().trim().eq_ignore_ascii_case(&column.name) && within(measure.min, measure.max)
    });
    if let Some((id, _)) = own {
        return Some(format!("measure:{id}"));
    }
    // Scores up to 5 alone were rather given from 1 to 5 than from 0 to 10.
    let built_in = names::built_in(&column.name).filter(|_| highest > 5.0 && within(0, 10));
    built_in
        .map(|measure| format!("measure:{}", measure.id))
        .or_else(|| Some(format!("new:{min}..{max} {}", polarity?.name())))
}
