//! What is said of questionnaires and their totals.

use jiff::civil::Date;

use super::{
    super::numbers::{NB, date, number, percent},
    polarity,
};
use crate::{
    domain::questionnaire::{Change, CutOff, Definition, Meaning, Side, Total, Totalling},
    shares::view::SharedQuestionnaire,
};

pub(in super::super) const TITLE: &str = "Questionnaires";
pub(in super::super) const KEY: &str = "Totals (dots), with the cut-off (dashed). Grey: within a change from the first total that is too small to be \
     noticed. Triangles: treatments.";

/// What a total goes from and to, and where its cut-off is.
pub(in super::super) fn range(known: &Definition) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "whole, and at most a hundred")]
    let range = polarity(0, known.max as i32, known.polarity);
    match known.cut_off {
        Some(cut) => format!("{range}; {} {}", meaning(cut.meaning), side(cut)),
        None => range,
    }
}

fn meaning(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Remission => "remission",
        Meaning::NegativeScreen => "screen negative",
        Meaning::Flag => "flag",
    }
}

fn side(CutOff { total, side, .. }: CutOff) -> String {
    match side {
        Side::Below => format!("below {total}"),
        Side::AtMost => format!("at most {total}"),
        Side::AtLeast => format!("from {total} on"),
        Side::Above => format!("above {total}"),
    }
}

/// A total as its questionnaire writes it.
fn total(known: &Definition, points: f64) -> String {
    number(points, usize::from(known.totalling == Totalling::Mean))
}

/// What the totals say, in a sentence or two.
pub(in super::super) fn sentence(shared: &SharedQuestionnaire) -> String {
    let (known, all) = (shared.definition, shared.responses.len());
    let at = |one: Option<&crate::shares::view::SharedResponse>| {
        one.map(|one| on(known, one.total, one.when.date())).unwrap_or_default()
    };
    let totals = match shared.change {
        None => format!("One total: {}.", at(shared.responses.first())),
        Some(change) => format!(
            "{all} totals: first {}, latest {}. {}.",
            at(shared.responses.first()),
            at(shared.responses.last()),
            changed(known, change)
        ),
    };
    let Some(cut) = known.cut_off else { return totals };
    let there = shared.responses.iter().filter(|one| cut.holds(one.total)).count();
    format!("{totals} {} ({}): {there} of {all}.", capital(meaning(cut.meaning)), side(cut))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn on(known: &Definition, points: Total, day: Date) -> String {
    format!("{} on {}", total(known, points.points()), date(day))
}

fn changed(known: &Definition, change: Change) -> String {
    let points = change.points_better;
    if points == 0.0 {
        return "No change".to_owned();
    }
    let by = total(known, points.abs());
    let unit = if by == "1" { "point" } else { "points" };
    let by = format!("{by}{NB}{unit} {}", if points > 0.0 { "better" } else { "worse" });
    let noticed = known.meaningful_change.zip(change.meaningful).map(|(least, meaningful)| {
        let counts = if meaningful { "a noticeable change" } else { "too little to be noticed" };
        format!(", {counts} ({least} or more)")
    });
    let drop = known.response_percent.zip(change.response.zip(change.percent_better));
    let responded = drop.map(|(least, (response, less))| {
        let less = if less > 0.0 { format!("{} lower", percent(less)) } else { "not lower".to_owned() };
        format!("; {less}, {} (at least {})", if response { "a response" } else { "no response" }, percent(least))
    });
    [Some(by), noticed, responded].into_iter().flatten().collect()
}

/// All the totals, for who does not see them.
pub(in super::super) fn alternative(shared: &SharedQuestionnaire, sentence: &str) -> String {
    const MOST: usize = 60;
    let known = shared.definition;
    let latest = shared.responses.iter().skip(shared.responses.len().saturating_sub(MOST));
    let totals: Vec<String> = latest.map(|one| on(known, one.total, one.when.date())).collect();
    let which = if shared.responses.len() > MOST { "The latest totals" } else { "Totals" };
    format!("{} ({}). {sentence} {which}: {}.", known.name, range(known), totals.join("; "))
}
