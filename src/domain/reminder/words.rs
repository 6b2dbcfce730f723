//! What a reminder says: nothing about health, because it is read over shoulders.

use crate::domain::account::Locale;

/// The words of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The language (BCP 47).
    pub language: &'static str,
    /// The question.
    pub question: &'static str,
    /// What puts it off for an hour.
    pub later: &'static str,
}

const ENGLISH: Words = Words { language: "en", question: "A moment for today?", later: "In an hour" };
const OTHERS: [Words; 3] = [
    Words { language: "de", question: "Ein Moment für heute?", later: "In einer Stunde" },
    Words { language: "es", question: "¿Un momento para hoy?", later: "Dentro de una hora" },
    Words { language: "fr", question: "Un instant pour aujourd’hui ?", later: "Dans une heure" },
];

impl Words {
    /// In the language of the app; in English where there is no other.
    pub fn in_language(locale: &Locale) -> Self {
        let language = locale.as_str().split('-').next().unwrap_or_default().to_ascii_lowercase();
        OTHERS.into_iter().find(|words| words.language == language).unwrap_or(ENGLISH)
    }
}
