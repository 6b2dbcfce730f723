//! How often chance alone would bring a figure as far from 0, if the order of the treatments meant nothing.

use rand::{SeedableRng, rngs::SmallRng};

use crate::domain::relief::statistics::count;

/// Up to so many treatments every order is looked at; of more, some are drawn.
pub(super) const EXACT_UP_TO: usize = 10;
/// How many orders are drawn.
const DRAWS: usize = 100_000;
/// Always the same, so that the same journal has the same answer.
const SEED: u64 = 7;

/// The share of drawn orders of which `is_as_far` holds.
pub(super) fn share_of_draws(mut is_as_far: impl FnMut(&mut SmallRng) -> bool) -> f64 {
    let mut chance = SmallRng::seed_from_u64(SEED);
    let as_far = (0..DRAWS).filter(|_| is_as_far(&mut chance)).count();
    count(as_far) / count(DRAWS)
}
