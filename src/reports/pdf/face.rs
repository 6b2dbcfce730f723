//! A face: one font, as krilla embeds it and as harfrust shapes with it.

use std::{ops::Range, sync::Arc};

use harfrust::{BufferFlags, Direction, FontRef, GlyphBuffer, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::{
    Data,
    text::{Font, GlyphId, KrillaGlyph},
};
use skrifa::{MetadataProvider, raw::TableProvider};

use super::{numbers::points, printable::is_tone};

/// The bytes of a font's file.
pub(super) type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The characters that a font has, as ranges in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Coverage(Vec<(u32, u32)>);

impl Coverage {
    /// Of a font's file.
    pub(super) fn of(font: &FontRef) -> Self {
        let mut all: Vec<u32> =
            font.charmap().mappings().filter(|(_, glyph)| glyph.to_u32() != 0).map(|(c, _)| c).collect();
        all.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for c in all {
            match ranges.last_mut() {
                Some((_, last)) if c <= *last + 1 => *last = c,
                _ => ranges.push((c, c)),
            }
        }
        Self(ranges)
    }

    /// Whether it has the character.
    pub(super) fn has(&self, c: char) -> bool {
        let c = u32::from(c);
        let at = self.0.partition_point(|(first, _)| *first <= c);
        at.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| c <= *last)
    }
}

/// One font.
pub(super) struct Face {
    bytes: Bytes,
    index: u32,
    /// As krilla puts it into a document.
    pub(super) font: Font,
    /// Whether it is part of the program.
    pub(super) is_embedded: bool,
    shaper: ShaperData,
    em: f64,
    coverage: Coverage,
}

impl Face {
    /// The font at `index` of a file; none where it is damaged or may not be embedded.
    pub(super) fn read(bytes: Bytes, index: u32, is_embedded: bool) -> Option<Self> {
        let reference = FontRef::from_index((*bytes).as_ref(), index).ok()?;
        let em = f64::from(reference.head().ok()?.units_per_em());
        let (shaper, coverage) = (ShaperData::new(&reference), Coverage::of(&reference));
        let font = Font::new(Data::from(bytes.clone()), index)?;
        Some(Self { bytes, index, font, is_embedded, shaper, em, coverage })
    }

    /// Whether it has the character.
    pub(super) fn has(&self, c: char) -> bool {
        self.coverage.has(c)
    }

    /// The glyphs of a stretch of `text`, from left to right whatever its direction; their ranges are those in `text`.
    pub(super) fn shape(&self, text: &str, range: Range<usize>, right_to_left: bool) -> Vec<KrillaGlyph> {
        let Ok(font) = FontRef::from_index((*self.bytes).as_ref(), self.index) else { return Vec::new() };
        let mut buffer = UnicodeBuffer::new();
        for (at, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
            // A font that does not tell tones of skin apart draws the sign that they belong to.
            if !is_tone(c) || self.has(c) {
                buffer.add(c, u32::try_from(range.start + at).unwrap_or(u32::MAX));
            }
        }
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.guess_segment_properties();
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = self.shaper.shaper(&font).build().shape(buffer, ShapeOptions::new());
        self.glyphs(&shaped, range.end)
    }

    fn glyphs(&self, shaped: &GlyphBuffer, end: usize) -> Vec<KrillaGlyph> {
        let to_em = |value: i32| points(f64::from(value) / self.em);
        let start = |info: &harfrust::GlyphInfo| usize::try_from(info.cluster).unwrap_or(end);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(start).collect();
        starts.sort_unstable();
        // A cluster ends where the next one of the text starts, on whichever side that stands.
        let end_of = |start| starts.get(starts.partition_point(|other| *other <= start)).copied().unwrap_or(end);
        let both = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| {
            let start = start(info);
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                to_em(position.x_advance),
                to_em(position.x_offset),
                to_em(position.y_offset),
                to_em(position.y_advance),
                start..end_of(start),
                None,
            )
        };
        // A glyph that the font does not have would be refused by the standards that the report keeps.
        both.map(glyph).filter(|glyph| glyph.glyph_id.to_u32() != 0).collect()
    }
}
