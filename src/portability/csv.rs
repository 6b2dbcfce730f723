//! Afterglow's own CSV: `at,kind,measure,value,note,planned,version,language`, one row for each score.

use std::{
    collections::{BTreeMap, HashMap},
    str::FromStr,
};

use csv::{ReaderBuilder, StringRecord, Writer};

use super::{
    identity::dose_text,
    line_fault::{LineFault, LineFaults},
};
use crate::{
    domain::{
        check_in::CheckIn,
        day::{Moment, When},
        event::Event,
        fault::Refusal,
        id::RecordId,
        measure::{Asked, BuiltIn, MeasureId, OwnMeasure, Scale, Scales, version_of},
        questionnaire::{Answers, Questionnaire, QuestionnaireResponse},
        record::Record,
        text::{Label, Note},
        treatment::{Dose, Treatment},
    },
    journal::Damaged,
};

/// The header, which every file begins with.
const HEADER: [&str; 8] = ["at", "kind", "measure", "value", "note", "planned", "version", "language"];

/// Older files end here: they have no columns for the words that a score was given in, or for what is planned either.
const OLDER_COLUMNS: [usize; 2] = [6, 5];

/// What the last column says of a treatment that nobody has confirmed.
const PLANNED: &str = "true";
/// What a row can be.
const KINDS: [&str; 5] = ["check_in", "treatment", "event", "questionnaire_response", "measure"];

/// What a treatment is said to have been when the file does not tell: CSV has no column for it.
const UNTOLD_MEDICINE: &str = "unspecified";

/// What a file holds.
#[derive(Debug, Default)]
pub struct File {
    /// The measures of one's own that it defines, by their ids.
    pub measures: Vec<(RecordId, Record)>,
    /// Everything else.
    pub records: Vec<Record>,
}

/// Reads a file to its end, and refuses all of it when any row is wrong.
///
/// `scales` are the measures that the account knows; rows of kind `measure` add to them.
///
/// # Errors
/// Each bad row with its line.
pub fn read(file: &[u8], scales: &Scales) -> Result<File, LineFaults> {
    // Spreadsheets put a byte order mark before the first cell.
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let mut lines = Lines::of_file(file);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file);
    let mut rows = reader.records();
    let header = rows.next().unwrap_or_else(|| Ok(StringRecord::new()));
    let Some(columns) = header.ok().and_then(|row| columns(&row)) else {
        // Without it every other row would be wrong too.
        return Err(LineFaults::one(1, Refusal::FileHeader { header: HEADER.join(",") }));
    };
    let mut reading = Reading::new(scales, columns);
    for row in rows {
        let (position, taken) = match &row {
            Ok(row) => (row.position(), reading.take(row)),
            Err(error) => (error.position(), Err(unreadable(error))),
        };
        if let Err(refusal) = taken {
            let line = position.map_or(0, |position| lines.of(position));
            reading.faults.0.push(LineFault::new(line, refusal));
        }
    }
    reading.finish()
}

/// Which line a row begins in. The reader's own count is behind after CRLF and after empty lines,
/// which it takes as the beginning of the row that follows.
pub struct Lines<'a> {
    file: &'a [u8],
    reached: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Of a file, from its first line on.
    pub fn of_file(file: &'a [u8]) -> Self {
        Self { file, reached: 0, line: 1 }
    }

    /// Asked in the order of the rows.
    pub fn of(&mut self, position: &csv::Position) -> u64 {
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX).max(self.reached);
        let breaks = self.file.iter().skip(from).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.file.get(self.reached..from + breaks).unwrap_or_default();
        self.line += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.reached = from + breaks;
        self.line
    }
}

fn unreadable(error: &csv::Error) -> Refusal {
    if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) { Refusal::FileUtf8 } else { Refusal::FileRow }
}

/// The columns of a file whose first row this is; `None` where it is no header.
fn columns(row: &StringRecord) -> Option<&'static [&'static str]> {
    let older = OLDER_COLUMNS.into_iter().filter_map(|end| HEADER.get(..end));
    [&HEADER[..]].into_iter().chain(older).find(|columns| row.iter().eq(columns.iter().copied()))
}

/// A file being read: check-ins are gathered by their `at`, everything else is a row of its own.
struct Reading<'a> {
    scales: &'a Scales,
    columns: &'static [&'static str],
    own: HashMap<MeasureId, Scale>,
    /// By their `at`.
    check_ins: BTreeMap<String, Vec<CheckIn>>,
    file: File,
    faults: LineFaults,
}

impl<'a> Reading<'a> {
    fn new(scales: &'a Scales, columns: &'static [&'static str]) -> Self {
        Self {
            scales,
            columns,
            own: HashMap::new(),
            check_ins: BTreeMap::new(),
            file: File::default(),
            faults: LineFaults::default(),
        }
    }

    fn take(&mut self, row: &StringRecord) -> Result<(), Refusal> {
        let [at, kind, measure, value, note, planned, version, language] = self.cells(row)?;
        if kind != "treatment" && !planned.is_empty() {
            return Err(Refusal::FilePlanned);
        }
        let asked = asked(version, language)?;
        if asked.is_some() && (kind != "check_in" || BuiltIn::find(measure).is_none()) {
            return Err(Refusal::FileAsked);
        }
        match kind {
            "check_in" => self.score(at, measure, value, note, asked),
            "treatment" => {
                let planned = is_planned(planned)?;
                treatment(at, measure, value, note, planned).map(|treatment| self.file.records.push(treatment))
            }
            "event" => event(at, measure, value, note).map(|event| self.file.records.push(event)),
            "questionnaire_response" => {
                response(at, measure, value, note).map(|response| self.file.records.push(response))
            }
            "measure" => self.measure(measure, value, note),
            // An export says so of what it could not read: there is nothing to bring in.
            DAMAGED => Ok(()),
            _ => Err(Refusal::FileKind { kinds: KINDS.iter().collect() }),
        }
    }

    /// One for each column that there is; what the file does not tell is empty.
    fn cells<'row>(&self, row: &'row StringRecord) -> Result<[&'row str; 8], Refusal> {
        let wrong = || Refusal::FileCells { count: self.columns.len(), columns: self.columns.join(",") };
        let mut cells: Vec<&str> = row.iter().collect();
        if cells.len() != self.columns.len() {
            return Err(wrong());
        }
        cells.resize(HEADER.len(), "");
        cells.try_into().map_err(|_| wrong())
    }

    fn score(&mut self, at: &str, measure: &str, value: &str, note: &str, asked: Option<Asked>) -> Result<(), Refusal> {
        let when: When = at.parse()?;
        let note = if note.is_empty() { None } else { Some(Note::try_from(note.to_owned())?) };
        let score = if measure.is_empty() && value.is_empty() { None } else { Some(self.scored(measure, value)?) };
        if score.is_none() && note.as_ref().is_none_or(Note::is_blank) {
            return Err(Refusal::FileScoreOrNote);
        }
        // A measure answered twice at one time is a further check-in of that time.
        let same_time = self.check_ins.entry(when.to_string()).or_default();
        let answered = |check_in: &CheckIn| score.as_ref().is_some_and(|(id, _)| check_in.scores.contains_key(id));
        if same_time.last().is_none_or(answered) {
            same_time.push(CheckIn { when, scores: BTreeMap::new(), asked: BTreeMap::new(), note: None });
        }
        let Some(check_in) = same_time.last_mut() else { return Ok(()) };
        if let Some((id, score)) = score {
            check_in.asked.extend(asked.map(|asked| (id.clone(), asked)));
            check_in.scores.insert(id, score);
        }
        if let Some(note) = note {
            check_in.note = Some(match check_in.note.take() {
                Some(earlier) if earlier != note => Note::try_from(format!("{}\n{}", earlier.as_str(), note.as_str()))?,
                _ => note,
            });
        }
        Ok(())
    }

    fn scored(&self, measure: &str, value: &str) -> Result<(MeasureId, i32), Refusal> {
        let id: MeasureId = measure.parse().map_err(|_| Refusal::MeasureId)?;
        let whole = || Refusal::FileWhole;
        let score: i32 = value.parse().map_err(|_| whole())?;
        // A measure that the journal has is kept as it is there, whatever the file says of it.
        let Scale { min, max, .. } =
            self.scales.of(&id).or_else(|unknown| self.own.get(&id).copied().ok_or(unknown))?;
        if (min..=max).contains(&score) {
            Ok((id, score))
        } else {
            Err(Refusal::WholeNumber { min: min.into(), max: max.into() })
        }
    }

    fn measure(&mut self, id: &str, value: &str, question: &str) -> Result<(), Refusal> {
        let id: MeasureId = id.parse().map_err(|_| Refusal::MeasureId)?;
        if BuiltIn::find(id.as_str()).is_some() {
            return Err(Refusal::BuiltInMeasure);
        }
        let scale = scale(value).ok_or(Refusal::FileScale)?;
        let Scale { min, max, polarity } = scale;
        let body = serde_json::json!({ "question": question, "min": min, "max": max, "polarity": polarity });
        let measure: OwnMeasure = deserr::deserialize(body).map_err(crate::domain::fault::Faults::first)?;
        self.own.insert(id.clone(), scale);
        self.file.measures.push((id, Record::Measure(measure)));
        Ok(())
    }

    fn finish(mut self) -> Result<File, LineFaults> {
        self.file.records.extend(self.check_ins.into_values().flatten().map(Record::CheckIn));
        if self.faults.0.is_empty() { Ok(self.file) } else { Err(self.faults) }
    }
}

/// The words that a score was given in; none where they are the first ones, in a language that nobody noted.
fn asked(version: &str, language: &str) -> Result<Option<Asked>, Refusal> {
    let asked = Asked {
        version: if version.is_empty() { Asked::default().version } else { version_of(version)? },
        language: if language.is_empty() { None } else { Some(language.to_owned().try_into()?) },
    };
    Ok(Some(asked).filter(|asked| *asked != Asked::default()))
}

/// As spreadsheets write it, too.
fn is_planned(cell: &str) -> Result<bool, Refusal> {
    match cell.to_ascii_lowercase().as_str() {
        PLANNED => Ok(true),
        "false" | "" => Ok(false),
        _ => Err(Refusal::FilePlannedWord),
    }
}

fn treatment(at: &str, route: &str, dose: &str, note: &str, planned: bool) -> Result<Record, Refusal> {
    let at: Moment = at.parse()?;
    let route = route.parse()?;
    let dose = if dose.is_empty() { None } else { Some(parse_dose(dose)?) };
    Ok(Record::Treatment(Treatment {
        at,
        planned,
        duration_minutes: None,
        medicine: Label::try_from(UNTOLD_MEDICINE.to_owned())?,
        route,
        dose,
        setting: None,
        intention: None,
        experience: some_note(note)?,
        side_effects: Vec::new(),
        blood_pressure: None,
    }))
}

fn event(at: &str, category: &str, title: &str, note: &str) -> Result<Record, Refusal> {
    let when = at.parse()?;
    let category = category.parse()?;
    let title = Label::try_from(title.to_owned())?;
    if title.is_blank() {
        return Err(Refusal::FileTitle);
    }
    Ok(Record::Event(Event { when, category, title, note: some_note(note)? }))
}

fn response(at: &str, questionnaire: &str, total: &str, note: &str) -> Result<Record, Refusal> {
    let when = at.parse()?;
    let questionnaire: Questionnaire = questionnaire.parse()?;
    let points = f64::from_str(total).map_err(|_| Refusal::FileNumber)?;
    if !note.is_empty() {
        return Err(Refusal::FileNoNote);
    }
    let total = Some(questionnaire.total(points)?);
    Ok(Record::QuestionnaireResponse(QuestionnaireResponse { when, questionnaire, total, answers: Answers::default() }))
}

fn some_note(text: &str) -> Result<Option<Note>, Refusal> {
    if text.is_empty() { Ok(None) } else { Note::try_from(text.to_owned()).map(Some) }
}

fn parse_dose(text: &str) -> Result<Dose, Refusal> {
    let wrong = || Refusal::FileDose;
    let (amount, unit) = text.split_once(' ').ok_or_else(wrong)?;
    let amount = Dose::amount(f64::from_str(amount).map_err(|_| wrong())?)?;
    Ok(Dose { amount, unit: unit.parse()? })
}

/// A range and its bad end, as `0..10 higher_is_worse`.
pub fn scale(text: &str) -> Option<Scale> {
    let (range, polarity) = text.split_once(' ')?;
    let (min, max) = range.split_once("..")?;
    Some(Scale { min: min.parse().ok()?, max: max.parse().ok()?, polarity: polarity.parse().ok()? })
}

/// The kind of a row that names a record which could not be read, by its day, kind and id.
const DAMAGED: &str = "damaged";

/// Writes records as CSV, and after them those that could not be read, a row each. What has no column (of a treatment: medicine, duration, setting and so on; of a
/// questionnaire: its answers and its form) is in the JSON export alone.
///
/// # Errors
/// Never, in memory.
pub fn write(records: &[(RecordId, Record)], damaged: &[Damaged]) -> csv::Result<Vec<u8>> {
    let mut csv = Writer::from_writer(Vec::new());
    csv.write_record(HEADER)?;
    for (id, record) in records {
        write_record(&mut csv, id, record)?;
    }
    for Damaged { kind, id, local_date, .. } in damaged {
        csv.write_record([local_date.as_deref().unwrap_or_default(), DAMAGED, kind, id, "", "", "", ""])?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}

fn write_record(csv: &mut Writer<Vec<u8>>, id: &RecordId, record: &Record) -> csv::Result<()> {
    let text = |note: &Option<Note>| note.as_ref().map_or(String::new(), |note| note.as_str().to_owned());
    match record {
        Record::CheckIn(check_in) => {
            let (at, mut note) = (check_in.when.to_string(), text(&check_in.note));
            for (measure, score) in &check_in.scores {
                let (score, note) = (score.to_string(), std::mem::take(&mut note));
                let [version, language] = words(check_in, measure);
                csv.write_record([&at, "check_in", measure.as_str(), &score, &note, "", &version, &language])?;
            }
            if check_in.scores.is_empty() {
                csv.write_record([&at, "check_in", "", "", &note, "", "", ""])?;
            }
            Ok(())
        }
        Record::Treatment(treatment) => {
            let dose = treatment.dose.map(dose_text).unwrap_or_default();
            let (at, note) = (treatment.at.to_string(), text(&treatment.experience));
            let planned = if treatment.planned { PLANNED } else { "" };
            csv.write_record([&at, "treatment", treatment.route.name(), &dose, &note, planned, "", ""])
        }
        Record::Event(event) => csv.write_record([
            &event.when.to_string(),
            "event",
            event.category.name(),
            event.title.as_str(),
            &text(&event.note),
            "",
            "",
            "",
        ]),
        Record::QuestionnaireResponse(QuestionnaireResponse { when, questionnaire, total, .. }) => {
            let total = total.map_or(String::new(), |total| total.points().to_string());
            csv.write_record([
                &when.to_string(),
                "questionnaire_response",
                questionnaire.name(),
                &total,
                "",
                "",
                "",
                "",
            ])
        }
        Record::Questionnaire(_) | Record::SafetyPlan(_) => Ok(()),
        Record::Measure(measure) => {
            let range = format!("{}..{} {}", measure.min, measure.max, measure.polarity.name());
            csv.write_record(["", "measure", id.as_str(), &range, measure.question.as_str(), "", "", ""])
        }
    }
}

/// The version and the language of the words that a built-in measure was answered in. Own ones have neither.
fn words(check_in: &CheckIn, measure: &MeasureId) -> [String; 2] {
    if BuiltIn::find(measure.as_str()).is_none() {
        return [String::new(), String::new()];
    }
    let Asked { version, language } = check_in.asked(measure);
    [version.to_string(), language.map_or_else(String::new, |tag| tag.as_str().to_owned())]
}
