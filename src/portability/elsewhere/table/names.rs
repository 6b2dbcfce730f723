//! What columns are often called, in the app's languages: proposals, which the patient sees before they hold.

use crate::domain::measure::{BuiltIn, Polarity};

/// The higher such a thing, the better. Parts of names.
const BETTER: [&str; 30] = [
    "mood",
    "stimmung",
    "laune",
    "humeur",
    "ánimo",
    "animo",
    "energ",
    "énerg",
    "sleep",
    "schlaf",
    "sommeil",
    "sueño",
    "happ",
    "glück",
    "bonheur",
    "felic",
    "well-being",
    "wellbeing",
    "wohlbefinden",
    "bien-être",
    "bienestar",
    "motivat",
    "focus",
    "konzentration",
    "calm",
    "ruhe",
    "function",
    "connect",
    "hope",
    "quality",
];
/// The same, where a part of a name would be too little: numbers are no numbness.
const WORSE_WORDS: [&str; 14] =
    ["sad", "mad", "numb", "taub", "tense", "fear", "wut", "rabia", "raiva", "miedo", "medo", "peur", "phq", "gad"];
/// The higher such a thing, the worse; looked for first.
const WORSE: [&str; 77] = [
    "low mood",
    "hopeless",
    "hoffnungslos",
    "anxi",
    "angst",
    "ansied",
    "pain",
    "schmerz",
    "dolor",
    "douleur",
    "depress",
    "déprim",
    "depri",
    "stress",
    "estrés",
    "worr",
    "sorge",
    "fatigue",
    "müdig",
    "tired",
    "cansancio",
    "irritab",
    "reizbar",
    "panic",
    "panik",
    "nause",
    "übelkeit",
    "headache",
    "symptom",
    "suici",
    "suizid",
    "problem",
    "craving",
    "sadness",
    "anger",
    "angry",
    "afraid",
    "fearful",
    "upset",
    "guilt",
    "shame",
    "lonel",
    "insomn",
    "nightmare",
    "migr",
    "brain fog",
    "numbness",
    "tension",
    "dissoci",
    "dissoz",
    "ruminat",
    "exhaust",
    "dizz",
    "nervous",
    "nervös",
    "nervios",
    "restless",
    "unruh",
    "overwhelm",
    "frustra",
    "traurig",
    "trist",
    "verdriet",
    "ärger",
    "erschöpf",
    "grübel",
    "einsam",
    "schuldgef",
    "scham",
    "alptraum",
    "albtraum",
    "schlaflos",
    "colère",
    "culpab",
    "culpa",
    "solitude",
    "soledad",
];
/// Words that turn the sense of a name, or may: of what is called so nobody can tell the bad end.
const TURNING: [&str; 30] = [
    "not", "no", "lack", "without", "less", "low", "loss", "relief", "free", "reduced", "never", "kein", "keine",
    "nicht", "ohne", "mangel", "weniger", "niedrig", "sin", "falta", "menos", "bajo", "baja", "sans", "manque",
    "moins", "geen", "zonder", "minder", "sem",
];
/// What people call what is asked of everybody here.
const ALIKE: [(&str, &str); 28] = [
    ("angst", "anxiety"),
    ("ansiedad", "anxiety"),
    ("anxiété", "anxiety"),
    ("schmerz", "pain"),
    ("schmerzen", "pain"),
    ("dolor", "pain"),
    ("douleur", "pain"),
    ("müdigkeit", "fatigue"),
    ("cansancio", "fatigue"),
    ("tiredness", "fatigue"),
    ("reizbarkeit", "irritability"),
    ("irritabilidad", "irritability"),
    ("irritabilité", "irritability"),
    ("schlafqualität", "sleep_quality"),
    ("calidad del sueño", "sleep_quality"),
    ("qualité du sommeil", "sleep_quality"),
    ("wohlbefinden", "wellbeing"),
    ("well-being", "wellbeing"),
    ("bienestar", "wellbeing"),
    ("bien-être", "wellbeing"),
    ("hoffnungslosigkeit", "hopelessness"),
    ("desesperanza", "hopelessness"),
    ("désespoir", "hopelessness"),
    ("übelkeit", "nausea"),
    ("náuseas", "nausea"),
    ("nausée", "nausea"),
    ("kopfschmerzen", "headache"),
    ("preocupación", "worry"),
];
const NOTES: [&str; 16] = [
    "note",
    "notiz",
    "nota",
    "comment",
    "kommentar",
    "comentario",
    "commentaire",
    "journal",
    "diary",
    "tagebuch",
    "diario",
    "text",
    "remark",
    "bemerkung",
    "description",
    "thoughts",
];
const TAGS: [&str; 9] =
    ["tag", "activit", "aktivit", "activid", "label", "emotion", "étiquette", "etiqueta", "schlagw"];

/// Words that people score with, in the app's languages.
const DEGREES: [&str; 92] = [
    "great",
    "good",
    "ok",
    "okay",
    "meh",
    "so-so",
    "bad",
    "awful",
    "terrible",
    "horrible",
    "excellent",
    "fair",
    "poor",
    "fine",
    "rad",
    "low",
    "medium",
    "middle",
    "mid",
    "average",
    "high",
    "mild",
    "moderate",
    "severe",
    "very low",
    "very high",
    "very good",
    "very bad",
    "neutral",
    "sehr gut",
    "gut",
    "mittel",
    "mittelmäßig",
    "schlecht",
    "sehr schlecht",
    "niedrig",
    "hoch",
    "leicht",
    "mäßig",
    "stark",
    "super",
    "furchtbar",
    "schrecklich",
    "muy bien",
    "bien",
    "bueno",
    "buena",
    "regular",
    "mal",
    "malo",
    "mala",
    "muy mal",
    "bajo",
    "baja",
    "alto",
    "alta",
    "leve",
    "moderado",
    "fuerte",
    "très bien",
    "bon",
    "bonne",
    "moyen",
    "moyenne",
    "mauvais",
    "mauvaise",
    "très mal",
    "faible",
    "léger",
    "modéré",
    "fort",
    "élevé",
    "heel goed",
    "goed",
    "matig",
    "slecht",
    "heel slecht",
    "laag",
    "gemiddeld",
    "hoog",
    "licht",
    "ernstig",
    "muito bom",
    "ótimo",
    "bom",
    "boa",
    "ruim",
    "péssimo",
    "baixo",
    "baixa",
    "médio",
    "grave",
];

/// The words of a name in lower case: `HabitName` has two, as `habit_name` has.
pub fn words(name: &str) -> Vec<String> {
    let (mut words, mut before) = (vec![String::new()], ' ');
    for c in name.chars() {
        if !c.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The same with a blank between each.
pub fn plain(name: &str) -> String {
    words(name).join(" ")
}

/// Whether it is a word that people score with.
pub fn is_degree(word: &str) -> bool {
    DEGREES.contains(&word.trim().to_lowercase().as_str())
}

/// Whether one of these parts, in lower case, is in the name.
pub fn has_any(name: &str, parts: &[&str]) -> bool {
    let name = name.to_lowercase();
    parts.iter().any(|part| name.contains(part))
}

/// Which end of such a column is the bad one, where its name tells.
pub fn polarity(name: &str) -> Option<Polarity> {
    if words(name).iter().any(|word| TURNING.contains(&word.as_str())) && !name.to_lowercase().contains("low mood") {
        return None;
    }
    let is_worse = |word: &String| WORSE_WORDS.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()));
    if has_any(name, &WORSE) || words(name).iter().any(is_worse) {
        Some(Polarity::HigherIsWorse)
    } else {
        has_any(name, &BETTER).then_some(Polarity::HigherIsBetter)
    }
}

/// The range that stands in the brackets of a name: `Anxiety (0-10)`, `Mood [1 to 5]`.
pub fn range(name: &str) -> Option<(i32, i32)> {
    let within =
        name.split(['(', '[']).skip(1).filter_map(|rest| rest.split_once([')', ']'])).map(|(within, _)| within);
    within.filter_map(between).last()
}

/// `0-10`, `1 to 5`, `0..10`.
fn between(text: &str) -> Option<(i32, i32)> {
    const BETWEEN: [&str; 9] = ["-", "–", "—", "to", "bis", "a", "à", "tot", ".."];
    let figures = |c: char| c.is_ascii_digit();
    let text = text.trim();
    let from = text.find(|c| !figures(c))?;
    let behind = text
        .rfind(|c| !figures(c))
        .map(|at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))?;
    let word = text.get(from..behind)?.trim().to_lowercase();
    let (min, max): (i32, i32) = (text.get(..from)?.parse().ok()?, text.get(behind..)?.parse().ok()?);
    (BETWEEN.contains(&word.as_str()) && (1..=100).contains(&max.checked_sub(min)?)).then_some((min, max))
}

/// The built-in measure that is called like the column.
pub fn built_in(name: &str) -> Option<&'static BuiltIn> {
    let name = name.trim().to_lowercase();
    let alike = ALIKE.iter().find(|(called, _)| *called == name).map(|(_, id)| *id);
    BuiltIn::find(alike.unwrap_or(&name.replace(' ', "_")))
}

/// Whether a column of words is called like one of notes.
pub fn is_note(name: &str) -> bool {
    has_any(name, &NOTES)
}

/// Whether a column of words is called like one of tags.
pub fn is_tags(name: &str) -> bool {
    has_any(name, &TAGS)
}

/// Whether a column is called like one of ids: what tells rows apart, not days.
pub fn is_id(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let ends = name.ends_with("Id") || name.ends_with("ID") || lower.ends_with("_id") || lower.ends_with(" id");
    ends || matches!(lower.as_str(), "id" | "uuid" | "guid" | "index" | "row" | "nr" | "no.")
}

/// Whether a column is called like one of hours, or of minutes.
pub fn part_of_day(name: &str) -> Option<&'static str> {
    match name.trim().to_lowercase().as_str() {
        "hour" | "hours" | "stunde" | "heure" | "hora" | "uur" => Some("hour"),
        "minute" | "minutes" | "minuto" | "minuut" => Some("minute"),
        _ => None,
    }
}
