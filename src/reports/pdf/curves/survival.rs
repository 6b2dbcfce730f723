//! How many treatments still had relief after so many days: the Kaplan–Meier steps with the numbers at risk.

use super::{ABOVE, AXIS, BAND, CURVE, GRID, GUTTER, PLOT, Told};
use crate::reports::{
    pdf::{
        drawing::{Drawing, Frame, Side, ticks},
        numbers::number,
        paper::Pen,
        typeface::TINY,
        words,
    },
    view::Series,
};

/// The most steps that are told to who does not see the chart.
const MOST_TOLD: usize = 40;
const HALF: Pen = Pen::dashed(0.45, 120, [2.0, 2.0]);
const OPEN: Pen = Pen::solid(0.7, 0);

/// What it says; nothing where there is no relief of a stated course.
pub(super) fn told(series: &Series) -> Option<Told> {
    let curve = &series.relief.relief_curve;
    let longest = series.glance.longest_relief_days?;
    let sentence =
        words::told::survival_sentence(series.glance.relief_days.as_ref(), longest, curve.lost, curve.treatments);
    let alternative = words::told::survival(&series.question, &sentence, curve.steps.iter().take(MOST_TOLD));
    Some(Told { sentence, alternative })
}

pub(super) fn draw(drawing: &mut Drawing, series: &Series, (left, right): (f32, f32), top: f32) {
    let Some(longest) = series.glance.longest_relief_days else { return };
    let marks = ticks((0.0, longest.max(1.0)), 4.0);
    let (left, width) = (left + GUTTER, right - left - GUTTER);
    // A little beyond the last step, which would else lie on the edge.
    let across = (0.0, 1.04 * longest.max(1.0));
    let frame = Frame { left, top: top + ABOVE, width, height: PLOT, across, up: (0.0, 100.0) };
    drawing.label((left - GUTTER, top + 7.4), words::SURVIVAL_UP.say(), TINY, Side::Right);
    band(drawing, series, &frame, longest);
    axes(drawing, series, &frame, &marks);
    let mut places = vec![frame.place((0.0, 100.0))];
    let mut share = 100.0;
    for step in &series.relief.relief_curve.steps {
        places.push(frame.place((step.days, share)));
        share = 100.0 * step.survival;
        places.push(frame.place((step.days, share)));
    }
    places.push(frame.place((longest, share)));
    drawing.polyline(&places, CURVE);
    for open in series.glance.reliefs.iter().filter(|relief| !relief.lost) {
        let (x, y) = frame.place((open.days, 100.0 * survival_at(series, open.days)));
        drawing.line((x, y - 3.0), (x, y + 3.0), OPEN);
    }
}

fn survival_at(series: &Series, days: f64) -> f64 {
    let steps = &series.relief.relief_curve.steps;
    steps.iter().rfind(|step| step.days <= days).map_or(1.0, |step| step.survival)
}

/// The 95 % interval, from each step to the next.
fn band(drawing: &mut Drawing, series: &Series, frame: &Frame, longest: f64) {
    let steps = &series.relief.relief_curve.steps;
    for (position, step) in steps.iter().enumerate() {
        let until = steps.get(position + 1).map_or(longest, |next| next.days);
        if let (Some(lower), Some(upper)) = (step.lower, step.upper) {
            let corner = |days: f64, share: f64| frame.place((days, 100.0 * share));
            let corners =
                [corner(step.days, lower), corner(until, lower), corner(until, upper), corner(step.days, upper)];
            drawing.polygon(&corners, BAND);
        }
    }
}

fn axes(drawing: &mut Drawing, series: &Series, frame: &Frame, marks: &[f64]) {
    for value in [0.0, 50.0, 100.0] {
        let y = frame.y(value);
        let pen = if value > 0.0 && value < 100.0 { HALF } else { GRID };
        drawing.line((frame.left, y), (frame.right(), y), pen);
        drawing.label((frame.left - 4.0, y + 2.2), &number(value, 0), TINY, Side::Left);
    }
    let bottom = frame.bottom();
    drawing.line((frame.left, bottom), (frame.right(), bottom), AXIS);
    drawing.label((frame.left - 12.0, bottom + 16.4), words::SURVIVAL_COUNT.say(), TINY, Side::Left);
    for mark in marks {
        let x = frame.x(*mark);
        drawing.line((x, bottom), (x, bottom + 2.0), AXIS);
        let decimals = usize::from(mark.fract() != 0.0);
        drawing.label((x, bottom + 8.4), &number(*mark, decimals), TINY, Side::Middle);
        let at_risk = series.glance.reliefs.iter().filter(|relief| relief.days >= *mark).count();
        drawing.label((x, bottom + 16.4), &at_risk.to_string(), TINY, Side::Middle);
    }
    let middle = frame.left + frame.width / 2.0;
    drawing.label((middle, bottom + 24.6), words::SURVIVAL_ACROSS.say(), TINY, Side::Middle);
}
