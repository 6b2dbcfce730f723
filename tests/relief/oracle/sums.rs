//! Small sums, and how far two instants lie apart.

use afterglow::domain::relief::{Dosing, Reading};
use serde_json::{Value, json};

pub const HAIR: f64 = 1e-9;

pub fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / number(values.len())
}

pub fn deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    (values.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>() / (number(values.len()) - 1.0)).sqrt()
}

pub fn hours(reading: &Reading, dosing: &Dosing) -> f64 {
    between(dosing, reading.at)
}

pub fn between(dosing: &Dosing, at: jiff::Timestamp) -> f64 {
    f64::from(i32::try_from(at.as_second() - dosing.at.instant().as_second()).unwrap()) / 3_600.0
}

pub fn lag_day(hours: f64) -> f64 {
    (hours / 24.0).ceil() - 1.0
}

pub fn absent(reason: &str) -> Value {
    json!({ "reason": reason })
}

pub fn is_on_its_day(reading: &Reading, dosing: &Dosing) -> bool {
    reading.date_only && reading.date == dosing.at.date()
}

pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}

/// The distribution of Student's t with a whole number of degrees of freedom, as a finite sum (Abramowitz & Stegun 26.7.3 and 26.7.4).
pub fn student(t: f64, freedom: usize) -> f64 {
    let theta = (t / number(freedom).sqrt()).atan();
    let (sine, square) = (theta.sin(), theta.cos() * theta.cos());
    let odd = freedom % 2 == 1;
    let (mut term, mut sum) = if odd { (theta.cos(), theta.cos()) } else { (1.0, 1.0) };
    let mut k = usize::from(odd);
    while k + 2 < freedom {
        term *= square * number(k + 1) / number(k + 2);
        sum += term;
        k += 2;
    }
    let inside = match freedom {
        1 => theta / std::f64::consts::FRAC_PI_2,
        _ if odd => (theta + sine * sum) / std::f64::consts::FRAC_PI_2,
        _ => sine * sum,
    };
    f64::midpoint(1.0, inside)
}

/// The `t` below which Student's distribution has this part, by halving.
pub fn student_limit(part: f64, freedom: usize) -> f64 {
    limit(|t| student(t, freedom), part, (-1e3, 1e3))
}

/// Where a growing function reaches a value, by halving.
pub fn limit(grows: impl Fn(f64) -> f64, value: f64, (mut low, mut high): (f64, f64)) -> f64 {
    for _ in 0..70 {
        let middle = f64::midpoint(low, high);
        if grows(middle) < value { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}
