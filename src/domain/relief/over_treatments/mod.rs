//! Over many treatments: whether more helps more, whether relief gets shorter, and one route beside the other.

mod chance;
mod dose;
mod route;
mod shorter;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::{dose::DoseResponse, route::Routes, shorter::Shorter};
use super::{
    Dosing, Figure, Relief, TreatmentReport,
    statistics::{mean, to_the_billionth},
};

/// The lag days over which a treatment's improvement is the mean.
const LAG_DAYS: std::ops::RangeInclusive<i32> = 0..=6;

/// What many treatments say together, in the order in which they happened: a change over time looks the same.
///
/// The definitions of relief, section 7.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefOverTreatments)]
pub struct OverTreatments {
    /// Whether a larger dose helps more.
    pub dose: Figure<DoseResponse>,
    /// Whether relief gets shorter.
    pub shorter: Figure<Shorter>,
    /// Whether one route helps more than the other.
    pub route: Figure<Routes>,
}

/// A treatment with a baseline, and how much better the week after it was.
struct Outcome<'a> {
    dosing: &'a Dosing,
    /// In percent, to 1e-9.
    improvement: f64,
}

/// The figures over these treatments, in order of time, and over the reliefs of stated courses.
pub(super) fn over_treatments<'a>(
    treatments: impl Iterator<Item = (&'a Dosing, &'a TreatmentReport)>,
    reliefs: &[Relief],
) -> OverTreatments {
    let outcome = |(dosing, report): (&'a Dosing, &TreatmentReport)| {
        let week = report.curve.iter().filter(|point| LAG_DAYS.contains(&point.lag_day));
        let improvement = to_the_billionth(mean(week.map(|point| point.improvement_percent))?);
        Some(Outcome { dosing, improvement })
    };
    let outcomes: Vec<Outcome<'a>> = treatments.filter_map(outcome).collect();
    OverTreatments {
        dose: dose::dose(&outcomes).into(),
        shorter: shorter::shorter(reliefs).into(),
        route: route::route(&outcomes).into(),
    }
}

/// Groups in the order in which their first member came.
fn grouped<K: PartialEq, V>(members: impl Iterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in members {
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(value),
            None => groups.push((key, vec![value])),
        }
    }
    groups
}
