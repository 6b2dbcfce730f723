//! Where lines end.

use std::ops::Range;

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};

use super::{
    printable::is_word_without_spaces,
    shaping::{clusters, is_plain},
    typeface::{Run, Style, Typeface},
};

const ELLIPSIS: &str = "…";
/// No line has room for so many characters.
const CUT: usize = 240;

/// Breaks text that can be printed into lines of at most `width`, and at most so many.
///
/// Lines end at spaces, and where words are written without them (as in Thai and Chinese) between words. A word that
/// is wider than a line is broken anywhere. What does not fit ends in an ellipsis. A line that ends at a space keeps
/// it, as the text has it there, so that it is read as words. The lines of a text that runs from right to left end at
/// `width`.
pub(super) fn lines(typeface: &Typeface, text: &str, style: Style, width: f32, most: usize) -> Vec<Run> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let whole = words.join(" ");
    // More than that cannot be seen: the rest is not measured.
    let end = whole.char_indices().nth(CUT.saturating_mul(most)).map_or(whole.len(), |(at, _)| at);
    let text = whole.get(..end).unwrap_or_default();
    let measured = Measured::of(typeface, text, style);
    let mut ranges = measured.broken(width, most);
    let mut lines: Vec<String> =
        ranges.iter().map(|range| text.get(range.clone()).unwrap_or_default().to_owned()).collect();
    let reached = ranges.pop().map_or(0, |range| range.end);
    if reached < whole.len()
        && let Some(last) = lines.last_mut()
    {
        let start = reached - last.len();
        *last = measured.ended(typeface, start, style, width);
    }
    let set = lines.iter().map(|line| typeface.line(line, style, measured.leftwards));
    set.map(|run| if run.leftwards { at_right(run, width) } else { run }).collect()
}

/// The same of a text that is led by words in the heavier weight.
///
/// Words that are not plain keep lines of their own, since they may run the other way.
pub(super) fn led(typeface: &Typeface, [lead, rest]: [&str; 2], style: Style, width: f32, most: usize) -> Vec<Run> {
    let strong = Style { bold: true, ..style };
    if rest.is_empty() || !is_plain(lead) || !is_plain(rest) {
        let mut all = lines(typeface, lead, strong, width, most);
        if let Some(last) = all.last_mut().filter(|_| !rest.is_empty()) {
            *last = typeface.spaced(last);
        }
        all.extend(lines(typeface, rest, style, width, most));
        all.retain(|run| !run.text.is_empty());
        return all;
    }
    let lead: Vec<&str> = lead.split(' ').filter(|word| !word.is_empty()).collect();
    let lead = lead.join(" ");
    // The heavier weight is a little wider, and a line may consist of it.
    let wider = typeface.width(&lead, strong) / typeface.width(&lead, style).max(1.0);
    let mut left = lead.len();
    let set = lines(typeface, &format!("{lead} {rest}"), style, width / wider.max(1.0), most);
    set.into_iter()
        .map(|run| {
            let here = left.min(run.text.len());
            left -= here;
            if here > 0 { typeface.led(&run.text, here, style) } else { run }
        })
        .collect()
}

fn at_right(run: Run, width: f32) -> Run {
    Run { indent: (width - run.width).max(0.0), ..run }
}

/// A text with how wide each character of it is.
struct Measured<'a> {
    text: &'a str,
    leftwards: bool,
    /// Where each cluster of glyphs starts, and how wide all are that come before it, in points.
    before: Vec<(usize, f32)>,
    width: f32,
}

impl<'a> Measured<'a> {
    fn of(typeface: &Typeface, text: &'a str, style: Style) -> Self {
        let run = typeface.run(text, style);
        let glyphs = run.pieces.iter().flat_map(|piece| &piece.glyphs);
        let mut widths: Vec<(usize, f32)> =
            glyphs.map(|glyph| (glyph.text_range.start, glyph.x_advance * style.size)).collect();
        widths.sort_by_key(|(start, _)| *start);
        let mut width = 0.0;
        for (_, own) in &mut widths {
            width += std::mem::replace(own, width);
        }
        widths.dedup_by_key(|(start, _)| *start);
        Self { text, leftwards: run.leftwards, before: widths, width }
    }

    fn until(&self, at: usize) -> f32 {
        let next = self.before.partition_point(|(start, _)| *start < at);
        self.before.get(next).map_or(self.width, |(_, before)| *before)
    }

    /// How wide a stretch is without the space at its end.
    fn width(&self, range: Range<usize>) -> f32 {
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.until(range.start + text.trim_end_matches(' ').len()) - self.until(range.start)
    }

    /// The lines, as many of them as there may be.
    fn broken(&self, width: f32, most: usize) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut line = 0..0;
        for end in breaks(self.text) {
            if self.width(line.start..end) > width && !line.is_empty() && lines.len() + 1 < most {
                lines.push(line.clone());
                line = line.end..line.end;
            }
            while self.width(line.start..end) > width && lines.len() + 1 < most {
                let head = self.head(line.start..end, width);
                lines.push(line.start..head);
                line = head..head;
            }
            if self.width(line.start..end) > width {
                break;
            }
            line.end = end;
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines.retain(|line| !line.is_empty() || !self.text.is_empty());
        lines
    }

    /// Where as much of a word ends as fits, which is at least a character.
    fn head(&self, word: Range<usize>, width: f32) -> usize {
        let text = self.text.get(word.clone()).unwrap_or_default();
        let mut ends = clusters(text).map(|range| word.start + range.end);
        let first = ends.next().unwrap_or(word.end);
        ends.take_while(|end| self.width(word.start..*end) <= width).last().unwrap_or(first)
    }

    /// The line that begins at `start`, with an ellipsis, and as much of the text as that leaves room for.
    fn ended(&self, typeface: &Typeface, start: usize, style: Style, width: f32) -> String {
        let rest = self.text.get(start..).unwrap_or_default();
        let mut ends: Vec<usize> =
            clusters(rest).map(|range| range.end).take_while(|end| self.width(start..start + end) <= width).collect();
        let cut = |end: usize| format!("{}{ELLIPSIS}", rest.get(..end).unwrap_or_default().trim_end());
        let wide = |end: usize| typeface.line(&cut(end), style, self.leftwards).width > width;
        while ends.last().is_some_and(|end| wide(*end)) {
            ends.pop();
        }
        cut(ends.last().copied().unwrap_or_default())
    }
}

/// Where a line may end: after spaces, and between words that are written without them.
fn breaks(text: &str) -> Vec<usize> {
    let spaces = text.match_indices(' ').map(|(at, _)| at + 1);
    let mut all: Vec<usize> = spaces.chain([text.len()]).collect();
    if text.chars().any(is_word_without_spaces) {
        let segmenter = LineSegmenter::new_lstm(LineBreakOptions::default());
        all.extend(segmenter.segment_str(text).filter(|at| *at > 0 && is_between(text, *at)));
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// Whether one of the characters at a place is of a script that writes words without spaces.
fn is_between(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    [before.chars().next_back(), after.chars().next()].into_iter().flatten().any(is_word_without_spaces)
}
