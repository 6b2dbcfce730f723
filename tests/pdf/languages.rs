//! The report in each language of the app: in the words of the app, on no more sheets than in English.

use std::{collections::BTreeMap, fs};

use afterglow::{
    domain::{language::Language, questionnaire::Questionnaire, treatment::Route},
    reports::pdf::{Heading, nearest},
};

use super::{Patient, Read, heading};

/// The messages of the app in a language, but those with several forms.
fn messages(folder: &str, language: Language) -> BTreeMap<String, String> {
    let file = fs::read(format!("{}/web/{folder}/{}.json", env!("CARGO_MANIFEST_DIR"), language.tag())).unwrap();
    let messages: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&file).unwrap();
    messages.into_iter().filter_map(|(key, text)| Some((key, text.as_str()?.to_owned()))).collect()
}

fn in_language(tag: &str) -> (Language, Read) {
    let language = Language::of_tag(tag).unwrap();
    let heading = Heading { who: Heading::somebody(language), language, ..heading() };
    let mut view = Patient::half_year().view();
    for (treatment, route) in view.treatments.iter_mut().rev().zip(Route::ALL) {
        treatment.route = *route;
    }
    (language, Read::of(&view.asked_in(language), &heading))
}

/// Lines may break at any space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_report_says_routes_questions_and_side_effects_in_the_words_of_the_app() {
    for tag in ["en", "de", "es", "fr", "nl", "pt-BR"] {
        let (language, read) = in_language(tag);
        let text = plain(&read.text());
        let (app, questions) = (messages("messages", language), messages("measures/words", language));
        for route in Route::ALL {
            let word = &app[&format!("route_{}", route.name())];
            assert!(text.contains(word.as_str()), "{tag}: {word}\n{text}");
        }
        for word in [&questions["measure_low_mood"], &app["severity_mild"], &app["effect_nausea"]] {
            assert!(text.contains(&plain(word)), "{tag}: {word}\n{text}");
        }
        assert!(read.pages.len() <= 3, "{tag}: {} pages", read.pages.len());
    }
}

#[test]
fn a_span_of_days_says_its_unit_once_in_each_language() {
    let units = [("en", "days"), ("de", "Tage"), ("es", "días"), ("fr", "jours"), ("nl", "dagen"), ("pt-BR", "dias")];
    for (tag, unit) in units {
        let text = plain(&in_language(tag).1.text());
        assert!(text.contains(&format!("10–13 {unit}")), "{tag}: {text}");
        assert!(!text.contains(&format!("{unit}–")), "{tag}: {text}");
    }
}

#[test]
fn the_report_has_the_titles_numbers_and_days_of_its_language() {
    let said = [
        ("de", ["Auf einen Blick", "Was die Zahlen bedeuten", "Nebenwirkungen", "1. Sept. 2026", "Seite 1 von"]),
        ("es", ["De un vistazo", "Qué significan las cifras", "Efectos secundarios", "1 sep 2026", "Página 1 de"]),
        ("nl", ["In één oogopslag", "Wat de cijfers betekenen", "Bijwerkingen", "1 sep 2026", "Pagina 1 van"]),
        ("pt-BR", ["Visão geral", "O que os números querem dizer", "Efeitos colaterais", "1 set 2026", "Página 1 de"]),
        ("fr", ["En un coup d’œil", "Ce que disent les chiffres", "Effets secondaires", "1 sept. 2026", "Page 1 sur"]),
    ];
    for (tag, words) in said {
        let (_, read) = in_language(tag);
        let text = plain(&read.text());
        for word in words {
            assert!(text.contains(word), "{tag}: {word}\n{text}");
        }
        for english in ["At a glance", "better", "days written", "first seen", "treatment", "Afterglow Afterglow"] {
            assert!(!text.contains(english), "{tag}: {english}\n{text}");
        }
        let decimals = text.matches(',').count();
        assert!(decimals > 10, "{tag}: {text}");
        assert!(!text.contains(['{', '}']), "{tag}: {text}");
        let language = read.document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(language, tag.as_bytes());
    }
}

#[test]
fn words_and_days_have_room_in_each_language() {
    for tag in ["en", "de", "es", "fr", "nl", "pt-BR"] {
        let language = Language::of_tag(tag).unwrap();
        let mut patient = Patient::half_year();
        patient.questionnaires = Questionnaire::ALL.to_vec();
        let heading = Heading { who: Heading::somebody(language), language, ..heading() };
        let mut view = patient.view();
        // A title may be long, and is cut.
        view.events.clear();
        // Words beyond the margins are refused while tests run.
        let text = plain(&Read::of(&view.asked_in(language), &heading).text());
        // Anchors have one, what is cut has another.
        assert_eq!(text.matches('…').count(), text.matches(" … 10").count(), "{tag}: {text}");
    }
}

#[test]
fn a_language_without_a_report_of_its_own_gets_the_english_one() {
    for language in Language::all() {
        let there = !messages("report/words", language).is_empty();
        assert_eq!(nearest(language), if there { language } else { Language::ENGLISH }, "{}", language.tag());
    }
}
