//! The patient's safety plan, in full: it is of no use shortened.

use super::{
    Heading,
    paper::Paper,
    text,
    typeface::{BODY, STRONG},
    words::safety_plan as words,
};
use crate::{domain::safety_plan::SafetyPlan, reports::view::View};

/// A part's title is not left alone at the foot of a page.
const ROOM_FOR_A_PART: f32 = STRONG.leading + 2.0 * BODY.leading;

pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading) {
    if !heading.include.safety_plan {
        return;
    }
    text::heading(paper, words::TITLE.say(), ROOM_FOR_A_PART);
    match &view.safety_plan {
        Some(plan) => parts(plan).iter().for_each(|(title, lines)| part(paper, title, lines)),
        None => text::paragraph(paper, words::NONE.say(), BODY),
    }
    paper.space(9.0);
}

/// Each part that holds something, in the order in which a plan is read: after places come people.
fn parts(plan: &SafetyPlan) -> Vec<(&'static str, Vec<String>)> {
    let mut parts = Vec::new();
    for (name, lines) in plan.lists() {
        parts.push((words::part(name), lines.iter().map(|line| line.as_str().to_owned()).collect()));
        if name == "places" {
            parts.push((words::PEOPLE.say(), plan.people.iter().map(words::person).collect::<Vec<_>>()));
        }
    }
    parts.retain(|(_, lines)| !lines.is_empty());
    parts
}

fn part(paper: &mut Paper, title: &str, lines: &[String]) {
    paper.need(ROOM_FOR_A_PART);
    text::paragraph(paper, title, STRONG);
    for line in lines {
        let line = paper.typeface.printable(line);
        text::paragraph(paper, &format!("– {line}"), BODY);
    }
    paper.space(3.0);
}
