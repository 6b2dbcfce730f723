//! One word for one thing: what the server writes to people, by the list of terms that the app keeps.

use afterglow::domain::{language::Locale, reminder::Words};
use serde_json::Value;

/// What a language does not call the things of the list, in lower case.
pub fn never(language: &str) -> Vec<String> {
    let list: Value = serde_json::from_str(include_str!("../web/terms.json")).unwrap();
    let terms = list["terms"].as_array().unwrap().iter();
    let forbidden = terms.flat_map(|term| term["never"][language].as_array().unwrap());
    forbidden.map(|term| term.as_str().unwrap().to_lowercase()).collect()
}

/// The words of a text, each as it stands between what is no letter.
pub fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect()
}

/// Whether the words of a term stand there in a row; its last one may end in `*` for any ending.
pub fn says(text: &[&str], term: &str) -> bool {
    let parts = words_of(term);
    let (Some(last), any_ending) = (parts.len().checked_sub(1), term.ends_with('*')) else { return false };
    let alike = |place: usize, said: &str, part: &str| {
        if any_ending && place == last { said.starts_with(part) } else { said == part }
    };
    text.windows(parts.len())
        .any(|window| window.iter().zip(&parts).enumerate().all(|(place, (&said, &part))| alike(place, said, part)))
}

/// The languages of the app.
fn languages() -> Vec<String> {
    let list: Value = serde_json::from_str(include_str!("../web/project.inlang/settings.json")).unwrap();
    list["locales"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// Everything that a reminder and its mails say in a language.
fn reminder(language: &str) -> String {
    let words = Words::in_language(&Locale::try_from(language.to_owned()).unwrap());
    assert_eq!(words.language, language);
    format!("{words:?}").to_lowercase()
}

#[test]
fn no_reminder_is_worded_by_what_the_list_of_terms_forbids() {
    for language in languages() {
        let text = reminder(&language);
        for term in never(&language) {
            assert!(!says(&words_of(&text), &term), "{language}: {term}");
        }
    }
}

#[test]
fn no_reminder_says_anything_about_health() {
    let list: Value = serde_json::from_str(include_str!("../web/terms.json")).unwrap();
    for language in languages() {
        let text = reminder(&language);
        // Relief, treatments and medicines stand in the list as what they are called.
        for term in list["terms"].as_array().unwrap().iter().filter(|term| is_of_health(term)) {
            let word = term["say"][&language].as_str().unwrap().to_lowercase();
            assert!(!says(&words_of(&text), &format!("{word}*")), "{language}: {word}");
        }
    }
}

fn is_of_health(term: &Value) -> bool {
    ["relief", "treatment", "medicine", "score"].contains(&term["say"]["en"].as_str().unwrap())
}

#[test]
fn a_term_is_found_with_any_ending_and_within_a_row_of_words() {
    let text = words_of("il dit « répits observés », et s’identifier");
    assert!(says(&text, "répit*") && !says(&text, "répit"));
    assert!(says(&text, "s’identifier") && says(&text, "répits observés") && !says(&text, "observés répits"));
}
