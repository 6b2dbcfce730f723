//! What is said of questionnaires and their totals.

use super::{
    super::numbers::{date, number, percent, points_named},
    language::{Phrase, counted, fill, phrase, spoken_language},
    polarity,
};
use crate::{
    domain::questionnaire::{Change, CutOff, Definition, Meaning, Severity, Side, Totalling},
    reports::app_words::word,
    reports::view::{SharedQuestionnaire, SharedResponse},
};

pub(in super::super) const TITLE: Phrase = Phrase("report_totals_title");

/// Why a change is not told: with the first total in view nothing is compared.
const NOT_COMPARED: Phrase = Phrase("report_totals_not_compared");

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
        Meaning::Remission => phrase("report_totals_remission"),
        Meaning::NegativeScreen => phrase("report_totals_negative_screen"),
        Meaning::Flag => phrase("report_totals_flag"),
    }
}

fn side(CutOff { total, side, .. }: CutOff) -> String {
    let key = match side {
        Side::Below => "report_totals_below",
        Side::AtMost => "report_totals_at_most",
        Side::AtLeast => "report_totals_at_least",
        Side::Above => "report_totals_above",
    };
    fill(key, &[("total", &total)])
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
        _ if all == 1 => fill("report_totals_one", &[("latest", &latest)]),
        None => format!("{}. {}", latest_of(all, &latest), NOT_COMPARED.say()),
        Some((since, change)) => {
            let before = change.before_treatment;
            let which = if before { "report_totals_before_course" } else { "report_totals_at_first" };
            let since = fill(which, &[("total", &on(known, since))]);
            format!("{}: {}", latest_of(all, &latest), changed(known, change.change, &since))
        }
    };
    let Some(cut) = known.cut_off else { return totals };
    let there = shared.responses.iter().filter(|one| cut.holds(one.total)).count();
    let of = fill("report_count_of", &[("count", &there), ("all", &all)]);
    format!("{totals} {}: {of}.", capital(meaning(cut.meaning)))
}

fn latest_of(all: usize, latest: &str) -> String {
    fill("report_totals_latest", &[("all", &all), ("latest", &latest)])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A total, what it is called, and when it was.
fn on(known: &Definition, one: &SharedResponse) -> String {
    let severity = known.severity(one.total).map(|band| format!(" ({})", severity(band.severity)));
    let total = format!("{}{}", total(known, one.total.points()), severity.unwrap_or_default());
    fill("report_told_on_day", &[("what", &total), ("date", &date(one.when.date()))])
}

fn severity(severity: Severity) -> &'static str {
    let key = match severity {
        Severity::Minimal => "severity_minimal",
        Severity::Mild => "severity_mild",
        Severity::Moderate => "severity_moderate",
        Severity::ModeratelySevere => "severity_moderately_severe",
        Severity::Severe => "severity_severe",
    };
    word(key, spoken_language()).unwrap_or_default()
}

/// What became of a total since an earlier one: by how much, whether one notices, and whether it is a response.
fn changed(known: &Definition, change: Change, since: &str) -> String {
    let points = change.points_better;
    if points == 0.0 {
        return fill("report_totals_no_change", &[("since", &since)]);
    }
    let by = total(known, points.abs());
    let noticed = known.meaningful_change.zip(change.meaningful).map(|(least, meaningful)| {
        fill(
            if meaningful { "report_totals_noticeable" } else { "report_totals_hardly_noticeable" },
            &[("least", &number(least, usize::from(least.fract() != 0.0)))],
        )
    });
    let drop = known.response_percent.zip(change.response.zip(change.percent_better));
    let responded = drop.map(|(least, (response, less))| {
        let lower = if less > 0.0 {
            fill("report_totals_lower", &[("percent", &percent(less))])
        } else {
            phrase("report_totals_not_lower").to_owned()
        };
        let key = if response { "report_totals_response" } else { "report_totals_no_response" };
        fill(key, &[("lower", &lower), ("least", &percent(least))])
    });
    let meant: Vec<String> = [noticed, responded].into_iter().flatten().collect();
    let meant = if meant.is_empty() { String::new() } else { format!(" {}.", capital(&meant.join("; "))) };
    let key = if points > 0.0 { "report_totals_better" } else { "report_totals_worse" };
    format!("{}{meant}", counted(key, points_named(&by), &[("points", &by), ("since", &since)]))
}

/// All the totals, for who does not see them.
pub(in super::super) fn alternative(shared: &SharedQuestionnaire, sentence: &str) -> String {
    const MOST: usize = 60;
    let known = shared.definition;
    let latest = shared.responses.iter().skip(shared.responses.len().saturating_sub(MOST));
    let totals: Vec<String> = latest.map(|one| on(known, one)).collect();
    let which = if shared.responses.len() > MOST { "report_totals_are_latest" } else { "report_totals_are" };
    let totals = fill(which, &[("totals", &totals.join("; "))]);
    format!("{} ({}). {sentence} {totals}", known.name, range(known))
}
