//! The typeface: IBM Plex Sans in two weights, whose figures are all of one width.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, GlyphBuffer, UnicodeBuffer};

use super::{printable::printable, words};
use crate::platform::problem::{Problem, Result};

/// Version 3.201 as published by Google Fonts (npm's `@expo-google-fonts/ibm-plex-sans` 0.4.1), unchanged, under the
/// Open Font License (`fonts/LICENSE.txt`). A document holds what it uses of them.
const REGULAR: &[u8] = include_bytes!("fonts/IBMPlexSans-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/IBMPlexSans-SemiBold.ttf");

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

pub(super) const TITLE: Style = Style::new(18.0, 23.0, 0, true);
pub(super) const HEADING: Style = Style::new(11.0, 15.0, 0, true);
pub(super) const BODY: Style = Style::new(8.6, 12.0, 0, false);
pub(super) const STRONG: Style = Style::new(8.6, 12.0, 0, true);
pub(super) const CELL_STRONG: Style = Style::new(8.2, 10.8, 0, true);
pub(super) const CELL: Style = Style::new(7.9, 10.4, 0, false);
pub(super) const KEY_FIGURE: Style = Style::new(9.6, 12.5, 0, true);
pub(super) const SMALL: Style = Style::new(7.2, 9.4, 70, false);
pub(super) const SMALL_STRONG: Style = Style::new(7.2, 9.4, 0, true);
pub(super) const TINY: Style = Style::new(6.4, 8.4, 80, false);

/// A line of text, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// What is drawn, character for character.
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) style: Style,
    /// In points.
    pub(super) width: f32,
}

/// One weight: as krilla embeds it and as rustybuzz shapes with it.
pub(super) struct Weight {
    pub(super) font: Font,
    face: Face<'static>,
}

/// The two weights.
pub(super) struct Typeface {
    pub(super) regular: Weight,
    pub(super) bold: Weight,
}

impl Weight {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { font: Font::new(bytes.into(), 0)?, face: Face::from_slice(bytes, 0)? })
    }
}

impl Typeface {
    /// Reads the files that are part of the program.
    pub(super) fn read() -> Result<Self> {
        let unreadable = || Problem::internal("a font of the report cannot be read");
        let regular = Weight::read(REGULAR).ok_or_else(unreadable)?;
        let bold = Weight::read(SEMIBOLD).ok_or_else(unreadable)?;
        Ok(Self { regular, bold })
    }

    pub(super) fn weight(&self, style: Style) -> &Weight {
        if style.bold { &self.bold } else { &self.regular }
    }

    /// What can be printed of a text that a person wrote; see [`printable`].
    pub(super) fn printable(&self, text: &str) -> String {
        let in_both = |c| [&self.regular, &self.bold].iter().all(|weight| weight.face.glyph_index(c).is_some());
        printable(text, in_both)
    }

    /// The same of a name, which is never empty.
    pub(super) fn name(&self, text: &str) -> String {
        let name = self.printable(text);
        if name.is_empty() { words::NONE.to_owned() } else { name }
    }

    /// One line of text that can be printed, from left to right: no script of the typeface runs otherwise.
    pub(super) fn run(&self, text: &str, style: Style) -> Run {
        let face = &self.weight(style).face;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let glyphs = glyphs(&rustybuzz::shape(face, &[], buffer), text.len(), to_em(face));
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * style.size;
        Run { text: text.to_owned(), glyphs, style, width }
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        self.run(text, style).width
    }
}

/// From units of the font to parts of the font's size.
fn to_em(face: &Face) -> impl Fn(i32) -> f32 + use<> {
    let units = f64::from(face.units_per_em());
    move |value| super::numbers::points(f64::from(value) / units)
}

fn glyphs(shaped: &GlyphBuffer, end: usize, to_em: impl Fn(i32) -> f32) -> Vec<KrillaGlyph> {
    let infos = shaped.glyph_infos();
    let start_of = |info: &rustybuzz::GlyphInfo| usize::try_from(info.cluster).unwrap_or(end);
    let glyph = |(index, (info, position)): (usize, (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition))| {
        let start = start_of(info);
        // A cluster ends where the next one starts: clusters grow from left to right.
        let next = infos.iter().skip(index + 1).map(start_of).find(|next| *next != start);
        KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            to_em(position.x_advance),
            to_em(position.x_offset),
            to_em(position.y_offset),
            to_em(position.y_advance),
            start..next.unwrap_or(end),
            None,
        )
    };
    let both = infos.iter().zip(shaped.glyph_positions());
    // A glyph that the font does not have would be refused by the standards that the report keeps.
    both.enumerate().map(glyph).filter(|glyph| glyph.glyph_id.to_u32() != 0).collect()
}
