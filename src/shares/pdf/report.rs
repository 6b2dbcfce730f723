//! The order of the sections.

use super::{
    Heading, closing, curves, opening,
    paper::Paper,
    printable::spoken,
    summary, timeline, treatments,
    typeface::Typeface,
    words,
    write::{About, write},
};
use crate::{platform::problem::Result, shares::view::View};

/// The most pages, unless so many measures are shown that they need more.
const PAGES: usize = 3;

/// How much is shown of what there may be much of.
#[derive(Debug, Clone, Copy)]
struct Most {
    /// Measures whose curves are drawn.
    curves: usize,
    /// Treatments in the list, the latest.
    treatments: usize,
}

pub(super) fn report(view: &View, heading: &Heading) -> Result<Vec<u8>> {
    let paper = fitting(view, heading)?;
    write(&paper, about(&paper, heading))
}

/// The curves of a second measure are welcome, but not for the price of a page; nor is a long list of treatments.
fn fitting(view: &View, heading: &Heading) -> Result<Paper> {
    let all = laid(view, heading, Most { curves: 2, treatments: 28 })?;
    let mut paper = laid(view, heading, Most { curves: 1, treatments: 28 })?;
    if all.page <= paper.page && all.page < PAGES {
        return Ok(all);
    }
    for treatments in [20, 12] {
        if paper.page < PAGES || view.treatments.len() <= treatments {
            break;
        }
        paper = laid(view, heading, Most { curves: 1, treatments })?;
    }
    Ok(paper)
}

fn laid(view: &View, heading: &Heading, most: Most) -> Result<Paper> {
    let mut paper = Paper::new(Typeface::read()?);
    opening::lay(&mut paper, view, heading);
    summary::lay(&mut paper, view);
    timeline::lay(&mut paper, view, heading);
    curves::lay(&mut paper, view, most.curves);
    treatments::lay(&mut paper, view, heading, most.treatments);
    closing::notes(&mut paper, view);
    closing::definitions(&mut paper);
    closing::footers(&mut paper, &heading.label);
    Ok(paper)
}

fn about<'a>(paper: &Paper, heading: &'a Heading) -> About<'a> {
    let who = paper.typeface.name(&spoken(&heading.who));
    let label = spoken(&heading.label);
    let title = if label.is_empty() { who } else { format!("{who}: {label}") };
    About { title, description: words::CHOSEN.to_owned(), language: words::LANGUAGE, made_at: &heading.made_at }
}
