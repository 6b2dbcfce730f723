//! The relief curve: of the treatments with relief, how many still had it after so many days.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    duration::{Ending, Relief},
    statistics::{HAIR, Z, count},
};

/// The Kaplan–Meier estimate of sustained relief over the treatments with relief.
///
/// The definitions of relief, section 4. Patients usually get the next treatment because relief is
/// fading, so the median has two readings, and the truth lies between them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReliefCurve {
    /// The steps down, one for each duration at which relief was lost, in order of time.
    pub steps: Vec<Step>,
    /// The first duration, in days, at which half or less still have relief; absent if never reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<f64>,
    /// The lower limit of the 95 % interval of `median_days` (Brookmeyer & Crowley), in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_lower: Option<f64>,
    /// The upper limit of the 95 % interval of `median_days`, in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_upper: Option<f64>,
    /// The median where each next treatment counts as a loss at that time, in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days_if_retreated_at_loss: Option<f64>,
    /// How many treatments had relief.
    pub treatments: usize,
    /// After how many of them it was seen to be lost.
    pub lost: usize,
}

/// One step of the relief curve.
///
/// The standard error is Greenwood's and the 95 % interval is on the log(−log) scale; neither is
/// defined where the curve reaches 0, and they are absent there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefStep)]
pub struct Step {
    /// Days since relief began.
    pub days: f64,
    /// The share that still has relief after this step, 0 to 1.
    pub survival: f64,
    /// How many were at risk just before it.
    pub at_risk: usize,
    /// How many lost relief at it.
    pub lost: usize,
    /// The standard error of `survival`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// The lower limit of the 95 % interval, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<f64>,
    /// The upper limit of the 95 % interval, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
}

/// The relief curve of these durations, in any order.
pub(super) fn relief_curve(reliefs: &[Relief]) -> ReliefCurve {
    let mut reliefs = reliefs.to_vec();
    reliefs.sort_by(|a, b| a.days.total_cmp(&b.days));
    let steps = steps(&reliefs, |ended| ended == Ending::Lost);
    let if_retreated_at_loss = self::steps(&reliefs, |ended| matches!(ended, Ending::Lost | Ending::NextTreatment));
    ReliefCurve {
        median_days: first_at_half(&steps, |step| Some(step.survival)),
        median_lower: first_at_half(&steps, |step| step.lower),
        median_upper: first_at_half(&steps, |step| step.upper),
        median_days_if_retreated_at_loss: first_at_half(&if_retreated_at_loss, |step| Some(step.survival)),
        treatments: reliefs.len(),
        lost: steps.iter().map(|step| step.lost).sum(),
        steps,
    }
}

/// The first duration at which some share of the curve is down to a half.
fn first_at_half(steps: &[Step], share: impl Fn(&Step) -> Option<f64>) -> Option<f64> {
    steps.iter().find(|step| share(step).is_some_and(|share| share <= 0.5 + HAIR)).map(|step| step.days)
}

/// The steps of reliefs in order of duration. One censored at a loss was still at risk of it.
fn steps(reliefs: &[Relief], is_loss: impl Fn(Ending) -> bool) -> Vec<Step> {
    let (mut survival, mut greenwood) = (1.0, 0.0);
    let mut at_risk = reliefs.len();
    let mut steps = Vec::new();
    for together in reliefs.chunk_by(|a, b| a.days.total_cmp(&b.days).is_eq()) {
        let lost = together.iter().filter(|relief| is_loss(relief.ended)).count();
        if let (Some(first), 1..) = (together.first(), lost) {
            let (n, left) = (count(at_risk), count(at_risk - lost));
            survival *= left / n;
            greenwood += count(lost) / (n * left);
            steps.push(step(first.days, survival, greenwood, at_risk, lost));
        }
        at_risk -= together.len();
    }
    steps
}

fn step(days: f64, survival: f64, greenwood: f64, at_risk: usize, lost: usize) -> Step {
    let defined = survival > 0.0;
    let limit = |z: f64| defined.then(|| survival.powf((z * greenwood.sqrt() / survival.ln()).exp()));
    Step {
        days,
        survival,
        at_risk,
        lost,
        standard_error: defined.then(|| survival * greenwood.sqrt()),
        // ln S is negative, which turns the limits round.
        lower: limit(-Z),
        upper: limit(Z),
    }
}
