//! What several fits say together: each in the measure in which the days speak for it.

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};

use super::model::Fit;

/// A step of so little of the standard deviation is the last one: what is missing after it is of the order of its cube.
const LAST_STEP: f64 = 1e-4;
/// More steps than a search ever needs.
const STEPS: usize = 100;
/// The limit of the normal distribution, from which the first guess is made.
const NORMAL: f64 = 1.96;

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

    /// The density of the difference at so many points, and how steeply it rises there.
    fn density(&self, points: f64) -> (f64, f64) {
        let highest = self.student.pdf(0.0);
        let of = |weight: f64, fit: &Fit| {
            let t = (points - fit.points) / fit.error;
            let spread = self.student.freedom() + t * t;
            let shape = (-0.5 * (self.student.freedom() + 1.0) * (spread / self.student.freedom()).ln()).exp();
            let density = weight * highest * shape / fit.error;
            (density, -density * (self.student.freedom() + 1.0) * t / spread / fit.error)
        };
        let both = self.fits.iter().map(|(weight, fit)| of(*weight, fit));
        both.fold((0.0, 0.0), |(density, rise), (one, its_rise)| (density + one, rise + its_rise))
    }

    /// About the standard deviation of the difference, in points.
    fn deviation(&self) -> f64 {
        let mean = self.points();
        let square = |fit: &Fit| fit.error.powi(2) + (fit.points - mean).powi(2);
        self.fits.iter().map(|(weight, fit)| weight * square(fit)).sum::<f64>().sqrt()
    }

    /// The limits of the interval in which the difference lies with a probability of 95 %, in points.
    pub(super) fn interval(&self) -> (f64, f64) {
        let (mean, deviation) = (self.points(), self.deviation());
        // Student's limit, to the first term of its series.
        let far = (NORMAL + (NORMAL.powi(3) + NORMAL) / (4.0 * self.student.freedom())) * deviation;
        (self.limit(0.025, mean - far, deviation), self.limit(0.975, mean + far, deviation))
    }

    /// The points below which the difference lies with this probability, looked for from a first guess.
    ///
    /// By Halley's method on the logarithm of the odds, which is nearly straight where the probability
    /// itself is flat. A step that leaves what is already known to enclose the limit is halved into it.
    fn limit(&self, probability: f64, guess: f64, deviation: f64) -> f64 {
        let odds = |probability: f64| (probability / (1.0 - probability)).ln();
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut points = guess;
        for _ in 0..STEPS {
            let below = self.below(points);
            let (density, rise) = self.density(points);
            let missing = odds(probability) - odds(below);
            let (spread, slope) = (below * (1.0 - below), density / (below * (1.0 - below)));
            let bend = rise / spread - slope * slope * (1.0 - 2.0 * below);
            let newton = missing / slope;
            let step = newton / (1.0 + 0.5 * newton * bend / slope).max(0.5);
            if step.abs() < LAST_STEP * deviation {
                return points + step;
            }
            if missing > 0.0 {
                low = points;
            } else {
                high = points;
            }
            let next = points + step;
            points = if low < next && next < high { next } else { f64::midpoint(low, high) };
        }
        points
    }
}
