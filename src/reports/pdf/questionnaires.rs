//! Questionnaires: what their totals say, and a panel for each among those of the days.

use krilla::tagging::Tag;

use super::{
    days::Days,
    drawing::{Drawing, Frame, Side},
    numbers::{count, number, points},
    paper::{Content, LEFT, Paper, Pen, RIGHT},
    text, timeline,
    typeface::{Run, SMALL, TINY},
    words::totals as words,
};
use crate::reports::view::{SharedQuestionnaire, View};

const GAP: f32 = 13.0;
/// Between one row and the next.
const BETWEEN: f32 = 1.5;
/// Sentences are cut where they are longer.
const MOST_LINES: usize = 8;
/// Nearer than this to a number on the axis, the cut-off's would hide it.
const CLEAR: f32 = 6.5;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const CUT_OFF: Pen = Pen::dashed(0.6, 60, [2.0, 2.0]);
const LINE: Pen = Pen::solid(0.8, 0);
const BAND: u8 = 230;

/// A sentence or two for each questionnaire, two side by side.
pub(super) fn lay(paper: &mut Paper, view: &View) {
    let middle = LEFT + (RIGHT - LEFT - GAP) / 2.0;
    let said = |paper: &Paper, shared: &SharedQuestionnaire| {
        let known = shared.definition;
        let rest = format!("({}). {}", words::range(known), words::sentence(shared));
        text::led(&paper.typeface, [known.name, &rest], SMALL, middle - LEFT, MOST_LINES)
    };
    let rows: Vec<Vec<Vec<Run>>> =
        view.questionnaires.chunks(2).map(|pair| pair.iter().map(|one| said(paper, one)).collect()).collect();
    let height = |row: &Vec<Vec<Run>>| {
        points(count(row.iter().map(Vec::len).max().unwrap_or_default())) * SMALL.leading + BETWEEN
    };
    let Some(first) = rows.first().map(height) else { return };
    text::heading(paper, words::TITLE.say(), first);
    for row in rows {
        let height = height(&row);
        paper.need(height);
        let top = paper.y;
        for (lines, x) in row.into_iter().zip([LEFT, middle + GAP]) {
            paper.within(Tag::P, |paper| text::column(paper, (x, top), lines));
        }
        paper.y = top + height;
    }
    paper.space(2.0);
}

/// The totals of a questionnaire over the days shown: a figure of its own.
pub(super) fn panel(paper: &mut Paper, shared: &SharedQuestionnaire, days: Days, frame: &Frame) {
    let alternative = words::alternative(shared, &words::sentence(shared));
    paper.within(Tag::Figure(Some(alternative)), |paper| {
        let mut drawing = Drawing::new(&paper.typeface);
        band(&mut drawing, shared, frame);
        axes(&mut drawing, shared, frame);
        timeline::title(&mut drawing, shared.definition.name, frame);
        let place = |date, total| frame.place((days.number(date), total));
        let totals = shared.responses.iter().map(|one| place(one.when.date(), one.total.points()));
        let places: Vec<(f32, f32)> = totals.collect();
        drawing.polyline(&places, LINE);
        drawing.dots(places, 2.6, 0);
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
    });
}

/// Totals that are not noticeably different from the one that the latest is compared with.
fn band(drawing: &mut Drawing, shared: &SharedQuestionnaire, frame: &Frame) {
    let compared = shared.compared().map(|(one, _)| one.total.points());
    if let Some((compared, least)) = compared.zip(shared.definition.meaningful_change) {
        let place = |total: f64| frame.y(total.clamp(0.0, shared.definition.max));
        let (low, high) = (place(compared - least), place(compared + least));
        drawing.polygon(&[(frame.left, low), (frame.right(), low), (frame.right(), high), (frame.left, high)], BAND);
    }
}

fn axes(drawing: &mut Drawing, shared: &SharedQuestionnaire, frame: &Frame) {
    let known = shared.definition;
    for value in [0.0, known.max] {
        let y = frame.y(value);
        drawing.line((frame.left, y), (frame.right(), y), GRID);
        drawing.label((frame.left - 4.0, y + 2.2), &number(value, 0), TINY, Side::Left);
    }
    if let Some(cut) = known.cut_off {
        let y = frame.y(cut.total);
        drawing.line((frame.left, y), (frame.right(), y), CUT_OFF);
        if (frame.bottom() - y).min(y - frame.top) >= CLEAR {
            drawing.label((frame.left - 4.0, y + 2.2), &number(cut.total, 0), TINY, Side::Left);
        }
    }
    drawing.line((frame.left, frame.bottom()), (frame.right(), frame.bottom()), AXIS);
}
