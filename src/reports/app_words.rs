//! Words that the app says too, from the very files that it is built with: routes, side effects and their degrees, what
//! is noted of a treatment.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::Value;

use crate::domain::{language::Language, treatment::Route};

/// The messages of the app, in the order of the languages.
const FILES: [&str; 6] = [
    include_str!("../../web/messages/en.json"),
    include_str!("../../web/messages/de.json"),
    include_str!("../../web/messages/es.json"),
    include_str!("../../web/messages/fr.json"),
    include_str!("../../web/messages/nl.json"),
    include_str!("../../web/messages/pt-BR.json"),
];

/// What the names of those words begin with that are said here.
const SAID: [&str; 6] = ["route_", "effect_", "severity_", "setting", "shared_intention", "shared_experience"];

type Words = BTreeMap<String, String>;

static WORDS: LazyLock<[Words; 6]> = LazyLock::new(|| FILES.map(read));

fn read(file: &str) -> Words {
    let messages: BTreeMap<String, Value> = serde_json::from_str(file).unwrap_or_default();
    let words = messages.into_iter().filter(|(key, _)| SAID.iter().any(|said| key.starts_with(said)));
    words.filter_map(|(key, word)| Some((key, word.as_str()?.to_owned()))).collect()
}

/// The app's word under this name, where it has one.
pub fn word(key: &str, language: Language) -> Option<&'static str> {
    language.own(&WORDS)?.get(key).map(String::as_str)
}

/// A side effect: as the app calls one of its own, which are keys (`blurred_vision`), else as the patient wrote it.
pub fn effect(named: &str, language: Language) -> &str {
    word(&format!("effect_{named}"), language).unwrap_or(named)
}

/// A route, as the app calls it.
pub fn route(route: Route, language: Language) -> &'static str {
    word(&format!("route_{}", route.name()), language).unwrap_or(route.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_and_degree_of_a_side_effect_has_a_word_in_every_language() {
        for language in Language::all() {
            for one in Route::ALL {
                assert_ne!(route(*one, language), one.name(), "{}", language.tag());
            }
            for degree in ["severity_none", "severity_mild", "severity_moderate", "severity_severe"] {
                assert!(word(degree, language).is_some(), "{degree} {}", language.tag());
            }
        }
        assert_eq!(Language::of_tag("de-AT").map(|german| route(Route::Nasal, german)), Some("Nasenspray"));
    }
}
