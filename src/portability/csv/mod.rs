//! Afterglow's own CSV: `at,kind,measure,value,note,planned,version,language`, one row for each score,
//! and the same for a spreadsheet. Either comes back in, also as a spreadsheet saved it.

mod cells;
mod readings;
mod rows;
mod write;

use std::collections::{BTreeMap, HashMap};

pub use self::write::{for_spreadsheet, plain};
use self::{
    cells::{number, truth, whole},
    rows::{Row, Rows},
};
use super::{delimited, line_fault::LineFaults};
use crate::domain::{
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
};

/// What its column says of a treatment that nobody has confirmed.
const PLANNED: &str = "true";
/// What a row can be.
const KINDS: [&str; 6] = ["check_in", "treatment", readings::KIND, "event", "questionnaire_response", "measure"];

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
    let text = delimited::certain_text(file).map_err(|line| LineFaults::one(line, Refusal::FileUtf8))?;
    let rows = Rows::of(&text)?;
    let mut reading = Reading::new(scales);
    rows.each(|line, row| {
        if let Err(refusal) = row.and_then(|row| reading.take(&row, line)) {
            reading.faults.add(line, refusal);
        }
    });
    reading.finish()
}

/// A file being read: check-ins are gathered by their `at`, everything else is a row of its own.
struct Reading<'a> {
    scales: &'a Scales,
    own: HashMap<MeasureId, Scale>,
    /// By their `at`.
    check_ins: BTreeMap<String, Vec<CheckIn>>,
    readings: Vec<readings::Waiting>,
    file: File,
    faults: LineFaults,
}

impl<'a> Reading<'a> {
    fn new(scales: &'a Scales) -> Self {
        Self {
            scales,
            own: HashMap::new(),
            check_ins: BTreeMap::new(),
            readings: Vec::new(),
            file: File::default(),
            faults: LineFaults::default(),
        }
    }

    fn take(&mut self, Row { at, cells }: &Row<'_>, line: u64) -> Result<(), Refusal> {
        let [kind, measure, value, note, planned, version, language] = *cells;
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
                let planned = truth(planned).ok_or(Refusal::FilePlannedWord)?;
                treatment(at, measure, value, note, planned).map(|treatment| self.file.records.push(treatment))
            }
            readings::KIND => {
                let after = self.file.records.len();
                readings::read(at, [measure, value, note], line, after).map(|reading| self.readings.push(reading))
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

    fn score(&mut self, at: &str, measure: &str, value: &str, note: &str, asked: Option<Asked>) -> Result<(), Refusal> {
        let when: When = at.parse()?;
        let note = if note.is_empty() { None } else { Some(Note::try_from(note.to_owned())?) };
        let score = if measure.is_empty() && value.is_empty() { None } else { Some(self.scored(measure, value)?) };
        if score.is_none() && note.as_ref().is_none_or(Note::is_blank) {
            return Err(Refusal::FileScoreOrNote);
        }
        // A measure answered twice at one time is a further check-in of that time.
        let same_time = self.check_ins.entry(when.to_string()).or_insert_with(|| Vec::with_capacity(1));
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
        let score = whole(value).ok_or(Refusal::FileWhole)?;
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
        let wrong = readings::given(self.readings, &mut self.file.records);
        for (line, refusal) in wrong {
            self.faults.add(line, refusal);
        }
        self.file.records.extend(self.check_ins.into_values().flatten().map(Record::CheckIn));
        self.faults.or(self.file)
    }
}

/// The words that a score was given in; none where they are the first ones, in a language that nobody noted.
fn asked(version: &str, language: &str) -> Result<Option<Asked>, Refusal> {
    let asked = Asked {
        version: match whole(version) {
            None if version.is_empty() => Asked::default().version,
            number => version_of(&number.map_or_else(|| version.to_owned(), |number| number.to_string()))?,
        },
        language: if language.is_empty() { None } else { Some(language.to_owned().try_into()?) },
    };
    Ok(Some(asked).filter(|asked| *asked != Asked::default()))
}

fn treatment(at: &str, route: &str, dose: &str, note: &str, planned: bool) -> Result<Record, Refusal> {
    let at: Moment = at.parse()?;
    let route = route.parse()?;
    let dose = if dose.is_empty() { None } else { Some(parse_dose(dose)?) };
    Ok(Record::Treatment(Treatment {
        at,
        planned,
        duration_minutes: None,
        medicine: Label::try_from(Treatment::UNTOLD_MEDICINE.to_owned())?,
        route,
        dose,
        setting: None,
        intention: None,
        experience: some_note(note)?,
        side_effects: Vec::new(),
        blood_pressure: None,
        readings: Vec::new(),
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
    let points = number(total).ok_or(Refusal::FileNumber)?;
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
    let amount = Dose::amount(number(amount).ok_or_else(wrong)?)?;
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
