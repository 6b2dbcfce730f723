//! The treatments of a measure laid over each other, and how long relief lasted after them.

mod aligned;
mod survival;

use super::{
    half::half,
    paper::{LEFT, Paper, Pen, RIGHT},
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
    let left = half(paper, (LEFT, split), (top, HEIGHT), aligned::told(series), |drawing, across, y| {
        aligned::draw(drawing, series, across, y);
    });
    let right = half(paper, (split + GAP, RIGHT), (top, HEIGHT), survival::told(series), |drawing, across, y| {
        survival::draw(drawing, series, across, y);
    });
    paper.y = left.max(right);
}
