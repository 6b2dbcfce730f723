//! Is relief getting shorter? Kendall's τ over the pairs of reliefs whose order is certain despite censoring.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::relief::{
    Reason,
    duration::{Ending, Relief},
    statistics::{HAIR, count},
};

/// How many reliefs are needed.
const RELIEFS_NEEDED: usize = 6;
/// How many of them must have been lost.
const LOST_NEEDED: usize = 4;

/// Whether later reliefs last less long than earlier ones.
///
/// The definitions of relief, section 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefShorter)]
pub struct Shorter {
    /// (longer − shorter) ÷ `pairs`, −1 to 1: negative is getting shorter.
    pub tau: f64,
    /// The two-sided p-value: the share of all orders that are at least as far from 0.
    pub p: f64,
    /// How many pairs there are whose order is certain.
    pub pairs: usize,
    /// How many reliefs there are.
    pub treatments: usize,
    /// How many of them were lost.
    pub lost: usize,
}

/// Whether these reliefs, in the order of their treatments, get shorter.
pub(super) fn shorter(reliefs: &[Relief]) -> Result<Shorter, Reason> {
    let lost = reliefs.iter().filter(|relief| is_lost(relief)).count();
    if reliefs.len() < RELIEFS_NEEDED || lost < LOST_NEEDED {
        return Err(Reason::TooFewTreatments);
    }
    let (mut pairs, mut growing) = (0, 0);
    for (position, earlier) in reliefs.iter().enumerate() {
        for later in reliefs.iter().skip(position + 1) {
            let difference = i32::from(surely_shorter(earlier, later)) - i32::from(surely_shorter(later, earlier));
            pairs += usize::from(difference != 0);
            growing += difference;
        }
    }
    if pairs == 0 {
        return Err(Reason::AllAlike);
    }
    let p = share_as_far(reliefs, growing);
    Ok(Shorter { tau: f64::from(growing) / count(pairs), p, pairs, treatments: reliefs.len(), lost })
}

fn is_lost(relief: &Relief) -> bool {
    relief.ended == Ending::Lost
}

/// Whether one relief surely lasted less long than the other: it was lost, and the other lost later,
/// or seen at least as long.
fn surely_shorter(one: &Relief, other: &Relief) -> bool {
    is_lost(one) && if is_lost(other) { one.days < other.days } else { one.days <= other.days }
}

/// The share of all orders of these reliefs in which (longer − shorter) is at least as far from 0.
///
/// Exact for any number, without trying an order: reliefs are put in one after the other, the longest
/// first, and where each comes to lie among those that surely lasted longer is as likely anywhere as
/// anywhere else, whatever came before. Of several that were lost on the same day the number of orders
/// is that of the Mann–Whitney statistic.
fn share_as_far(reliefs: &[Relief], growing: i32) -> f64 {
    let mut in_order: Vec<&Relief> = reliefs.iter().collect();
    // Longest first; of one duration those that were not lost, for they lasted longer.
    in_order.sort_by(|a, b| b.days.total_cmp(&a.days).then(is_lost(a).cmp(&is_lost(b))));
    // By how many pairs the order puts the shorter one first: the chances of each number.
    let mut chances = vec![1.0];
    let (mut longer, mut pairs) = (0, 0);
    for alike in in_order.chunk_by(|a, b| is_lost(a) && is_lost(b) && a.days.total_cmp(&b.days).is_eq()) {
        if alike.first().is_some_and(|relief| is_lost(relief)) {
            chances = convolved(&chances, &mann_whitney(alike.len(), longer));
            pairs += alike.len() * longer;
        }
        longer += alike.len();
    }
    let as_far = |first: usize| (2.0 * count(first) - count(pairs)).abs() >= f64::from(growing.abs()) - HAIR;
    chances.iter().enumerate().filter(|(first, _)| as_far(*first)).map(|(_, chance)| chance).sum()
}

/// Of `few` put at random among `many`: the chances of each number of pairs in which the one of the few comes first.
fn mann_whitney(few: usize, many: usize) -> Vec<f64> {
    // The chances of k of the few among n of the many, by whether the last of all is one of the few.
    let mut by_few: Vec<Vec<f64>> = vec![vec![1.0]; few + 1];
    for n in 1..=many {
        let mut next: Vec<Vec<f64>> = vec![vec![1.0]];
        for k in 1..=few {
            let (k_part, n_part) = (count(k) / count(k + n), count(n) / count(k + n));
            let mut chances = vec![0.0; k * n + 1];
            // One of the few is last: it comes first of no pair.
            for (place, chance) in chances.iter_mut().zip(next.last().into_iter().flatten()) {
                *place += k_part * chance;
            }
            // One of the many is last: all k of the few come before it.
            for (place, chance) in chances.iter_mut().skip(k).zip(by_few.get(k).into_iter().flatten()) {
                *place += n_part * chance;
            }
            next.push(chances);
        }
        by_few = next;
    }
    by_few.pop().unwrap_or_default()
}

/// The chances of the sum of two independent numbers.
fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut chances = vec![0.0; (one.len() + other.len()).saturating_sub(1)];
    for (shift, part) in other.iter().enumerate() {
        for (place, chance) in chances.iter_mut().skip(shift).zip(one) {
            *place += part * chance;
        }
    }
    chances
}
