//! The paper: pages, what is drawn on them, and the structure that says what each of it is.

use krilla::{
    geom::Path,
    tagging::{Tag, TagKind, TagTree},
};

use super::{
    shaping::is_plain,
    typeface::{Run, Style, Typeface},
};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// The margins are such that nothing is lost on Letter paper, which is lower.
pub(super) const LEFT: f32 = 31.0;
pub(super) const RIGHT: f32 = WIDTH - 31.0;
pub(super) const TOP: f32 = 33.0;
pub(super) const BOTTOM: f32 = HEIGHT - 43.5;
/// The baseline of the footer.
pub(super) const FOOT: f32 = HEIGHT - 33.0;
/// How wide the text is.
pub(super) const MEASURE: f32 = RIGHT - LEFT;

/// A line's width in points, lightness and dashes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) width: f32,
    pub(super) grey: u8,
    pub(super) dash: Option<[f32; 2]>,
}

impl Pen {
    pub(super) const fn solid(width: f32, grey: u8) -> Self {
        Self { width, grey, dash: None }
    }

    pub(super) const fn dashed(width: f32, grey: u8, dash: [f32; 2]) -> Self {
        Self { width, grey, dash: Some(dash) }
    }
}

/// How high Letter paper is. Where this paper is printed in its middle, a strip above and below is lost.
const LETTER: f32 = 792.0;
/// What printers leave white at the edges, about 2 mm.
const UNPRINTED: f32 = 6.0;
const _: () = assert!(TOP > (HEIGHT - LETTER) / 2.0 + UNPRINTED, "the head is lost on Letter paper");
const _: () = assert!(HEIGHT - FOOT - 1.0 > (HEIGHT - LETTER) / 2.0 + UNPRINTED, "the foot is lost on Letter paper");
/// How far labels of charts may stand out into the margin, left and right.
const BEYOND: f32 = 10.0;

/// Something drawn.
pub(super) enum Ink {
    Text { x: f32, y: f32, run: Run },
    Fill { path: Path, grey: u8 },
    Line { path: Path, pen: Pen },
}

/// How a piece of ink counts for who does not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A line of text.
    Text,
    /// Part of a figure.
    Drawing,
    /// Rules and shades: nothing to be told of.
    Decoration,
    /// The line at the foot of a page.
    Footer,
}

/// Ink that belongs together, on one page.
pub(super) struct Mark {
    pub(super) page: usize,
    pub(super) content: Content,
    pub(super) ink: Vec<Ink>,
}

/// A part of the document's structure.
#[derive(Debug)]
pub(super) enum Part {
    Group(TagKind, Vec<Part>),
    /// The position of a mark.
    Mark(usize),
}

/// What is laid out, from top to bottom.
pub(super) struct Paper {
    pub(super) typeface: Typeface,
    pub(super) marks: Vec<Mark>,
    /// The page that is being filled, from 0.
    pub(super) page: usize,
    /// How far down it is filled.
    pub(super) y: f32,
    /// The titles of sections with the page and height they begin at.
    pub(super) sections: Vec<(String, usize, f32)>,
    /// How many notes there was no room for.
    pub(super) notes_left_out: usize,
    /// Groups that are open, outermost first, each with its parts so far.
    parts: Vec<Part>,
}

impl Paper {
    pub(super) fn new(typeface: Typeface) -> Self {
        Self {
            typeface,
            marks: Vec::new(),
            page: 0,
            y: TOP,
            sections: Vec::new(),
            notes_left_out: 0,
            parts: Vec::new(),
        }
    }

    /// Everything `lay` lays out is one group of the structure.
    pub(super) fn within<T>(&mut self, tag: impl Into<TagKind>, lay: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::take(&mut self.parts);
        let laid = lay(self);
        let inside = std::mem::replace(&mut self.parts, outside);
        if !inside.is_empty() {
            self.parts.push(Part::Group(tag.into(), inside));
        }
        laid
    }

    /// Puts ink on the page, with a place in the structure unless it is decoration.
    pub(super) fn mark(&mut self, content: Content, ink: Vec<Ink>) {
        self.mark_on(self.page, content, ink);
    }

    pub(super) fn mark_on(&mut self, page: usize, content: Content, ink: Vec<Ink>) {
        if ink.is_empty() {
            return;
        }
        debug_assert!(ink.iter().all(is_within_margins), "text beyond the margins");
        if matches!(content, Content::Text | Content::Drawing) {
            self.parts.push(Part::Mark(self.marks.len()));
        }
        self.marks.push(Mark { page, content, ink });
    }

    /// Puts a line of text at a baseline.
    pub(super) fn put(&mut self, x: f32, y: f32, run: Run) {
        if !run.is_empty() {
            self.mark(Content::Text, vec![Ink::Text { x, y, run }]);
        }
    }

    pub(super) fn run(&self, text: &str, style: Style) -> Run {
        self.typeface.run(text, style)
    }

    /// How much of the page is left.
    pub(super) fn left(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Begins a page unless this one has so much left; whether it did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        let full = self.left() < height && self.y > TOP;
        if full {
            self.page += 1;
            self.y = TOP;
        }
        full
    }

    pub(super) fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// The structure, once each mark has an identifier.
    pub(super) fn tree(
        &self,
        language: &str,
        identify: &impl Fn(usize) -> Option<krilla::tagging::Identifier>,
    ) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for part in &self.parts {
            if let Some(node) = self.node(part, identify) {
                tree.push(node);
            }
        }
        tree
    }

    fn node(
        &self,
        part: &Part,
        identify: &impl Fn(usize) -> Option<krilla::tagging::Identifier>,
    ) -> Option<krilla::tagging::Node> {
        match part {
            Part::Mark(mark) => {
                let content: krilla::tagging::Node = identify(*mark).map(Into::into)?;
                // Letters that join, marks or run from right to left are not drawn in the order in which they are read.
                let words = self.marks.get(*mark).and_then(words).filter(|words| !is_plain(words));
                Some(match words {
                    Some(words) => {
                        let tag: TagKind = Tag::Span.with_actual_text(Some(words.to_owned())).into();
                        krilla::tagging::TagGroup::with_children(tag, vec![content]).into()
                    }
                    None => content,
                })
            }
            Part::Group(tag, parts) => {
                let children = parts.iter().filter_map(|part| self.node(part, identify)).collect();
                Some(krilla::tagging::TagGroup::with_children(tag.clone(), children).into())
            }
        }
    }
}

/// The words of a line of text.
fn words(mark: &Mark) -> Option<&str> {
    match (mark.content, mark.ink.as_slice()) {
        (Content::Text, [Ink::Text { run, .. }]) => Some(&run.text),
        _ => None,
    }
}

/// Labels of charts may stand a little way out into the margin.
fn is_within_margins(ink: &Ink) -> bool {
    let Ink::Text { x, y, run } = ink else { return true };
    let x = x + run.indent;
    x >= LEFT - BEYOND && x + run.width <= RIGHT + BEYOND && *y >= TOP && *y <= FOOT + 1.0
}
