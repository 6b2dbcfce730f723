//! A share: what a patient shows a clinician, and for how long.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    account::Secret,
    day::Day,
    fault::{Faults, Refusal, Within},
    language::Language,
    measure::MeasureId,
    text::Label,
};

/// The measure that is shown only where the patient ticks it.
pub const SELF_HARM: &str = "self_harm_thoughts";

/// The wrong passcodes, in all, that end a link.
pub const MOST_FAILURES: i64 = 10;

/// What a link shows. Sealed like a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ShareTerms)]
pub struct Terms {
    /// Whom or what the link is for, in the patient's words.
    #[schema(value_type = String, max_length = 100)]
    pub label: Label,
    /// The measures shown, in order.
    #[schema(value_type = Vec<String>)]
    pub measures: Vec<MeasureId>,
    /// The days shown.
    pub range: Range,
    /// What is shown beside scores.
    pub include: Include,
    /// What its documents are written in, unless a visitor asks for another; the patient's language where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "de")]
    pub language: Option<Language>,
    /// Whose journal it is; absent unless the patient said so for this link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Whose>,
}

/// Whose journal it is, in the patient's own words: for one link alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = Whose::check -> Within)]
#[schema(as = SharePatient)]
pub struct Whose {
    /// The name, without control characters.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub name: Label,
    /// The date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub birth_date: Option<Day>,
}

impl Whose {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.name.is_blank() {
            faults.add("/name", Refusal::PersonName);
        } else if self.name.as_str().contains(char::is_control) {
            faults.add("/name", Refusal::NameWithoutControls);
        }
        faults.or(self).map_err(Within)
    }

    /// Checks that the patient was born by this local date.
    ///
    /// # Errors
    /// A fault at `/patient/birth_date` when that lies ahead.
    pub fn born_by(&self, today: Date) -> Result<(), Faults> {
        match self.birth_date {
            Some(day) if day.date() > today => Err(Faults::one("/patient/birth_date", Refusal::BirthDate)),
            _ => Ok(()),
        }
    }
}

/// Who receives a file, as they name themselves: up to 100 characters, none of them a control character.
#[derive(Debug, Clone, PartialEq, Eq, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = Recipient::try_from -> Refusal)]
pub struct Recipient(Label);

impl Recipient {
    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl TryFrom<String> for Recipient {
    type Error = Refusal;

    fn try_from(name: String) -> Result<Self, Refusal> {
        if name.contains(char::is_control) {
            return Err(Refusal::NameWithoutControls);
        }
        Label::try_from(name).map(Self)
    }
}

/// The days that a link shows: all of them, up to today and so many back, or between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = Range::check -> Within)]
#[schema(as = ShareRange)]
pub struct Range {
    /// A rolling range: the days before each visit, 1 to 3,650.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    #[schema(minimum = 1, maximum = 3650)]
    pub last_days: Option<u16>,
    /// From this local date on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Day>,
    /// Up to and with this local date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Day>,
}

impl Range {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.last_days.is_some_and(|days| !(1..=3650).contains(&days)) {
            faults.add("/last_days", Refusal::WholeNumber { min: 1, max: 3650 });
        }
        if self.last_days.is_some() && (self.from.is_some() || self.to.is_some()) {
            faults.add("/last_days", Refusal::NotBoth { one: "`last_days`", other: "`from` and `to`" });
        }
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to < from
        {
            faults.add("/to", Refusal::NotBefore);
        }
        faults.or(self).map_err(Within)
    }

    /// The first and last local date shown to who visits at `now`; none where it is open.
    pub fn dates(self, now: Timestamp, zone: &TimeZone) -> (Option<Date>, Option<Date>) {
        match self.last_days {
            Some(days) => {
                let back = SignedDuration::from_hours(24 * (i64::from(days) - 1));
                (Some(now.to_zoned(zone.clone()).date().saturating_sub(back)), None)
            }
            None => (self.from.map(Day::date), self.to.map(Day::date)),
        }
    }
}

/// What is shown beside scores: nothing of it unless ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[serde(default)]
#[schema(as = ShareInclude, default)]
#[expect(clippy::struct_excessive_bools, reason = "boxes to tick, each its own")]
pub struct Include {
    /// Notes of check-ins and events, intentions and experiences of treatments.
    #[deserr(default)]
    pub notes: bool,
    /// How much was given.
    #[deserr(default)]
    pub doses: bool,
    /// Side effects and blood pressure.
    #[deserr(default)]
    pub side_effects: bool,
    /// Thoughts of not wanting to live, or of harming oneself.
    #[deserr(default)]
    pub self_harm: bool,
    /// Totals of questionnaires; never the answers.
    #[deserr(default)]
    pub questionnaires: bool,
    /// The patient's safety plan; never in the FHIR bundle, which has no place for it.
    #[deserr(default)]
    pub safety_plan: bool,
}

impl Include {
    /// What is in a patient's own documents: all of it but the safety plan, for which one asks by ticking it alone.
    pub const EVERYTHING: Self = Self {
        notes: true,
        doses: true,
        side_effects: true,
        self_harm: true,
        questionnaires: true,
        safety_plan: false,
    };
}

/// A link that someone asks for.
#[derive(Debug, Clone, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = ShareForm::check -> Within)]
#[schema(as = NewShare)]
pub struct ShareForm {
    /// Whom or what the link is for.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub label: Label,
    /// The measures to show, in order; at least one.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 50)]
    pub measures: Vec<MeasureId>,
    /// The days to show; all of them unless told.
    #[deserr(default)]
    #[schema(required = false)]
    pub range: Range,
    /// What to show beside scores.
    #[deserr(default)]
    #[schema(required = false)]
    pub include: Include,
    /// What its documents are written in, as `de`: a language of the app; the patient's where none is named.
    #[deserr(default)]
    #[schema(value_type = Option<String>, example = "de")]
    pub language: Option<Language>,
    /// For how many days the link works, 1 to 365; 30 unless told.
    #[deserr(default = 30, try_from(i64) = lifetime -> Refusal)]
    #[schema(required = false, minimum = 1, maximum = 365, default = 30)]
    pub expires_in_days: i64,
    /// What a visitor must know beside the link, 4 to 64 characters.
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = Password, min_length = 4, max_length = 64)]
    pub passcode: Option<Secret>,
    /// Whose journal it is, where visitors are to see it; nobody's name unless told.
    #[deserr(default)]
    pub patient: Option<Whose>,
}

fn lifetime(days: i64) -> Result<i64, Refusal> {
    if (1..=365).contains(&days) { Ok(days) } else { Err(Refusal::WholeNumber { min: 1, max: 365 }) }
}

impl ShareForm {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.label.is_blank() {
            faults.add("/label", Refusal::FewWords);
        }
        if !(1..=50).contains(&self.measures.len()) {
            faults.add("/measures", Refusal::HowMany { least: 1, most: 50, what: "measures" });
        }
        for (index, measure) in self.measures.iter().enumerate() {
            if self.measures.iter().take(index).any(|earlier| earlier == measure) {
                faults.add(format!("/measures/{index}"), Refusal::Twice { what: "measure" });
            } else if measure.as_str() == SELF_HARM && !self.include.self_harm {
                faults.add(format!("/measures/{index}"), Refusal::IncludeSelfHarm);
            }
        }
        if self.passcode.as_ref().is_some_and(|code| !(4..=64).contains(&code.expose().chars().count())) {
            faults.add("/passcode", Refusal::Characters { least: 4, most: 64 });
        }
        faults.or(self).map_err(Within)
    }

    /// What is kept of it.
    pub fn terms(&self) -> Terms {
        let Self { label, measures, range, include, language, patient, .. } = self.clone();
        Terms { label, measures, range, include, language, patient }
    }

    /// When the link ends that is made at `now`.
    pub fn expires_at(&self, now: Timestamp) -> Timestamp {
        now.saturating_add(SignedDuration::from_hours(24 * self.expires_in_days)).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_from_before_languages_names_none() {
        let stored = r#"{ "label": "Dr", "measures": ["low_mood"], "range": {}, "include":
            { "notes": true, "doses": false, "side_effects": false, "self_harm": false } }"#;
        let terms: Terms = serde_json::from_str(stored).unwrap();
        assert_eq!(terms.language, None);
        let german = stored.replace("\"range\"", "\"language\": \"de\", \"range\"");
        let terms: Terms = serde_json::from_str(&german).unwrap();
        assert_eq!(terms.language.map(Language::tag), Some("de"));
    }

    #[test]
    fn a_link_from_before_names_names_nobody() {
        let stored = r#"{ "label": "Dr. Ito", "measures": ["low_mood"], "range": {},
            "include": { "notes": true, "doses": false, "side_effects": false, "self_harm": false } }"#;
        let terms: Terms = serde_json::from_str(stored).unwrap();
        assert_eq!(terms.patient, None);
        assert!(!serde_json::to_string(&terms).unwrap().contains("patient"));
    }

    #[test]
    fn a_link_from_before_questionnaires_and_safety_plans_shows_neither() {
        let stored = r#"{ "notes": true, "doses": false, "side_effects": false, "self_harm": false }"#;
        let include: Include = serde_json::from_str(stored).unwrap();
        assert_eq!(include, Include { notes: true, ..Include::default() });
    }
}
