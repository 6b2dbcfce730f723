//! The words of the report are those of the app's list of terms (`web/terms.json`).

use afterglow::domain::{questionnaire::Questionnaire, share::Include};
use serde_json::Value;

use super::{Heading, Read, heading, patient::Patient};

/// Everything that is written and told in these reports.
fn words() -> String {
    let mut asked = Patient::half_year();
    asked.questionnaires = Questionnaire::ALL.to_vec();
    let mut short = Patient::half_year();
    (short.days, short.treated) = (44, vec![21, 25, 28, 32]);
    let everything = Heading { include: Include::EVERYTHING, ..heading() };
    let reports =
        [(asked, heading()), (short, everything), (Patient::ten_years(), heading()), (Patient::empty(), heading())];
    let read = reports.map(|(patient, heading)| {
        let read = Read::of(&patient.view(), &heading);
        let told: Vec<String> = read.dictionaries("Figure").into_iter().map(|one| super::words(one, b"Alt")).collect();
        format!("{} {}", read.text(), told.join(" "))
    });
    read.join(" ").to_lowercase()
}

/// The words in a row, each as it stands between what is no letter.
fn says(text: &[&str], term: &str) -> bool {
    let parts: Vec<&str> = term.split(' ').collect();
    let alike =
        |(said, part): (&&str, &&str)| part.strip_suffix('*').map_or(said == part, |stem| said.starts_with(stem));
    text.windows(parts.len()).any(|window| window.iter().zip(&parts).all(alike))
}

#[test]
fn nothing_in_the_report_is_called_what_the_list_of_terms_forbids() {
    let list: Value = serde_json::from_str(include_str!("../../web/terms.json")).unwrap();
    let text = words();
    let text: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    assert!(says(&text, "ups and downs") && says(&text, "relie*") && !says(&text, "reli"));
    let never = list["terms"].as_array().unwrap().iter().flat_map(|term| term["never"]["en"].as_array().unwrap());
    for term in never.map(|term| term.as_str().unwrap().to_lowercase()) {
        assert!(!says(&text, &term), "{term}");
    }
}
