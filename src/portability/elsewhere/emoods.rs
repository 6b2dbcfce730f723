//! eMoods: a row for each day, a column for each thing that is scored; one table, or an archive of them.

use super::{
    App, archives, dates,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::{fault::Refusal, measure::MeasureId},
    portability::{archive, line_fault::LineFaults, source::Clock},
};

/// What is scored, from none to severe: by columns whose name has this in it.
const SYMPTOMS: [(&str, &str); 4] =
    [("depress", "Depressed mood"), ("elevat", "Elevated mood"), ("irrita", "Irritability"), ("anxi", "Anxiety")];
/// What can be ticked or not.
const TICKED: (&str, &str) = ("psycho", "Psychotic symptoms");
/// None, mild, moderate, severe. In the file they are 1 to 4: its 0 says that nothing was entered.
const SEVERITY: (i32, i32) = (0, 3);
const WORDS: [&str; 4] = ["none", "mild", "moderate", "severe"];

/// Which generation of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    if file.holds(|name| matches!(name, "entry.csv" | "entries.csv")) {
        return Some("backup (.emoods)");
    }
    let Opened::Table(rows) = file else { return None };
    let has = |part: &str| rows.first().is_some_and(|header| header.iter().any(|column| column.contains(part)));
    (has("date") && has("depress") && has("elevat")).then_some("entry.csv")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if !archive::is_one(file) {
        let sheet = Sheet::open(file)?.whole()?;
        return if is_of_days(&sheet) { table(&sheet, gathering) } else { Err(not_one(1)) };
    }
    let mut any = false;
    archives::each(file, archives::LARGEST_TABLE, archives::is_csv, |name, unpacked| {
        match Sheet::open(&unpacked).and_then(Sheet::whole) {
            Ok(sheet) if is_of_days(&sheet) => {
                any = true;
                table(&sheet, gathering)?;
            }
            _ => gathering.leave_out(name),
        }
        Ok(())
    })?;
    if any { Ok(()) } else { Err(not_one(0)) }
}

fn not_one(line: u64) -> LineFaults {
    refused::at_line(line, refused::file_of(App::Emoods))
}

fn day_column(header: &[String]) -> Option<usize> {
    header.iter().position(|column| column == "date" || column.starts_with("date "))
}

fn is_of_days(sheet: &Sheet) -> bool {
    day_column(sheet.header()).is_some() && sheet.header().iter().any(|column| symptom(column).is_some())
}

fn table(sheet: &Sheet, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let day = day_column(sheet.header()).ok_or_else(|| not_one(1))?;
    gathering.each(sheet.lines(), |row, gathering| take(row, day, sheet, gathering));
    Ok(())
}

fn symptom(column: &str) -> Option<&'static str> {
    SYMPTOMS.iter().find(|(part, _)| column.contains(part)).map(|(_, name)| *name)
}

fn take(row: Row<'_>, day: usize, sheet: &Sheet, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let written = row.cell(day);
    let date = dates::in_figures(written).or_else(|| dates::in_words(written, None));
    let date = date.ok_or_else(|| refused::day(&["2022-01-22"]))?;
    let (mut scores, mut notes) = (Vec::new(), Vec::new());
    for (place, column) in sheet.header().iter().enumerate().filter(|(place, column)| *place != day && *column != "id")
    {
        let cell = row.cell(place);
        let is_nothing = cell.is_empty() || numbers::decimal(cell) == Some(0.0);
        if column.contains("note") || column.contains("journal") {
            notes.push(cell);
        } else if is_nothing {
        } else if let Some(name) = symptom(column) {
            scores.push(severity(name, cell, gathering)?);
        } else if column.contains(TICKED.0) {
            scores.push(gathering.score(Measure::bad(TICKED.1, (0, 1)).version("0..1"), 1)?);
        } else if column.contains("sleep") {
            let hours = numbers::decimal(cell).ok_or_else(|| refused::figure(0, 24))?;
            scores.push(gathering.rounded_score(Measure::hours("Hours of sleep"), hours)?);
        } else {
            gathering.leave_out(sheet.titles().get(place).unwrap_or(column));
        }
    }
    gathering.check_in(Clock::Wall(date, None), "", scores, &notes)
}

fn severity(name: &str, cell: &str, gathering: &mut Gathering<'_>) -> Result<(MeasureId, i32), Refusal> {
    let word = WORDS.iter().position(|word| cell.eq_ignore_ascii_case(word)).and_then(|at| i32::try_from(at).ok());
    let score =
        word.or_else(|| numbers::whole(cell).filter(|figure| (1..=4).contains(figure)).map(|figure| figure - 1));
    let score = score.ok_or_else(|| Refusal::FileSeverity { name: name.to_owned() })?;
    gathering.score(Measure::bad(name, SEVERITY).version("0..3"), score)
}
