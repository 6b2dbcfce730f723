//! The scores of a measure in its panel, and what stands around them.

use jiff::civil::Date;

use super::{AXIS, BELOW, DATES, GRID, GUTTER, MEAN, marks, wording};
use crate::{
    domain::trend::Day,
    reports::{
        pdf::{
            days::Days,
            drawing::{Drawing, Frame, Side},
            numbers::{number, points},
            paper::{Content, Ink, Paper, RIGHT},
            text,
            typeface::{SMALL_STRONG, Style, TINY, Typeface},
        },
        view::{Series, View},
    },
};

/// Dates have room below every so many points of width.
const DATES_APART: f32 = 48.0;
/// Of a measure that stands alone: for the triangles of treatments, the ends of the scale, and the plot.
const TRIANGLES: f32 = 6.0;
const ENDS: f32 = 8.6;
const PLOT: f32 = 22.0;

/// How far a name that is long may reach into the gap on its right.
const MORE: f32 = 8.0;

/// How high [`alone`] is.
pub(in super::super) const ALONE: f32 = TRIANGLES + ENDS + PLOT + BELOW + DATES;

/// One measure alone, from a place to the right edge, with its treatments. The heading above says its question, and
/// where it leaves room, from a place on a baseline on, what the ends of the scale stand for.
pub(in super::super) fn alone(
    paper: &mut Paper,
    view: &View,
    days: Days,
    (series, left, beside): (&Series, f32, Option<(f32, f32)>),
) {
    let said = ends(&paper.typeface, series);
    let beside = beside.filter(|(from, _)| from + paper.typeface.width(&said, TINY) <= RIGHT);
    let (left, above) = (left + GUTTER, TRIANGLES + if beside.is_some() { 0.0 } else { ENDS });
    let top = paper.y + above;
    let (across, up) = (days.across(), (f64::from(series.min), f64::from(series.max)));
    let frame = Frame { left, top, width: RIGHT - left, height: PLOT, across, up };
    paper.within(super::tag(&[series], view, days), |paper| {
        let mut drawing = Drawing::new(&paper.typeface);
        lines(&mut drawing, &frame);
        let (room, baseline) = beside.map_or((frame.width, top - 3.0), |(from, baseline)| (RIGHT - from, baseline));
        let run = text::lines(drawing.typeface, &said, TINY, room, 1);
        drawing.ink.extend(run.into_iter().map(|run| Ink::Text { x: RIGHT - run.width, y: baseline, run }));
        marks::treatments(&mut drawing, view, days, paper.y + TRIANGLES - 0.5, &[frame]);
        scores(&mut drawing, series, &frame, days);
        wording::draw(&mut drawing, series, &frame, days);
        dates(&mut drawing, days, &frame);
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
        paper.y = frame.bottom() + DATES;
    });
}

/// A panel among others, without its marks.
pub(super) fn panel(drawing: &mut Drawing, (series, view): (&Series, &View), frame: &Frame, days: Days) {
    lines(drawing, frame);
    title(drawing, series.name(view.language), frame);
    scores(drawing, series, frame, days);
    wording::draw(drawing, series, frame, days);
}

fn lines(drawing: &mut Drawing, frame: &Frame) {
    let (low, high) = frame.up;
    for value in [low, f64::midpoint(low, high), high] {
        let y = frame.y(value);
        let pen = if (value - low).abs() < f64::EPSILON { AXIS } else { GRID };
        drawing.line((frame.left, y), (frame.right(), y), pen);
    }
    for value in [low, high] {
        drawing.label((frame.left - 4.0, frame.y(value) + 2.2), &number(value, 0), TINY, Side::Left);
    }
}

/// The name of what a panel shows, above it.
pub(in super::super) fn title(drawing: &mut Drawing, name: &str, frame: &Frame) {
    let (x, y) = (frame.left - GUTTER, frame.top - 4.0);
    let name = drawing.typeface.name(name);
    let room = frame.right() - x;
    let fits = drawing.typeface.width(&name, SMALL_STRONG) <= room;
    let style = if fits { SMALL_STRONG } else { Style { bold: true, grey: 0, ..TINY } };
    let lines = text::lines(drawing.typeface, &name, style, room + MORE, 1);
    drawing.ink.extend(lines.into_iter().map(|run| Ink::Text { x, y, run }));
}

/// What the ends of the scale stand for.
fn ends(typeface: &Typeface, series: &Series) -> String {
    let ends = [(series.min, &series.low_label), (series.max, &series.high_label)];
    let ends = ends.map(|(value, label)| {
        let label = typeface.printable(label.as_deref().unwrap_or_default());
        format!("{} {label}", number(f64::from(value), 0)).trim_end().to_owned()
    });
    ends.join("  …  ")
}

fn scores(drawing: &mut Drawing, series: &Series, frame: &Frame, days: Days) {
    let place = |date: Date, value: f64| frame.place((days.number(date), value));
    // A day is as wide as its share of the chart, within what can be seen and told apart.
    let size = (frame.width / points(days.number(days.last) + 1.0) * 0.8).clamp(0.7, 2.0);
    drawing.dots(series.days.iter().map(|day| place(day.date, day.mean)), size, 150);
    let mut stretch: Vec<(f32, f32)> = Vec::new();
    let mut before: Option<&Day> = None;
    for day in &series.days {
        let silent = before.is_some_and(|before| days.number(day.date) - days.number(before.date) > 7.0);
        if silent || day.starts_anew || day.seven_day_mean.is_none() {
            drawing.polyline(&std::mem::take(&mut stretch), MEAN);
        }
        stretch.extend(day.seven_day_mean.map(|mean| place(day.date, mean)));
        before = Some(day);
    }
    drawing.polyline(&stretch, MEAN);
}

/// Some of the days, below a panel.
pub(super) fn dates(drawing: &mut Drawing, days: Days, frame: &Frame) {
    let bottom = frame.bottom();
    let mut free = f32::MIN;
    for (day, label) in days.ticks() {
        let x = frame.x(days.number(day));
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        let half = drawing.typeface.width(&label, TINY) / 2.0;
        let middle = x.clamp(frame.left - GUTTER + half, frame.right() - half);
        if middle >= free {
            drawing.label((middle, bottom + 8.8), &label, TINY, Side::Middle);
            free = middle + DATES_APART;
        }
    }
}
