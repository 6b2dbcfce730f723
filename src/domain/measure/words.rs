//! The words of the built-in measures in every language: the very files that the web app is built with.
//!
//! A language is a file in `web/measures/words` and a line in [`LANGUAGES`].

use std::{collections::BTreeMap, sync::LazyLock};

use crate::domain::language::same_language;

/// How a measure is asked in one language.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The question.
    pub question: String,
    /// What it is called where there is little room.
    pub name: String,
    /// What the lowest score stands for.
    pub low_label: String,
    /// What the highest score stands for.
    pub high_label: String,
}

/// The words of each measure, by its id.
type Language = BTreeMap<String, Words>;

/// The languages of the app. English comes first: it stands in for one that is not here.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", include_str!("../../../web/measures/words/en.json")),
    ("de", include_str!("../../../web/measures/words/de.json")),
    ("es", include_str!("../../../web/measures/words/es.json")),
    ("fr", include_str!("../../../web/measures/words/fr.json")),
    ("nl", include_str!("../../../web/measures/words/nl.json")),
    ("pt-BR", include_str!("../../../web/measures/words/pt-BR.json")),
];

static WORDS: LazyLock<Vec<(&str, Language)>> =
    LazyLock::new(|| LANGUAGES.into_iter().map(|(tag, file)| (tag, read(file))).collect());

static NONE: Words =
    Words { question: String::new(), name: String::new(), low_label: String::new(), high_label: String::new() };

/// The words of the built-in measure `id`, in the language of the tag `language` (BCP 47) or else in English.
pub(super) fn of(id: &str, language: &str) -> &'static Words {
    let spoken = |(tag, _): &&(&str, Language)| same_language(language, tag);
    let language = WORDS.iter().find(spoken).or_else(|| WORDS.first());
    language.and_then(|(_, words)| words.get(id)).unwrap_or(&NONE)
}

/// The file has four sentences for each measure: `measure_pain`, `measure_pain_name`, `…_low`, `…_high`.
fn read(file: &'static str) -> Language {
    let sentences: BTreeMap<String, String> = part_of_the_program(file);
    let mut language = Language::new();
    for (key, sentence) in sentences {
        let Some(key) = key.strip_prefix("measure_") else { continue };
        let part = ["_name", "_low", "_high"].into_iter().find_map(|part| Some((key.strip_suffix(part)?, part)));
        let (id, part) = part.unwrap_or((key, ""));
        let words = language.entry(id.to_owned()).or_default();
        *match part {
            "_name" => &mut words.name,
            "_low" => &mut words.low_label,
            "_high" => &mut words.high_label,
            _ => &mut words.question,
        } = sentence;
    }
    language
}

/// Reads a file that was compiled into the program.
#[expect(clippy::expect_used, reason = "it cannot change any more once the program is built, and tests read it")]
pub(super) fn part_of_the_program<T: serde::Deserialize<'static>>(json: &'static str) -> T {
    serde_json::from_str(json).expect("the file was tested before the program was built")
}
