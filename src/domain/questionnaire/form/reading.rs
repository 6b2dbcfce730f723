//! From a FHIR `Questionnaire` to what it asks.

use serde_json::Value;

use super::{
    Choice, Form, Item,
    options::{choice, list, options, text},
    rules::{CODES, LOINC, Rules},
};
use crate::domain::{
    fault::{Faults, Refusal},
    questionnaire::Questionnaire,
};

/// The most questions of a file.
const MOST_ITEMS: usize = 100;
/// The longest name of a question or an answer, in characters.
const LONGEST_NAME: usize = 255;

/// Reads a resource.
///
/// # Errors
/// Everything that keeps it from being asked and scored.
pub fn form(resource: &Value) -> Result<Form, Faults> {
    if text(resource, "resourceType") != Some("Questionnaire") {
        return Err(Faults::one("/resourceType", Refusal::FormResource));
    }
    let questionnaire = which(resource).ok_or_else(|| Faults::one("/code", unknown()))?;
    let mut reading = Reading::new(resource, questionnaire);
    reading.walk(list(resource, "item"), "/item", None);
    reading.complete();
    let own = |member| text(resource, member).map(str::to_owned);
    let Reading { items, faults, .. } = reading;
    faults.or(Form {
        questionnaire,
        title: own("title"),
        language: own("language"),
        publisher: own("publisher"),
        copyright: own("copyright"),
        items,
    })
}

/// Which questionnaire a resource says it is.
fn which(resource: &Value) -> Option<Questionnaire> {
    list(resource, "code").iter().find_map(|coding| {
        let (system, code) = (text(coding, "system")?, text(coding, "code")?);
        let is_it = |one: &&Questionnaire| match system {
            LOINC => Rules::of(**one).panel == Some(code),
            CODES => one.name() == code,
            _ => false,
        };
        Questionnaire::ALL.iter().find(is_it).copied()
    })
}

fn unknown() -> Refusal {
    let by_loinc = |one: &Questionnaire| Some(format!("{} ({})", Rules::of(*one).panel?, one.definition().name));
    let panels: Vec<String> = Questionnaire::ALL.iter().filter_map(by_loinc).collect();
    let own: Vec<&str> = Questionnaire::ALL.iter().map(|one| one.name()).collect();
    let (loinc, own) = (format!("{LOINC}: {}", panels.join(", ")), format!("{CODES}: {}", own.join(", ")));
    Refusal::FormCode { loinc, own }
}

/// The codes that LOINC has for an item.
fn loinc(item: &Value) -> impl Iterator<Item = &str> {
    list(item, "code").iter().filter(|coding| text(coding, "system") == Some(LOINC)).filter_map(|one| text(one, "code"))
}

fn is_hidden(item: &Value) -> bool {
    list(item, "extension").iter().any(|extension| {
        text(extension, "url").is_some_and(|url| url.ends_with("/questionnaire-hidden"))
            && extension.get("valueBoolean") == Some(&Value::Bool(true))
    })
}

struct Reading<'a> {
    resource: &'a Value,
    questionnaire: Questionnaire,
    rules: &'static Rules,
    items: Vec<Item>,
    /// Which of the questions that count were found, from 0.
    found: Vec<usize>,
    faults: Faults,
}

impl<'a> Reading<'a> {
    fn new(resource: &'a Value, questionnaire: Questionnaire) -> Self {
        let (items, found, faults) = (Vec::new(), Vec::new(), Faults::default());
        Self { resource, questionnaire, rules: Rules::of(questionnaire), items, found, faults }
    }

    fn walk(&mut self, items: &'a [Value], at: &str, lead: Option<&'a str>) {
        let mut lead = lead;
        for (n, item) in items.iter().enumerate().filter(|(_, item)| !is_hidden(item)) {
            let place = format!("{at}/{n}");
            match text(item, "type") {
                Some("display") => lead = text(item, "text").or(lead),
                Some("group") => self.walk(list(item, "item"), &format!("{place}/item"), text(item, "text").or(lead)),
                Some(kind @ ("choice" | "coding" | "open-choice" | "integer" | "decimal")) => {
                    let chosen = !["integer", "decimal"].contains(&kind);
                    if let Err((inside, refusal)) = self.question(item, chosen, lead) {
                        self.faults.add(format!("{place}{inside}"), refusal);
                    }
                }
                _ => {}
            }
        }
    }

    /// Which of the questions that count this is, from 0.
    fn counts_as(&self, item: &Value) -> Option<usize> {
        let known = self.rules.questions;
        if known.is_empty() {
            Some(self.found.len())
        } else {
            loinc(item).find_map(|code| known.iter().position(|known| *known == code))
        }
    }

    fn question(&mut self, item: &'a Value, chosen: bool, lead: Option<&str>) -> Result<(), (String, Refusal)> {
        let position = self.counts_as(item);
        let total = self.questionnaire.definition().loinc;
        if loinc(item).any(|code| Some(code) == total) || (position.is_none() && !chosen) {
            return Ok(());
        }
        let name = |member, refusal: Refusal| {
            move |text: Option<&str>| {
                let fits = text.filter(|text| text.chars().count() <= LONGEST_NAME);
                fits.map(str::to_owned).ok_or_else(|| (format!("/{member}"), refusal))
            }
        };
        let link_id = name("linkId", Refusal::FormLinkId)(text(item, "linkId"))?;
        if self.items.iter().any(|earlier| earlier.link_id == link_id) {
            return Err(("/linkId".to_owned(), Refusal::FormLinkIdTwice));
        }
        let words = text(item, "text").ok_or_else(|| ("/text".to_owned(), Refusal::FormText))?;
        if position.is_some_and(|position| self.found.contains(&position)) {
            return Err(("/code".to_owned(), Refusal::FormQuestionTwice));
        }
        let choices = self.choices(item, chosen, position.is_some())?;
        self.found.extend(position);
        self.items.push(Item {
            link_id,
            lead: lead.map(str::to_owned),
            text: words.to_owned(),
            choices,
            part: position.map(|position| self.rules.part(position)),
            self_harm: position.is_some() && position == self.rules.self_harm,
        });
        Ok(())
    }

    fn choices(&self, item: &Value, chosen: bool, counts: bool) -> Result<Vec<Choice>, (String, Refusal)> {
        let mut choices: Vec<Choice> = Vec::new();
        if chosen {
            for (place, option) in options(self.resource, item).map_err(|refusal| (String::new(), refusal))? {
                let mut one = choice(option).map_err(|refusal| (place.clone(), refusal))?;
                if one.code.chars().count() > LONGEST_NAME || choices.iter().any(|earlier| earlier.code == one.code) {
                    return Err((place, Refusal::FormOptionCode));
                }
                one.score = one.score.filter(|_| counts);
                choices.push(one);
            }
        } else {
            let number = |score: i32| Choice { code: score.to_string(), text: score.to_string(), score: Some(score) };
            choices = (0..=self.rules.highest).map(number).collect();
        }
        if counts { self.spanning(choices) } else { Ok(choices) }
    }

    /// The same choices, if what they count goes from 0 to the highest score of a question.
    fn spanning(&self, choices: Vec<Choice>) -> Result<Vec<Choice>, (String, Refusal)> {
        let highest = self.rules.highest;
        let scores: Option<Vec<i32>> = choices.iter().map(|choice| choice.score).collect();
        let spans =
            scores.is_some_and(|scores| scores.iter().min() == Some(&0) && scores.iter().max() == Some(&highest));
        let expected = || Refusal::FormOptionScores { highest };
        if spans { Ok(choices) } else { Err((String::new(), expected())) }
    }

    fn complete(&mut self) {
        let known = self.questionnaire.definition();
        if self.items.len() > MOST_ITEMS {
            return self.faults.add("/item", Refusal::TooMany { most: MOST_ITEMS, what: "questions" });
        }
        if !self.faults.is_empty() {
            return;
        }
        for (position, code) in self.rules.questions.iter().enumerate() {
            if !self.found.contains(&position) {
                let (number, name) = (position + 1, known.name);
                self.faults.add("/item", Refusal::FormLacksQuestion { number, name, code });
            }
        }
        if self.found.len() != known.items && self.faults.is_empty() {
            let (expected, found) = (known.items, self.found.len());
            self.faults.add("/item", Refusal::FormQuestionCount { expected, found });
        }
    }
}
