//! Tables: columns as wide as suits their cells, rows as high as these, the head again on each page.

use std::collections::HashMap;

use krilla::{
    geom::PathBuilder,
    tagging::{TableHeaderScope, Tag, TagKind},
};

use super::{
    columns::{Extent, widths},
    paper::{Content, Ink, LEFT, MEASURE, Paper, Pen, RIGHT},
    text,
    typeface::{Run, SMALL, Style},
};

const RULE: Pen = Pen::solid(0.8, 0);
const HAIRLINE: Pen = Pen::solid(0.35, 170);
/// Between a cell's text and its column's right edge.
const GUTTER: f32 = 6.0;
/// Above and below a row's text.
const PADDING: f32 = 0.9;

/// Words that are wider than this are broken.
const LONGEST: f32 = 90.0;
/// The most lines of a column's heading.
const HEAD_LINES: usize = 3;

/// Texts below each other, in their styles, each in at most so many lines, and each led by what is set heavier.
#[derive(Default)]
pub(super) struct Cell(Vec<(String, String, Style, usize)>);

impl Cell {
    pub(super) fn of(text: impl Into<String>, style: Style, most: usize) -> Self {
        Self::default().and(text, style, most)
    }

    pub(super) fn and(mut self, text: impl Into<String>, style: Style, most: usize) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push((String::new(), text, style, most));
        }
        self
    }

    /// A figure or a name, and what belongs to it.
    pub(super) fn led(lead: impl Into<String>, rest: &[String], style: Style, most: usize) -> Self {
        let rest: Vec<&str> = rest.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        Self(vec![(lead.into(), rest.join("; "), style, most)])
    }

    /// How wide it is; texts that come again are measured once.
    fn extent<'a>(&'a self, paper: &Paper, known: &mut HashMap<(&'a str, bool), f32>) -> Extent {
        let mut wide = |text: &'a str, style: Style| {
            *known.entry((text, style.bold)).or_insert_with(|| paper.typeface.width(text, style))
        };
        let mut extent = Extent::default();
        for (lead, text, style, _) in &self.0 {
            let strong = Style { bold: true, ..*style };
            let mut width = 0.0;
            for (part, style) in [(lead, strong), (text, *style)].into_iter().filter(|(part, _)| !part.is_empty()) {
                width += wide(part, style);
                let longest = part.split(' ').max_by_key(|word| word.chars().count());
                extent.longest = extent.longest.max(longest.map_or(0.0, |word| wide(word, style)));
            }
            let is_both = !lead.is_empty() && !text.is_empty();
            extent.texts.push(if is_both { width + wide(" ", *style) } else { width });
        }
        extent.longest = extent.longest.min(LONGEST);
        extent
    }

    /// Each text but the last ends in a space, so that they are read as words.
    fn lines(&self, paper: &Paper, width: f32) -> Vec<Run> {
        let mut all: Vec<Run> = Vec::new();
        for (lead, text, style, most) in &self.0 {
            if let Some(last) = all.last_mut() {
                *last = paper.typeface.spaced(last);
            }
            let width = width - GUTTER;
            all.extend(if lead.is_empty() {
                text::lines(&paper.typeface, text, *style, width, *most)
            } else {
                text::led(&paper.typeface, [lead, text], *style, width, *most)
            });
        }
        all
    }
}

/// Lays out a table below these headings.
pub(super) fn table(paper: &mut Paper, heads: &[&str], rows: &[Vec<Cell>]) {
    let heads: Vec<Cell> = heads.iter().map(|head| Cell::of(*head, SMALL, HEAD_LINES)).collect();
    let mut known = HashMap::new();
    let extents: Vec<Vec<Extent>> = std::iter::once(heads.as_slice())
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(|cell| cell.extent(paper, &mut known)).collect())
        .collect();
    let columns = widths(&extents, MEASURE, GUTTER);
    let lines = |paper: &Paper, row: &[Cell]| -> Vec<Vec<Run>> {
        row.iter().zip(&columns).map(|(cell, width)| cell.lines(paper, *width)).collect()
    };
    paper.within(Tag::Table.with_summary(None), |paper| {
        let head = lines(paper, &heads);
        paper.within(Tag::THead, |paper| head_row(paper, &columns, &head, Content::Text));
        paper.within(Tag::TBody, |paper| {
            for row in rows {
                let cells = lines(paper, row);
                if paper.need(height(&cells)) {
                    head_row(paper, &columns, &head, Content::Decoration);
                }
                body_row(paper, &columns, cells);
            }
        });
    });
}

/// How high a row is.
fn height(cells: &[Vec<Run>]) -> f32 {
    let cell = |cell: &Vec<Run>| cell.iter().map(|run| run.style.leading).sum::<f32>();
    cells.iter().map(cell).fold(0.0, f32::max) + 2.0 * PADDING
}

/// The head; on pages after the first it is decoration, for who listens has heard it.
fn head_row(paper: &mut Paper, columns: &[f32], head: &[Vec<Run>], content: Content) {
    let bottom = paper.y + height(head);
    let mut decoration = Vec::new();
    paper.within(Tag::TR, |paper| {
        let mut x = LEFT;
        for (lines, width) in head.iter().zip(columns) {
            // Set on the foot of the row, so that heads of one line and of two end alike.
            let top = bottom - PADDING - lines.iter().map(|run| run.style.leading).sum::<f32>();
            if content == Content::Text {
                let scope: TagKind = Tag::TH(TableHeaderScope::Column).into();
                paper.within(scope, |paper| text::column(paper, (x, top), lines.clone()));
            } else {
                let mut y = top;
                for run in lines {
                    y += run.style.leading;
                    decoration.push(Ink::Text { x, y: y - text::baseline(run.style), run: run.clone() });
                }
            }
            x += width;
        }
    });
    decoration.extend(rule(bottom, RULE));
    paper.mark(Content::Decoration, decoration);
    paper.y = bottom;
}

fn body_row(paper: &mut Paper, columns: &[f32], cells: Vec<Vec<Run>>) {
    let (top, bottom) = (paper.y + PADDING, paper.y + height(&cells));
    paper.within(Tag::TR, |paper| {
        let mut x = LEFT;
        for (position, (lines, width)) in cells.into_iter().zip(columns).enumerate() {
            let tag: TagKind = if position == 0 { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() };
            paper.within(tag, |paper| text::column(paper, (x, top), lines));
            x += width;
        }
    });
    paper.mark(Content::Decoration, rule(bottom, HAIRLINE).into_iter().collect());
    paper.y = bottom;
}

/// A line over the whole width.
pub(super) fn rule(y: f32, pen: Pen) -> Option<Ink> {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(RIGHT, y);
    path.finish().map(|path| Ink::Line { path, pen })
}
