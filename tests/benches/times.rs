//! What many measured times come to.

use std::time::Duration;

/// The time below which this share of them lies, 0 to 1.
pub fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index within the slice")]
    let index = ((times.len() - 1) as f64 * share).round() as usize;
    times[index]
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    quantile(&mut times, 0.5)
}

/// The middle of some figures.
pub fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// In milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
