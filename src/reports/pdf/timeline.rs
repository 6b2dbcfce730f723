//! The first measures day by day, with treatments and events marked.

mod marks;
mod wording;

use jiff::civil::Date;
use krilla::tagging::Tag;

use super::{
    Heading,
    days::Days,
    drawing::{Drawing, Frame, Side},
    numbers::{number, points},
    paper::{Content, LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{BODY, SMALL, SMALL_STRONG, TINY},
    words,
};
use crate::{
    domain::trend::Day,
    reports::view::{Series, View},
};

/// For treatments and events, above the first panel.
const BAND: f32 = 19.0;
const TITLE: f32 = 12.5;
const PLOT: f32 = 42.0;
const PANEL: f32 = TITLE + PLOT + 5.0;
/// For the dates and the key, below the last panel.
const FOOT: f32 = 26.0;
/// For the scores at the left.
const GUTTER: f32 = 16.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const MEAN: Pen = Pen::solid(1.15, 0);

/// The first measures, so many at most.
pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading, most: usize) {
    let drawn: Vec<&Series> = view.series.iter().filter(|series| !series.days.is_empty()).take(most).collect();
    let least = BAND + PANEL + FOOT + marks::key_height(view);
    text::heading(paper, words::TIMELINE.say(), if drawn.is_empty() { BODY.leading } else { least });
    let Some(days) = Days::of(view, heading).filter(|_| !drawn.is_empty()) else {
        text::paragraph(paper, words::NOTHING_WRITTEN.say(), BODY);
        paper.space(10.0);
        return;
    };
    // As many measures as the page has room for.
    let fits = |panels: &usize| least + PANEL * (points(super::numbers::count(*panels)) - 1.0) <= paper.left();
    let panels = (1..=drawn.len()).rev().find(fits).unwrap_or(1);
    let drawn: Vec<&Series> = drawn.into_iter().take(panels).collect();

    let alternative = alternative(&drawn, view, days);
    paper.within(Tag::Figure(Some(alternative)), |paper| {
        let top = paper.y;
        let mut drawing = Drawing::new(&paper.typeface);
        let mut y = top + BAND;
        let frames = drawn.iter().map(|series| {
            let frame = frame(days, y + TITLE, (f64::from(series.min), f64::from(series.max)));
            y += PANEL;
            (*series, frame)
        });
        let frames: Vec<(&Series, Frame)> = frames.collect();
        let bottom = frames.last().map_or(top, |(_, frame)| frame.bottom());
        for (series, frame) in &frames {
            grid(&mut drawing, frame);
            title(&mut drawing, series, frame);
        }
        let panels: Vec<Frame> = frames.iter().map(|(_, frame)| *frame).collect();
        marks::draw(&mut drawing, view, days, top, &panels);
        for (series, frame) in &frames {
            scores(&mut drawing, series, frame, days);
            wording::draw(&mut drawing, series, frame, days);
        }
        dates(&mut drawing, days, bottom);
        marks::legend(&mut drawing, bottom + 22.0, view.events.iter().any(|event| !event.planned));
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
        paper.y = bottom + FOOT;
    });
    marks::key(paper, view);
    wording::lay(paper, view);
    paper.space(10.0);
}

/// Where a day lies across the page.
fn x(days: Days, date: Date) -> f32 {
    frame(days, 0.0, (0.0, 1.0)).x(days.number(date))
}

fn frame(days: Days, top: f32, up: (f64, f64)) -> Frame {
    let across = (-0.5, days.number(days.last) + 0.5);
    Frame { left: LEFT + GUTTER, top, width: RIGHT - LEFT - GUTTER, height: PLOT, across, up }
}

fn grid(drawing: &mut Drawing, frame: &Frame) {
    let (low, high) = frame.up;
    for value in [low, f64::midpoint(low, high), high] {
        let y = frame.y(value);
        let pen = if (value - low).abs() < f64::EPSILON { AXIS } else { GRID };
        drawing.line((frame.left, y), (frame.right(), y), pen);
    }
    for value in [low, high] {
        let text = number(value, 0);
        drawing.label((frame.left - 4.0, frame.y(value) + 2.2), &text, TINY, Side::Left);
    }
}

fn title(drawing: &mut Drawing, series: &Series, frame: &Frame) {
    let question = drawing.typeface.name(&series.question);
    let y = frame.top - 4.6;
    let room = frame.width * 0.62;
    for run in text::lines(drawing.typeface, &question, SMALL_STRONG, room, 1) {
        drawing.ink.push(super::paper::Ink::Text { x: LEFT, y, run });
    }
    let ends = [(series.min, &series.low_label), (series.max, &series.high_label)];
    let ends = ends.map(|(value, label)| {
        let label = drawing.typeface.printable(label.as_deref().unwrap_or_default());
        format!("{} {label}", number(f64::from(value), 0)).trim_end().to_owned()
    });
    for run in text::lines(drawing.typeface, &ends.join("  …  "), TINY, frame.right() - LEFT - room, 1) {
        drawing.ink.push(super::paper::Ink::Text { x: frame.right() - run.width, y, run });
    }
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

fn dates(drawing: &mut Drawing, days: Days, bottom: f32) {
    for (day, label) in days.ticks() {
        let x = x(days, day);
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        let half = drawing.typeface.width(&label, TINY) / 2.0;
        drawing.label((x.clamp(LEFT + half, RIGHT - half), bottom + 9.5), &label, TINY, Side::Middle);
    }
}

/// What the figure shows, in words.
fn alternative(drawn: &[&Series], view: &View, days: Days) -> String {
    let mut told = vec![words::told::days_from_to(days.first, days.last)];
    for series in drawn {
        let means: Vec<(Date, f64)> =
            series.days.iter().filter_map(|day| Some((day.date, day.seven_day_mean?))).collect();
        let by_mean = |a: &&(Date, f64), b: &&(Date, f64)| a.1.total_cmp(&b.1);
        let extremes = (means.first(), means.last(), means.iter().min_by(by_mean), means.iter().max_by(by_mean));
        let means = match extremes {
            (Some(first), Some(last), Some(low), Some(high)) => Some([*first, *last, *low, *high]),
            _ => None,
        };
        told.push(words::told::series(&series.question, series.days.len(), means));
    }
    told.extend(marks::told(view));
    told.extend(wording::told(view));
    told.join(" ")
}

/// The style of what is written below the figure.
const KEY: super::typeface::Style = SMALL;
