//! One route or the other? The Hodges–Lehmann difference of their improvements.

use rand::seq::SliceRandom;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Outcome,
    chance::{EXACT_UP_TO, share_of_draws},
    grouped,
};
use crate::domain::{
    relief::{
        Reason,
        statistics::{count, mean, median},
    },
    treatment::Route,
};

/// How many treatments are needed of each.
const NEEDED: usize = 4;

/// How the improvements after two routes differ.
///
/// The definitions of relief, section 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefRoutes)]
pub struct Routes {
    /// The route that was used first.
    pub first: Route,
    /// The other one.
    pub second: Route,
    /// The median difference of their improvements, first minus second, in percent of the baseline.
    pub difference: f64,
    /// The two-sided p-value, by the difference of means.
    pub p: f64,
    /// How many treatments there are of the first and of the second.
    pub treatments: [usize; 2],
}

/// The two routes of these treatments with the most of them.
pub(super) fn route(outcomes: &[Outcome<'_>]) -> Result<Routes, Reason> {
    let routes = grouped(outcomes.iter().map(|outcome| (outcome.dosing.route, outcome.improvement)));
    let mut enough: Vec<_> = routes.iter().enumerate().filter(|(_, (_, group))| group.len() >= NEEDED).collect();
    // Stable: of as many treatments the route that was used first stays first.
    enough.sort_by_key(|(_, (_, group))| std::cmp::Reverse(group.len()));
    enough.truncate(2);
    enough.sort_by_key(|(used, _)| *used);
    let [(_, (first, one)), (_, (second, other))] = enough.as_slice() else { return Err(Reason::TooFewTreatments) };
    let differences: Vec<f64> = one.iter().flat_map(|a| other.iter().map(move |b| a - b)).collect();
    let all: Vec<f64> = one.iter().chain(other).copied().collect();
    if all.windows(2).all(|pair| pair.first() == pair.last()) {
        return Err(Reason::AllAlike);
    }
    Ok(Routes {
        first: *first,
        second: *second,
        difference: median(differences).ok_or(Reason::TooFewTreatments)?,
        p: share_as_far(&all, one.len()),
        treatments: [one.len(), other.len()],
    })
}

/// By how much sums of improvements that tie may miss each other: each improvement is rounded to 1e-9.
const ROUNDING: f64 = 1e-7;

/// The share of all ways to choose the first `few` of these improvements whose mean is at least as
/// far from that of the others.
fn share_as_far(improvements: &[f64], few: usize) -> f64 {
    let centre = mean(improvements.iter().copied()).unwrap_or_default();
    // About their mean, the sum of some says how far apart the two means are.
    let mut centred: Vec<f64> = improvements.iter().map(|improvement| improvement - centre).collect();
    let found = centred.iter().take(few).sum::<f64>().abs();
    let is_as_far = |sum: f64| sum.abs() >= found - ROUNDING;
    if centred.len() > EXACT_UP_TO {
        return share_of_draws(|chance| is_as_far(centred.partial_shuffle(chance, few).0.iter().sum()));
    }
    let chosen =
        |choice: u32| centred.iter().enumerate().filter(move |(at, _)| choice >> at & 1 == 1).map(|(_, one)| one);
    let choices = (0_u32..1 << centred.len()).filter(|choice| choice.count_ones() as usize == few);
    let (far, all) =
        choices.fold((0, 0), |(far, all), choice| (far + usize::from(is_as_far(chosen(choice).sum())), all + 1));
    count(far) / count(all)
}
