//! Where things stand: what the page behind a link says first, of the main measure, and what is found at once.

use jiff::Timestamp;

use super::{
    Heading,
    paper::Paper,
    text, treatments,
    typeface::{BODY, STRONG},
    words::{self, standing},
};
use crate::reports::view::{Series, View};

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    let Some(series) = view.main_series() else { return };
    let title = words::for_measure(standing::TITLE.say(), &paper.typeface.name(&series.question));
    text::heading(paper, &title, 3.0 * BODY.leading);
    text::paragraph(paper, &standing::said(series, heading.made_at.timestamp()), BODY);
    let late = series.relief.since_first_days.as_ref().and_then(|since| since.known());
    if let Some(since) = late {
        text::paragraph(paper, &standing::since_first_days(series, since), BODY);
    }
    first_lines(paper, view, heading);
    paper.space(2.6);
}

/// What was given, and how high blood pressure went: each a line that is found without reading.
fn first_lines(paper: &mut Paper, view: &View, heading: &Heading) {
    let given = view.given.iter().map(|given| {
        let said = words::given(given, &paper.typeface.printable(given.medicine.as_str()));
        let alike = treatments::alike(paper, view).filter(|alike| !alike.is_empty());
        alike.map_or(said.clone(), |alike| format!("{said}, {alike}"))
    });
    let given: Vec<String> = given.collect();
    if let Some(last) = view.treatments.last() {
        text::paragraph(paper, &words::treated(&given, last.date), BODY);
    }
    if heading.include.side_effects && !view.treatments.is_empty() {
        text::paragraph(paper, &words::highest_pressure(view.highest_blood_pressure), STRONG);
    }
}

/// The same of every measure, each a line: first what is said of the treatments, then each question with its answer.
pub(super) fn lines(view: &View, at: Timestamp) -> Vec<String> {
    let treatments = view.main_series().map(|series| standing::of_treatments(series, at));
    let measure = |series: &Series| Some(format!("{} {}", series.question, standing::of_measure(series, at)?));
    treatments.into_iter().chain(view.series.iter().filter_map(measure)).collect()
}
