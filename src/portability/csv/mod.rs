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
use super::{delimited, line_fault::LineFaults, packed::Packed};
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
/// The kind of a row with a score.
const CHECK_IN: &str = "check_in";
/// What a row can be.
const KINDS: [&str; 6] = [CHECK_IN, "treatment", readings::KIND, "event", "questionnaire_response", "measure"];

/// What a file holds.
#[derive(Debug, Default)]
pub struct File {
    /// The measures of one's own that it defines, by their ids.
    pub measures: Vec<(RecordId, Record)>,
    /// Everything else.
    pub records: Vec<Packed>,
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
    for number in 1..rows.len() {
        let Some((line, row)) = rows.get(number) else { continue };
        if let Err(refusal) = row.and_then(|row| reading.take(&row, (number, line))) {
            reading.faults.add(line, refusal);
        }
    }
    reading.finish(&rows)
}

/// A file being read: check-ins are gathered by their `at`, everything else is a row of its own.
struct Reading<'a> {
    scales: &'a Scales,
    own: HashMap<MeasureId, Scale>,
    /// The numbers of rows of check-ins, behind their `at`.
    scored: Vec<(String, usize)>,
    readings: Vec<readings::Waiting>,
    file: File,
    faults: LineFaults,
}

impl<'a> Reading<'a> {
    fn new(scales: &'a Scales) -> Self {
        Self {
            scales,
            own: HashMap::new(),
            scored: Vec::new(),
            readings: Vec::new(),
            file: File::default(),
            faults: LineFaults::default(),
        }
    }

    fn take(&mut self, row: &Row<'_>, (number, line): (usize, u64)) -> Result<(), Refusal> {
        let Row { at, cells: [kind, measure, value, note, planned, version, language] } = row;
        if *kind != "treatment" && !planned.is_empty() {
            return Err(Refusal::FilePlanned);
        }
        if *kind != CHECK_IN && asked(version, language)?.is_some() {
            return Err(Refusal::FileAsked);
        }
        let record = match *kind {
            CHECK_IN => {
                let Scored { when, score, .. } = Scored::of(row)?;
                if let Some((id, score)) = score {
                    self.within_range(&id, score)?;
                }
                self.scored.push((when.to_string(), number));
                return Ok(());
            }
            "treatment" => treatment(at, measure, value, note, truth(planned).ok_or(Refusal::FilePlannedWord)?)?,
            readings::KIND => {
                let after = self.file.records.len();
                self.readings.push(readings::read(at, [measure, value, note], line, after)?);
                return Ok(());
            }
            "event" => event(at, measure, value, note)?,
            "questionnaire_response" => response(at, measure, value, note)?,
            "measure" => return self.measure(measure, value, note),
            // An export says so of what it could not read: there is nothing to bring in.
            DAMAGED => return Ok(()),
            _ => return Err(Refusal::FileKind { kinds: KINDS.iter().collect() }),
        };
        self.file.records.push(Packed::of(&record));
        Ok(())
    }

    fn within_range(&self, id: &MeasureId, score: i32) -> Result<(), Refusal> {
        // A measure that the journal has is kept as it is there, whatever the file says of it.
        let Scale { min, max, .. } = self.scales.of(id).or_else(|unknown| self.own.get(id).copied().ok_or(unknown))?;
        if (min..=max).contains(&score) {
            Ok(())
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

    fn finish(mut self, rows: &Rows) -> Result<File, LineFaults> {
        let wrong = readings::given(self.readings, &mut self.file.records);
        for (line, refusal) in wrong {
            self.faults.add(line, refusal);
        }
        self.scored.sort_unstable();
        for same_time in self.scored.chunk_by(|(one, _), (other, _)| one == other) {
            let mut check_ins = Vec::new();
            for (line, row) in same_time.iter().filter_map(|(_, number)| rows.get(*number)) {
                if let Err(refusal) = row.and_then(|row| Scored::of(&row)?.join(&mut check_ins)) {
                    self.faults.add(line, refusal);
                }
            }
            self.file.records.extend(check_ins.into_iter().map(|check_in| Packed::of(&Record::CheckIn(check_in))));
        }
        self.faults.or(self.file)
    }
}

/// What a row adds to a check-in.
struct Scored {
    when: When,
    score: Option<(MeasureId, i32)>,
    asked: Option<Asked>,
    note: Option<Note>,
}

impl Scored {
    /// Of this row, whatever the range of its measure is.
    fn of(Row { at, cells }: &Row<'_>) -> Result<Self, Refusal> {
        let [_, measure, value, note, _, version, language] = *cells;
        let asked = asked(version, language)?;
        if asked.is_some() && BuiltIn::find(measure).is_none() {
            return Err(Refusal::FileAsked);
        }
        let when = at.parse()?;
        let note = some_note(note)?;
        let score = if measure.is_empty() && value.is_empty() {
            None
        } else {
            let id: MeasureId = measure.parse().map_err(|_| Refusal::MeasureId)?;
            Some((id, whole(value).ok_or(Refusal::FileWhole)?))
        };
        if score.is_none() && note.as_ref().is_none_or(Note::is_blank) {
            return Err(Refusal::FileScoreOrNote);
        }
        Ok(Self { when, score, asked, note })
    }

    /// Adds it to the last check-in of its time; a measure answered twice at one time makes a further one.
    fn join(self, same_time: &mut Vec<CheckIn>) -> Result<(), Refusal> {
        let Self { when, score, asked, note } = self;
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
