//! Compares JSON, numbers up to rounding.

use serde_json::Value;

/// Fails, naming the place, where `actual` is not `expected` with numbers within `tolerance`.
pub fn assert_same(actual: &Value, expected: &Value, tolerance: f64) {
    if let Some(difference) = difference("", actual, expected, &|_| tolerance) {
        panic!("{difference}\nactual: {actual:#}\nexpected: {expected:#}");
    }
}

/// The first place at which two values differ, by the tolerance at each place.
pub fn difference(place: &str, actual: &Value, expected: &Value, tolerance: &dyn Fn(&str) -> f64) -> Option<String> {
    let different = || Some(format!("at {place}: {actual} is not {expected}"));
    match (actual, expected) {
        (Value::Number(a), Value::Number(b)) => {
            let close = (a.as_f64()? - b.as_f64()?).abs() <= tolerance(place);
            if close { None } else { different() }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut places = a.iter().zip(b).enumerate();
            places.find_map(|(index, (a, b))| difference(&format!("{place}/{index}"), a, b, tolerance))
        }
        (Value::Object(a), Value::Object(b)) => {
            let missing = || b.keys().find(|name| !a.contains_key(*name)).map(|name| format!("at {place}: no {name}"));
            let differs = |(name, a): (&String, &Value)| match b.get(name) {
                Some(b) => difference(&format!("{place}/{name}"), a, b, tolerance),
                None => Some(format!("at {place}: {name} is unexpected")),
            };
            a.iter().find_map(differs).or_else(missing)
        }
        _ if actual == expected => None,
        _ => different(),
    }
}
