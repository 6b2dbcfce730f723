//! Writing: a row for each score, to come back in or for a spreadsheet.

use csv::{Writer, WriterBuilder};
use jiff::civil::DateTime;

use super::{
    DAMAGED, PLANNED,
    cells::guarded,
    readings,
    rows::{HEADER, SPREADSHEET_HEADER},
};
use crate::{
    domain::{
        check_in::CheckIn,
        day::When,
        id::RecordId,
        language::Locale,
        measure::{Asked, BuiltIn, MeasureId},
        questionnaire::QuestionnaireResponse,
        record::Record,
        text::Note,
        treatment::Treatment,
    },
    journal::Damaged,
    portability::identity::dose_text,
};

/// A row of a file.
#[derive(Default)]
struct Row {
    when: Option<When>,
    kind: String,
    measure: String,
    value: Value,
    note: String,
    planned: bool,
    /// The version and the language of the words that a score was given in.
    words: [String; 2],
}

/// What stands in the column of the value.
enum Value {
    /// Words.
    Text(String),
    /// A figure with a point before its decimals, perhaps with its unit.
    Figure(String),
}

impl Default for Value {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Value {
    fn as_str(&self) -> &str {
        let (Self::Text(value) | Self::Figure(value)) = self;
        value
    }
}

/// Writes records as CSV, and after them those that could not be read, a row each. What has no column (of a treatment:
/// medicine, duration, setting and so on, but its readings in time; of a questionnaire: its answers and its form) is in the JSON export alone.
///
/// # Errors
/// Never, in memory.
pub fn plain(records: &[(RecordId, Record)], damaged: &[Damaged]) -> csv::Result<Vec<u8>> {
    let mut csv = Writer::from_writer(Vec::new());
    csv.write_record(HEADER)?;
    for row in rows(records, damaged) {
        let at = row.when.map_or_else(String::new, |when| when.to_string());
        let planned = if row.planned { PLANNED } else { "" };
        let [version, language] = &row.words;
        csv.write_record([&at, &row.kind, &row.measure, row.value.as_str(), &row.note, planned, version, language])?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}

/// Writes the same for a spreadsheet of somebody who speaks that language: day and time by the clock on the wall stand
/// in columns of their own, which it reads as such, and no cell runs as a formula. The exact time is in the last column.
///
/// # Errors
/// Never, in memory.
pub fn for_spreadsheet(records: &[(RecordId, Record)], damaged: &[Damaged], locale: &Locale) -> csv::Result<Vec<u8>> {
    let Habits { separator, decimal_comma } = Habits::of(locale);
    // By this mark spreadsheets know UTF-8.
    let mut csv = WriterBuilder::new().delimiter(separator).from_writer("\u{feff}".as_bytes().to_vec());
    csv.write_record(SPREADSHEET_HEADER)?;
    for row in rows(records, damaged) {
        let [date, time, at] = row.when.map_or_else(Default::default, in_columns);
        let value = match &row.value {
            Value::Text(text) => guarded(text).into_owned(),
            Value::Figure(figure) if decimal_comma => figure.replace('.', ","),
            Value::Figure(figure) => figure.clone(),
        };
        let (measure, note, planned) =
            (guarded(&row.measure), guarded(&row.note), if row.planned { PLANNED } else { "" });
        let [version, language] = &row.words;
        csv.write_record([&date, &time, &row.kind, &*measure, &value, &note, planned, version, language, &at])?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}

/// The day, the time to the second and the exact time. A day without a time has neither.
fn in_columns(when: When) -> [String; 3] {
    match when {
        When::Date(day) => [day.to_string(), String::new(), String::new()],
        When::At(moment) => {
            let local: DateTime = moment.offset().to_datetime(moment.instant());
            [local.date().to_string(), local.strftime("%H:%M:%S").to_string(), moment.to_string()]
        }
    }
}

/// How spreadsheets write tables where a language is spoken (CLDR's decimal separator; where that is a comma, cells are
/// separated by semicolons).
struct Habits {
    separator: u8,
    decimal_comma: bool,
}

impl Habits {
    fn of(locale: &Locale) -> Self {
        /// Of the app's languages, those that are written with a decimal comma.
        const WITH_COMMA: [&str; 5] = ["de", "es", "fr", "nl", "pt"];
        /// Where they are written with a point, and cells separated by commas.
        const WITH_POINT: [&str; 11] = ["419", "MX", "US", "PR", "GT", "HN", "NI", "SV", "PA", "DO", "PE"];
        /// Where they are written with a point, and cells separated by semicolons all the same.
        const SWISS: [&str; 2] = ["CH", "LI"];
        let mut parts = locale.as_str().split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let is_in =
            |regions: &[&str]| parts.clone().any(|part| regions.iter().any(|region| region.eq_ignore_ascii_case(part)));
        let with_comma = WITH_COMMA.contains(&language.as_str()) && !is_in(&WITH_POINT);
        let decimal_comma = with_comma && !(language == "de" && is_in(&SWISS));
        Self { separator: if with_comma { b';' } else { b',' }, decimal_comma }
    }
}

fn rows<'a>(records: &'a [(RecordId, Record)], damaged: &'a [Damaged]) -> impl Iterator<Item = Row> + 'a {
    records.iter().flat_map(|(id, record)| of_record(id, record)).chain(damaged.iter().map(of_damaged))
}

fn of_damaged(Damaged { kind, id, local_date, .. }: &Damaged) -> Row {
    let when = local_date.as_deref().and_then(|date| date.parse().ok());
    let value = Value::Text(id.clone());
    Row { when, kind: DAMAGED.to_owned(), measure: kind.clone(), value, ..Row::default() }
}

fn of_record(id: &RecordId, record: &Record) -> Vec<Row> {
    let text = |note: &Option<Note>| note.as_ref().map_or_else(String::new, |note| note.as_str().to_owned());
    let row = Row { when: record.when(), kind: record.kind().name().to_owned(), ..Row::default() };
    match record {
        Record::CheckIn(check_in) => of_check_in(check_in, &text(&check_in.note)),
        Record::Treatment(treatment) => {
            let session = Row {
                measure: treatment.route.name().to_owned(),
                value: Value::Figure(treatment.dose.map(dose_text).unwrap_or_default()),
                note: text(&treatment.experience),
                planned: treatment.planned,
                ..row
            };
            std::iter::once(session).chain(of_readings(treatment)).collect()
        }
        Record::Event(event) => vec![Row {
            measure: event.category.name().to_owned(),
            value: Value::Text(event.title.as_str().to_owned()),
            note: text(&event.note),
            ..row
        }],
        Record::QuestionnaireResponse(QuestionnaireResponse { questionnaire, total, .. }) => vec![Row {
            measure: questionnaire.name().to_owned(),
            value: Value::Figure(total.map_or_else(String::new, |total| total.points().to_string())),
            ..row
        }],
        Record::Measure(measure) => vec![Row {
            measure: id.as_str().to_owned(),
            value: Value::Text(format!("{}..{} {}", measure.min, measure.max, measure.polarity.name())),
            note: measure.question.as_str().to_owned(),
            ..row
        }],
        Record::Questionnaire(_) | Record::SafetyPlan(_) => Vec::new(),
    }
}

/// A row for each value that was read in time.
fn of_readings(treatment: &Treatment) -> impl Iterator<Item = Row> {
    treatment.readings.iter().flat_map(|reading| {
        let when = Some(When::At(reading.moment(treatment.at)));
        let row = move |[measure, value, note]: [String; 3]| Row {
            when,
            kind: readings::KIND.to_owned(),
            measure,
            value: Value::Text(value),
            note,
            ..Row::default()
        };
        readings::cells(reading).into_iter().map(row)
    })
}

/// A row for each score; the note stands in the first.
fn of_check_in(check_in: &CheckIn, note: &str) -> Vec<Row> {
    let row = |note: &str| Row {
        when: Some(check_in.when),
        kind: "check_in".to_owned(),
        note: note.to_owned(),
        ..Row::default()
    };
    if check_in.scores.is_empty() {
        return vec![row(note)];
    }
    let scored = |(nth, (measure, score)): (usize, (&MeasureId, &i32))| Row {
        measure: measure.as_str().to_owned(),
        value: Value::Figure(score.to_string()),
        words: words(check_in, measure),
        ..row(if nth == 0 { note } else { "" })
    };
    check_in.scores.iter().enumerate().map(scored).collect()
}

/// The version and the language of the words that a built-in measure was answered in. Own ones have neither.
fn words(check_in: &CheckIn, measure: &MeasureId) -> [String; 2] {
    if BuiltIn::find(measure.as_str()).is_none() {
        return Default::default();
    }
    let Asked { version, language } = check_in.asked(measure);
    [version.to_string(), language.map_or_else(String::new, |tag| tag.as_str().to_owned())]
}
