//! Columns that are told by their names alone: parts of the day, events, and figures that are no scores.

use super::super::{
    looks::{Column, Looks},
    names,
};

/// Whole names of what happened.
const EVENTS: [&str; 14] = [
    "event",
    "events",
    "life event",
    "life events",
    "ereignis",
    "ereignisse",
    "evento",
    "eventos",
    "acontecimiento",
    "événement",
    "événements",
    "evenement",
    "gebeurtenis",
    "acontecimento",
];
/// Whole names of its category.
const CATEGORIES: [&str; 13] = [
    "category",
    "event category",
    "event type",
    "type",
    "kategorie",
    "art",
    "typ",
    "categoría",
    "categoria",
    "tipo",
    "catégorie",
    "categorie",
    "soort",
];
/// Whole names of figures that nobody feels.
const NO_SCORES: [&str; 46] = [
    "age",
    "alter",
    "edad",
    "âge",
    "leeftijd",
    "idade",
    "participant",
    "participante",
    "subject",
    "patient",
    "patiënt",
    "paciente",
    "proband",
    "teilnehmer",
    "deelnemer",
    "session",
    "sitzung",
    "sesión",
    "séance",
    "sessie",
    "sessão",
    "visit",
    "weight",
    "gewicht",
    "peso",
    "poids",
    "height",
    "bmi",
    "pulse",
    "puls",
    "pulso",
    "pouls",
    "polsslag",
    "heart rate",
    "hr",
    "systolic",
    "diastolic",
    "systolisch",
    "diastolisch",
    "phone",
    "telephone",
    "telefon",
    "teléfono",
    "téléphone",
    "telefoon",
    "telefone",
];
/// How names end that number something.
const NUMBERED: [&str; 9] = ["no", "nr", "num", "number", "nummer", "número", "numéro", "nº", "complete"];

/// Proposes what the names tell.
pub fn propose(columns: &mut [Column]) {
    let mut has_event = false;
    for column in columns.iter_mut().filter(|column| column.proposed.is_none()) {
        let words = names::words(&column.name);
        let name = words.join(" ");
        let is_numbered = words.len() > 1 && words.last().is_some_and(|last| NUMBERED.contains(&last.as_str()));
        let in_words = matches!(column.looks, Looks::Other | Looks::Note | Looks::Tags) && !column.samples.is_empty();
        column.proposed = match column.looks {
            Looks::Score if column.figures.is_some() => {
                let no_score = is_numbered || NO_SCORES.contains(&name.as_str());
                names::part_of_day(&column.name).or(no_score.then_some("ignore")).map(str::to_owned)
            }
            _ if in_words && !has_event && EVENTS.contains(&name.as_str()) => {
                has_event = true;
                Some("event".to_owned())
            }
            _ => None,
        };
    }
    let is_category = |column: &&mut Column| {
        let name = names::plain(&column.name);
        column.proposed.is_none() && column.looks == Looks::Other && CATEGORIES.contains(&name.as_str())
    };
    if let Some(category) = columns.iter_mut().find(is_category).filter(|_| has_event) {
        category.proposed = Some("event_category".to_owned());
    }
}
