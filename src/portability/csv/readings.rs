//! Readings in time: a row for each value, with its own time in `at`, and in the note how many minutes after the start of
//! its treatment that was. So each finds its treatment by the start, wherever its row stands.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::cells::whole;
use crate::{
    domain::{
        day::Moment,
        fault::{Faults, Refusal},
        record::{Kind, Record},
        treatment::{MOST_READINGS, Pressure, SessionReading, Treatment},
    },
    portability::packed::Packed,
};

/// The kind of such a row.
pub const KIND: &str = "reading";
/// What a row tells, in the column of the measure.
const NAMES: [&str; 4] = ["blood_pressure", "pulse", "sedation", "dissociation"];
/// Behind the minutes.
const UNIT: &str = " min";

/// What the columns of the measure, the value and the note have of a reading.
pub fn cells(reading: &SessionReading) -> Vec<[String; 3]> {
    let SessionReading { minutes, blood_pressure, pulse, sedation, dissociation } = reading;
    let pressure = blood_pressure.map(|Pressure { systolic, diastolic }| format!("{systolic}/{diastolic}"));
    let values = [pressure, pulse.map(|beats| beats.to_string()), sedation.map(figure), dissociation.map(figure)];
    let row = |(name, value): (&str, Option<String>)| Some([name.to_owned(), value?, format!("{minutes}{UNIT}")]);
    NAMES.into_iter().zip(values).filter_map(row).collect()
}

fn figure(degree: u8) -> String {
    degree.to_string()
}

/// A row that is read, and waits for its treatment.
#[derive(Debug)]
pub struct Waiting {
    line: u64,
    start: Moment,
    /// How many records were read before it.
    after: usize,
    name: &'static str,
    reading: SessionReading,
}

/// Reads a row that stands in this line, after so many records.
///
/// # Errors
/// What was expected in a cell.
pub fn read(at: &str, [name, value, note]: [&str; 3], line: u64, after: usize) -> Result<Waiting, Refusal> {
    let at: Moment = at.parse()?;
    let name =
        NAMES.into_iter().find(|known| *known == name).ok_or(Refusal::OneOf { allowed: NAMES.iter().collect() })?;
    let minutes = note.strip_suffix(UNIT).and_then(whole).ok_or(Refusal::FileReadingMinutes)?;
    let reading =
        deserr::deserialize::<SessionReading, _, Faults>(json!({ "minutes": minutes, name: told(name, value)? }))
            .map_err(Faults::first)?;
    Ok(Waiting { line, start: at.after_minutes(-i64::from(minutes)), after, name, reading })
}

/// The value as JSON has it; whether it is in range is the reading's to say.
fn told(name: &str, value: &str) -> Result<Value, Refusal> {
    let Some((systolic, diastolic)) = value.split_once('/').filter(|_| name == "blood_pressure") else {
        let figure = whole(value).filter(|_| name != "blood_pressure");
        return figure.map(|figure| json!(figure)).ok_or(Refusal::FileReading);
    };
    let [systolic, diastolic] = [systolic, diastolic].map(|part| whole(part.trim()).ok_or(Refusal::FileReading));
    Ok(json!({ "systolic": systolic?, "diastolic": diastolic? }))
}

/// Gives each reading to its treatment: of those that began when it says, the last one above it; else the first below.
/// Answers the lines that are wrong.
pub fn given(waiting: Vec<Waiting>, records: &mut [Packed]) -> Vec<(u64, Refusal)> {
    if waiting.is_empty() {
        return Vec::new();
    }
    let mut begun: HashMap<Moment, Vec<usize>> = HashMap::new();
    for (place, record) in records.iter().enumerate() {
        if let Some(treatment) = treatment(record) {
            begun.entry(treatment.at).or_default().push(place);
        }
    }
    let (mut by_treatment, mut wrong) = (BTreeMap::<usize, Vec<Waiting>>::new(), Vec::new());
    for one in waiting {
        let places = begun.get(&one.start).map(Vec::as_slice).unwrap_or_default();
        let below = places.partition_point(|place| *place < one.after);
        match places.get(below.saturating_sub(1)) {
            Some(place) => by_treatment.entry(*place).or_default().push(one),
            None => wrong.push((one.line, Refusal::FileReadingTreatment)),
        }
    }
    for (place, readings) in by_treatment {
        let Some(record) = records.get_mut(place) else { continue };
        let Some(mut treatment) = treatment(record) else { continue };
        for one in readings {
            let line = one.line;
            wrong.extend(one.add_to(&mut treatment).err().map(|refusal| (line, refusal)));
        }
        *record = Packed::of(&Record::Treatment(treatment));
    }
    wrong.sort_by_key(|(line, _)| *line);
    wrong
}

fn treatment(record: &Packed) -> Option<Treatment> {
    match (record.kind() == Kind::Treatment).then(|| record.record())?.ok()? {
        Record::Treatment(treatment) => Some(treatment),
        _ => None,
    }
}

impl Waiting {
    /// One of the same minute is one reading with it.
    fn add_to(self, Treatment { readings, .. }: &mut Treatment) -> Result<(), Refusal> {
        let SessionReading { minutes, blood_pressure, pulse, sedation, dissociation } = self.reading;
        let place = readings.binary_search_by_key(&minutes, |reading| reading.minutes);
        let there = match place {
            Ok(place) => readings.get_mut(place),
            Err(_) if readings.len() >= MOST_READINGS => {
                return Err(Refusal::TooMany { most: MOST_READINGS, what: "readings" });
            }
            Err(place) => {
                readings.insert(place, self.reading);
                None
            }
        };
        let Some(there) = there else { return Ok(()) };
        let twice = match self.name {
            "blood_pressure" => there.blood_pressure.is_some(),
            "pulse" => there.pulse.is_some(),
            "sedation" => there.sedation.is_some(),
            _ => there.dissociation.is_some(),
        };
        if twice {
            return Err(Refusal::Twice { what: "value of a reading" });
        }
        there.blood_pressure = there.blood_pressure.or(blood_pressure);
        there.pulse = there.pulse.or(pulse);
        there.sedation = there.sedation.or(sedation);
        there.dissociation = there.dissociation.or(dissociation);
        Ok(())
    }
}
