//! Thoughts of self-harm, where they are shown: now, the worst of two weeks, where they go, and their days.

use krilla::tagging::Tag;

use super::{
    Heading,
    days::Days,
    paper::{LEFT, Paper},
    text, timeline,
    typeface::{HEADING, STRONG},
    words,
};
use crate::{domain::share::SELF_HARM, reports::view::View};

/// How wide what is said is, beside the curve.
const SAID: f32 = 248.0;
const GAP: f32 = 14.0;

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    let shown = view.series.iter().find(|series| series.id.as_str() == SELF_HARM);
    let (Some(series), Some(lately)) = (shown, &view.self_harm) else { return };
    let question = paper.typeface.name(&series.question);
    text::heading(paper, &question, timeline::ALONE);
    let top = paper.sections.last().map_or(paper.y, |(_, _, top)| *top);
    // Beside the question there is room for what its answers mean, unless it is long.
    let beside = LEFT + paper.typeface.width(&question, HEADING) + GAP;
    let beside = (paper.y - top < 1.5 * HEADING.leading).then_some((beside, paper.y - text::baseline(HEADING)));
    let (top, left) = (paper.y, LEFT + SAID);
    let said = text::lines(&paper.typeface, &words::lately::said(lately), STRONG, SAID - GAP, usize::MAX);
    let bottom = paper.within(Tag::P, |paper| text::column(paper, (LEFT, top), said));
    if let Some(days) = Days::of(view, heading).filter(|_| !series.days.is_empty()) {
        timeline::alone(paper, view, days, (series, left, beside));
    }
    paper.y = paper.y.max(bottom);
    paper.space(2.6);
}
