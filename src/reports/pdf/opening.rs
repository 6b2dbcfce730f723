//! The head of the report: who shows what to whom, and until when.

use krilla::{geom::PathBuilder, tagging::Tag};

use super::{
    Heading,
    days::Days,
    numbers::moment,
    paper::{Content, Ink, LEFT, MEASURE, Paper, RIGHT},
    text::{self, baseline, heading_tag, lines},
    typeface::{BODY, SMALL, STRONG, TINY, TITLE},
    words,
};
use crate::reports::view::View;

/// Between the columns of facts.
const GAP: f32 = 14.0;

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    title(paper, view.patient.as_ref().map_or(heading.who.as_str(), |whose| whose.name.as_str()));
    if let Some(born) = view.patient.as_ref().and_then(|whose| whose.birth_date) {
        text::paragraph(paper, &words::born(born.date()), STRONG);
        paper.space(3.0);
    }
    facts(paper, view, heading);
    paper.space(4.0);
    text::paragraph(paper, words::CHOSEN.say(), STRONG);
    text::paragraph(paper, &words::shown(heading.include), BODY);
    paper.space(6.0);
}

fn title(paper: &mut Paper, who: &str) {
    let name = paper.run(words::NAME, TINY);
    let who = paper.typeface.name(who);
    let runs = lines(&paper.typeface, &who, TITLE, MEASURE - 80.0, 2);
    let y = paper.y + TITLE.leading - baseline(TITLE);
    paper.mark(Content::Decoration, vec![Ink::Text { x: RIGHT - name.width, y, run: name }]);
    paper.within(heading_tag(1, &who), |paper| paper.y = text::column(paper, (LEFT, paper.y), runs));
    paper.space(3.0);
    paper.mark(Content::Decoration, bar(paper.y).into_iter().collect());
    paper.space(5.0);
}

/// A bar over the whole width: the one heavy thing on the page.
fn bar(y: f32) -> Option<Ink> {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(RIGHT, y);
    path.line_to(RIGHT, y + 1.6);
    path.line_to(LEFT, y + 1.6);
    path.close();
    path.finish().map(|path| Ink::Fill { path, grey: 0 })
}

fn days_shown(view: &View, heading: &Heading) -> String {
    let days = Days::of(view, heading).map(|days| (days.first, days.last));
    words::days_shown(days, heading.from.is_none() && heading.to.is_none())
}

/// Short facts side by side, each below its name.
fn facts(paper: &mut Paper, view: &View, heading: &Heading) {
    let label = paper.typeface.printable(&heading.label);
    let facts = [
        (words::LABEL.say(), label, 0.22),
        (words::RANGE.say(), days_shown(view, heading), 0.26),
        (words::MADE.say(), moment(&heading.made_at), 0.26),
        (words::EXPIRES.say(), heading.expires_at.as_ref().map(moment).unwrap_or_default(), 0.26),
    ];
    let (top, mut bottom, mut x) = (paper.y, paper.y, LEFT);
    for (name, value, share) in facts.into_iter().filter(|fact| !fact.1.is_empty()) {
        let width = MEASURE * share;
        let mut runs = vec![paper.run(&format!("{name} "), SMALL)];
        runs.extend(lines(&paper.typeface, &value, BODY, width - GAP, 3));
        let reached = paper.within(Tag::P, |paper| text::column(paper, (x, top), runs));
        bottom = bottom.max(reached);
        x += width;
    }
    paper.y = bottom;
}
