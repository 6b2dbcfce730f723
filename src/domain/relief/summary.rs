//! The summary: the few figures that screens, page, PDF and FHIR put into words.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Figure, Reason, TreatmentReport,
    onset::{Onset, Rapid},
    statistics::median,
    survival::ReliefCurve,
};

/// What is said over the treatments of stated courses: each place words it, none computes.
///
/// The definitions of relief, sections 3, 4 and 6.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefSummary)]
pub struct Summary {
    /// Whether any course is stated.
    pub stated: bool,
    /// How many treatments could be judged: those with an onset or without a response.
    pub judged: usize,
    /// After how many of them relief surely came within 24 hours.
    pub rapid_surely: usize,
    /// After how many it possibly did: those that surely did, and those where nobody wrote in time.
    pub rapid_possibly: usize,
    /// When relief was first seen.
    pub onset_hours: Figure<OnsetHours>,
    /// How long relief lasted.
    pub relief_days: Figure<ReliefDays>,
}

/// When relief was first seen, over the onsets: the true median lies between the two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefOnsetHours)]
pub struct OnsetHours {
    /// The median of the hours to the first check-in that was a response.
    pub median: f64,
    /// The median of the hours to the check-in before it.
    pub earliest: f64,
}

/// How long relief lasted: the median in its two readings, each absent where it is not reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
// An absent figure, which has a reason alone, is none of these.
#[serde(deny_unknown_fields)]
#[schema(as = ReliefDays)]
pub struct ReliefDays {
    /// The median in days where each next treatment is taken as a loss.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// The median in days where relief is taken to have gone on at the next treatment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

/// The summary over the treatments of stated courses; `any_stated` tells whether there are such courses.
pub(super) fn summary(any_stated: bool, stated: &[&TreatmentReport], curve: &ReliefCurve) -> Summary {
    let onsets: Vec<&Onset> = stated.iter().filter_map(|one| one.onset.known()).collect();
    let unanswered = stated.iter().filter(|one| one.onset.reason() == Some(Reason::NoResponse)).count();
    let rapid = |answers: &[Rapid]| onsets.iter().filter(|onset| answers.contains(&onset.rapid)).count();
    Summary {
        stated: any_stated,
        judged: onsets.len() + unanswered,
        rapid_surely: rapid(&[Rapid::Yes]),
        rapid_possibly: rapid(&[Rapid::Yes, Rapid::Unknown]),
        onset_hours: if any_stated { onset_hours(&onsets) } else { Err(Reason::NotStated) }.into(),
        relief_days: if any_stated { relief_days(curve) } else { Err(Reason::NotStated) }.into(),
    }
}

fn onset_hours(onsets: &[&Onset]) -> Result<OnsetHours, Reason> {
    let middle = |hours: fn(&Onset) -> f64| median(onsets.iter().map(|onset| hours(onset)).collect());
    let (median, earliest) = middle(|onset| onset.hours)
        .zip(middle(|onset| onset.after_hours))
        // A stated course without an onset was responding already.
        .ok_or(Reason::AlreadyResponding)?;
    Ok(OnsetHours { median, earliest })
}

fn relief_days(curve: &ReliefCurve) -> Result<ReliefDays, Reason> {
    let days = ReliefDays { from: curve.median_days_if_retreated_at_loss, to: curve.median_days };
    if days.from.is_none() && days.to.is_none() { Err(Reason::NotReached) } else { Ok(days) }
}
