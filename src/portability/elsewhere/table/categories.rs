//! What people call the categories of events, in the app's languages.

use crate::domain::event::Category;

/// By how words begin.
const WORDS: [(Category, &[&str]); 4] = [
    (Category::Medication, &["medic", "medik", "médic", "drug", "arznei", "fármaco", "geneesm", "remédio"]),
    (Category::Therapy, &["therap", "thérap", "terap", "psychoth", "psicot", "counsel"]),
    (Category::Life, &["life", "leben", "vida", "vie", "leven", "privat", "family", "famil", "work", "arbeit"]),
    (Category::Other, &["other", "ander", "sonst", "otro", "outro", "autre", "overig", "misc"]),
];

/// The category that a word means; `None` when it is none of those.
pub fn category(word: &str) -> Option<Category> {
    let word = word.trim().to_lowercase();
    WORDS.iter().find(|(_, begun)| begun.iter().any(|begun| word.starts_with(begun))).map(|(category, _)| *category)
}
