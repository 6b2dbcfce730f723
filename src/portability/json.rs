//! Afterglow's own JSON: everything in an account, with ids.

use std::{fmt, io::BufReader};

use serde::{
    Deserializer, Serialize,
    de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::packed::Packed;

use crate::{
    domain::{
        account::Profile,
        fault::{Faults, Refusal, Within},
        id::RecordId,
        measure::Condition,
        questionnaire::Regular,
        record::{Kind, Record},
        reminder::{ReminderChoiceSchema, Reminders},
    },
    journal::Damaged,
};

/// The first member of every export, by which an import knows it.
const FORMAT: &str = "afterglow";

/// Everything in an account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = JournalDocument)]
pub struct Document {
    #[schema(example = "afterglow")]
    format: &'static str,
    version: u32,
    /// What the patient chose. A file without it changes nothing of that.
    #[schema(value_type = ProfileForm, required = false)]
    pub profile: Profile,
    /// Measures first, then by time.
    pub records: Vec<Entry>,
    /// Records that cannot be read and are missing here; absent where there are none. An import passes over them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    damaged: Vec<Damaged>,
}

/// One record with its id.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = JournalEntry)]
pub struct Entry {
    kind: Kind,
    #[schema(value_type = String)]
    id: RecordId,
    body: Record,
}

impl Document {
    /// Of these records.
    pub fn new(profile: Profile, records: Vec<(RecordId, Record)>, damaged: Vec<Damaged>) -> Self {
        let records = records.into_iter().map(|(id, body)| Entry { kind: body.kind(), id, body }).collect();
        Self { format: FORMAT, version: 1, profile, records, damaged }
    }
}

/// An export on its way back in, as far as it reads.
#[derive(Debug)]
pub struct Read {
    /// What the patient chose.
    pub profile: Profile,
    /// The records that are as expected, with their places in the file.
    pub records: Vec<(usize, RecordId, Packed)>,
    /// What is wrong with the others, or with the file around them.
    pub faults: Faults,
}

/// The most characters of one record or of what the patient chose: more than a request may have.
const LARGEST: usize = 1024 * 1024;
/// The most records of a file: so many are written in decades.
const MOST_RECORDS: usize = 300_000;
const RECORDS: &str = "records";
/// What could not be read when the file was made: there is nothing to bring in.
const DAMAGED: &str = "damaged";

impl Read {
    /// Reads an export record by record: what is kept of it is its records alone, in few bytes, and the first of its
    /// faults.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn of(file: &[u8]) -> serde_json::Result<Self> {
        Self::from(serde_json::Deserializer::from_slice(file))
    }

    /// The same, of a file that is unpacked while it is read.
    ///
    /// # Errors
    /// When it is no JSON, or does not unpack.
    pub fn unpacking(file: impl std::io::Read) -> serde_json::Result<Self> {
        Self::from(serde_json::Deserializer::from_reader(BufReader::new(file)))
    }

    fn from<'de>(mut file: serde_json::Deserializer<impl serde_json::de::Read<'de>>) -> serde_json::Result<Self> {
        let mut sent = Sent::default();
        file.deserialize_map(&mut sent)?;
        file.end()?;
        let Sent { around, records: Records { records, mut faults } } = sent;
        let profile = match deserr::deserialize::<DocumentForm, _, Faults>(Value::Object(around)) {
            Ok(form) => form.profile.into(),
            Err(others) => {
                faults.join(others);
                Profile::default()
            }
        };
        Ok(Self { profile, records, faults })
    }
}

/// The members of an export.
#[derive(Default)]
struct Sent {
    around: serde_json::Map<String, Value>,
    records: Records,
}

impl<'de> Visitor<'de> for &mut Sent {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            let value = if name == RECORDS {
                self.records = Records::default();
                members.next_value_seed(&mut self.records)?
            } else if name == DAMAGED {
                members.next_value::<IgnoredAny>()?;
                Value::Null
            } else {
                let value: Box<RawValue> = members.next_value()?;
                if value.get().len() > LARGEST {
                    self.records.faults.add(format!("/{name}"), TOO_LARGE);
                    continue;
                }
                serde_json::from_str(value.get()).map_err(de::Error::custom)?
            };
            self.around.insert(name, value);
        }
        Ok(())
    }
}

const TOO_LARGE: Refusal = Refusal::AtMostCharacters { most: LARGEST };

/// The records of an export, each taken as it is met. As a value they are an empty list.
#[derive(Default)]
struct Records {
    records: Vec<(usize, RecordId, Packed)>,
    faults: Faults,
}

impl<'de> DeserializeSeed<'de> for &mut Records {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Records {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut index = 0;
        while let Some(record) = list.next_element::<Box<RawValue>>()? {
            if self.records.len() == MOST_RECORDS {
                self.faults.add("/records", Refusal::TooMany { most: MOST_RECORDS, what: "records" });
                while list.next_element::<IgnoredAny>()?.is_some() {}
                break;
            }
            if record.get().len() > LARGEST {
                self.faults.add(format!("/records/{index}"), TOO_LARGE);
            } else {
                let record: Value = serde_json::from_str(record.get()).map_err(de::Error::custom)?;
                match deserr::deserialize::<EntryForm, _, Faults>(record) {
                    Ok(EntryForm(id, body)) => self.records.push((index, id, Packed::of(&body))),
                    Err(faults) => self.faults.join(faults.within(&format!("/records/{index}"))),
                }
            }
            index += 1;
        }
        Ok(Value::Array(Vec::new()))
    }

    // Anything but a list is refused with the rest.

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Object(serde_json::Map::new()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, _: &str) -> Result<Value, E> {
        Ok(Value::String(String::new()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

/// What is around the records of an export.
#[derive(deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
struct DocumentForm {
    #[deserr(rename = "format", try_from(&String) = format -> Refusal)]
    _format: (),
    #[deserr(rename = "version", try_from(u32) = version -> Refusal)]
    _version: (),
    #[deserr(default)]
    profile: ProfileForm,
    /// Empty: they were taken one by one.
    #[deserr(rename = "records")]
    _records: Vec<EntryForm>,
    #[deserr(rename = "damaged", default)]
    _damaged: Option<Value>,
}

/// What the patient chose, as a file tells it. What is absent changes nothing.
#[derive(Default, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[schema(as = JournalProfile)]
struct ProfileForm {
    /// Where they live, for the crisis lines.
    #[schema(value_type = Option<String>, example = "DE")]
    #[deserr(default)]
    country: Option<crate::domain::account::Country>,
    /// What they are treated for.
    #[schema(required = false)]
    #[deserr(default)]
    conditions: Vec<Condition>,
    /// The measures they answer, in the order in which they are shown.
    #[schema(value_type = Vec<String>, required = false)]
    #[deserr(default)]
    measures: Vec<RecordId>,
    /// The two measures that the hours after a treatment ask first.
    #[schema(value_type = Vec<String>, required = false, max_items = 2)]
    #[deserr(default)]
    first_hours: Vec<RecordId>,
    /// The questionnaires they answer every week or two.
    #[schema(required = false)]
    #[deserr(default)]
    questionnaires: Vec<Regular>,
    /// When they want to be reminded.
    #[schema(value_type = Option<ReminderChoiceSchema>)]
    #[deserr(default)]
    reminders: Option<Reminders>,
}

#[derive(deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
struct RawEntry {
    kind: Kind,
    id: RecordId,
    body: Value,
}

#[derive(deserr::Deserr)]
#[deserr(error = Faults, try_from(RawEntry) = EntryForm::try_from -> Within)]
struct EntryForm(RecordId, Record);

impl TryFrom<RawEntry> for EntryForm {
    type Error = Within;

    fn try_from(raw: RawEntry) -> Result<Self, Within> {
        let body = Record::parse(raw.kind, raw.body).map_err(|faults| Within(faults.within("/body")))?;
        Ok(Self(raw.id, body))
    }
}

fn format(name: &str) -> Result<(), Refusal> {
    if name == FORMAT { Ok(()) } else { Err(Refusal::FileExport) }
}

fn version(version: u32) -> Result<(), Refusal> {
    if version == 1 { Ok(()) } else { Err(Refusal::FileVersion) }
}

impl From<ProfileForm> for Profile {
    fn from(form: ProfileForm) -> Self {
        let ProfileForm { country, conditions, measures, first_hours, questionnaires, reminders } = form;
        Self { country, conditions, measures, first_hours, questionnaires, reminders }
    }
}
