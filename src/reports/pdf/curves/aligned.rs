//! The curve of each treatment by days since it, their mean and its interval.

use super::{ABOVE, AXIS, BAND, CURVE, GUTTER, PLOT, SINGLE, Told, improvements, lowest};
use crate::reports::{
    pdf::{
        drawing::{Drawing, Frame, Side},
        numbers::number,
        paper::Pen,
        typeface::TINY,
        words,
    },
    view::Series,
};

const DAYS: (f64, f64) = (-14.0, 28.0);
/// The days of which the number of treatments is written, and the axis labelled.
const LABELLED: [i32; 7] = [-14, -7, 0, 7, 14, 21, 28];
/// The days that are told to who does not see the chart.
const TOLD: [i32; 12] = [-14, -7, -1, 0, 1, 2, 3, 5, 7, 14, 21, 28];
/// Days without an entry that a line crosses.
const LEAP: i32 = 3;
const TREATMENT: Pen = Pen::solid(0.6, 130);

pub(super) fn told(series: &Series) -> Told {
    let aligned = &series.relief.aligned;
    // Seven days after, or as near to that as was written.
    let near = |days: std::ops::RangeInclusive<i32>| aligned.iter().rfind(|day| days.contains(&day.lag_day));
    let week = near(1..=7).or_else(|| near(0..=28));
    // A percentage is said only of what is stated.
    let stated = week.filter(|_| series.relief.summary.stated);
    let sentence = stated.map(words::told::aligned_sentence).unwrap_or_default();
    let days = aligned.iter().filter(|day| TOLD.contains(&day.lag_day));
    let alternative = words::told::aligned(&series.question, &sentence, days);
    Told { sentence, alternative }
}

pub(super) fn draw(drawing: &mut Drawing, series: &Series, (left, right): (f32, f32), top: f32) {
    let singles = series.relief.treatments.iter().flat_map(|one| &one.curve).map(|point| point.improvement_percent);
    let up = (lowest(singles), 100.0);
    let (left, width) = (left + GUTTER, right - left - GUTTER);
    let frame = Frame { left, top: top + ABOVE, width, height: PLOT, across: DAYS, up };
    drawing.label((left - GUTTER, top + 7.4), words::ALIGNED_UP.say(), TINY, Side::Right);
    band(drawing, series, &frame);
    axes(drawing, series, &frame);
    let single = if series.relief.treatments.len() > 30 { Pen::solid(0.3, 185) } else { SINGLE };
    for treatment in &series.relief.treatments {
        let points = treatment.curve.iter().map(|point| (point.lag_day, point.improvement_percent));
        line(drawing, &frame, points, single);
    }
    line(drawing, &frame, series.relief.aligned.iter().map(|day| (day.lag_day, day.mean_percent)), CURVE);
}

fn axes(drawing: &mut Drawing, series: &Series, frame: &Frame) {
    improvements(drawing, frame);
    // Lag day −1 ends with the treatment and lag day 0 begins.
    let x = frame.x(-0.5);
    drawing.line((x, frame.top), (x, frame.bottom()), TREATMENT);
    drawing.triangle((x, frame.top + 4.6));
    let bottom = frame.bottom();
    drawing.line((frame.left, bottom), (frame.right(), bottom), AXIS);
    drawing.label((frame.left - 11.0, bottom + 16.4), words::ALIGNED_COUNT.say(), TINY, Side::Left);
    for day in LABELLED {
        let x = frame.x(f64::from(day));
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        drawing.label((x, bottom + 8.4), &number(f64::from(day), 0), TINY, Side::Middle);
        let n = series.relief.aligned.iter().find(|aligned| aligned.lag_day == day).map_or(0, |aligned| aligned.n);
        drawing.label((x, bottom + 16.4), &n.to_string(), TINY, Side::Middle);
    }
    let middle = frame.left + frame.width / 2.0;
    drawing.label((middle, bottom + 24.6), words::ALIGNED_ACROSS.say(), TINY, Side::Middle);
}

fn band(drawing: &mut Drawing, series: &Series, frame: &Frame) {
    let limits = series.relief.aligned.iter().filter_map(|day| Some((day.lag_day, day.lower?, day.upper?)));
    for stretch in stretches(limits, |limit| limit.0) {
        let place = |day: i32, value: f64| frame.place((f64::from(day), value));
        let upper = stretch.iter().map(|(day, _, upper)| place(*day, *upper));
        let lower = stretch.iter().rev().map(|(day, lower, _)| place(*day, *lower));
        drawing.polygon(&upper.chain(lower).collect::<Vec<_>>(), BAND);
    }
}

fn line(drawing: &mut Drawing, frame: &Frame, points: impl Iterator<Item = (i32, f64)>, pen: Pen) {
    for stretch in stretches(points, |point| point.0) {
        let places: Vec<(f32, f32)> =
            stretch.iter().map(|(day, value)| frame.place((f64::from(*day), *value))).collect();
        if places.len() == 1 {
            drawing.dots(places, 2.0 * pen.width, pen.grey);
        } else {
            drawing.polyline(&places, pen);
        }
    }
}

/// Points in order of days, parted where more days are missing than a line crosses.
fn stretches<T>(points: impl Iterator<Item = T>, day: impl Fn(&T) -> i32) -> Vec<Vec<T>> {
    let mut stretches: Vec<Vec<T>> = Vec::new();
    for point in points {
        match stretches.last_mut() {
            Some(last) if last.last().is_some_and(|before| day(&point) - day(before) <= LEAP) => last.push(point),
            _ => stretches.push(vec![point]),
        }
    }
    stretches
}
