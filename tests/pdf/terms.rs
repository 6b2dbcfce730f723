//! The words of the report are those of the app's list of terms (`web/terms.json`).

use afterglow::domain::{questionnaire::Questionnaire, share::Include};

use super::{Heading, Read, heading, patient::Patient};
use crate::terms::{never, says, words_of};

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

#[test]
fn nothing_in_the_report_is_called_what_the_list_of_terms_forbids() {
    let text = words();
    let text = words_of(&text);
    assert!(says(&text, "ups and downs") && says(&text, "relie*") && !says(&text, "reli"));
    for term in never("en") {
        assert!(!says(&text, &term), "{term}");
    }
}
