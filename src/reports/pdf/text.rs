//! Lines, paragraphs and headings.

use std::num::NonZeroU16;

use krilla::tagging::{Tag, TagKind};

pub(super) use super::breaking::{led, lines};
use super::{
    paper::{LEFT, MEASURE, Paper},
    typeface::{HEADING, Run, Style},
};

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
