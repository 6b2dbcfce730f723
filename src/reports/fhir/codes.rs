//! Codes: the systems of others where they have one that fits, our own elsewhere.
//!
//! A code is used only where a second public source gives it the same meaning. Esketamine's in RxNorm could
//! not be confirmed so, and is left to its name.

use super::elements::Coding;
use crate::{
    domain::{
        event::Category,
        language::Language,
        measure::BuiltIn,
        questionnaire::{CODES, Questionnaire},
        treatment::Route,
    },
    reports::{app_words, pdf::filed},
};

/// Logical Observation Identifiers Names and Codes.
pub const LOINC: &str = "http://loinc.org";
/// SNOMED Clinical Terms.
pub const SNOMED: &str = "http://snomed.info/sct";
/// Names of medicines, of the United States' National Library of Medicine.
pub const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";
/// HL7's categories of observations.
pub const OBSERVATION_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
/// HL7's types of those who took part in what a `Provenance` tells.
pub const PARTICIPANT: &str = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
/// HL7's categories of statements about medicines.
pub const STATEMENT_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/medication-statement-category";
/// The built-in measures, by their ids.
pub const MEASURES: &str = "https://afterglow.health/fhir/CodeSystem/measures";
/// Measures of patients' own: each code belongs to one patient.
pub const OWN_MEASURES: &str = "https://afterglow.health/fhir/CodeSystem/own-measures";
/// What else a journal holds.
pub const JOURNAL: &str = "https://afterglow.health/fhir/CodeSystem/journal";
/// The version and the language of the words that a question was answered in, where they are not those of `code.text`.
pub const WORDING: &str = "https://afterglow.health/fhir/StructureDefinition/wording";
/// Whatever is handed over, by the id that it always has.
pub const ENTRIES: &str = "https://afterglow.health/fhir/sid/entry";
/// Pseudonyms of patients.
pub const SUBJECTS: &str = "https://afterglow.health/fhir/sid/subject";

/// The code of a built-in measure: LOINC's where it asks the same on the same scale.
pub fn measure(built_in: &BuiltIn) -> Coding {
    match built_in.id {
        "pain" => Coding::named(LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"),
        id => Coding::named(MEASURES, id, built_in.words("en").name.as_str()),
    }
}

/// The code of a questionnaire's total: LOINC's where it could be confirmed, else ours, under this title.
pub fn total(questionnaire: Questionnaire, title: &str) -> Coding {
    let loinc = |code, name| Coding::named(LOINC, code, name);
    match questionnaire {
        Questionnaire::Phq9 => loinc("44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]"),
        Questionnaire::Gad7 => {
            loinc("70274-6", "Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]")
        }
        Questionnaire::Peg => loinc("91147-9", "Mean score [PEG]"),
        other => Coding::named(CODES, other.name(), title.to_owned()),
    }
}

/// The code of a medicine, by the names under which the app offers it.
pub fn medicine(name: &str) -> Option<Coding> {
    name.trim().eq_ignore_ascii_case("ketamine").then(|| Coding::named(RXNORM, "6130", "ketamine"))
}

/// The code of a route, and the route in the words of the app.
pub fn route(route: Route, language: Language) -> (Option<Coding>, &'static str) {
    let code = match route {
        Route::Iv => Some(("47625008", "Intravenous route")),
        Route::Im => Some(("78421000", "Intramuscular route")),
        Route::Nasal => Some(("46713006", "Nasal route")),
        Route::Oral => Some(("26643006", "Oral route")),
        Route::Sublingual => Some(("37839007", "Sublingual route")),
        Route::Subcutaneous => Some(("34206005", "Subcutaneous route")),
        Route::Other => None,
    };
    (code.map(|(code, name)| Coding::named(SNOMED, code, name)), app_words::route(route, language))
}

/// The codes of a side effect by the name under which it is kept: SNOMED CT's first, where its global patient set has it
/// and it could be confirmed. Viewers that group by the first code would else take all side effects for one.
pub fn side_effect(name: &str) -> Vec<Coding> {
    let code = match name {
        "nausea" => Some(("422587007", "Nausea")),
        "headache" => Some(("25064002", "Headache")),
        "dizziness" => Some(("404640003", "Dizziness")),
        _ => None,
    };
    let confirmed = code.map(|(code, name)| Coding::named(SNOMED, code, name));
    confirmed.into_iter().chain([Coding::named(JOURNAL, "side_effect", "Side effect")]).collect()
}

/// The code of a degree of a side effect, and the degree in the words of the app. The codes are those of FHIR's own value
/// set `condition-severity`, which has none for its absence.
pub fn severity(degree: u8, language: Language) -> (Option<Coding>, &'static str) {
    let (code, word) = match degree {
        0 => (None, "severity_none"),
        1 => (Some(("255604002", "Mild")), "severity_mild"),
        2 => (Some(("6736007", "Moderate")), "severity_moderate"),
        _ => (Some(("24484000", "Severe")), "severity_severe"),
    };
    (code.map(|(code, name)| Coding::named(SNOMED, code, name)), app_words::word(word, language).unwrap_or_default())
}

/// The code of a category of events, and the category in words for people.
pub fn event(category: Category, language: Language) -> (Coding, &'static str) {
    let (code, name, words) = match category {
        Category::Medication => ("medication_event", "Change of another medicine", "report_file_medication_event"),
        Category::Therapy => ("therapy_event", "Therapy session", "report_file_therapy_event"),
        Category::Life => ("life_event", "Life event", "report_file_life_event"),
        Category::Other => ("other_event", "Event", "report_file_other_event"),
    };
    (Coding::named(JOURNAL, code, name), filed::named(words, language))
}
