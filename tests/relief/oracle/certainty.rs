//! Section 6 with whole matrices: how sure.

use serde_json::{Value, json};

use super::{
    Oracle,
    sums::{absent, between, hours, lag_day, limit, mean, number, student},
};

/// A day: lag day, whether after, value.
type Day = (i32, bool, f64);

struct Fit {
    log_likelihood: f64,
    difference: f64,
    error: f64,
}

impl Oracle {
    pub fn certainty(&self, first: usize) -> Value {
        let (before, after) = (self.days_before(first), self.days_after(first));
        if before.len() < 5 || after.len() < 2 {
            return absent("too_few_days");
        }
        let days: Vec<Day> = before.iter().chain(&after).copied().collect();
        let plain = fits(&days, |_, after| vec![1.0, -after]);
        let trend = fits(&days, |k, after| vec![1.0, -after, k / 30.0]);
        let freedom = days.len() - 2;
        let below = |points: f64| mixture(&plain, |fit| student((points - fit.difference) / fit.error, freedom));
        json!({
            "probability": mixture(&plain, |fit| student(fit.difference / fit.error, freedom)),
            "probability_with_trend": mixture(&trend, |fit| student(fit.difference / fit.error, freedom - 1)),
            "points": mixture(&plain, |fit| fit.difference),
            "lower": limit(below, 0.025, (-1e3, 1e3)), "upper": limit(below, 0.975, (-1e3, 1e3)),
            "days_before": before.len(), "days_after": after.len(),
        })
    }

    /// How many more days certainty needs, before and after.
    pub fn missing(&self, first: usize) -> (usize, usize) {
        (5_usize.saturating_sub(self.days_before(first).len()), 2_usize.saturating_sub(self.days_after(first).len()))
    }

    fn days_before(&self, first: usize) -> Vec<Day> {
        let previous = first.checked_sub(1).map(|i| &self.dosings[i]);
        let mut own = self.before(first);
        own.retain(|reading| previous.is_none_or(|previous| hours(reading, previous) > 168.0));
        self.values(first, &own, -28..=-1).into_iter().map(|(k, value)| (k, false, value)).collect()
    }

    fn days_after(&self, first: usize) -> Vec<Day> {
        let dosing = &self.dosings[first];
        let mut seen: Vec<(i32, f64)> = Vec::new();
        for j in self.members(first) {
            for reading in self.after(j) {
                if hours(reading, &self.dosings[j]) <= 168.0 && !(reading.date_only && reading.date == dosing.at.date())
                {
                    #[allow(clippy::cast_possible_truncation, reason = "a day's number")]
                    seen.push((lag_day(between(dosing, reading.at)) as i32, self.burden(reading)));
                }
            }
        }
        let last = seen.iter().map(|(k, _)| *k).max().unwrap_or(-1);
        let on = |k: i32| seen.iter().filter(|(day, _)| *day == k).map(|(_, burden)| *burden).collect::<Vec<_>>();
        (0..=last).map(|k| (k, on(k))).filter(|(_, on)| !on.is_empty()).map(|(k, on)| (k, true, mean(&on))).collect()
    }
}

fn mixture(fits: &[Fit], figure: impl Fn(&Fit) -> f64) -> f64 {
    let best = fits.iter().map(|fit| fit.log_likelihood).fold(f64::NEG_INFINITY, f64::max);
    let weight = |fit: &Fit| (fit.log_likelihood - best).exp();
    fits.iter().map(|fit| weight(fit) * figure(fit)).sum::<f64>() / fits.iter().map(weight).sum::<f64>()
}

/// Each of the eleven pairs, with these columns of the lag day and of 1 where after.
fn fits(days: &[Day], columns: impl Fn(f64, f64) -> Vec<f64>) -> Vec<Fit> {
    let x: Vec<Vec<f64>> =
        days.iter().map(|(k, after, _)| columns(f64::from(*k), f64::from(u8::from(*after)))).collect();
    let y: Vec<f64> = days.iter().map(|(_, _, value)| *value).collect();
    let pairs = [0.0, 0.3, 0.6].into_iter().flat_map(|a| [0.0, 0.2, 0.4, 0.6, 0.8].map(|b| (a, b)));
    pairs.filter(|(a, b)| a + b < 0.95).map(|(a, b)| fit(&matrix(days, a, b), &x, &y)).collect()
}

fn matrix(days: &[Day], a: f64, b: f64) -> Vec<Vec<f64>> {
    let entry = |i: i32, j: i32| {
        let apart = f64::from((i - j).abs());
        let same = if i == j { 1.0 - a - b } else { 0.0 };
        same + a * (-apart / 0.8).exp() + b * (-apart / 14.0).exp()
    };
    days.iter().map(|(i, ..)| days.iter().map(|(j, ..)| entry(*i, *j)).collect()).collect()
}

fn fit(matrix: &[Vec<f64>], x: &[Vec<f64>], y: &[f64]) -> Fit {
    let width = x[0].len();
    let column = |c: usize| x.iter().map(|row| row[c]).collect::<Vec<f64>>();
    let mut sides: Vec<Vec<f64>> = (0..width).map(column).collect();
    sides.push(y.to_vec());
    // K⁻¹X and K⁻¹y, and ln |K|.
    let (solved, of_matrix) = solve(matrix, &sides);
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let normal: Vec<Vec<f64>> = (0..width).map(|i| (0..width).map(|j| dot(&sides[i], &solved[j])).collect()).collect();
    let right: Vec<f64> = (0..width).map(|i| dot(&sides[i], &solved[width])).collect();
    let unit = |i: usize| (0..width).map(|j| f64::from(u8::from(i == j))).collect::<Vec<f64>>();
    let (inverse, of_normal) = solve(&normal, &(0..width).map(unit).collect::<Vec<_>>());
    let beta: Vec<f64> = (0..width).map(|i| dot(&inverse[i], &right)).collect();
    let rest: Vec<f64> = x.iter().zip(y).map(|(row, y)| y - dot(row, &beta)).collect();
    let (weighted, _) = solve(matrix, std::slice::from_ref(&rest));
    let freedom = number(y.len() - width);
    let variance = (dot(&rest, &weighted[0]) / freedom).max(1.0 / 12.0);
    Fit {
        log_likelihood: -0.5 * of_matrix - 0.5 * of_normal - 0.5 * freedom * variance.ln(),
        difference: beta[1],
        error: (variance * inverse[1][1]).sqrt(),
    }
}

/// The solutions for some right sides by elimination, and the logarithm of the determinant.
fn solve(matrix: &[Vec<f64>], sides: &[Vec<f64>]) -> (Vec<Vec<f64>>, f64) {
    let n = matrix.len();
    let with_sides =
        |(i, row): (usize, &Vec<f64>)| row.iter().copied().chain(sides.iter().map(|side| side[i])).collect();
    let mut rows: Vec<Vec<f64>> = matrix.iter().enumerate().map(with_sides).collect();
    let mut log_determinant = 0.0;
    for i in 0..n {
        log_determinant += rows[i][i].ln();
        let (above, below) = rows.split_at_mut(i + 1);
        for row in below {
            let factor = row[i] / above[i][i];
            for (entry, pivot) in row[i..].iter_mut().zip(&above[i][i..]) {
                *entry -= factor * pivot;
            }
        }
    }
    let back = |side: usize| {
        let mut solution = vec![0.0; n];
        for i in (0..n).rev() {
            let known: f64 = (i + 1..n).map(|j| rows[i][j] * solution[j]).sum();
            solution[i] = (rows[i][n + side] - known) / rows[i][i];
        }
        solution
    };
    ((0..sides.len()).map(back).collect(), log_determinant)
}
