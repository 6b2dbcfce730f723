//! Totals of questionnaires and the measures day by day, with treatments and events marked.

mod grid;
mod marks;
mod scores;
mod wording;

use krilla::tagging::{Tag, TagKind};

pub(super) use self::{
    grid::Grid,
    scores::{ALONE, alone, title},
};
use super::{
    Heading,
    days::Days,
    drawing::{Drawing, Frame},
    numbers::{count, points},
    paper::{Content, Paper, Pen},
    questionnaires, text,
    typeface::{BODY, HEADING, SMALL, Style},
    words,
};
use crate::{
    domain::share::SELF_HARM,
    reports::view::{Series, SharedQuestionnaire, View},
};

/// For treatments and events, above the first row.
const BAND: f32 = 14.0;
/// For its title, above a plot; below it, before the next one.
const ABOVE: f32 = 11.0;
const BELOW: f32 = 3.0;
/// For the dates, below the last row.
const DATES: f32 = 9.5;
/// For the scores at the left of a plot.
const GUTTER: f32 = 12.0;

const AXIS: Pen = Pen::solid(0.5, 90);
const GRID: Pen = Pen::solid(0.35, 205);
const MEAN: Pen = Pen::solid(1.15, 0);
/// The style of what is written below the figure.
const KEY: Style = SMALL;

/// What a panel shows.
#[derive(Clone, Copy)]
enum Panel<'a> {
    Totals(&'a SharedQuestionnaire),
    Scores(&'a Series),
}

/// Every questionnaire and every measure that has a score; thoughts of self-harm have been drawn by then.
pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading, grid: Grid) {
    let written = |series: &&Series| !series.days.is_empty() && series.id.as_str() != SELF_HARM;
    let totals = view.questionnaires.iter().map(Panel::Totals);
    let drawn: Vec<Panel> = totals.chain(view.series.iter().filter(written).map(Panel::Scores)).collect();
    let grid = Grid { columns: grid.columns.min(drawn.len()).max(1), ..grid };
    let least = if drawn.is_empty() { BODY.leading } else { BAND + grid.panel() + DATES };
    text::heading(paper, words::TIMELINE.say(), least);
    let Some(days) = Days::of(view, heading).filter(|_| !drawn.is_empty()) else {
        text::paragraph(paper, words::NOTHING_WRITTEN.say(), BODY);
        paper.space(6.0);
        return;
    };
    let mut legend = Some(paper.y - text::baseline(HEADING));
    let mut rest = drawn.as_slice();
    while !rest.is_empty() {
        paper.need(BAND + grid.panel() + DATES);
        let fit = grid.fit(paper.left() - BAND - DATES).min(rest.len());
        let (here, later) = rest.split_at(fit);
        figure(paper, view, days, (here, grid), legend.take());
        rest = later;
    }
    paper.need(marks::key_height(view));
    marks::key(paper, view);
    wording::lay(paper, view);
    paper.space(2.6);
}

/// Panels in rows, with treatments and events above them and dates below; what the signs stand for, at a height.
fn figure(paper: &mut Paper, view: &View, days: Days, (panels, grid): (&[Panel], Grid), legend: Option<f32>) {
    let top = paper.y;
    let frames: Vec<Frame> = panels
        .iter()
        .enumerate()
        .map(|(position, panel)| {
            let up = match panel {
                Panel::Totals(shared) => (0.0, shared.definition.max),
                Panel::Scores(series) => (f64::from(series.min), f64::from(series.max)),
            };
            grid.frame(position, top + BAND, days.across(), up)
        })
        .collect();
    for (panel, frame) in panels.iter().zip(&frames) {
        if let Panel::Totals(shared) = panel {
            questionnaires::panel(paper, shared, days, frame);
        }
    }
    let drawn: Vec<&Series> =
        panels.iter().filter_map(|panel| if let Panel::Scores(one) = panel { Some(*one) } else { None }).collect();
    paper.within(tag(&drawn, view, days), |paper| {
        let mut drawing = Drawing::new(&paper.typeface);
        for (position, head) in frames.iter().enumerate().take(grid.columns) {
            let column: Vec<Frame> = frames.iter().skip(position).step_by(grid.columns).copied().collect();
            marks::treatments(&mut drawing, view, days, head.top - ABOVE, &column);
            marks::events(&mut drawing, view, days, top, &column);
            if let Some(last) = column.last() {
                scores::dates(&mut drawing, days, last);
            }
        }
        for (panel, frame) in panels.iter().zip(&frames) {
            if let Panel::Scores(series) = panel {
                scores::panel(&mut drawing, (series, view), frame, days);
            }
        }
        if let Some(y) = legend {
            marks::legend(&mut drawing, y, view.events.iter().any(|event| !event.planned));
        }
        let ink = drawing.ink;
        paper.mark(Content::Drawing, ink);
    });
    let rows = points(count(panels.len().div_ceil(grid.columns)));
    paper.y = top + BAND + rows * grid.panel() - BELOW + DATES;
}

/// A figure of these measures, with what it shows in words.
fn tag(drawn: &[&Series], view: &View, days: Days) -> TagKind {
    let mut told = vec![words::told::days_from_to(days.first, days.last)];
    for series in drawn {
        let means: Vec<_> = series.days.iter().filter_map(|day| Some((day.date, day.seven_day_mean?))).collect();
        let lowest = means.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let highest = means.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let means = match (means.first(), means.last(), lowest, highest) {
            (Some(first), Some(last), Some(low), Some(high)) => Some([*first, *last, *low, *high]),
            _ => None,
        };
        told.push(words::told::series(&series.question, series.days.len(), means));
    }
    told.extend(marks::told(view));
    told.extend(wording::told(view));
    Tag::Figure(Some(told.join(" "))).into()
}
