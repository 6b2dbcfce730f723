//! The treatments of a measure laid over each other, and how long relief lasted after them.

mod aligned;
mod survival;

use krilla::tagging::Tag;

use super::{
    drawing::Drawing,
    paper::{Content, LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{SMALL, SMALL_STRONG},
    words,
};
use crate::shares::view::{Series, View};

/// For the values at the left of a chart.
const GUTTER: f32 = 22.0;
const PLOT: f32 = 84.0;
/// For what is measured, above the plot.
const ABOVE: f32 = 17.0;
/// From the chart's title to its sentence.
const HEIGHT: f32 = ABOVE + PLOT + 34.0;
/// How much of the width is the curves'.
const SHARE: f32 = 0.58;
const GAP: f32 = 20.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const CURVE: Pen = Pen::solid(1.4, 0);
const BAND: u8 = 222;

/// The curves of the first measures that have any, of so many at most.
pub(super) fn lay(paper: &mut Paper, view: &View, most: usize) {
    let drawn = view.series.iter().filter(|series| !series.relief.aligned.is_empty()).take(most);
    for (position, series) in drawn.enumerate() {
        let full = HEIGHT + SMALL_STRONG.leading + 3.0 * SMALL.leading;
        if position == 0 {
            text::heading(paper, words::ALIGNED, full);
        } else {
            paper.need(full);
        }
        pair(paper, series);
        paper.space(9.0);
    }
}

fn pair(paper: &mut Paper, series: &Series) {
    let question = paper.typeface.name(&series.question);
    let title = text::lines(&paper.typeface, &question, SMALL_STRONG, RIGHT - LEFT, 1);
    paper.y = paper.within(text::heading_tag(3, &question), |paper| text::column(paper, (LEFT, paper.y), title));
    let top = paper.y;
    let split = LEFT + (RIGHT - LEFT - GAP) * SHARE;
    let left = half(paper, top, (LEFT, split), aligned::told(series), |drawing, across, y| {
        aligned::draw(drawing, series, across, y);
    });
    let right = half(paper, top, (split + GAP, RIGHT), survival::told(series), |drawing, across, y| {
        survival::draw(drawing, series, across, y);
    });
    paper.y = left.max(right);
}

/// What is said of a chart: the sentence below it, and what is told to who does not see it.
struct Told {
    sentence: String,
    alternative: String,
}

/// A chart and its sentence; how far down they reach.
fn half(
    paper: &mut Paper,
    top: f32,
    (left, right): (f32, f32),
    told: Told,
    draw: impl FnOnce(&mut Drawing, (f32, f32), f32),
) -> f32 {
    paper.within(Tag::Figure(Some(told.alternative)), |paper| {
        let mut drawing = Drawing::new(&paper.typeface);
        draw(&mut drawing, (left, right), top);
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
    });
    let lines = text::lines(&paper.typeface, &told.sentence, SMALL, right - left, 4);
    paper.within(Tag::P, |paper| text::column(paper, (left, top + HEIGHT), lines))
}
