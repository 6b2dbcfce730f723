//! The typeface: IBM Plex Sans in two weights, whose figures are all of one width, and fonts for what it does not have.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use super::{
    fonts::Fonts,
    printable::printable,
    shaping::{Piece, pieces, runs_left},
    words,
};
use crate::platform::problem::{Problem, Result};

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Its size, in points.
    pub(super) size: f32,
    /// From one baseline to the next, in points.
    pub(super) leading: f32,
    /// Its lightness, 0 (black) to 255.
    pub(super) grey: u8,
    /// Whether it is set in the heavier weight.
    pub(super) bold: bool,
}

impl Style {
    const fn new(size: f32, leading: f32, grey: u8, bold: bool) -> Self {
        Self { size, leading, grey, bold }
    }

    /// How far the top of a capital lies above the baseline.
    pub(super) fn cap_height(self) -> f32 {
        0.698 * self.size
    }
}

// What is read is of 8 points at least; the signs within charts, what the figures mean and the line at the foot of a
// page may be less.
pub(super) const TITLE: Style = Style::new(14.5, 17.0, 0, true);
pub(super) const HEADING: Style = Style::new(9.2, 11.8, 0, true);
pub(super) const BODY: Style = Style::new(8.0, 9.6, 0, false);
pub(super) const STRONG: Style = Style::new(8.0, 9.6, 0, true);
pub(super) const CELL: Style = Style::new(8.0, 9.0, 0, false);
pub(super) const SMALL: Style = Style::new(8.0, 9.0, 70, false);
pub(super) const SMALL_STRONG: Style = Style::new(8.0, 9.0, 0, true);
pub(super) const TINY: Style = Style::new(7.0, 8.4, 80, false);

/// A line of text, ready to be drawn.
#[derive(Clone)]
pub(super) struct Run {
    /// What is drawn, character for character, in the order in which it is read.
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) style: Style,
    /// In points.
    pub(super) width: f32,
    /// How far right of its place it begins, in points: the lines of what runs from right to left end at one edge.
    pub(super) indent: f32,
    /// Whether the paragraph that it is a line of runs from right to left.
    pub(super) leftwards: bool,
    /// How much of the text, in bytes, leads the rest in the heavier weight.
    pub(super) lead: usize,
}

impl Run {
    /// Whether nothing of it can be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.glyphs.is_empty())
    }
}

/// The fonts of a report, and the scripts that none of them has.
pub(super) struct Typeface {
    fonts: Fonts,
    not_drawn: RefCell<BTreeSet<String>>,
    /// What was made of each text: names and side effects come back in every row.
    printed: RefCell<HashMap<String, String>>,
}

impl Typeface {
    /// Of these fonts; those of the program are read when it is asked for first.
    pub(super) fn of(fonts: &Fonts) -> Result<Self> {
        if Fonts::are_there() {
            Ok(Self { fonts: fonts.clone(), not_drawn: RefCell::default(), printed: RefCell::default() })
        } else {
            Err(Problem::internal("a font of the report cannot be read"))
        }
    }

    /// What can be printed of a text that a person wrote; see [`printable`].
    pub(super) fn printable(&self, text: &str) -> String {
        if let Some(known) = self.printed.borrow().get(text) {
            return known.clone();
        }
        let draws = |cluster: &str| self.fonts.face(cluster, false, text).is_some();
        let line = printable(text, draws, |name| {
            self.not_drawn.borrow_mut().insert(name.to_owned());
        });
        self.printed.borrow_mut().insert(text.to_owned(), line.clone());
        line
    }

    /// The same of a name, which is never empty.
    pub(super) fn name(&self, text: &str) -> String {
        let name = self.printable(text);
        if name.is_empty() { words::NONE.to_owned() } else { name }
    }

    /// The scripts that texts were to be printed in and that no font has, as the report names them.
    pub(super) fn not_drawn(&self) -> Vec<String> {
        self.not_drawn.borrow().iter().cloned().collect()
    }

    /// One line of text that can be printed.
    pub(super) fn run(&self, text: &str, style: Style) -> Run {
        self.line(text, style, runs_left(text))
    }

    /// One line of a paragraph that runs from right to left, or does not.
    pub(super) fn line(&self, text: &str, style: Style, leftwards: bool) -> Run {
        let (pieces, width) = pieces(&self.fonts, text, style.bold, leftwards);
        Run { text: text.to_owned(), pieces, style, width: width * style.size, indent: 0.0, leftwards, lead: 0 }
    }

    /// One line that runs from left to right, whose first bytes are set in the heavier weight.
    pub(super) fn led(&self, text: &str, lead: usize, style: Style) -> Run {
        let (first, rest) = text.split_at_checked(lead).unwrap_or((text, ""));
        let (mut pieces, wide) = pieces(&self.fonts, first, true, false);
        let (after, width) = super::shaping::pieces(&self.fonts, rest, style.bold, false);
        pieces.extend(after.into_iter().map(|piece| piece.after(first.len(), wide)));
        let width = (wide + width) * style.size;
        Run { text: text.to_owned(), pieces, style, width, indent: 0.0, leftwards: false, lead: first.len() }
    }

    /// The line with a space at its end, so that what comes next is read as another word.
    pub(super) fn spaced(&self, run: &Run) -> Run {
        let text = format!("{} ", run.text);
        if run.lead > 0 {
            return self.led(&text, run.lead, run.style);
        }
        Run { indent: run.indent, ..self.line(&text, run.style, run.leftwards) }
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        self.run(text, style).width
    }
}
