//! From the paper to the bytes of a PDF, kept to PDF/A-2a and PDF/UA-1: to be filed, and to be read aloud.

use jiff::Zoned;
use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Accessibility, Archival, Configuration, ConfigurationBuilder},
    destination::XyzDestination,
    geom::Point,
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag},
};

use super::paper::{Content, HEIGHT, Ink, Mark, Paper, Pen, WIDTH};
use crate::platform::problem::{Problem, Result};

/// What the document says of itself.
pub(super) struct About<'a> {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) language: &'a str,
    pub(super) made_at: &'a Zoned,
}

/// The document: the same bytes for the same paper.
pub(super) fn write(paper: &Paper, about: About) -> Result<Vec<u8>> {
    let language = about.language.to_owned();
    let mut document = Document::new_with(SerializeSettings { configuration: standards()?, ..Default::default() });
    let mut identifiers: Vec<Option<Identifier>> = vec![None; paper.marks.len()];
    for number in 0..=paper.page {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Problem::internal("a page has no size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (mark, identifier) in paper.marks.iter().zip(&mut identifiers).filter(|(mark, _)| mark.page == number) {
            let content = surface.start_tagged(tag(mark));
            *identifier = Some(content);
            mark.ink.iter().for_each(|ink| draw(&mut surface, ink));
            surface.end_tagged();
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(paper.tree(&language, &|mark| identifiers.get(mark).copied().flatten()));
    document.set_outline(outline(paper));
    document.set_metadata(metadata(about));
    document.finish().map_err(Problem::internal)
}

fn standards() -> Result<Configuration> {
    ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Problem::internal(format!("the standards of the report do not agree: {error:?}")))
}

fn metadata(about: About) -> Metadata {
    let at = about.made_at;
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let minutes = at.offset().seconds() / 60;
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(i8::try_from(minutes / 60).unwrap_or_default())
        .utc_offset_minute(u8::try_from(minutes.abs() % 60).unwrap_or_default());
    Metadata::new()
        .title(about.title)
        .description(about.description)
        .language(about.language.to_owned())
        .creator("Afterglow".to_owned())
        .creation_date(made)
}

fn outline(paper: &Paper) -> Outline {
    let mut outline = Outline::new();
    for (title, page, y) in &paper.sections {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(title.clone(), place));
    }
    outline
}

fn tag(mark: &Mark) -> ContentTag<'_> {
    match mark.content {
        Content::Text => ContentTag::Span(SpanTag::empty()),
        Content::Drawing => ContentTag::Other,
        Content::Decoration => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Content::Footer => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

fn draw(surface: &mut Surface, ink: &Ink) {
    match ink {
        Ink::Text { x, y, run } => {
            surface.set_fill(Some(fill(run.style.grey)));
            surface.set_stroke(None);
            for piece in &run.pieces {
                let place = Point::from_xy(x + run.indent + piece.x * run.style.size, *y);
                surface.draw_glyphs(place, &piece.glyphs, piece.face.font.clone(), &run.text, run.style.size, false);
            }
        }
        Ink::Fill { path, grey } => {
            surface.set_fill(Some(fill(*grey)));
            surface.set_stroke(None);
            surface.draw_path(path);
        }
        Ink::Line { path, pen } => {
            surface.set_fill(None);
            surface.set_stroke(Some(stroke(*pen)));
            surface.draw_path(path);
        }
    }
}

fn fill(grey: u8) -> Fill {
    Fill { paint: luma::Color::new(grey).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

fn stroke(pen: Pen) -> Stroke {
    Stroke {
        paint: luma::Color::new(pen.grey).into(),
        width: pen.width,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Round,
        dash: pen.dash.map(|dash| StrokeDash { array: dash.to_vec(), offset: 0.0 }),
        ..Stroke::default()
    }
}
