//! Afterglow's own JSON: everything in an account, with ids.

use serde::Serialize;

use crate::{
    domain::{
        account::Profile,
        fault::{Faults, Refusal, Within},
        id::RecordId,
        measure::Condition,
        questionnaire::Regular,
        record::{Kind, Record},
        reminder::Reminders,
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
    /// What the patient chose.
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

/// An export on its way back in.
#[derive(deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct DocumentForm {
    #[deserr(rename = "format", try_from(&String) = format -> Refusal)]
    _format: (),
    #[deserr(rename = "version", try_from(u32) = version -> Refusal)]
    _version: (),
    #[deserr(default)]
    profile: ProfileForm,
    records: Vec<EntryForm>,
    #[deserr(rename = "damaged", default)]
    _damaged: Option<serde_json::Value>,
}

#[derive(Default, deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
struct ProfileForm {
    #[deserr(default)]
    country: Option<crate::domain::account::Country>,
    #[deserr(default)]
    conditions: Vec<Condition>,
    #[deserr(default)]
    measures: Vec<RecordId>,
    #[deserr(default)]
    first_hours: Vec<RecordId>,
    #[deserr(default)]
    questionnaires: Vec<Regular>,
    #[deserr(default)]
    reminders: Option<Reminders>,
}

#[derive(deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
struct RawEntry {
    kind: Kind,
    id: RecordId,
    body: serde_json::Value,
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

/// The records of a malformed export that can be read, with their places in it.
pub fn readable(mut export: serde_json::Value) -> Vec<(usize, RecordId, Record)> {
    let records = export.get_mut("records").map(serde_json::Value::take);
    let Some(serde_json::Value::Array(records)) = records else { return Vec::new() };
    let read = |record| deserr::deserialize::<EntryForm, _, Faults>(record).ok();
    let each = records.into_iter().enumerate();
    each.filter_map(|(index, record)| read(record).map(|EntryForm(id, body)| (index, id, body))).collect()
}

fn format(name: &str) -> Result<(), Refusal> {
    if name == FORMAT { Ok(()) } else { Err(Refusal::FileExport) }
}

fn version(version: u32) -> Result<(), Refusal> {
    if version == 1 { Ok(()) } else { Err(Refusal::FileVersion) }
}

impl DocumentForm {
    /// The profile and the records.
    pub fn into_parts(self) -> (Profile, Vec<(RecordId, Record)>) {
        let ProfileForm { country, conditions, measures, first_hours, questionnaires, reminders } = self.profile;
        let records = self.records.into_iter().map(|EntryForm(id, body)| (id, body)).collect();
        (Profile { country, conditions, measures, first_hours, questionnaires, reminders }, records)
    }
}
