//! The days that are shown, and where the parts of a calendar begin in them.

use jiff::{SignedDuration, ToSpan, civil::Date};

use super::{
    Heading,
    numbers::{day_and_month, month},
};
use crate::reports::view::View;

/// The days that are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Days {
    /// Those that were asked for; where that is open, from the first with anything in it, and to the day of the report.
    /// What is still to come is listed, and makes no days.
    pub(super) fn of(view: &View, heading: &Heading) -> Option<Self> {
        let days = view.series.iter().flat_map(|series| series.days.iter().map(|day| day.date));
        let treatments = view.treatments.iter().map(|treatment| treatment.date);
        let events = view.events.iter().filter(|event| !event.planned).map(|event| event.when.date());
        let responses = view.questionnaires.iter().flat_map(|shared| &shared.responses).map(|one| one.when.date());
        let all: Vec<Date> = days.chain(treatments).chain(events).chain(responses).collect();
        let first = heading.from.or(all.iter().min().copied())?;
        let made = heading.made_at.date();
        let last = heading.to.unwrap_or_else(|| all.iter().max().map_or(made, |last| made.max(*last)));
        Some(Self { first, last: last.max(first) })
    }

    /// How many days after the first.
    pub(super) fn number(self, date: Date) -> f64 {
        let hours = self.first.duration_until(date).as_hours();
        i32::try_from(hours / 24).map_or(0.0, f64::from)
    }

    /// The values at the left and right edge of a chart of these days: each day has its whole width.
    pub(super) fn across(self) -> (f64, f64) {
        (-0.5, self.number(self.last) + 0.5)
    }

    /// Some of the days, with what to write below them.
    pub(super) fn ticks(self) -> Vec<(Date, String)> {
        let span = self.number(self.last);
        if span <= 70.0 {
            let step = if span <= 14.0 {
                2
            } else if span <= 40.0 {
                7
            } else {
                14
            };
            let day = |index: i64| self.first.checked_add(SignedDuration::from_hours(24 * step * index)).ok();
            let days = (0..).map_while(day).take_while(|day| *day <= self.last).take(50);
            return days.map(|day| (day, day_and_month(day))).collect();
        }
        let months = |step: usize| self.months(step);
        let few = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].into_iter().map(months).find(|months| months.len() <= 9);
        let label = |day: Date| {
            let year = day.year();
            if span > 1500.0 { year.to_string() } else { format!("{} {year}", month(day)) }
        };
        few.unwrap_or_default().into_iter().map(|day| (day, label(day))).collect()
    }

    /// The first days of every `step`th month, counted from a January.
    fn months(self, step: usize) -> Vec<Date> {
        let start = Date::new(self.first.year(), 1, 1).unwrap_or(self.first);
        let month = |index: usize| start.checked_add(i32::try_from(index * step).unwrap_or(i32::MAX).months()).ok();
        let months = (0..10_000).map_while(month).skip_while(|day| *day < self.first);
        months.take_while(|day| *day <= self.last).take(40).collect()
    }
}
