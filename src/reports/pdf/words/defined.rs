//! What the figures mean: of the words that a report uses, and no others.

use super::language::{Phrase, phrase};
use crate::{
    domain::relief::{Report, TreatmentReport},
    reports::view::{Series, View},
};

pub(in super::super) const TITLE: Phrase = Phrase("report_definitions");

/// Each term with its meaning.
pub(in super::super) fn defined(view: &View) -> Vec<(&'static str, String)> {
    let any = |holds: fn(&Series) -> bool| view.series.iter().any(holds);
    let compared = any(|series| series.glance.treatments > 0);
    let together = |sentences: &[(bool, &str)]| {
        let said: Vec<&str> = sentences.iter().filter(|(used, _)| *used).map(|(_, key)| phrase(key)).collect();
        said.join(" ")
    };
    let courses = any(|series| series.relief.courses.len() > 1);
    let before = [(true, "report_meaning_before"), (courses, "report_meaning_later")];
    let curves = [(true, "report_meaning_curves"), (courses, "report_meaning_curves_before")];
    // Treatments are told one by one for the main measure alone.
    let unconfirmed = view.main_series().is_some_and(|main| main.relief.treatments.iter().any(is_unconfirmed));
    let onset = [
        (true, "report_meaning_onset"),
        (any(|series| is_open(&series.relief)), "report_meaning_possibly"),
        (unconfirmed, "report_meaning_unconfirmed"),
    ];
    let median = any(|series| series.relief.summary.stated);
    let relief = [(true, "report_meaning_relief"), (median, "report_meaning_median")];
    let terms = [
        (compared, "report_term_before", together(&before)),
        (compared, "report_term_onset", together(&onset)),
        (compared, "report_term_relief", together(&relief)),
        (compared, "report_term_sure", phrase("report_meaning_sure").to_owned()),
        (compared, "report_term_days", phrase("report_meaning_days").to_owned()),
        (any(|series| !series.relief.aligned.is_empty()), "report_term_curves", together(&curves)),
        (!view.questionnaires.is_empty(), "report_totals_title", phrase("report_totals_key").to_owned()),
    ];
    terms.into_iter().filter(|(used, ..)| *used).map(|(_, term, meaning)| (phrase(term), meaning)).collect()
}

/// Whether relief came in time surely after some treatments, and possibly after more.
fn is_open(report: &Report) -> bool {
    report.summary.rapid_surely != report.summary.rapid_possibly
}

fn is_unconfirmed(treatment: &TreatmentReport) -> bool {
    treatment.onset.known().is_some_and(|onset| !onset.confirmed)
}
