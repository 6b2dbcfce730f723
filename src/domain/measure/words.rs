//! The words of the built-in measures in every language: the very files that the web app is built with.
//!
//! A language is a file in `web/measures/words` and a line in [`LANGUAGES`].

use std::{collections::BTreeMap, sync::LazyLock};

use crate::domain::{data_file, language::same_language};

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

/// The words of earlier versions, of those measures that were worded anew after it, in the languages of that time.
const EARLIER: [(u16, &[(&str, &str)]); 1] = [(
    1,
    &[
        ("en", include_str!("../../../web/measures/earlier/1/en.json")),
        ("de", include_str!("../../../web/measures/earlier/1/de.json")),
        ("es", include_str!("../../../web/measures/earlier/1/es.json")),
        ("fr", include_str!("../../../web/measures/earlier/1/fr.json")),
    ],
)];

/// The words up to a version, in each language.
struct UpTo {
    version: u16,
    languages: Vec<(&'static str, Language)>,
}

/// In order of their versions, the present words last.
static WORDS: LazyLock<Vec<UpTo>> = LazyLock::new(|| {
    let up_to = |version, files: &[(&'static str, &'static str)]| UpTo {
        version,
        languages: files.iter().map(|(tag, file)| (*tag, read(file))).collect(),
    };
    let earlier = EARLIER.into_iter().map(|(version, files)| up_to(version, files));
    let mut all: Vec<UpTo> = earlier.chain([up_to(u16::MAX, &LANGUAGES)]).collect();
    name_as_now(&mut all);
    all
});

static NONE: Words =
    Words { question: String::new(), name: String::new(), low_label: String::new(), high_label: String::new() };

/// The words of the built-in measure `id` in a version, in the language of the tag `language` (BCP 47) or else in
/// English.
pub(super) fn of(id: &str, version: u16, language: &str) -> &'static Words {
    let mut since = WORDS.iter().filter(|words| words.version >= version);
    since.find_map(|words| words.in_language(language)?.get(id)).unwrap_or(&NONE)
}

impl UpTo {
    fn in_language(&self, tag: &str) -> Option<&Language> {
        let spoken = |(known, _): &&(&str, Language)| same_language(tag, known);
        self.languages.iter().find(spoken).or_else(|| self.languages.first()).map(|(_, words)| words)
    }
}

/// A name is not part of what is asked: the earlier files have none.
fn name_as_now(all: &mut [UpTo]) {
    let Some((now, earlier)) = all.split_last_mut() else { return };
    for (tag, words) in earlier.iter_mut().flat_map(|up_to| &mut up_to.languages) {
        for (id, words) in words {
            words.name =
                now.in_language(tag).and_then(|now| now.get(id)).map(|now| now.name.clone()).unwrap_or_default();
        }
    }
}

/// The file has four sentences for each measure: `measure_pain`, `measure_pain_name`, `…_low`, `…_high`.
fn read(file: &'static str) -> Language {
    let sentences: BTreeMap<String, String> = data_file::read(file);
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
