//! An account: its name, its password's strength, its profile.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    fault::{Faults, Refusal, Within},
    id::RecordId,
    language::Locale,
    measure::Condition,
    questionnaire::Regular,
    refusal::Warning,
    reminder::{ReminderChoiceSchema, Reminders},
    zone::ZoneName,
};

/// The name a person signs in with: 2 to 64 letters, digits and `. _ - @ +`, without regard to case.
#[derive(Debug, Clone, PartialEq, Eq, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Username::try_from -> Refusal)]
#[schema(value_type = String, min_length = 2, max_length = 64)]
pub struct Username(String);

impl Username {
    /// As stored and compared: lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Username {
    type Error = Refusal;

    fn try_from(name: String) -> Result<Self, Refusal> {
        let named = name.to_lowercase();
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | '+');
        if (2..=64).contains(&named.chars().count()) && named.chars().all(allowed) {
            Ok(Self(named))
        } else {
            Err(Refusal::Username)
        }
    }
}

/// A password or recovery code as typed: wiped from memory when dropped, never printed.
#[derive(Clone, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Secret::try_from -> Refusal)]
#[schema(value_type = String, format = Password, max_length = 256)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// What was typed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl TryFrom<String> for Secret {
    type Error = Refusal;

    fn try_from(typed: String) -> Result<Self, Refusal> {
        let typed = Zeroizing::new(typed);
        // Longer ones are refused, never cut: hashing must not be made to work on megabytes.
        if typed.chars().count() <= MOST_CHARACTERS {
            Ok(Self(typed))
        } else {
            Err(Refusal::AtMostCharacters { most: MOST_CHARACTERS })
        }
    }
}

const FEWEST_CHARACTERS: usize = 10;
const MOST_CHARACTERS: usize = 256;

/// Checks that a password that someone is about to set is long enough. How hard it is to guess takes longer to tell:
/// [`check_new_password`].
///
/// # Errors
/// A refusal that says how long it must be.
pub fn check_length(password: &Secret) -> Result<(), Refusal> {
    if password.expose().chars().count() < FEWEST_CHARACTERS {
        return Err(Refusal::AtLeastCharacters { least: FEWEST_CHARACTERS });
    }
    Ok(())
}

/// Checks a password that someone is about to set: 10 to 256 characters of any kind, hard to guess
/// (zxcvbn score of at least 3, with the username and the app's name counted as guessable).
///
/// # Errors
/// A refusal that says what would make it better.
pub fn check_new_password(password: &Secret, username: &str) -> Result<(), Refusal> {
    check_length(password)?;
    let estimate = zxcvbn::zxcvbn(password.expose(), &[username, "afterglow"]);
    if estimate.score() >= zxcvbn::Score::Three {
        return Ok(());
    }
    let warning = Warning(estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning));
    Err(Refusal::WeakPassword { warning })
}

/// A country (ISO 3166-1 alpha-2), as `DE`: it decides which crisis line is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Country::try_from -> Refusal)]
#[serde(transparent)]
#[schema(value_type = String, example = "DE")]
pub struct Country(String);

impl TryFrom<String> for Country {
    type Error = Refusal;

    fn try_from(code: String) -> Result<Self, Refusal> {
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Self(code))
        } else {
            Err(Refusal::CountryCode)
        }
    }
}

/// What a patient chose for their journal. Sealed like a record: the measures tell the illness.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Profile {
    /// Where they live, for the crisis lines.
    #[schema(required = true, value_type = Option<String>, example = "DE")]
    pub country: Option<Country>,
    /// What they are treated for.
    pub conditions: Vec<Condition>,
    /// The measures they answer, in the order in which they are shown.
    #[schema(value_type = Vec<String>)]
    pub measures: Vec<RecordId>,
    /// The two measures that the hours after a treatment ask first; without them the first two of `measures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>, required = false, max_items = 2)]
    pub first_hours: Vec<RecordId>,
    /// The questionnaires they answer every week or two.
    #[serde(default)]
    pub questionnaires: Vec<Regular>,
    /// When they want to be reminded; nothing until they chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminders: Option<Reminders>,
}

/// A change of an account's settings: what is absent stays as it is, and what may be `null` is cleared by it.
#[derive(Debug, Clone, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = AccountChange::check -> Within)]
pub struct AccountChange {
    /// The zone in which a day without a time is read, and reminders are sent.
    #[schema(value_type = ZoneName, required = false)]
    #[deserr(default, from(ZoneName) = Some)]
    pub time_zone: Option<ZoneName>,
    /// The language of the app.
    #[schema(value_type = Locale, required = false)]
    #[deserr(default, from(Locale) = Some)]
    pub locale: Option<Locale>,
    /// Where they live; `null` takes it back.
    #[deserr(default, from(Option<Country>) = Some)]
    #[schema(value_type = Option<String>)]
    pub country: Option<Option<Country>>,
    /// What they are treated for.
    #[deserr(default, from(Vec<Condition>) = Some)]
    #[schema(value_type = Vec<Condition>, required = false, max_items = 20)]
    pub conditions: Option<Vec<Condition>>,
    /// The measures they answer, in order.
    #[schema(value_type = Vec<String>, required = false, max_items = 100)]
    #[deserr(default, from(Vec<RecordId>) = Some)]
    pub measures: Option<Vec<RecordId>>,
    /// The two measures that the hours after a treatment ask first; `[]` for the first two of `measures`.
    #[schema(value_type = Vec<String>, required = false, max_items = 2)]
    #[deserr(default, from(Vec<RecordId>) = Some)]
    pub first_hours: Option<Vec<RecordId>>,
    /// The questionnaires they answer every week or two, each once.
    #[deserr(default, from(Vec<Regular>) = Some)]
    #[schema(value_type = Vec<Regular>, required = false)]
    pub questionnaires: Option<Vec<Regular>>,
    /// When they want to be reminded; `null` takes it back.
    #[deserr(default, from(Option<Reminders>) = Some)]
    #[schema(value_type = Option<ReminderChoiceSchema>)]
    pub reminders: Option<Option<Reminders>>,
}

impl AccountChange {
    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        if self.measures.as_ref().is_some_and(|measures| measures.len() > 100) {
            faults.add("/measures", Refusal::TooMany { most: 100, what: "measures" });
        }
        if self.first_hours.as_ref().is_some_and(|measures| measures.len() > 2) {
            faults.add("/first_hours", Refusal::TooMany { most: 2, what: "measures" });
        }
        if self.conditions.as_ref().is_some_and(|conditions| conditions.len() > 20) {
            faults.add("/conditions", Refusal::TooMany { most: 20, what: "conditions" });
        }
        for (index, regular) in self.questionnaires.iter().flatten().enumerate() {
            let mut earlier = self.questionnaires.iter().flatten().take(index);
            if earlier.any(|one| one.questionnaire == regular.questionnaire) {
                faults.add(format!("/questionnaires/{index}"), Refusal::Twice { what: "questionnaire" });
            }
        }
        faults.or(self).map_err(Within)
    }

    /// The profile with this change made.
    pub fn applied_to(&self, mut profile: Profile) -> Profile {
        if let Some(country) = &self.country {
            profile.country.clone_from(country);
        }
        if let Some(conditions) = &self.conditions {
            profile.conditions.clone_from(conditions);
        }
        if let Some(measures) = &self.measures {
            profile.measures.clone_from(measures);
        }
        if let Some(first_hours) = &self.first_hours {
            profile.first_hours.clone_from(first_hours);
        }
        if let Some(questionnaires) = &self.questionnaires {
            profile.questionnaires.clone_from(questionnaires);
        }
        if let Some(reminders) = &self.reminders {
            profile.reminders.clone_from(reminders);
        }
        profile
    }
}
