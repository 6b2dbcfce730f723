//! The model of how days hang together: ordinary ups and downs of hours, of weeks, and of neither.

use super::Day;
use crate::domain::relief::statistics::{count, mean};

/// For how many days the shorter ups and downs last.
const SHORT: f64 = 0.8;
/// For how many days the longer ones do.
const LONG: f64 = 14.0;
/// The parts of the variance that the shorter and the longer ones may have; the rest is of each day alone.
pub(super) const SHARES: [(f64, f64); 11] = [
    (0.0, 0.0),
    (0.0, 0.2),
    (0.0, 0.4),
    (0.0, 0.6),
    (0.0, 0.8),
    (0.3, 0.0),
    (0.3, 0.2),
    (0.3, 0.4),
    (0.3, 0.6),
    (0.6, 0.0),
    (0.6, 0.2),
];
/// The least variance of a day's value: scores are rounded to whole points.
const ROUNDING: f64 = 1.0 / 12.0;

/// A day's columns of the regression: 1, the time in months, whether it is after (turned round, so
/// that relief is positive), and the value.
type Row = [f64; 4];

/// The days as columns, with what each day keeps of the ups and downs of the day before it.
pub(super) struct Columns(Vec<(Row, [f64; 2])>);

impl Columns {
    /// The columns of these days, which are in order of time.
    pub(super) fn of(days: &[Day]) -> Self {
        // Without their mean the values lose no digits in sums of squares, and the answer is the same.
        let centre = mean(days.iter().map(|day| day.value)).unwrap_or_default();
        let mut latest = days.first().map(|day| day.lag_day).unwrap_or_default();
        let columns = days.iter().map(|day| {
            let (k, gap) = (f64::from(day.lag_day), f64::from(day.lag_day - latest));
            latest = day.lag_day;
            let row = [1.0, k / 30.0, if day.after { -1.0 } else { 0.0 }, day.value - centre];
            (row, [(-gap / SHORT).exp(), (-gap / LONG).exp()])
        });
        Self(columns.collect())
    }

    /// What the rows, made independent of each other and of variance 1 under these shares, sum up to.
    ///
    /// The covariance is that of two Ornstein–Uhlenbeck processes and noise, so a Kalman filter with
    /// one state for each process does in one pass what a decomposition of the matrix would.
    pub(super) fn sums(&self, (short, long): (f64, f64)) -> Sums {
        let shares = [short, long];
        let mut filter = Filter { means: [[0.0; 2]; 4], variances: shares, covariance: 0.0 };
        let mut sums =
            Sums { days: count(self.0.len()), products: [[0.0; 4]; 4], log_determinant: 0.0, determinant: 1.0 };
        for (row, kept) in &self.0 {
            filter.pass(shares, *kept);
            let variance = filter.variance() + 1.0 - short - long;
            sums.add(&filter.see(*row, variance), variance);
        }
        sums
    }
}

/// What is known of the two processes: of every column the means, and for all the same covariance.
struct Filter {
    means: [[f64; 2]; 4],
    variances: [f64; 2],
    covariance: f64,
}

impl Filter {
    /// Time passes: each process forgets, and gains the variance that it has anew.
    fn pass(&mut self, shares: [f64; 2], [short, long]: [f64; 2]) {
        for [mean_short, mean_long] in &mut self.means {
            *mean_short *= short;
            *mean_long *= long;
        }
        let [a, b] = self.variances;
        let [share_a, share_b] = shares;
        self.variances =
            [short * short * a + share_a * (1.0 - short * short), long * long * b + share_b * (1.0 - long * long)];
        self.covariance *= short * long;
    }

    /// The variance of the sum of both.
    fn variance(&self) -> f64 {
        let [a, b] = self.variances;
        a + b + 2.0 * self.covariance
    }

    /// A row is seen: what was new in it, of this variance.
    fn see(&mut self, row: Row, variance: f64) -> Row {
        let [a, b] = self.variances;
        let (gain_a, gain_b) = ((a + self.covariance) / variance, (b + self.covariance) / variance);
        let mut new = row;
        for (one, [mean_a, mean_b]) in new.iter_mut().zip(&mut self.means) {
            *one -= *mean_a + *mean_b;
            *mean_a += gain_a * *one;
            *mean_b += gain_b * *one;
        }
        self.variances = [a - gain_a * gain_a * variance, b - gain_b * gain_b * variance];
        self.covariance -= gain_a * gain_b * variance;
        new
    }
}

/// The products of every two columns, summed over independent rows, and ln |K| of the matrix they were freed from.
pub(super) struct Sums {
    days: f64,
    products: [Row; 4],
    log_determinant: f64,
    /// The part of |K| whose logarithm is not taken yet.
    determinant: f64,
}

/// Below this the logarithm of a product is taken, long before nothing would be left of it.
const SMALL: f64 = 1e-200;

/// The difference under one pair of shares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// How much lower the days after are, in points.
    pub(super) points: f64,
    /// Its standard error.
    pub(super) error: f64,
    /// The logarithm of the likelihood, but for what all the fits have in common.
    pub(super) log_likelihood: f64,
}

impl Sums {
    /// Adds what was new in a row, and its variance.
    fn add(&mut self, new: &Row, variance: f64) {
        self.determinant *= variance;
        if self.determinant < SMALL {
            self.log_determinant += self.determinant.ln();
            self.determinant = 1.0;
        }
        for (products, one) in self.products.iter_mut().zip(new) {
            let one = one / variance;
            for (product, other) in products.iter_mut().zip(new) {
                *product += one * other;
            }
        }
    }

    /// The fits by generalised least squares: without a trend, and with one beside the difference.
    pub(super) fn fits(&self) -> [Fit; 2] {
        let log_determinant = self.log_determinant + self.determinant.ln();
        let (left, constant) = without(&self.products, 0);
        let plain = Part { left, freedom: self.days - 1.0, log_determinant: log_determinant + constant.ln() };
        let (left, trend) = without(&left, 1);
        let beside_a_trend =
            Part { left, freedom: plain.freedom - 1.0, log_determinant: plain.log_determinant + trend.ln() };
        [plain.fit(), beside_a_trend.fit()]
    }
}

/// What is left once other columns are taken away, and what has been taken.
struct Part {
    left: [Row; 4],
    freedom: f64,
    log_determinant: f64,
}

impl Part {
    /// The fit of the difference alone.
    fn fit(&self) -> Fit {
        let [_, _, _, after] = self.left[2];
        let (rest, information) = without(&self.left, 2);
        let freedom = self.freedom - 1.0;
        let variance = (rest[3][3] / freedom).max(ROUNDING);
        let log_determinant = self.log_determinant + information.ln();
        Fit {
            points: after / information,
            error: (variance / information).sqrt(),
            log_likelihood: -0.5 * (log_determinant + freedom * variance.ln()),
        }
    }
}

/// What is left of the products once every column is at right angles to this one, and the square of this one.
#[inline]
fn without(products: &[Row; 4], column: usize) -> ([Row; 4], f64) {
    let of = |row: &Row| row.get(column).copied().unwrap_or_default();
    let direction = products.get(column).copied().unwrap_or_default();
    let square = of(&direction);
    let mut left = *products;
    for row in &mut left {
        let share = of(row) / square;
        for (one, part) in row.iter_mut().zip(direction) {
            *one -= share * part;
        }
    }
    (left, square)
}
