//! The first two days after each treatment by the hour: how fast relief came.

use super::{ABOVE, AXIS, GUTTER, PLOT, SINGLE, Told, improvements, lowest};
use crate::{
    domain::relief::HourPoint,
    reports::{
        pdf::{
            drawing::{Drawing, Frame, Side},
            numbers::number,
            typeface::{SMALL, TINY},
            words,
        },
        view::Series,
    },
};

const HOURS: (f64, f64) = (0.0, 48.0);
const LABELLED: [f64; 5] = [0.0, 12.0, 24.0, 36.0, 48.0];
/// The most entries that are told to who does not see the chart.
const MOST_TOLD: usize = 60;
const DOT: f32 = 2.0;
const DOT_GREY: u8 = 60;

/// The entries of each treatment that has any.
fn treated(series: &Series) -> impl Iterator<Item = &[HourPoint]> {
    let all = series.relief.treatments.iter().map(|one| one.first_hours.as_slice());
    all.filter(|entries| !entries.is_empty())
}

pub(super) fn told(series: &Series) -> Told {
    if treated(series).next().is_none() {
        return Told { sentence: String::new(), alternative: words::NO_HOURS.say().to_owned() };
    }
    let summary = &series.relief.summary;
    let sentence = if summary.stated { words::told::hours_sentence(summary) } else { String::new() };
    let alternative = words::told::hours(&series.question, &sentence, treated(series).flatten().take(MOST_TOLD));
    Told { sentence, alternative }
}

pub(super) fn draw(drawing: &mut Drawing, series: &Series, (left, right): (f32, f32), top: f32) {
    if treated(series).next().is_none() {
        drawing.label((left, top + ABOVE + SMALL.leading), words::NO_HOURS.say(), SMALL, Side::Right);
        return;
    }
    let up = (lowest(treated(series).flatten().map(|point| point.improvement_percent)), 100.0);
    let (left, width) = (left + GUTTER, right - left - GUTTER);
    let frame = Frame { left, top: top + ABOVE, width, height: PLOT, across: HOURS, up };
    drawing.label((left - GUTTER, top + 7.4), words::HOURS_UP.say(), TINY, Side::Right);
    improvements(drawing, &frame);
    axis(drawing, &frame);
    for entries in treated(series) {
        let places: Vec<(f32, f32)> =
            entries.iter().map(|point| frame.place((point.hours, point.improvement_percent))).collect();
        drawing.polyline(&places, SINGLE);
        drawing.dots(places, DOT, DOT_GREY);
    }
}

fn axis(drawing: &mut Drawing, frame: &Frame) {
    let bottom = frame.bottom();
    drawing.line((frame.left, bottom), (frame.right(), bottom), AXIS);
    for hour in LABELLED {
        let x = frame.x(hour);
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        drawing.label((x, bottom + 8.4), &number(hour, 0), TINY, Side::Middle);
    }
    drawing.label((frame.left + frame.width / 2.0, bottom + 16.4), words::HOURS_ACROSS.say(), TINY, Side::Middle);
}
