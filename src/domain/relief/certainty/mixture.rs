//! What several fits say together: each in the measure in which the days speak for it.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::model::Fit;

/// How near to its place a limit is found, in points.
const NEAR: f64 = 1e-9;
/// More steps than a search ever needs.
const STEPS: usize = 100;

/// Fits with their weights, and the distribution that their differences have.
pub(super) struct Mixture {
    fits: Vec<(f64, Fit)>,
    student: StudentsT,
}

impl Mixture {
    /// The mixture of these fits of `freedom` degrees of freedom; `None` of fewer than one.
    pub(super) fn of(fits: &[Fit], freedom: f64) -> Option<Self> {
        let best = fits.iter().map(|fit| fit.log_likelihood).max_by(f64::total_cmp)?;
        let weight = |fit: &Fit| (fit.log_likelihood - best).exp();
        let all: f64 = fits.iter().map(weight).sum();
        let fits = fits.iter().map(|fit| (weight(fit) / all, *fit)).collect();
        Some(Self { fits, student: StudentsT::new(0.0, 1.0, freedom).ok()? })
    }

    /// The probability that the difference is above 0.
    pub(super) fn probability(&self) -> f64 {
        1.0 - self.below(0.0)
    }

    /// The mean difference, in points.
    pub(super) fn points(&self) -> f64 {
        self.fits.iter().map(|(weight, fit)| weight * fit.points).sum()
    }

    /// The probability that the difference is below so many points.
    fn below(&self, points: f64) -> f64 {
        self.fits.iter().map(|(weight, fit)| weight * self.student.cdf((points - fit.points) / fit.error)).sum()
    }

    /// The limits of the interval in which the difference lies with a probability of 95 %, in points.
    pub(super) fn interval(&self) -> (f64, f64) {
        let t = self.student.inverse_cdf(0.975);
        (self.limit(0.025, -t), self.limit(0.975, t))
    }

    /// The points below which the difference lies with this probability; below `t` a part lies with it.
    ///
    /// The limit of the whole lies between the limits of its parts. Between them a secant is drawn
    /// again and again, the end that stays halved in height so that both come nearer (Illinois).
    fn limit(&self, probability: f64, t: f64) -> f64 {
        let limits = |t: f64| self.fits.iter().map(move |(_, fit)| fit.points + t * fit.error);
        // A little wider: the limits of the parts are themselves found by approximation.
        let ends = || limits(0.99 * t).chain(limits(1.01 * t));
        let height = |points: f64| self.below(points) - probability;
        let (mut low, mut high) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
        let (mut below, mut above) = (height(low), height(high));
        let mut last = 0.0;
        for _ in 0..STEPS {
            let middle = (low * above - high * below) / (above - below);
            let found = height(middle);
            if found.abs() < NEAR * 1e-3 || high - low < NEAR || !middle.is_finite() {
                return middle;
            }
            if found < 0.0 {
                (low, below) = (middle, found);
                above = if last < 0.0 { above / 2.0 } else { above };
            } else {
                (high, above) = (middle, found);
                below = if last > 0.0 { below / 2.0 } else { below };
            }
            last = found;
        }
        f64::midpoint(low, high)
    }
}
