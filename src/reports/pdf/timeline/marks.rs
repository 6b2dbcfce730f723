//! What is marked on the days: treatments with a triangle, events with a number.

use jiff::civil::Date;
use krilla::tagging::Tag;

use super::KEY;
use crate::reports::{
    pdf::{
        days::Days,
        drawing::{Drawing, Frame, Side},
        numbers::{count, date, points},
        paper::{LEFT, MEASURE, Paper, Pen, RIGHT},
        text,
        typeface::{SMALL, SMALL_STRONG, Style, TINY},
        words,
    },
    view::{SharedEvent, View},
};

/// The most events that have a number; earlier ones have none.
const MOST: usize = 14;
/// The most treatments of which the text that stands for the figure tells each.
const MOST_TOLD: usize = 40;
/// With more treatments than this, lines would hide the scores.
const MOST_LINES: usize = 60;
/// From a sign and its word to the next.
const APART_SIGNS: f32 = 12.0;
const RADIUS: f32 = 4.2;
const APART: f32 = 2.0 * RADIUS + 1.4;

const TREATMENT: Pen = Pen::solid(0.6, 130);
const EVENT: Pen = Pen::dashed(0.5, 120, [1.6, 1.6]);
const RING: Pen = Pen::solid(0.6, 0);
const NUMBER: Style = Style { size: 6.2, leading: 7.2, grey: 0, bold: true };

/// The latest events, each with its number.
fn numbered(view: &View) -> impl Iterator<Item = (usize, &SharedEvent)> {
    (1..).zip(view.events.iter().skip(view.events.len().saturating_sub(MOST)))
}

/// Lines through panels, one below the other, that show the same days.
fn through(drawing: &mut Drawing, panels: &[Frame], x: f32, pen: Pen) {
    for panel in panels {
        drawing.line((x, panel.top), (x, panel.bottom()), pen);
    }
}

/// Triangles that point down to a height, with lines through each panel; not through what is written between them.
pub(super) fn treatments(drawing: &mut Drawing, view: &View, days: Days, y: f32, panels: &[Frame]) {
    let Some(first) = panels.first() else { return };
    let dense = view.treatments.len() > MOST_LINES;
    for treatment in &view.treatments {
        let x = first.x(days.number(treatment.date));
        if dense {
            drawing.line((x, y - 5.0), (x, y), TREATMENT);
        } else {
            through(drawing, panels, x, TREATMENT);
            drawing.triangle((x, y));
        }
    }
}

/// Numbers in rings, from a height on, with lines through each panel.
pub(super) fn events(drawing: &mut Drawing, view: &View, days: Days, top: f32, panels: &[Frame]) {
    let Some(first) = panels.first() else { return };
    let x = |date: Date| first.x(days.number(date));
    // What is still to come has its place in the list alone.
    let happened: Vec<(usize, f32)> = numbered(view)
        .filter(|(_, event)| !event.planned)
        .map(|(number, event)| (number, x(event.when.date())))
        .collect();
    let places: Vec<f32> = happened.iter().map(|(_, place)| *place).collect();
    for ((number, x), ring) in happened.iter().zip(apart(&places, (first.left, first.right()))) {
        through(drawing, panels, *x, EVENT);
        drawing.ring((ring, top + RADIUS), RADIUS, RING);
        drawing.label((ring, top + RADIUS + 2.1), &number.to_string(), NUMBER, Side::Middle);
    }
}

/// The places moved as far from each other as rings need, or as there is room, and between `left` and `right`.
fn apart(places: &[f32], (left, right): (f32, f32)) -> Vec<f32> {
    let step = APART.min((right - left) / points(count(places.len().max(1))));
    let mut moved: Vec<f32> = Vec::with_capacity(places.len());
    for place in places {
        let next = moved.last().map_or(f32::MIN, |last| last + step);
        moved.push(place.max(next));
    }
    let mut limit = right - RADIUS;
    for place in moved.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - step;
    }
    moved
}

/// What the signs stand for: on a baseline, up to the right edge.
pub(super) fn legend(drawing: &mut Drawing, y: f32, events: bool) {
    let signs = [
        (words::KEY_TREATMENT, 6.0, true),
        (words::KEY_EVENT, 6.5, events),
        (words::KEY_DAY, 4.5, true),
        (words::KEY_WEEK, 18.0, true),
    ];
    let shown = signs.iter().filter(|sign| sign.2);
    let wide: f32 = shown.map(|(word, sign, _)| sign + drawing.typeface.width(word.say(), TINY) + APART_SIGNS).sum();
    let mut x = RIGHT - wide + APART_SIGNS;
    for (place, (word, sign, _)) in signs.iter().enumerate().filter(|(_, sign)| sign.2) {
        match place {
            0 => drawing.triangle((x + 1.0, y - 0.2)),
            1 => drawing.ring((x + 1.0, y - 2.2), 3.0, RING),
            2 => drawing.dots([(x + 1.0, y - 2.2)], 2.0, 150),
            _ => drawing.line((x, y - 2.2), (x + 14.0, y - 2.2), super::MEAN),
        }
        x += sign;
        x += drawing.label((x, y), word.say(), TINY, Side::Right) + APART_SIGNS;
    }
}

/// How high the list of events is.
pub(super) fn key_height(view: &View) -> f32 {
    let lines = numbered(view).count().div_ceil(2) + usize::from(view.events.len() > MOST);
    points(count(lines)) * KEY.leading
}

/// The events by their numbers, in two columns.
pub(super) fn key(paper: &mut Paper, view: &View) {
    let events: Vec<(usize, String)> = numbered(view).map(|(number, event)| (number, told_of(paper, event))).collect();
    let width = (MEASURE - 16.0) / 2.0;
    let (top, mut bottom) = (paper.y, paper.y);
    let rows = events.len().div_ceil(2);
    for (column, events) in events.chunks(rows.max(1)).enumerate() {
        let x = LEFT + 16.0 + width * points(count(column));
        let mut y = top;
        for (number, text) in events {
            let number = paper.run(&format!("{number} "), SMALL_STRONG);
            let lines = text::lines(&paper.typeface, text, KEY, width - 24.0, 1);
            y = paper.within(Tag::P, |paper| {
                paper.put(x, y + KEY.leading - text::baseline(KEY), number);
                text::column(paper, (x + 11.0, y), lines)
            });
        }
        bottom = bottom.max(y);
    }
    paper.y = bottom;
    if view.events.len() > MOST {
        let more = paper.run(&words::more_events(view.events.len() - MOST), SMALL);
        paper.y = paper.within(Tag::P, |paper| text::column(paper, (LEFT + 16.0, bottom), vec![more]));
    }
}

fn told_of(paper: &Paper, event: &SharedEvent) -> String {
    let title = paper.typeface.printable(event.title.as_str());
    let what = words::category(event.category);
    let what = if event.planned { words::planned(what) } else { what.to_owned() };
    format!("{}: {title} ({what})", date(event.when.date()))
}

/// Treatments and events in words.
pub(super) fn told(view: &View) -> Vec<String> {
    let mut told = Vec::new();
    let latest = view.treatments.iter().skip(view.treatments.len().saturating_sub(MOST_TOLD));
    let latest: Vec<Date> = latest.map(|treatment| treatment.date).collect();
    if !latest.is_empty() {
        told.push(words::told::treated(view.treatments.len(), &latest));
    }
    if view.events.iter().any(|event| !event.planned) {
        let happened = numbered(view).filter(|(_, event)| !event.planned);
        told.push(words::told::events(happened.map(|(_, event)| (event.title.as_str(), event.when.date()))));
    }
    told
}
