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
const GAP: f32 = 10.0;

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    title(paper, view, heading);
    facts(paper, view, heading);
    paper.space(2.6);
    let chosen = [words::CHOSEN.say(), &words::shown(heading.include)];
    let chosen = text::led(&paper.typeface, chosen, BODY, MEASURE, usize::MAX);
    paper.y = paper.within(Tag::P, |paper| text::column(paper, (LEFT, paper.y), chosen));
    paper.space(2.6);
}

/// Whose it is, and when that person was born: beside the name where there is room.
fn title(paper: &mut Paper, view: &View, heading: &Heading) {
    let patient = view.patient.as_ref();
    let name = paper.run(words::NAME, TINY);
    let who = paper.typeface.name(patient.map_or(heading.who.as_str(), |whose| whose.name.as_str()));
    let runs = lines(&paper.typeface, &who, TITLE, MEASURE - 60.0, 2);
    let y = paper.y + TITLE.leading - baseline(TITLE);
    let reached = LEFT + runs.last().map_or(0.0, |run| run.indent + run.width) + 10.0;
    let limit = RIGHT - name.width - 10.0;
    paper.mark(Content::Decoration, vec![Ink::Text { x: RIGHT - name.width, y, run: name }]);
    paper.within(heading_tag(1, &who), |paper| paper.y = text::column(paper, (LEFT, paper.y), runs));
    if let Some(born) = patient.and_then(|whose| whose.birth_date) {
        let born = paper.run(&words::born(born.date()), STRONG);
        if reached + born.width <= limit {
            let y = paper.y - baseline(TITLE);
            paper.within(Tag::P, |paper| paper.put(reached, y, born));
        } else {
            paper.y = paper.within(Tag::P, |paper| text::column(paper, (LEFT, paper.y), vec![born]));
        }
    }
    paper.space(1.0);
    paper.mark(Content::Decoration, bar(paper.y).into_iter().collect());
    paper.space(2.6);
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
        (words::LABEL.say(), label, 0.30),
        (words::RANGE.say(), days_shown(view, heading), 0.28),
        (words::MADE.say(), moment(&heading.made_at), 0.21),
        (words::EXPIRES.say(), heading.expires_at.as_ref().map(moment).unwrap_or_default(), 0.21),
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
