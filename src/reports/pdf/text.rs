//! Lines, paragraphs and headings.

use std::num::NonZeroU16;

use krilla::tagging::{Tag, TagKind};

use super::{
    paper::{LEFT, MEASURE, Paper},
    typeface::{HEADING, Run, Style, Typeface},
};

const ELLIPSIS: &str = "…";
/// No line has room for so many characters.
const CUT: usize = 240;

/// Breaks text that can be printed into lines of at most `width`, and at most so many.
///
/// A word that is wider than a line is broken anywhere. What does not fit ends in an ellipsis. Each line but the last
/// ends in a space, as the text does there, so that it is read as words.
pub(super) fn lines(typeface: &Typeface, text: &str, style: Style, width: f32, most: usize) -> Vec<Run> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words: Vec<String> = text.split(' ').filter(|word| !word.is_empty()).rev().map(str::to_owned).collect();
    while let Some(word) = words.pop() {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if typeface.width(&longer, style) <= width {
            line = longer;
        } else if lines.len() + 1 >= most {
            // The last line there may be: as much of the word as fits.
            line = longer.chars().take(CUT).collect();
            words.push(word);
            break;
        } else if line.is_empty() {
            let (head, tail) = broken(typeface, &word, style, width);
            lines.push(head);
            words.extend(Some(tail).filter(|tail| !tail.is_empty()));
        } else {
            lines.push(std::mem::take(&mut line) + " ");
            words.push(word);
        }
    }
    let cut = !words.is_empty();
    if !line.is_empty() {
        lines.push(line);
    }
    if let (true, Some(last)) = (cut, lines.last_mut()) {
        *last = ended(typeface, last, style, width);
    }
    lines.iter().map(|line| typeface.run(line, style)).collect()
}

/// As much of a word as fits, at least one character, and the rest.
fn broken(typeface: &Typeface, word: &str, style: Style, width: f32) -> (String, String) {
    let mut head = String::new();
    for c in word.chars() {
        head.push(c);
        if typeface.width(&head, style) > width {
            if head.chars().count() > 1 {
                head.pop();
            }
            break;
        }
    }
    let tail = word.get(head.len()..).unwrap_or_default().to_owned();
    (head, tail)
}

/// The line with an ellipsis, without as much of its end as that needs.
fn ended(typeface: &Typeface, line: &str, style: Style, width: f32) -> String {
    let mut kept = line.trim_end().to_owned();
    while !kept.is_empty() && typeface.width(&(kept.clone() + ELLIPSIS), style) > width {
        kept.pop();
    }
    kept.trim_end().to_owned() + ELLIPSIS
}

/// A paragraph over the whole width.
pub(super) fn paragraph(paper: &mut Paper, text: &str, style: Style) {
    let lines = lines(&paper.typeface, text, style, MEASURE, usize::MAX);
    paper.within(Tag::P, |paper| {
        for run in lines {
            paper.need(style.leading);
            paper.y += style.leading;
            paper.put(LEFT, paper.y - baseline(style), run);
        }
    });
}

/// Lines one below the other from a height on, on one page; how far down they reach.
pub(super) fn column(paper: &mut Paper, (x, top): (f32, f32), runs: Vec<Run>) -> f32 {
    let mut y = top;
    for run in runs {
        let style = run.style;
        y += style.leading;
        paper.put(x, y - baseline(style), run);
    }
    y
}

/// How far the baseline lies above the foot of its line.
pub(super) fn baseline(style: Style) -> f32 {
    (style.leading - style.cap_height()) / 2.0
}

/// The heading of a section, which begins a page unless `following` fits below it.
pub(super) fn heading(paper: &mut Paper, text: &str, following: f32) {
    let runs = lines(&paper.typeface, text, HEADING, MEASURE, 2);
    paper.need(HEADING.leading + following);
    paper.sections.push((text.to_owned(), paper.page, paper.y));
    paper.y = paper.within(heading_tag(2, text), |paper| column(paper, (LEFT, paper.y), runs));
}

pub(super) fn heading_tag(level: u16, title: &str) -> TagKind {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title.to_owned())).into()
}
