//! How a measure has been lately, in words.

use super::{
    super::numbers::{date, number, score},
    language::{fill, phrase},
};
use crate::domain::lately::{Lately, ScoreAt};

/// The latest score, the worst of two weeks, and the last seven days beside those before.
pub(in super::super) fn said(lately: &Lately) -> String {
    let Some(latest) = &lately.latest else { return phrase("report_lately_none").to_owned() };
    let until = date(lately.until);
    let latest = told("report_lately_latest", latest, &[]);
    let Some(worst) = &lately.worst else {
        return format!("{latest} {}", fill("report_lately_no_days", &[("until", &until)]));
    };
    let worst = told("report_lately_worst", worst, &[("until", &until), ("days", &lately.days)]);
    let trend = match (lately.last_seven.known(), lately.seven_before.known()) {
        (Some(last), Some(before)) => {
            fill("report_lately_trend", &[("last", &score(last.mean)), ("before", &score(before.mean))])
        }
        _ => phrase("report_lately_few").to_owned(),
    };
    format!("{latest} {worst} {trend}")
}

fn told(key: &str, one: &ScoreAt, more: &[(&str, &dyn std::fmt::Display)]) -> String {
    let (score, day) = (number(f64::from(one.score), 0), date(one.when.date()));
    let mut with: Vec<(&str, &dyn std::fmt::Display)> = vec![("score", &score), ("date", &day)];
    with.extend(more);
    fill(key, &with)
}
