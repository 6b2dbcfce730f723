//! How many days were written, over all measures in one sentence.

use super::language::fill;
use crate::domain::relief::Coverage;

/// From the fewest to the most, of days and of the days that there were.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Written {
    days: (usize, usize),
    window: (i32, i32),
}

impl Written {
    /// Of these measures; none where there is none.
    pub(in super::super) fn of(coverages: impl Iterator<Item = Coverage>) -> Option<Self> {
        let all: Vec<Coverage> = coverages.collect();
        let days = all.iter().map(|one| one.days);
        let window = all.iter().map(|one| one.window_days);
        Some(Self { days: (days.clone().min()?, days.max()?), window: (window.clone().min()?, window.max()?) })
    }

    fn said(self, key: &str) -> String {
        fill(key, &[("days", &span(self.days)), ("window", &span(self.window))])
    }
}

fn span<T: PartialEq + ToString>((low, high): (T, T)) -> String {
    if low == high { low.to_string() } else { format!("{}–{}", low.to_string(), high.to_string()) }
}

/// Before each course and after each treatment; nothing where no measure has either.
pub(in super::super) fn written(before: Option<Written>, after: Option<Written>) -> Option<String> {
    let spans = [before.map(|days| days.said("report_days_before")), after.map(|days| days.said("report_days_after"))];
    let spans: Vec<String> = spans.into_iter().flatten().collect();
    (!spans.is_empty()).then(|| fill("report_written", &[("spans", &spans.join(", "))]))
}
