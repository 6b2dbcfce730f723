//! The treatments of a measure laid over each other, by days and by hours, and how long relief lasted after them.

mod aligned;
mod hours;
mod survival;

use krilla::tagging::Tag;

use super::{
    drawing::{Drawing, Frame, Side},
    numbers::number,
    paper::{Content, LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{SMALL, SMALL_STRONG, TINY},
    words,
};
use crate::reports::view::{Series, View};

/// For the values at the left of a chart.
const GUTTER: f32 = 22.0;
const PLOT: f32 = 27.0;
/// For what is measured, above the plot.
const ABOVE: f32 = 11.0;
/// From the charts' titles to what is said of them.
const HEIGHT: f32 = ABOVE + PLOT + 26.0;
/// How much of the width is the days', the hours' and relief's.
const SHARES: [f32; 3] = [0.38, 0.33, 0.29];
const GAP: f32 = 16.0;
/// How many lines the sentences below the charts take at most, about.
const LINES: f32 = 4.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const CURVE: Pen = Pen::solid(1.4, 0);
const BAND: u8 = 222;
/// One of the treatments.
const SINGLE: Pen = Pen::solid(0.5, 140);
/// Where partial response and response begin. There is no room for the number of the first.
const RESPONSES: [f64; 2] = [25.0, 50.0];
const RESPONSE: Pen = Pen::dashed(0.45, 120, [2.0, 2.0]);

/// Draws a chart of a measure between two edges, from a height on.
type Draw = fn(&mut Drawing, &Series, (f32, f32), f32);

/// What is said of a chart: a sentence below it, and what is told to who does not see it.
struct Told {
    sentence: String,
    alternative: String,
}

/// The curves of the first measures that have any, of so many at most: the one that is spoken of first before all.
pub(super) fn lay(paper: &mut Paper, view: &View, most: usize) {
    let main = view.main_series();
    let others = view.series.iter().filter(|series| main.is_none_or(|main| main.id != series.id));
    let drawn = main.into_iter().chain(others).filter(|series| !series.relief.aligned.is_empty()).take(most);
    for (position, series) in drawn.enumerate() {
        let full = HEIGHT + LINES * SMALL.leading;
        let question = paper.typeface.name(&series.question);
        if position == 0 {
            text::heading(paper, &words::for_measure(words::ALIGNED.say(), &question), full);
        } else {
            paper.need(SMALL_STRONG.leading + full);
            let title = text::lines(&paper.typeface, &question, SMALL_STRONG, RIGHT - LEFT, 1);
            paper.y =
                paper.within(text::heading_tag(3, &question), |paper| text::column(paper, (LEFT, paper.y), title));
        }
        row(paper, series);
        paper.space(2.6);
    }
}

fn row(paper: &mut Paper, series: &Series) {
    let top = paper.y;
    let [days, hours, _] = SHARES.map(|share| (RIGHT - LEFT - 2.0 * GAP) * share);
    let (second, third) = (LEFT + days + GAP, LEFT + days + hours + 2.0 * GAP);
    let told = [Some(aligned::told(series)), Some(hours::told(series)), survival::told(series)];
    let across = [(LEFT, second - GAP), (second, third - GAP), (third, RIGHT)];
    let draw: [Draw; 3] = [aligned::draw, hours::draw, survival::draw];
    let mut sentences = Vec::new();
    for ((told, across), draw) in told.into_iter().zip(across).zip(draw) {
        let Some(Told { sentence, alternative }) = told else { continue };
        sentences.push(sentence);
        paper.within(Tag::Figure(Some(alternative)), |paper| {
            let mut drawing = Drawing::new(&paper.typeface);
            draw(&mut drawing, series, across, top);
            let ink = drawing.ink;
            paper.mark(Content::Drawing, ink);
        });
    }
    paper.y = top + HEIGHT;
    sentences.retain(|sentence| !sentence.is_empty());
    text::paragraph(paper, &sentences.join(" "), SMALL);
}

/// The bottom of a chart of improvements: a multiple of 50 below what is drawn, but no lower than −100.
fn lowest(improvements: impl Iterator<Item = f64>) -> f64 {
    let low = improvements.fold(-20.0, f64::min);
    ((low / 50.0).floor() * 50.0).max(-100.0)
}

/// The lines across a chart of improvements, with their values.
fn improvements(drawing: &mut Drawing, frame: &Frame) {
    for value in [-100.0, -50.0, 0.0, 50.0, 100.0].into_iter().filter(|value| *value >= frame.up.0) {
        let y = frame.y(value);
        drawing.label((frame.left - 4.0, y + 2.2), &number(value, 0), TINY, Side::Left);
        if !RESPONSES.contains(&value) {
            drawing.line((frame.left, y), (frame.right(), y), GRID);
        }
    }
    for value in RESPONSES {
        drawing.line((frame.left, frame.y(value)), (frame.right(), frame.y(value)), RESPONSE);
    }
}
