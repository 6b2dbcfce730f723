//! A line of text as pieces of one font each, in the order in which they stand on paper.

use std::{ops::Range, sync::Arc};

use icu_segmenter::GraphemeClusterSegmenter;
use krilla::text::KrillaGlyph;
use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo};

use super::{face::Face, fonts::Fonts, scripts::script};

/// Glyphs of one font, one direction and one script.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) face: Arc<Face>,
    /// From left to right.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// How far its left edge lies from that of the line, in parts of the text's size.
    pub(super) x: f32,
    /// Where its text starts in that of the line.
    start: usize,
}

impl Piece {
    /// The same piece of a line that begins with another text, of so many bytes and so wide.
    pub(super) fn after(self, bytes: usize, width: f32) -> Self {
        let mut glyphs = self.glyphs;
        for glyph in &mut glyphs {
            glyph.text_range = glyph.text_range.start + bytes..glyph.text_range.end + bytes;
        }
        Self { glyphs, x: self.x + width, start: self.start + bytes, ..self }
    }
}

/// A stretch of text that becomes a piece.
struct Item {
    range: Range<usize>,
    level: Level,
    face: Arc<Face>,
}

/// Whether the text runs from right to left: by its first letter.
pub(super) fn runs_left(text: &str) -> bool {
    text.chars().any(may_run_left) && ParagraphBidiInfo::new(text, None).paragraph_level.is_rtl()
}

/// Whether each letter of a text is one shape, and stands to the right of the one before it: Latin, Greek and Cyrillic.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| !may_run_left(c) || matches!(u32::from(c), 0x1e00..=0x2bff))
}

/// No letter before the Hebrew ones runs from right to left.
fn may_run_left(c: char) -> bool {
    u32::from(c) >= 0x590
}

/// The characters of a text, each with the marks on it.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let breaks = GraphemeClusterSegmenter::new().segment_str(text);
    breaks.scan(0, |last, next| Some(std::mem::replace(last, next)..next)).filter(|range| !range.is_empty())
}

/// The pieces of a line, in the order of its text; and how wide it is, in parts of the text's size.
pub(super) fn pieces(fonts: &Fonts, text: &str, bold: bool, leftwards: bool) -> (Vec<Piece>, f32) {
    let items = items(fonts, text, bold, &levels(text, leftwards));
    let levels: Vec<Level> = items.iter().map(|item| item.level).collect();
    let mut x = 0.0;
    let mut pieces: Vec<Piece> = BidiInfo::reorder_visual(&levels)
        .into_iter()
        .filter_map(|at| items.get(at))
        .map(|Item { range, level, face }| {
            let glyphs = face.shape(text, range.clone(), level.is_rtl());
            let width = glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>();
            let piece = Piece { face: face.clone(), glyphs, x, start: range.start };
            x += width;
            piece
        })
        .collect();
    // Written in the order of the text, so that who reads the file without its places reads the words in order.
    pieces.sort_by_key(|piece| piece.start);
    (pieces, x)
}

/// The level of each byte, by which what runs from right to left is set among what does not.
fn levels(text: &str, leftwards: bool) -> Vec<Level> {
    let base = if leftwards { Level::rtl() } else { Level::ltr() };
    if !leftwards && !text.chars().any(may_run_left) {
        return vec![base; text.len()];
    }
    ParagraphBidiInfo::new(text, Some(base)).reordered_levels(0..text.len())
}

fn items(fonts: &Fonts, text: &str, bold: bool, levels: &[Level]) -> Vec<Item> {
    let rightwards = levels.iter().all(Level::is_ltr) && is_plain(text);
    if let Some(face) = Fonts::first(text, bold).filter(|_| rightwards) {
        return vec![Item { range: 0..text.len(), level: Level::ltr(), face }];
    }
    let mut items: Vec<Item> = Vec::new();
    for range in clusters(text) {
        let cluster = text.get(range.clone()).unwrap_or_default();
        let level = levels.get(range.start).copied().unwrap_or_else(Level::ltr);
        let last = items.last_mut().filter(|last| last.level == level);
        // A space is set in the font of the word before it.
        let goes_on = cluster == " " && last.as_ref().is_some_and(|last| last.face.has(' '));
        let face = if goes_on { None } else { fonts.face(cluster, bold, text) };
        match (last, face) {
            (Some(last), None) => last.range.end = range.end,
            (Some(last), Some(face)) if is_one(last, &face, text, cluster) => last.range.end = range.end,
            (_, Some(face)) => items.push(Item { range, level, face }),
            // What no font has was named where the text was read; a stray mark of layout has no shape.
            (None, None) => {}
        }
    }
    items
}

/// Whether a cluster is shaped together with the stretch before it: in one font, and in one script where the font is
/// not one of those that are part of the program, which have one script each or scripts that are shaped alike.
fn is_one(last: &Item, face: &Arc<Face>, text: &str, cluster: &str) -> bool {
    let before = text.get(last.range.clone()).unwrap_or_default();
    Arc::ptr_eq(&last.face, face)
        && (face.is_embedded || {
            let (one, other) = (script(before), script(cluster));
            one.is_none() || other.is_none() || one == other
        })
}
