//! Totals of questionnaires over the days shown, two charts side by side.

use jiff::civil::Date;

use super::{
    Heading,
    days::Days,
    drawing::{Drawing, Frame, Side},
    half::{MOST_LINES, Told, half},
    numbers::{count, number, points},
    paper::{LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{SMALL, SMALL_STRONG, Style, TINY},
    words::totals as words,
};
use crate::reports::view::{SharedQuestionnaire, View};

/// For the totals at the left of a chart.
const GUTTER: f32 = 18.0;
const PLOT: f32 = 24.0;
/// For the name, above the plot.
const ABOVE: f32 = 15.0;
/// From the chart's title to its sentence.
const HEIGHT: f32 = ABOVE + PLOT + 13.0;
const GAP: f32 = 20.0;
/// Dates have room below every so many points of width.
const DATES_APART: f32 = 48.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const CUT_OFF: Pen = Pen::dashed(0.6, 60, [2.0, 2.0]);
const TREATMENT: Pen = Pen::solid(0.4, 170);
const LINE: Pen = Pen::solid(0.8, 0);
const BAND: u8 = 230;

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    let Some(days) = Days::of(view, heading).filter(|_| !view.questionnaires.is_empty()) else { return };
    let middle = LEFT + (RIGHT - LEFT - GAP) / 2.0;
    let height = |paper: &Paper, pair: &[SharedQuestionnaire]| {
        let lines =
            |shared| text::lines(&paper.typeface, &words::sentence(shared), SMALL, middle - LEFT, MOST_LINES).len();
        HEIGHT + points(count(pair.iter().map(lines).max().unwrap_or_default())) * SMALL.leading
    };
    let rows: Vec<(&[SharedQuestionnaire], f32)> =
        view.questionnaires.chunks(2).map(|pair| (pair, height(paper, pair))).collect();
    text::heading(paper, words::TITLE.say(), SMALL.leading + rows.first().map_or(0.0, |(_, row)| *row));
    text::paragraph(paper, words::KEY.say(), SMALL);
    for (pair, row) in rows {
        paper.need(row);
        let (top, mut bottom) = (paper.y, paper.y);
        for (shared, across) in pair.iter().zip([(LEFT, middle), (middle + GAP, RIGHT)]) {
            let reached = half(paper, across, (top, HEIGHT), told(shared), |drawing, across, y| {
                draw(drawing, (shared, view), days, across, y);
            });
            bottom = bottom.max(reached);
        }
        paper.y = bottom + 4.0;
    }
    paper.space(2.0);
}

fn told(shared: &SharedQuestionnaire) -> Told {
    let sentence = words::sentence(shared);
    let alternative = words::alternative(shared, &sentence);
    Told { sentence, alternative }
}

fn draw(
    drawing: &mut Drawing,
    (shared, view): (&SharedQuestionnaire, &View),
    days: Days,
    (left, right): (f32, f32),
    top: f32,
) {
    let known = shared.definition;
    let name = drawing.label((left, top + 9.0), known.name, SMALL_STRONG, Side::Right);
    let (from, range) = (left + name + 5.0, words::range(known));
    // In some languages it is long.
    let fits = drawing.typeface.width(&range, TINY) <= right - from;
    let style = if fits { TINY } else { Style { size: 6.2, ..TINY } };
    drawing.label((from, top + 9.0), &range, style, Side::Right);
    let across = (-0.5, days.number(days.last) + 0.5);
    let (left, width) = (left + GUTTER, right - left - GUTTER);
    let frame = Frame { left, top: top + ABOVE, width, height: PLOT, across, up: (0.0, known.max) };
    band(drawing, shared, &frame);
    axes(drawing, shared, &frame, days);
    for treatment in &view.treatments {
        let x = frame.x(days.number(treatment.date));
        drawing.line((x, frame.top), (x, frame.bottom()), TREATMENT);
        drawing.triangle((x, frame.top + 1.0));
    }
    let place = |date: Date, total: f64| frame.place((days.number(date), total));
    let places: Vec<(f32, f32)> =
        shared.responses.iter().map(|one| place(one.when.date(), one.total.points())).collect();
    drawing.polyline(&places, LINE);
    drawing.dots(places, 3.2, 0);
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

fn axes(drawing: &mut Drawing, shared: &SharedQuestionnaire, frame: &Frame, days: Days) {
    let known = shared.definition;
    for value in [0.0, known.max] {
        let y = frame.y(value);
        drawing.line((frame.left, y), (frame.right(), y), GRID);
        drawing.label((frame.left - 4.0, y + 2.2), &number(value, 0), TINY, Side::Left);
    }
    if let Some(cut) = known.cut_off {
        let y = frame.y(cut.total);
        drawing.line((frame.left, y), (frame.right(), y), CUT_OFF);
        drawing.label((frame.left - 4.0, y + 2.2), &number(cut.total, 0), TINY, Side::Left);
    }
    let bottom = frame.bottom();
    drawing.line((frame.left, bottom), (frame.right(), bottom), AXIS);
    let mut free = f32::MIN;
    for (day, label) in days.ticks() {
        let x = frame.x(days.number(day));
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        let half = drawing.typeface.width(&label, TINY) / 2.0;
        let middle = x.clamp(frame.left + half, frame.right() - half);
        if middle >= free {
            drawing.label((middle, bottom + 9.0), &label, TINY, Side::Middle);
            free = middle + DATES_APART;
        }
    }
}
