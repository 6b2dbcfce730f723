//! The order of the sections.

use super::{
    Heading, closing, curves,
    fonts::Fonts,
    opening,
    paper::Paper,
    printable::spoken,
    questionnaires, safety_plan, self_harm, standing, summary, timeline, treatments,
    typeface::Typeface,
    words::{
        self,
        language::{speaking, spoken_language},
    },
    write::{About, write},
};
use crate::{
    platform::problem::{Problem, Result},
    reports::view::View,
};

/// How much is shown of what there may be much of. Every measure is drawn day by day.
#[derive(Debug, Clone, Copy)]
struct Most {
    /// Measures that are drawn day by day side by side.
    columns: usize,
    /// Measures whose curves are drawn.
    curves: usize,
    /// Treatments in the list, the latest.
    treatments: usize,
}

/// What is tried until it fits one page, then two, then three: curves of a second measure are welcome, but not for the
/// price of a page; nor is a long list of treatments.
const TRIED: [(usize, &[Most]); 3] = [
    (
        1,
        &[
            Most { columns: 2, curves: 2, treatments: 28 },
            Most { columns: 2, curves: 1, treatments: 28 },
            Most { columns: 3, curves: 1, treatments: 28 },
        ],
    ),
    (
        2,
        &[
            Most { columns: 2, curves: 2, treatments: 28 },
            Most { columns: 2, curves: 1, treatments: 28 },
            Most { columns: 3, curves: 1, treatments: 28 },
        ],
    ),
    (
        3,
        &[
            Most { columns: 2, curves: 2, treatments: 28 },
            Most { columns: 3, curves: 1, treatments: 28 },
            Most { columns: 3, curves: 1, treatments: 20 },
            Most { columns: 3, curves: 1, treatments: 12 },
        ],
    ),
];

pub(super) fn report(view: &View, heading: &Heading, fonts: &Fonts) -> Result<Vec<u8>> {
    speaking(heading.language, || {
        let paper = fitting(view, heading, fonts)?;
        write(&paper, about(&paper, view, heading))
    })
}

fn fitting(view: &View, heading: &Heading, fonts: &Fonts) -> Result<Paper> {
    let mut least = None;
    for (pages, ways) in TRIED {
        for most in ways {
            let paper = laid(view, heading, *most, fonts)?;
            if paper.page < pages {
                return Ok(paper);
            }
            least = Some(paper);
        }
    }
    least.ok_or_else(|| Problem::internal("no report was laid out"))
}

fn laid(view: &View, heading: &Heading, most: Most, fonts: &Fonts) -> Result<Paper> {
    let mut paper = Paper::new(Typeface::of(fonts)?);
    opening::lay(&mut paper, view, heading);
    standing::lay(&mut paper, view, heading);
    self_harm::lay(&mut paper, view, heading);
    summary::lay(&mut paper, view);
    treatments::lay(&mut paper, view, heading, most.treatments);
    questionnaires::lay(&mut paper, view, heading);
    timeline::lay(&mut paper, view, heading, most.columns);
    curves::lay(&mut paper, view, most.curves);
    safety_plan::lay(&mut paper, view, heading);
    if heading.expires_at.is_none() {
        closing::missing(&mut paper, &view.damaged);
    }
    closing::notes(&mut paper, view);
    closing::definitions(&mut paper);
    closing::footers(&mut paper, &heading.label);
    Ok(paper)
}

fn about<'a>(paper: &Paper, view: &View, heading: &'a Heading) -> About<'a> {
    let who = view.patient.as_ref().map_or(heading.who.as_str(), |whose| whose.name.as_str());
    let who = paper.typeface.name(&spoken(who));
    let label = spoken(&heading.label);
    let title = if label.is_empty() { who } else { format!("{who}: {label}") };
    About {
        title,
        description: words::CHOSEN.say().to_owned(),
        language: spoken_language().tag(),
        made_at: &heading.made_at,
    }
}
