//! How sure: the non-overlap of all pairs of days before and days after treatment.

use std::{cmp::Ordering, ops::RangeInclusive};

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Reason,
    statistics::{Z, count, mean, to_the_billionth},
};

/// The lag days after each treatment that are held against the baseline window.
pub(super) const LAG_DAYS: RangeInclusive<i32> = 1..=7;
/// How many days are needed on either side.
const DAYS_NEEDED: usize = 3;
/// Halvings that narrow an interval of length 1 to less than the spacing of floating-point numbers.
const HALVINGS: usize = 60;

/// NAP: how often a day before treatment was worse than a day after it.
///
/// The definitions of relief, section 6 (Parker & Vannest 2009).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Nap {
    /// The share of pairs in which the day before was worse, 0 to 1: 0.5 is no change, 1 complete relief.
    pub value: f64,
    /// `2·NAP − 1`, −1 to 1.
    pub tau: f64,
    /// The unbiased standard error of `value` (Sen 1967, Mee 1990).
    pub standard_error: f64,
    /// The lower limit of the 95 % interval of `value` (Newcombe 2006, method 5).
    pub lower: f64,
    /// The upper limit of the 95 % interval of `value`.
    pub upper: f64,
    /// How many lag-day values there are before treatment.
    pub days_before: usize,
    /// How many lag-day values there are after treatment.
    pub days_after: usize,
}

/// The non-overlap of burdens before and after.
///
/// # Errors
///
/// `TooFewDays` when there are fewer than three of either.
pub(super) fn nap(before: &[f64], after: &[f64]) -> Result<Nap, Reason> {
    let (days_before, days_after) = (before.len(), after.len());
    if days_before.min(days_after) < DAYS_NEEDED {
        return Err(Reason::TooFewDays);
    }
    let value = mean(pairs(before, after)).ok_or(Reason::TooFewDays)?;
    let (lower, upper) = interval(value, count(days_before), count(days_after));
    let standard_error = standard_error(value, before, after);
    Ok(Nap { value, tau: 2.0 * value - 1.0, standard_error, lower, upper, days_before, days_after })
}

/// `q` of one pair: 1 where the burden before was higher, ½ where they are equal, else 0.
///
/// Lag-day values are means; rounding makes equal ones equal however they came about.
fn q(before: f64, after: f64) -> f64 {
    match to_the_billionth(before).total_cmp(&to_the_billionth(after)) {
        Ordering::Greater => 1.0,
        Ordering::Equal => 0.5,
        Ordering::Less => 0.0,
    }
}

fn pairs(before: &[f64], after: &[f64]) -> impl Iterator<Item = f64> {
    before.iter().flat_map(|&a| after.iter().map(move |&p| q(a, p)))
}

fn standard_error(nap: f64, before: &[f64], after: &[f64]) -> f64 {
    let (m, n) = (count(before.len()), count(after.len()));
    let spread = |means: &mut dyn Iterator<Item = Option<f64>>| {
        mean(means.flatten().map(|one| (one - nap).powi(2))).unwrap_or_default()
    };
    let q1 = spread(&mut before.iter().map(|&a| mean(after.iter().map(|&p| q(a, p)))));
    let q2 = spread(&mut after.iter().map(|&p| mean(before.iter().map(|&a| q(a, p)))));
    let x = mean(pairs(before, after).map(|q| (q - nap).powi(2))).unwrap_or_default();
    let edge = 1.0 / (2.0 * m * n);
    let truncated = nap.clamp(edge, 1.0 - edge);
    let variance = (truncated * (1.0 - truncated) + n * q1 + m * q2 - 2.0 * x) / ((m - 1.0) * (n - 1.0));
    variance.max(0.0).sqrt()
}

/// The 95 % limits: on each side of NAP the root of Newcombe's equation.
///
/// Its difference is positive towards 0 and 1 and negative around NAP, so the middle of an
/// interval is enough to know in which half the root lies. At NAP = 0 or 1 one side is empty.
fn interval(nap: f64, m: f64, n: f64) -> (f64, f64) {
    let h = f64::midpoint(m, n) - 1.0;
    let outside = |v: f64| {
        let spread = v * (1.0 - v);
        let distance = m * n * (nap - v).powi(2) * (2.0 - v) * (1.0 + v);
        distance > Z * Z * spread * (2.0 + h + (1.0 + 2.0 * h) * spread)
    };
    (root(0.0, nap, outside), root(1.0, nap, outside))
}

/// Where `is_outside` turns, going from `outside` to `inside`.
fn root(mut outside: f64, mut inside: f64, is_outside: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(outside, inside);
        if is_outside(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    f64::midpoint(outside, inside)
}
