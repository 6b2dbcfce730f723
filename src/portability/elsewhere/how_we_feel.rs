//! How We Feel: a row for each check-in, its mood in words alone.
//!
//! The words become the note, and two scores by a table of them: how pleasant the mood is, and how much energy is in it.

mod words;

use jiff::civil::Date;

use super::{
    dates,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::fault::Refusal,
    portability::{line_fault::LineFaults, source::Clock},
};

/// Each has two steps: the app's four quadrants.
const PLEASANT: Measure<'static> = Measure::good("Pleasantness", (0, 1));
const ENERGY: Measure<'static> = Measure::good("Energy", (0, 1));

/// What the check-in is about, as words for the note.
const TAGS: [&str; 3] = ["tags (people)", "tags (places)", "tags (events)"];
/// What the person wrote.
const TEXTS: [&str; 3] = ["notes", "reflections", "takeaways"];
/// What repeats other columns, or says nothing of a day.
const KNOWN: [&str; 9] = [
    "date",
    "locale",
    "mood",
    "mood key",
    "mood keys",
    "sleep",
    "tags key (people)",
    "tags key (places)",
    "tags key (events)",
];

/// Which generation of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let header = file.header(&["date", "mood", "tags (people)"])?;
    let has = |column: &str| header.iter().any(|name| name == column);
    Some(match () {
        () if has("locale") => "CSV, from July 2026",
        () if has("mood key") => "CSV, until May 2026",
        () => "CSV without keys",
    })
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["date", "mood"])?;
    gathering.each(sheet.lines(), |row, gathering| take(row, &sheet, gathering));
    Ok(())
}

fn take(row: Row<'_>, sheet: &Sheet, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let clock = clock(row.get("date")).ok_or_else(|| refused::day(&["2026 Sun May 17 3:39 PM"]))?;
    let moods: Vec<&str> = several(row.get("mood")).collect();
    // The keys are English whatever the app's language is; the words need not be.
    let keys = [row.get("mood key"), row.get("mood keys")].into_iter().find(|keys| !keys.is_empty());
    let keys: Vec<&str> = keys.map_or_else(|| moods.clone(), |keys| several(keys).collect());
    let mut scores = Vec::new();
    for (measure, step) in [(PLEASANT, words::pleasant(&keys)), (ENERGY, words::energetic(&keys))] {
        scores.extend(step.map(|step| gathering.score(measure, step.into())).transpose()?);
    }
    if keys.iter().any(|key| !words::is_known(key)) {
        gathering.leave_out("mood without pleasantness and energy");
    }
    // Nought hours say that nothing was measured.
    if let Some(hours) = numbers::decimal(row.get("sleep")).filter(|hours| *hours > 0.0) {
        scores.push(gathering.rounded_score(Measure::hours("Hours of sleep"), hours)?);
    }
    let tags: Vec<&str> = TAGS.iter().flat_map(|column| several(row.get(column))).collect();
    let mut notes: Vec<&str> = TEXTS.iter().map(|column| row.get(column)).filter(|text| *text != "[]").collect();
    let (moods, tags) = (moods.join(", "), tags.join(", "));
    notes.extend([moods.as_str(), tags.as_str()]);
    for (place, column) in sheet.header().iter().enumerate() {
        let known = [&KNOWN[..], &TAGS, &TEXTS].iter().any(|names| names.contains(&column.as_str()));
        let cell = row.cell(place);
        if !known && !cell.is_empty() && numbers::decimal(cell) != Some(0.0) {
            gathering.leave_out(sheet.titles().get(place).unwrap_or(column));
        }
    }
    gathering.check_in(clock, "", scores, &notes)
}

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// `2026 Sun May 17 3:39 PM`, in English, by the clock on the wall.
fn clock(text: &str) -> Option<Clock> {
    let (day, time) = text.split_at_checked(text.find(':')?)?;
    let (day, hour) = day.rsplit_once(char::is_whitespace)?;
    let date: Date = dates::in_words(day, None)?;
    Some(Clock::Wall(date, Some(dates::clock(&format!("{hour}{time}"))?)))
}
