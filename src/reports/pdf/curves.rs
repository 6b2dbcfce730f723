//! The treatments of a measure laid over each other, by days and by hours, and how long relief lasted after them.

mod aligned;
mod hours;
mod survival;

use super::{
    drawing::{Drawing, Frame, Side},
    half::half,
    numbers::number,
    paper::{LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{SMALL, SMALL_STRONG, TINY},
    words,
};
use crate::reports::view::{Series, View};

/// For the values at the left of a chart.
const GUTTER: f32 = 22.0;
const PLOT: f32 = 42.0;
/// For what is measured, above the plot.
const ABOVE: f32 = 15.0;
/// From the chart's title to its sentence.
const HEIGHT: f32 = ABOVE + PLOT + 30.0;
/// How much of the width is the days', the hours' and relief's.
const SHARES: [f32; 3] = [0.42, 0.28, 0.30];
const GAP: f32 = 16.0;
/// How many lines the longest sentence below a chart takes.
const LINES: f32 = 5.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const CURVE: Pen = Pen::solid(1.4, 0);
const BAND: u8 = 222;
/// One of the treatments.
const SINGLE: Pen = Pen::solid(0.5, 140);
/// Where response and partial response begin.
const RESPONSE: Pen = Pen::dashed(0.45, 120, [2.0, 2.0]);

/// The curves of the first measures that have any, of so many at most.
pub(super) fn lay(paper: &mut Paper, view: &View, most: usize) {
    let drawn = view.series.iter().filter(|series| !series.relief.aligned.is_empty()).take(most);
    for (position, series) in drawn.enumerate() {
        let full = HEIGHT + SMALL_STRONG.leading + LINES * SMALL.leading;
        if position == 0 {
            text::heading(paper, words::ALIGNED.say(), full);
        } else {
            paper.need(full);
        }
        row(paper, series);
        paper.space(6.0);
    }
}

fn row(paper: &mut Paper, series: &Series) {
    let question = paper.typeface.name(&series.question);
    let title = text::lines(&paper.typeface, &question, SMALL_STRONG, RIGHT - LEFT, 1);
    paper.y = paper.within(text::heading_tag(3, &question), |paper| text::column(paper, (LEFT, paper.y), title));
    let top = paper.y;
    let [days, hours, _] = SHARES.map(|share| (RIGHT - LEFT - 2.0 * GAP) * share);
    let (second, third) = (LEFT + days + GAP, LEFT + days + hours + 2.0 * GAP);
    let place = (top, HEIGHT);
    let reached = [
        half(paper, (LEFT, second - GAP), place, aligned::told(series), |drawing, across, y| {
            aligned::draw(drawing, series, across, y);
        }),
        half(paper, (second, third - GAP), place, hours::told(series), |drawing, across, y| {
            hours::draw(drawing, series, across, y);
        }),
    ];
    let survival = survival::told(series).map(|told| {
        half(paper, (third, RIGHT), place, told, |drawing, across, y| survival::draw(drawing, series, across, y))
    });
    paper.y = reached.into_iter().chain(survival).fold(top, f32::max);
}

/// The bottom of a chart of improvements: a multiple of 50 below what is drawn, but no lower than −100.
fn lowest(improvements: impl Iterator<Item = f64>) -> f64 {
    let low = improvements.fold(-20.0, f64::min);
    ((low / 50.0).floor() * 50.0).max(-100.0)
}

/// The lines across a chart of improvements, with their values.
fn improvements(drawing: &mut Drawing, frame: &Frame) {
    for value in [-100.0, -50.0, 0.0, 25.0, 50.0, 100.0].into_iter().filter(|value| *value >= frame.up.0) {
        let y = frame.y(value);
        let response = [25.0, 50.0].contains(&value);
        drawing.line((frame.left, y), (frame.right(), y), if response { RESPONSE } else { GRID });
        drawing.label((frame.left - 4.0, y + 2.2), &number(value, 0), TINY, Side::Left);
    }
}
