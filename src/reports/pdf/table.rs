//! Tables: columns of fixed width, rows as high as their cells, the head again on each page.

use krilla::{
    geom::PathBuilder,
    tagging::{TableHeaderScope, Tag, TagKind},
};

use super::{
    paper::{Content, Ink, LEFT, Paper, Pen, RIGHT},
    text,
    typeface::{Run, SMALL, Style},
};

const RULE: Pen = Pen::solid(0.8, 0);
const HAIRLINE: Pen = Pen::solid(0.35, 170);
/// Between a cell's text and its column's right edge.
const GUTTER: f32 = 8.0;
/// Above and below a row's text.
const PADDING: f32 = 1.7;

/// A column: its heading and how wide it is.
pub(super) struct Column {
    pub(super) head: String,
    pub(super) width: f32,
}

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

/// Lays out a table.
pub(super) fn table(paper: &mut Paper, columns: &[Column], rows: &[Vec<Cell>]) {
    let table = Tag::Table.with_summary(None);
    paper.within(table, |paper| {
        let head: Vec<Vec<Run>> = columns
            .iter()
            .map(|column| text::lines(&paper.typeface, &column.head, SMALL, column.width - GUTTER, 3))
            .collect();
        paper.within(Tag::THead, |paper| head_row(paper, columns, &head, Content::Text));
        paper.within(Tag::TBody, |paper| {
            for row in rows {
                let cells: Vec<Vec<Run>> =
                    row.iter().zip(columns).map(|(cell, column)| cell.lines(paper, column.width)).collect();
                if paper.need(height(&cells)) {
                    head_row(paper, columns, &head, Content::Decoration);
                }
                body_row(paper, columns, cells);
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
fn head_row(paper: &mut Paper, columns: &[Column], head: &[Vec<Run>], content: Content) {
    let bottom = paper.y + height(head);
    let mut decoration = Vec::new();
    paper.within(Tag::TR, |paper| {
        let mut x = LEFT;
        for (lines, column) in head.iter().zip(columns) {
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
            x += column.width;
        }
    });
    decoration.extend(rule(bottom, RULE));
    paper.mark(Content::Decoration, decoration);
    paper.y = bottom;
}

fn body_row(paper: &mut Paper, columns: &[Column], cells: Vec<Vec<Run>>) {
    let (top, bottom) = (paper.y + PADDING, paper.y + height(&cells));
    paper.within(Tag::TR, |paper| {
        let mut x = LEFT;
        for (position, (lines, column)) in cells.into_iter().zip(columns).enumerate() {
            let tag: TagKind = if position == 0 { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() };
            paper.within(tag, |paper| text::column(paper, (x, top), lines));
            x += column.width;
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
