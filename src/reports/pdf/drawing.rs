//! What charts are drawn with: a frame that turns values into places, lines, dots and labels.

use krilla::geom::{Path, PathBuilder};

use super::{
    numbers::points,
    paper::{Ink, Pen},
    typeface::{Run, Style, Typeface},
};

/// The part of a page that shows values of two ranges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// The values at the left and the right edge.
    pub(super) across: (f64, f64),
    /// The values at the bottom and the top edge.
    pub(super) up: (f64, f64),
}

impl Frame {
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f32 {
        self.top + self.height
    }

    pub(super) fn x(&self, value: f64) -> f32 {
        self.left + self.width * share(value, self.across)
    }

    /// Values beyond the frame lie on its edge.
    pub(super) fn y(&self, value: f64) -> f32 {
        self.bottom() - self.height * share(value, self.up)
    }

    pub(super) fn place(&self, (across, up): (f64, f64)) -> (f32, f32) {
        (self.x(across), self.y(up))
    }
}

fn share(value: f64, (from, to): (f64, f64)) -> f32 {
    if to > from { points(((value - from) / (to - from)).clamp(0.0, 1.0)) } else { 0.5 }
}

/// On which side of its place a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// A drawing in the making.
pub(super) struct Drawing<'a> {
    pub(super) typeface: &'a Typeface,
    pub(super) ink: Vec<Ink>,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(typeface: &'a Typeface) -> Self {
        Self { typeface, ink: Vec::new() }
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), pen: Pen) {
        self.polyline(&[from, to], pen);
    }

    pub(super) fn polyline(&mut self, places: &[(f32, f32)], pen: Pen) {
        if let Some(path) = traced(places, false) {
            self.ink.push(Ink::Line { path, pen });
        }
    }

    pub(super) fn polygon(&mut self, places: &[(f32, f32)], grey: u8) {
        if let Some(path) = traced(places, true) {
            self.ink.push(Ink::Fill { path, grey });
        }
    }

    /// Small squares, which print crisper than discs of that size: all of one path.
    pub(super) fn dots(&mut self, places: impl IntoIterator<Item = (f32, f32)>, size: f32, grey: u8) {
        let mut path = PathBuilder::new();
        let half = size / 2.0;
        for (x, y) in places {
            path.move_to(x - half, y - half);
            path.line_to(x + half, y - half);
            path.line_to(x + half, y + half);
            path.line_to(x - half, y + half);
            path.close();
        }
        if let Some(path) = path.finish() {
            self.ink.push(Ink::Fill { path, grey });
        }
    }

    /// A triangle that points down to a place: a treatment.
    pub(super) fn triangle(&mut self, (x, y): (f32, f32)) {
        self.polygon(&[(x - 2.6, y - 4.6), (x + 2.6, y - 4.6), (x, y)], 0);
    }

    /// A ring, for a number to stand in: an event.
    pub(super) fn ring(&mut self, place: (f32, f32), radius: f32, pen: Pen) {
        self.ink.extend(circle(place, radius).map(|path| Ink::Fill { path, grey: 255 }));
        self.ink.extend(circle(place, radius).map(|path| Ink::Line { path, pen }));
    }

    /// A label whose baseline is at a place; its width.
    pub(super) fn label(&mut self, (x, y): (f32, f32), text: &str, style: Style, side: Side) -> f32 {
        let run: Run = self.typeface.run(text, style);
        let width = run.width;
        let x = match side {
            Side::Left => x - width,
            Side::Middle => x - width / 2.0,
            Side::Right => x,
        };
        if !run.is_empty() {
            self.ink.push(Ink::Text { x, y, run });
        }
        width
    }
}

/// Four arcs, each as near to a quarter of a circle as a cubic curve comes.
fn circle((x, y): (f32, f32), r: f32) -> Option<Path> {
    let k = r * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

fn traced(places: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = places.split_first()?;
    path.move_to(first.0, first.1);
    for (x, y) in rest {
        path.line_to(*x, *y);
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// Round values of a range, a few of them: steps of 1, 2 or 5 with zeros.
pub(super) fn ticks((from, to): (f64, f64), about: f64) -> Vec<f64> {
    let rough = (to - from) / about;
    if !rough.is_finite() || rough <= 0.0 {
        return vec![from];
    }
    let zeros = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|one| one * zeros).find(|step| *step >= rough).unwrap_or(rough);
    let first = (from / step).ceil();
    (0..100u32).map(|index| (first + f64::from(index)) * step).take_while(|tick| *tick <= to + step * 1e-9).collect()
}
