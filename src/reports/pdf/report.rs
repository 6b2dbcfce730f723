//! The order of the sections.

use super::{
    Heading, closing, curves,
    fonts::Fonts,
    opening,
    paper::Paper,
    printable::spoken,
    questionnaires, safety_plan, self_harm, standing, summary,
    timeline::{self, Grid},
    treatments,
    typeface::Typeface,
    words::{
        self,
        language::{speaking, spoken_language},
    },
    write::{About, write},
};
use crate::{platform::problem::Result, reports::view::View};

/// How much is shown of what there may be much of. Every measure is drawn day by day.
#[derive(Debug, Clone, Copy)]
struct Most {
    /// Panels that stand side by side day by day, and how high each is.
    days: Grid,
    /// Measures whose curves are drawn.
    curves: usize,
    /// Treatments in the list, the latest.
    treatments: usize,
}

impl Most {
    const fn new(columns: usize, plot: f32, curves: usize) -> Self {
        Self { days: Grid { columns, plot }, curves, treatments: 28 }
    }
}

/// What is tried: the first is taken that needs no more pages than the last. Curves of a second measure are welcome, but
/// not for the price of a page.
const WAYS: [Most; 7] = [
    Most::new(2, 34.0, 2),
    Most::new(3, 28.0, 2),
    Most::new(3, 28.0, 1),
    Most::new(4, 24.0, 2),
    Most::new(4, 24.0, 1),
    Most::new(5, 19.0, 1),
    Most::new(6, 18.0, 1),
];
/// Where that leaves more pages than [`PAGES`], the list of treatments is cut.
const FEWER: [Most; 2] =
    [Most { treatments: 20, ..Most::new(6, 18.0, 1) }, Most { treatments: 12, ..Most::new(6, 18.0, 1) }];
const PAGES: usize = 3;

pub(super) fn report(view: &View, heading: &Heading, fonts: &Fonts) -> Result<Vec<u8>> {
    speaking(heading.language, || {
        let paper = fitting(view, heading, fonts)?;
        write(&paper, about(&paper, view, heading))
    })
}

fn fitting(view: &View, heading: &Heading, fonts: &Fonts) -> Result<Paper> {
    let lay = |most| laid(view, heading, most, fonts);
    let [roomiest, between @ .., tightest] = WAYS;
    let roomy = lay(roomiest)?;
    if roomy.page == 0 && roomy.notes_left_out == 0 {
        return Ok(roomy);
    }
    let least = lay(tightest)?;
    if least.page >= PAGES {
        return FEWER.into_iter().try_fold(least, |least, most| if least.page < PAGES { Ok(least) } else { lay(most) });
    }
    // Notes are not left out for the sake of one page where two hold all of them.
    if least.page == 0 && least.notes_left_out > 0 && roomy.page == 1 && roomy.notes_left_out == 0 {
        return Ok(roomy);
    }
    for paper in std::iter::once(Ok(roomy)).chain(between.into_iter().map(lay)) {
        let paper = paper?;
        if paper.page <= least.page {
            return Ok(paper);
        }
    }
    Ok(least)
}

fn laid(view: &View, heading: &Heading, most: Most, fonts: &Fonts) -> Result<Paper> {
    let mut paper = Paper::new(Typeface::of(fonts)?);
    opening::lay(&mut paper, view, heading);
    standing::lay(&mut paper, view, heading);
    self_harm::lay(&mut paper, view, heading);
    summary::lay(&mut paper, view);
    treatments::lay(&mut paper, view, heading, most.treatments);
    questionnaires::lay(&mut paper, view);
    timeline::lay(&mut paper, view, heading, most.days);
    curves::lay(&mut paper, view, most.curves);
    safety_plan::lay(&mut paper, view, heading);
    if heading.expires_at.is_none() {
        closing::missing(&mut paper, &view.damaged);
    }
    closing::notes(&mut paper, view);
    closing::definitions(&mut paper, view);
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
