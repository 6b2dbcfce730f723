//! The few sums that several figures share, safe on empty and on constant samples.

/// The two-sided 95 % quantile of the normal distribution, to the digits of the definitions of relief, section 6.
pub(super) const Z: f64 = 1.959_964;

/// How far two percentages, or two shares of one, may differ by rounding alone.
///
/// A threshold is met when it is missed by no more than this, so that 25 % reached through thirds
/// counts like 25 % reached through halves. Real differences are larger by many orders.
pub(super) const HAIR: f64 = 1e-9;

/// A value to 1e-9, so that values that differ by rounding alone are equal.
pub(super) fn to_the_billionth(value: f64) -> f64 {
    // A mean of what cancels out is a hair below 0 or above: rounded it is 0, which ties with any other, and never −0.
    (value * 1e9).round() / 1e9 + 0.0
}

/// A count as a number to calculate with; exact up to 2³² − 1, and stays there beyond.
pub(super) fn count(things: usize) -> f64 {
    f64::from(u32::try_from(things).unwrap_or(u32::MAX))
}

/// The arithmetic mean; `None` of nothing.
pub(crate) fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.into_iter().fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    (n > 0.0).then(|| sum / n)
}

/// The middle one, or the mean of the two in the middle; `None` of nothing.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    values.get(values.len() / 2 - 1).map(|lower| f64::midpoint(*lower, upper))
}

/// The sample standard deviation (n − 1); `None` of fewer than two.
pub(super) fn standard_deviation(values: &[f64]) -> Option<f64> {
    let centre = mean(values.iter().copied())?;
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (count(values.len()) - 1.0)).sqrt())
}
