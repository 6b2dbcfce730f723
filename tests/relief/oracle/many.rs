//! Section 7 by trying every order: only for few treatments.

use afterglow::domain::relief::Dosing;
use serde_json::{Value, json};

use super::{
    sums::{absent, mean, median, number},
    together::Relief,
};

/// The improvement of each treatment that has one.
fn improvements<'a>(dosings: &'a [Dosing], treatments: &[Value]) -> Vec<(&'a Dosing, f64)> {
    let of = |(dosing, one): (&'a Dosing, &Value)| {
        let points = one["curve"].as_array().unwrap().iter();
        let week = points.filter(|point| (0..=6).contains(&point["lag_day"].as_i64().unwrap()));
        let percents: Vec<f64> = week.map(|point| point["improvement_percent"].as_f64().unwrap()).collect();
        (!percents.is_empty()).then(|| (dosing, (mean(&percents) * 1e9).round() / 1e9))
    };
    dosings.iter().zip(treatments).filter_map(of).collect()
}

/// The groups by a key, the one with most members first, and of those the one used first.
fn groups<T: Clone>(members: &[(String, T)]) -> Vec<(String, Vec<T>)> {
    let mut keys: Vec<&String> = Vec::new();
    for (key, _) in members {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let of =
        |key: &String| members.iter().filter(|(known, _)| known == key).map(|(_, member)| member.clone()).collect();
    let mut groups: Vec<(String, Vec<T>)> = keys.into_iter().map(|key| (key.clone(), of(key))).collect();
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    groups
}

/// The share of all orders whose statistic is as far from 0 as that of the order there is.
fn share<T: Clone>(items: &[T], statistic: impl Fn(&[T]) -> f64) -> f64 {
    let found = statistic(items).abs();
    let (mut far, mut all) = (0_usize, 0_usize);
    let mut items = items.to_vec();
    each_order(&mut items, 0, &mut |order| {
        all += 1;
        far += usize::from(statistic(order).abs() >= found - 1e-7);
    });
    number(far) / number(all)
}

fn each_order<T>(items: &mut [T], from: usize, visit: &mut impl FnMut(&[T])) {
    if from == items.len() {
        return visit(items);
    }
    for i in from..items.len() {
        items.swap(from, i);
        each_order(items, from + 1, visit);
        items.swap(from, i);
    }
}

fn sign(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x.signum() }
}

fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    (0..items.len()).flat_map(move |j| (0..j).map(move |i| (&items[i], &items[j])))
}

pub fn dose(dosings: &[Dosing], treatments: &[Value]) -> Value {
    let members: Vec<(String, (f64, f64))> = (improvements(dosings, treatments).into_iter())
        .filter_map(|(dosing, y)| {
            let dose = dosing.dose?;
            Some((json!([dosing.route, dose.unit]).to_string(), (dose.amount, y)))
        })
        .collect();
    let enough = |group: &&(String, Vec<(f64, f64)>)| {
        let mut doses: Vec<f64> = group.1.iter().map(|pair| pair.0).collect();
        doses.sort_by(f64::total_cmp);
        doses.dedup();
        group.1.len() >= 6 && doses.len() >= 3
    };
    let groups = groups(&members);
    let Some((key, group)) = groups.iter().find(enough) else { return absent("too_few_treatments") };
    let of_doses: f64 = pairs(group).map(|(a, b)| sign(b.0 - a.0).abs()).sum();
    let of_improvements: f64 = pairs(group).map(|(a, b)| sign(b.1 - a.1).abs()).sum();
    if of_improvements == 0.0 {
        return absent("all_alike");
    }
    let doses: Vec<f64> = group.iter().map(|pair| pair.0).collect();
    let numerator = |ys: &[f64]| {
        let both: Vec<(f64, f64)> = doses.iter().copied().zip(ys.iter().copied()).collect();
        pairs(&both).map(|(a, b)| sign(b.0 - a.0) * sign(b.1 - a.1)).sum::<f64>()
    };
    let ys: Vec<f64> = group.iter().map(|pair| pair.1).collect();
    let slopes: Vec<f64> =
        pairs(group).filter(|(a, b)| sign(b.0 - a.0) != 0.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    let names: Value = serde_json::from_str(key).unwrap();
    json!({
        "tau": numerator(&ys) / (of_doses * of_improvements).sqrt(), "p": share(&ys, numerator),
        "slope": median(&slopes), "route": names[0], "unit": names[1], "treatments": group.len(),
    })
}

pub fn shorter(reliefs: &[Relief]) -> Value {
    let lost = |relief: &Relief| relief.1 == "lost";
    let losses = reliefs.iter().filter(|relief| lost(relief)).count();
    if reliefs.len() < 6 || losses < 4 {
        return absent("too_few_treatments");
    }
    // 1 where the later one surely lasted longer, −1 where shorter.
    let order = |(a, b): (&Relief, &Relief)| match (lost(a), lost(b)) {
        (true, true) => sign(b.0 - a.0),
        (true, false) if b.0 >= a.0 => 1.0,
        (false, true) if a.0 >= b.0 => -1.0,
        _ => 0.0,
    };
    let certain = pairs(reliefs).filter(|pair| order(*pair) != 0.0).count();
    if certain == 0 {
        return absent("all_alike");
    }
    let statistic = |reliefs: &[Relief]| pairs(reliefs).map(order).sum::<f64>();
    json!({
        "tau": statistic(reliefs) / number(certain), "p": share(reliefs, statistic), "pairs": certain,
        "treatments": reliefs.len(), "lost": losses,
    })
}

pub fn route(dosings: &[Dosing], treatments: &[Value]) -> Value {
    let improvements = improvements(dosings, treatments);
    let named = |dosing: &Dosing| json!(dosing.route).as_str().unwrap().to_owned();
    let members: Vec<(String, f64)> = improvements.iter().map(|(dosing, y)| (named(dosing), *y)).collect();
    let enough: Vec<(String, Vec<f64>)> =
        groups(&members).into_iter().filter(|(_, group)| group.len() >= 4).take(2).collect();
    let [one, other] = enough.as_slice() else { return absent("too_few_treatments") };
    let used = |route: &str| members.iter().position(|(known, _)| known == route);
    let (first, second) = if used(&one.0) < used(&other.0) { (one, other) } else { (other, one) };
    let all: Vec<f64> = first.1.iter().chain(&second.1).copied().collect();
    if pairs(&all).all(|(a, b)| sign(a - b) == 0.0) {
        return absent("all_alike");
    }
    let differences: Vec<f64> = first.1.iter().flat_map(|a| second.1.iter().map(move |b| a - b)).collect();
    let n = first.1.len();
    json!({
        "first": first.0, "second": second.0, "difference": median(&differences),
        "p": share(&all, |all| mean(&all[..n]) - mean(&all[n..])), "treatments": [n, second.1.len()],
    })
}
