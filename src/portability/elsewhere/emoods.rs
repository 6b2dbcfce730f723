//! eMoods: a row for each day, a column for each thing that is scored; one table, or an archive of them.

use std::io::Cursor;

use super::{
    dates,
    gathering::{Gathering, Measure},
    sheet::{Row, Sheet},
};
use crate::{
    domain::{
        fault::Refusal,
        measure::{MeasureId, Polarity},
        refusal::Examples,
    },
    portability::{archive, line_fault::LineFaults},
};

/// What is scored, from none to severe: by columns whose name begins so.
const SYMPTOMS: [(&str, &str); 5] = [
    ("depress", "Depressed mood"),
    ("elevat", "Elevated mood"),
    ("irrita", "Irritability"),
    ("anxi", "Anxiety"),
    ("psycho", "Psychotic symptoms"),
];
/// In figures they begin at 0 or at 1, by the generation of the app.
const SEVERITY: (i32, i32) = (0, 4);
const WORDS: [(&str, i32); 4] = [("none", 0), ("mild", 1), ("moderate", 2), ("severe", 3)];
/// Hours of sleep, rounded.
const HOURS: (i32, i32) = (0, 24);
/// The most bytes that are unpacked of one table.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if !archive::is_one(file) {
        return table(&Sheet::read(file, &["date"])?, gathering);
    }
    let mut any = false;
    for unpacked in tables(file).ok_or_else(not_one)? {
        let Ok(sheet) = Sheet::read(&unpacked, &["date"]) else { continue };
        if sheet.header().iter().any(|column| symptom(column).is_some()) {
            any = true;
            table(&sheet, gathering)?;
        }
    }
    if any { Ok(()) } else { Err(not_one()) }
}

fn not_one() -> LineFaults {
    LineFaults::one(0, Refusal::FileEmoodsArchive)
}

/// Every table in an archive; `None` when it is broken or would unpack to more than it may.
fn tables(file: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut packed = zip::ZipArchive::new(Cursor::new(file)).ok()?;
    (0..packed.len().min(100)).map(|index| archive::content(packed.by_index(index).ok()?, LARGEST)).collect()
}

fn table(sheet: &Sheet, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if !sheet.header().iter().any(|column| symptom(column).is_some()) {
        return Err(LineFaults::one(1, Refusal::FileEmoodsHeader));
    }
    for row in sheet.rows() {
        if let Err(refusal) = take(row, sheet.header(), gathering) {
            gathering.fault(row.line, refusal);
        }
    }
    Ok(())
}

fn symptom(column: &str) -> Option<&'static str> {
    SYMPTOMS.iter().find(|(beginning, _)| column.contains(beginning)).map(|(_, name)| *name)
}

fn take(row: Row<'_>, header: &[String], gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let written = row.get("date");
    let date = dates::in_figures(written).or_else(|| dates::in_words(written, None));
    let date = date.ok_or_else(|| Refusal::FileDate { examples: Examples(&["2022-01-22", "22 Jan 2022"]) })?;
    let (mut scores, mut notes) = (Vec::new(), Vec::new());
    for column in header.iter().filter(|column| *column != "date") {
        let cell = row.get(column);
        if cell.is_empty() {
        } else if let Some(name) = symptom(column) {
            scores.push(severity(name, cell, gathering)?);
        } else if column.contains("sleep") {
            scores.push(hours(cell, gathering)?);
        } else if column.contains("note") || column.contains("journal") {
            notes.push(cell);
        } else {
            gathering.leave_out(column);
        }
    }
    let when = gathering.when(date, None)?;
    gathering.check_in(when, scores, &notes)
}

fn severity(name: &str, cell: &str, gathering: &mut Gathering<'_>) -> Result<(MeasureId, i32), Refusal> {
    let word = WORDS.iter().find(|(word, _)| cell.eq_ignore_ascii_case(word)).map(|(_, score)| *score);
    let score = word.or_else(|| cell.parse().ok());
    let score = score.ok_or_else(|| Refusal::FileSeverity { name: name.to_owned() })?;
    gathering.score(Measure { app: "eMoods", name, range: SEVERITY, polarity: Polarity::HigherIsWorse }, score)
}

fn hours(cell: &str, gathering: &mut Gathering<'_>) -> Result<(MeasureId, i32), Refusal> {
    let hours = cell.replace(',', ".").parse::<f64>().ok().filter(|hours| (0.0..=24.0).contains(hours));
    let hours = hours.ok_or_else(|| Refusal::FileSleepHours)?;
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 24")]
    let rounded = hours.round() as i32;
    if hours.fract() != 0.0 {
        gathering.round("Hours of sleep");
    }
    let measure = Measure { app: "eMoods", name: "Hours of sleep", range: HOURS, polarity: Polarity::HigherIsBetter };
    gathering.score(measure, rounded)
}
