//! Does more help more? Kendall's τ-b of dose and improvement, and the slope between them.

use std::{cmp::Ordering, collections::BTreeMap};

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
        statistics::{count, median},
    },
    treatment::{DoseUnit, Route},
};

/// How many treatments are needed.
const TREATMENTS_NEEDED: usize = 6;
/// How many different doses are.
const DOSES_NEEDED: usize = 3;

/// How the improvement goes with the dose.
///
/// The definitions of relief, section 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefDoseResponse)]
pub struct DoseResponse {
    /// Kendall's τ-b, −1 to 1: above 0 more helps more.
    pub tau: f64,
    /// The two-sided p-value, by the numerator of τ-b.
    pub p: f64,
    /// The Theil–Sen slope: by how many percent of the baseline one unit more helps more.
    pub slope: f64,
    /// The route of the treatments that are compared.
    pub route: Route,
    /// The unit of their doses.
    pub unit: DoseUnit,
    /// How many there are.
    pub treatments: usize,
}

/// A dose and the improvement after it.
type Pair = (f64, f64);

/// Whether more helps more, within the route and unit that have the most treatments.
pub(super) fn dose(outcomes: &[Outcome<'_>]) -> Result<DoseResponse, Reason> {
    let dosed = outcomes.iter().filter_map(|outcome| {
        let dose = outcome.dosing.dose?;
        Some(((outcome.dosing.route, dose.unit), (dose.amount, outcome.improvement)))
    });
    let groups = grouped(dosed);
    let enough = |pairs: &[Pair]| {
        pairs.len() >= TREATMENTS_NEEDED && ranks(pairs.iter().map(|pair| pair.0)).1.len() >= DOSES_NEEDED
    };
    // Backwards, for of equal ones the last is taken: the one that was used first.
    let most = groups.iter().rev().filter(|(_, pairs)| enough(pairs)).max_by_key(|(_, pairs)| pairs.len());
    let ((route, unit), pairs) = most.ok_or(Reason::TooFewTreatments)?;
    let (tau, p) = tau(pairs).ok_or(Reason::AllAlike)?;
    let slope = median(slopes(pairs)).ok_or(Reason::AllAlike)?;
    Ok(DoseResponse { tau, p, slope, route: *route, unit: *unit, treatments: pairs.len() })
}

/// The slopes between all pairs of different dose.
fn slopes(pairs: &[Pair]) -> Vec<f64> {
    let slopes = each_pair(pairs).filter(|(a, b)| a.0.total_cmp(&b.0).is_ne());
    slopes.map(|(a, b)| (b.1 - a.1) / (b.0 - a.0) + 0.0).collect()
}

fn each_pair(pairs: &[Pair]) -> impl Iterator<Item = (&Pair, &Pair)> {
    pairs.iter().enumerate().flat_map(|(position, a)| pairs.iter().skip(position + 1).map(move |b| (a, b)))
}

/// Kendall's τ-b and its p-value; `None` where no improvement differs.
fn tau(pairs: &[Pair]) -> Option<(f64, f64)> {
    let (mut numerator, mut different_doses, mut different_improvements) = (0, 0, 0);
    for (a, b) in each_pair(pairs) {
        let (dose, improvement) = (a.0.total_cmp(&b.0), a.1.total_cmp(&b.1));
        numerator += sign(dose) * sign(improvement);
        different_doses += usize::from(dose.is_ne());
        different_improvements += usize::from(improvement.is_ne());
    }
    let tau = f64::from(numerator) / (count(different_doses) * count(different_improvements)).sqrt();
    tau.is_finite().then(|| (tau, share_as_far(pairs, numerator)))
}

fn sign(order: Ordering) -> i32 {
    match order {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// The rank of each value, from 0, and how many have each rank.
fn ranks(values: impl Iterator<Item = f64> + Clone) -> (Vec<usize>, Vec<usize>) {
    let mut in_order: Vec<f64> = values.clone().collect();
    in_order.sort_by(f64::total_cmp);
    let sizes = in_order.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(<[f64]>::len).collect();
    in_order.dedup_by(|a, b| a.total_cmp(b).is_eq());
    (values.map(|value| in_order.partition_point(|known| known.total_cmp(&value).is_lt())).collect(), sizes)
}

/// The share of all orders of the treatments whose numerator is at least as far from 0.
fn share_as_far(pairs: &[Pair], numerator: i32) -> f64 {
    let (mut doses, sizes) = ranks(pairs.iter().map(|pair| pair.0));
    let (_, alike) = ranks(pairs.iter().map(|pair| pair.1));
    let is_as_far = |one: i32| one.abs() >= numerator.abs();
    if pairs.len() > EXACT_UP_TO {
        let mut placed = Placed::none(sizes.len());
        return share_of_draws(|chance| {
            doses.shuffle(chance);
            is_as_far(placed.numerator(&doses, &alike))
        });
    }
    let mut chances = Chances::new(&sizes);
    for together in alike {
        chances.place(together);
    }
    chances.share(is_as_far)
}

/// Of each rank of doses, how many lower ones have been placed so far, less the higher ones.
struct Placed(Vec<i32>);

impl Placed {
    fn none(ranks: usize) -> Self {
        Self(vec![0; ranks])
    }

    /// The numerator of doses in the order of their improvements, of which so many each are alike.
    fn numerator(&mut self, doses: &[usize], alike: &[usize]) -> i32 {
        self.0.fill(0);
        let (mut numerator, mut rest) = (0, doses);
        for together in alike {
            let (group, after) = rest.split_at((*together).min(rest.len()));
            rest = after;
            numerator += group.iter().filter_map(|dose| self.0.get(*dose)).sum::<i32>();
            for dose in group {
                for (rank, balance) in self.0.iter_mut().enumerate() {
                    *balance += sign(rank.cmp(dose));
                }
            }
        }
        numerator
    }
}

/// In how many ways each numerator comes about, by how many of each dose have been placed: every order is counted.
struct Chances {
    sizes: Vec<usize>,
    ways: Vec<WaysOf>,
}

/// How many of each dose are placed, and each numerator so far with its number of ways.
type WaysOf = (Vec<usize>, Vec<(i32, f64)>);

impl Chances {
    fn new(sizes: &[usize]) -> Self {
        Self { sizes: sizes.to_vec(), ways: vec![(vec![0; sizes.len()], vec![(0, 1.0)])] }
    }

    /// Places the next ones, so many with improvements that are alike.
    fn place(&mut self, together: usize) {
        let mut next: BTreeMap<Vec<usize>, BTreeMap<i32, f64>> = BTreeMap::new();
        for (placed, ways) in &self.ways {
            let left: Vec<usize> = self.sizes.iter().zip(placed).map(|(size, placed)| size - placed).collect();
            for (chosen, number) in choices(&left, together) {
                let gained = gained(placed, &chosen);
                let after = placed.iter().zip(&chosen).map(|(placed, chosen)| placed + chosen).collect();
                let reached = next.entry(after).or_default();
                for (numerator, way) in ways {
                    *reached.entry(numerator + gained).or_default() += way * number;
                }
            }
        }
        self.ways = next.into_iter().map(|(placed, ways)| (placed, ways.into_iter().collect())).collect();
    }

    /// The share of the ways of whose numerator `is_as_far` holds.
    fn share(&self, is_as_far: impl Fn(i32) -> bool) -> f64 {
        let all = || self.ways.iter().flat_map(|(_, ways)| ways);
        let far: f64 = all().filter(|(numerator, _)| is_as_far(*numerator)).map(|(_, way)| way).sum();
        far / all().map(|(_, way)| way).sum::<f64>()
    }
}

/// What these add to the numerator: for each, the lower doses before it less the higher ones.
fn gained(placed: &[usize], chosen: &[usize]) -> i32 {
    let mut gained = 0;
    for (rank, chosen) in chosen.iter().enumerate() {
        for (before, placed) in placed.iter().enumerate() {
            gained += sign(rank.cmp(&before)) * i32::try_from(chosen * placed).unwrap_or(i32::MAX);
        }
    }
    gained
}

/// All ways to choose so many of what is left, by how many of each, with the number of ways of each.
fn choices(left: &[usize], together: usize) -> Vec<(Vec<usize>, f64)> {
    let Some((first, others)) = left.split_first() else {
        return if together == 0 { vec![(Vec::new(), 1.0)] } else { Vec::new() };
    };
    let with = |taken: usize| {
        let rest = choices(others, together - taken).into_iter();
        rest.map(move |(rest, number)| {
            let chosen = std::iter::once(taken).chain(rest).collect();
            (chosen, number * binomial(*first, taken))
        })
    };
    (0..=together.min(*first)).flat_map(with).collect()
}

fn binomial(n: usize, k: usize) -> f64 {
    (0..k).map(|i| count(n - i) / count(i + 1)).product()
}
