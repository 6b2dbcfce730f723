//! Thoughts of self-harm, where they are shown: now, the worst of two weeks, where they go, and their days.

use super::{
    Heading,
    paper::Paper,
    text, timeline,
    typeface::{SMALL, STRONG},
    words,
};
use crate::{domain::share::SELF_HARM, reports::view::View};

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    let shown = view.series.iter().find(|series| series.id.as_str() == SELF_HARM);
    let (Some(series), Some(lately)) = (shown, &view.self_harm) else { return };
    let question = paper.typeface.name(&series.question);
    text::heading(paper, &question, 2.0 * STRONG.leading + SMALL.leading + timeline::ALONE);
    text::paragraph(paper, &words::lately::said(lately), STRONG);
    timeline::alone(paper, view, heading, series);
    paper.space(6.0);
}
