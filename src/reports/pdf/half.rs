//! Charts side by side, each with its sentence below.

use krilla::tagging::Tag;

use super::{
    drawing::Drawing,
    paper::{Content, Paper},
    text,
    typeface::SMALL,
};

/// Sentences are cut where they are longer.
pub(super) const MOST_LINES: usize = 6;

/// What is said of a chart: the sentence below it, and what is told to who does not see it.
pub(super) struct Told {
    pub(super) sentence: String,
    pub(super) alternative: String,
}

/// A chart between two edges, from `top` on, and its sentence; how far down they reach.
pub(super) fn half(
    paper: &mut Paper,
    (left, right): (f32, f32),
    (top, height): (f32, f32),
    told: Told,
    draw: impl FnOnce(&mut Drawing, (f32, f32), f32),
) -> f32 {
    paper.within(Tag::Figure(Some(told.alternative)), |paper| {
        let mut drawing = Drawing::new(&paper.typeface);
        draw(&mut drawing, (left, right), top);
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
    });
    let lines = text::lines(&paper.typeface, &told.sentence, SMALL, right - left, MOST_LINES);
    paper.within(Tag::P, |paper| text::column(paper, (left, top + height), lines))
}
