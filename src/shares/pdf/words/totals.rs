//! What is said of questionnaires and their totals.

use super::{
    super::numbers::{NB, date, number, percent},
    polarity,
};
use crate::{
    domain::questionnaire::{Change, CutOff, Definition, Meaning, Severity, Side, Totalling},
    shares::view::{SharedQuestionnaire, SharedResponse},
};

pub(in super::super) const TITLE: &str = "Questionnaires";
pub(in super::super) const KEY: &str = "Totals (dots), cut-off (dashed), treatments (triangles). Grey: too close to the total compared with to be noticed. \
     Severity: Kroenke 2001, Spitzer 2006.";

/// Why a change is not told: with the first total in view nothing is compared.
const NOT_COMPARED: &str = "None before the treatments lies in the days shown: nothing is compared.";

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
        Meaning::NegativeScreen => "no closer look suggested",
        Meaning::Flag => "worth a closer look",
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
    let latest = shared.responses.last().map(|one| on(known, one)).unwrap_or_default();
    let totals = match shared.compared() {
        _ if all == 1 => format!("One total: {latest}."),
        None => format!("{all} totals, latest {latest}. {NOT_COMPARED}"),
        Some((since, change)) => {
            let which = if change.before_treatment { "before the latest course" } else { "at first" };
            let since = format!("{which}: {}", on(known, since));
            format!("{all} totals, latest {latest}: {}", changed(known, change.change, &since))
        }
    };
    let Some(cut) = known.cut_off else { return totals };
    let there = shared.responses.iter().filter(|one| cut.holds(one.total)).count();
    format!("{totals} {}: {there} of {all}.", capital(meaning(cut.meaning)))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A total, what it is called, and when it was.
fn on(known: &Definition, one: &SharedResponse) -> String {
    let severity = known.severity(one.total).map(|band| format!(" ({})", severity(band.severity)));
    format!("{}{} on {}", total(known, one.total.points()), severity.unwrap_or_default(), date(one.when.date()))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Minimal => "minimal",
        Severity::Mild => "mild",
        Severity::Moderate => "moderate",
        Severity::ModeratelySevere => "moderately severe",
        Severity::Severe => "severe",
    }
}

/// What became of a total since an earlier one: by how much, whether one notices, and whether it is a response.
fn changed(known: &Definition, change: Change, since: &str) -> String {
    let points = change.points_better;
    if points == 0.0 {
        return format!("no change from {since}.");
    }
    let by = total(known, points.abs());
    let unit = if by == "1" { "point" } else { "points" };
    let noticed = known.meaningful_change.zip(change.meaningful).map(|(least, meaningful)| {
        if meaningful { format!("noticeable ({least} or more)") } else { format!("hardly noticeable (under {least})") }
    });
    let drop = known.response_percent.zip(change.response.zip(change.percent_better));
    let responded = drop.map(|(least, (response, less))| {
        let less = if less > 0.0 { format!("{} lower", percent(less)) } else { "not lower".to_owned() };
        format!(
            "{less}, {} (at least {})",
            if response { "a response" } else { "less than a response" },
            percent(least)
        )
    });
    let meant: Vec<String> = [noticed, responded].into_iter().flatten().collect();
    let meant = if meant.is_empty() { String::new() } else { format!(" {}.", capital(&meant.join("; "))) };
    format!("{by}{NB}{unit} {} than {since}.{meant}", if points > 0.0 { "better" } else { "worse" })
}

/// All the totals, for who does not see them.
pub(in super::super) fn alternative(shared: &SharedQuestionnaire, sentence: &str) -> String {
    const MOST: usize = 60;
    let known = shared.definition;
    let latest = shared.responses.iter().skip(shared.responses.len().saturating_sub(MOST));
    let totals: Vec<String> = latest.map(|one| on(known, one)).collect();
    let which = if shared.responses.len() > MOST { "The latest totals" } else { "Totals" };
    format!("{} ({}). {sentence} {which}: {}.", known.name, range(known), totals.join("; "))
}
