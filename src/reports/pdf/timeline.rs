//! The measures day by day, with treatments and events marked.

mod marks;
mod wording;

use jiff::civil::Date;
use krilla::tagging::Tag;

use super::{
    Heading,
    days::Days,
    drawing::{Drawing, Frame, Side},
    numbers::{count, number, points},
    paper::{Content, Ink, LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{BODY, SMALL, SMALL_STRONG, TINY},
    words,
};
use crate::{
    domain::{measure::BuiltIn, share::SELF_HARM, trend::Day},
    reports::view::{Series, View},
};

/// For treatments and events, above the first panel.
const BAND: f32 = 19.0;
const TITLE: f32 = 12.0;
/// How high a panel's plot is where so many stand side by side: the more, the lower.
const PLOTS: [f32; 4] = [40.0, 28.0, 22.0, 22.0];
/// For the dates, below the last panel.
const DATES: f32 = 13.0;
/// For the dates and the key.
const FOOT: f32 = 25.0;
/// For the ends of a scale, where the question stands elsewhere.
const ENDS: f32 = 9.5;
/// For the scores at the left.
const GUTTER: f32 = 16.0;
/// Between two panels side by side.
const GAP: f32 = 14.0;
/// Dates have room below every so many points of width.
const DATES_APART: f32 = 48.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const MEAN: Pen = Pen::solid(1.15, 0);

/// Every measure that has a score, `columns` of them side by side; thoughts of self-harm have been drawn by then.
pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading, columns: usize) {
    let written = |series: &&Series| !series.days.is_empty() && series.id.as_str() != SELF_HARM;
    let drawn: Vec<&Series> = view.series.iter().filter(written).collect();
    let grid = Columns::new(columns.min(drawn.len()));
    let least = if drawn.is_empty() { BODY.leading } else { BAND + grid.panel() + FOOT };
    text::heading(paper, words::TIMELINE.say(), least);
    let Some(days) = Days::of(view, heading).filter(|_| !drawn.is_empty()) else {
        text::paragraph(paper, words::NOTHING_WRITTEN.say(), BODY);
        paper.space(10.0);
        return;
    };
    let mut rest = drawn.as_slice();
    while !rest.is_empty() {
        paper.need(BAND + grid.panel() + FOOT);
        let (here, later) = rest.split_at(grid.fit(paper.left()).min(rest.len()));
        figure(paper, view, days, here, grid);
        rest = later;
    }
    paper.need(marks::key_height(view));
    marks::key(paper, view);
    wording::lay(paper, view);
    paper.space(7.0);
}

/// One measure alone, from a place to the right edge, below a heading that says its question.
pub(super) fn alone(paper: &mut Paper, view: &View, heading: &Heading, (series, left): (&Series, f32)) {
    let Some(days) = Days::of(view, heading).filter(|_| !series.days.is_empty()) else { return };
    // As low as those that stand beside each other.
    let grid = Columns { side_by_side: 1, plot: PLOTS[2], titled: false, left };
    paper.need(ALONE);
    figure(paper, view, days, &[series], grid);
}

/// How high [`alone`] is.
pub(super) const ALONE: f32 = BAND + ENDS + PLOTS[2] + 5.0 + DATES;

/// Panels side by side.
#[derive(Debug, Clone, Copy)]
struct Columns {
    side_by_side: usize,
    plot: f32,
    /// Whether each says what it is of, and the whole what its signs stand for.
    titled: bool,
    /// Where the first of them begins.
    left: f32,
}

impl Columns {
    fn new(side_by_side: usize) -> Self {
        let side_by_side = side_by_side.clamp(1, PLOTS.len());
        Self { side_by_side, plot: PLOTS.get(side_by_side - 1).copied().unwrap_or(PLOTS[0]), titled: true, left: LEFT }
    }

    /// How high a panel is, with its title.
    fn panel(self) -> f32 {
        self.above() + self.plot + 5.0
    }

    /// What stands above a plot.
    fn above(self) -> f32 {
        if self.titled { TITLE } else { ENDS }
    }

    /// How many panels have room in this height, one row of them at least.
    fn fit(self, height: f32) -> usize {
        let mut rows = 1;
        while BAND + self.panel() * points(count(rows + 1)) + FOOT <= height {
            rows += 1;
        }
        rows * self.side_by_side
    }

    /// Where the panels of a column lie across the page.
    fn across(self, column: usize) -> (f32, f32) {
        let columns = points(count(self.side_by_side));
        let width = (RIGHT - self.left - GAP * (columns - 1.0)) / columns;
        let left = self.left + points(count(column)) * (width + GAP);
        (left, left + width)
    }
}

/// Panels in columns, each column with its treatments and events above and its dates below.
fn figure(paper: &mut Paper, view: &View, days: Days, drawn: &[&Series], grid: Columns) {
    paper.within(Tag::Figure(Some(alternative(drawn, view, days))), |paper| {
        let top = paper.y;
        let mut drawing = Drawing::new(&paper.typeface);
        let mut lowest = top;
        for column in 0..grid.side_by_side {
            let mut y = top + BAND;
            let frames = drawn.iter().skip(column).step_by(grid.side_by_side).map(|series| {
                let frame = frame(days, grid, column, y + grid.above(), (f64::from(series.min), f64::from(series.max)));
                y += grid.panel();
                (*series, frame)
            });
            let frames: Vec<(&Series, Frame)> = frames.collect();
            let panels: Vec<Frame> = frames.iter().map(|(_, frame)| *frame).collect();
            let Some(last) = panels.last() else { continue };
            for (series, frame) in &frames {
                lines(&mut drawing, frame);
                title(&mut drawing, series, frame, (view, grid));
            }
            marks::draw(&mut drawing, view, days, top, &panels);
            for (series, frame) in &frames {
                scores(&mut drawing, series, frame, days);
                wording::draw(&mut drawing, series, frame, days);
            }
            dates(&mut drawing, days, last);
            lowest = lowest.max(last.bottom());
        }
        if grid.titled {
            marks::legend(&mut drawing, lowest + 22.0, view.events.iter().any(|event| !event.planned));
        }
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
        paper.y = lowest + if grid.titled { FOOT } else { DATES };
    });
}

fn frame(days: Days, grid: Columns, column: usize, top: f32, up: (f64, f64)) -> Frame {
    let (left, right) = grid.across(column);
    let across = (-0.5, days.number(days.last) + 0.5);
    Frame { left: left + GUTTER, top, width: right - left - GUTTER, height: grid.plot, across, up }
}

fn lines(drawing: &mut Drawing, frame: &Frame) {
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

/// Alone in its row the question and its ends; side by side, where these have no room, the measure's name.
fn title(drawing: &mut Drawing, series: &Series, frame: &Frame, (view, grid): (&View, Columns)) {
    let y = frame.top - 4.6;
    let left = frame.left - GUTTER;
    let is_alone = grid.side_by_side == 1;
    let built_in = BuiltIn::find(series.id.as_str()).filter(|_| !is_alone);
    let text = built_in.map_or(series.question.as_str(), |one| one.words(view.language.tag()).name.as_str());
    let room = if is_alone && grid.titled {
        frame.width * 0.62
    } else if is_alone {
        GUTTER
    } else {
        frame.right() - left
    };
    let text = drawing.typeface.name(text);
    let lines = if grid.titled { text::lines(drawing.typeface, &text, SMALL_STRONG, room, 1) } else { Vec::new() };
    drawing.ink.extend(lines.into_iter().map(|run| Ink::Text { x: left, y, run }));
    if !is_alone {
        return;
    }
    let ends = [(series.min, &series.low_label), (series.max, &series.high_label)];
    let ends = ends.map(|(value, label)| {
        let label = drawing.typeface.printable(label.as_deref().unwrap_or_default());
        format!("{} {label}", number(f64::from(value), 0)).trim_end().to_owned()
    });
    let lines = text::lines(drawing.typeface, &ends.join("  …  "), TINY, frame.width - room, 1);
    drawing.ink.extend(lines.into_iter().map(|run| Ink::Text { x: frame.right() - run.width, y, run }));
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

fn dates(drawing: &mut Drawing, days: Days, frame: &Frame) {
    let bottom = frame.bottom();
    let mut free = f32::MIN;
    for (day, label) in days.ticks() {
        let x = frame.x(days.number(day));
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        let half = drawing.typeface.width(&label, TINY) / 2.0;
        let middle = x.clamp(frame.left - GUTTER + half, frame.right() - half);
        if middle >= free {
            drawing.label((middle, bottom + 9.5), &label, TINY, Side::Middle);
            free = middle + DATES_APART;
        }
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
