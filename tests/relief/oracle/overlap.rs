//! NAP.

use serde_json::{Value, json};

use super::sums::{HAIR, absent, mean, number};

pub fn nap(before: &[f64], after: &[f64]) -> Value {
    if before.len() < 3 || after.len() < 3 {
        return absent("too_few_days");
    }
    let worse = |one: f64, other: f64| match () {
        () if (one - other).abs() < HAIR => 0.5,
        () if one > other => 1.0,
        () => 0.0,
    };
    let rows: Vec<Vec<f64>> = before.iter().map(|a| after.iter().map(|p| worse(*a, *p)).collect()).collect();
    let columns: Vec<Vec<f64>> = after.iter().map(|p| before.iter().map(|a| worse(*a, *p)).collect()).collect();
    let (m, n) = (number(before.len()), number(after.len()));
    let nap = mean(&rows.concat());
    let spread = |lines: &[Vec<f64>]| mean(&lines.iter().map(|line| (mean(line) - nap).powi(2)).collect::<Vec<_>>());
    let x = mean(&rows.concat().iter().map(|q| (q - nap).powi(2)).collect::<Vec<_>>());
    let kept = nap.max(1.0 / (2.0 * m * n)).min(1.0 - 1.0 / (2.0 * m * n));
    let v = (kept * (1.0 - kept) + n * spread(&rows) + m * spread(&columns) - 2.0 * x) / ((m - 1.0) * (n - 1.0));
    let (lower, upper) = (lower_limit(nap, m, n), 1.0 - lower_limit(1.0 - nap, m, n));
    json!({
        "value": nap, "tau": 2.0 * nap - 1.0, "standard_error": v.max(0.0).sqrt(), "lower": lower, "upper": upper,
        "days_before": before.len(), "days_after": after.len(),
    })
}

/// The limit below NAP: the first `v` from 0 upwards at which the left side no longer exceeds the right.
fn lower_limit(nap: f64, m: f64, n: f64) -> f64 {
    let h = f64::midpoint(m, n) - 1.0;
    let exceeds = |v: f64| {
        let left = m * n * (nap - v) * (nap - v) * (2.0 - v) * (1.0 + v);
        let spread = v * (1.0 - v);
        left > 1.959_964 * 1.959_964 * spread * (2.0 + h + (1.0 + 2.0 * h) * spread)
    };
    let (mut v, mut stride) = (0.0, nap / 64.0);
    while stride > 1e-9 {
        while v + stride < nap && exceeds(v + stride) {
            v += stride;
        }
        stride /= 4.0;
    }
    v
}
