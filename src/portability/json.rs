//! Afterglow's own JSON: everything in an account, with ids.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{
    Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

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
    pub records: Vec<(usize, RecordId, Record)>,
    /// What is wrong with the others, or with the file around them.
    pub faults: Faults,
}

impl Read {
    /// Reads an export record by record: what is kept of it is its records alone, and the first of its faults.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn of(file: &[u8]) -> Result<Self, serde_json::Error> {
        let mut members: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_slice(file)?;
        let empty: &RawValue = serde_json::from_str("[]")?;
        let mut sent = Records::default();
        // Anything but a list is refused with the rest.
        if let Some(list) = members.get_mut("records")
            && list.get().starts_with('[')
        {
            serde_json::Deserializer::from_str(list.get()).deserialize_seq(&mut sent)?;
            *list = empty;
        }
        let around =
            members.into_iter().map(|(name, value)| Ok((name.into_owned(), serde_json::from_str(value.get())?)));
        let around: serde_json::Map<String, Value> = around.collect::<Result<_, serde_json::Error>>()?;
        let Records { records, mut faults } = sent;
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

/// The records of an export, each taken as it is met.
#[derive(Default)]
struct Records {
    records: Vec<(usize, RecordId, Record)>,
    faults: Faults,
}

impl<'de> Visitor<'de> for &mut Records {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(record) = list.next_element::<Value>()? {
            match deserr::deserialize::<EntryForm, _, Faults>(record) {
                Ok(EntryForm(id, body)) => self.records.push((index, id, body)),
                Err(faults) => self.faults.join(faults.within(&format!("/records/{index}"))),
            }
            index += 1;
        }
        Ok(())
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
