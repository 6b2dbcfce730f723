//! Which reminders fall into a stretch of time.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time, time},
    tz::TimeZone,
};

use super::{
    choice::{Reminders, TimeOfDay},
    series::{SERIES, Step},
};

/// How late a reminder may still be sent: after that it would be about another part of the day.
pub const LATEST: SignedDuration = SignedDuration::from_hours(1);

/// How long before a time of day a check-in makes the reminder at that time needless.
const ALREADY: SignedDuration = SignedDuration::from_hours(3);

/// When it is evening, on the day before a planned treatment.
const EVENING: Time = time(19, 0, 0, 0);

/// What a reminder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A time of every day.
    Daily(TimeOfDay),
    /// The evening before a planned treatment.
    Before,
    /// A step of the series after a treatment.
    After(Step),
    /// One that the patient put off.
    Snoozed,
}

/// One reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// What it is for.
    pub kind: Kind,
    /// When it is sent.
    pub at: Timestamp,
    /// The local date it belongs to: of each kind there is one a day.
    pub date: Date,
    /// It is needless once there is a check-in after the first instant, up to and with the second.
    pub answered_within: (Timestamp, Timestamp),
}

/// What decides when a patient is reminded.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// What they chose.
    pub reminders: &'a Reminders,
    /// Where they live.
    pub zone: &'a TimeZone,
    /// When their treatments started, or will start.
    pub treatments: &'a [Timestamp],
    /// Until when they put one off.
    pub snoozed_until: Option<Timestamp>,
}

impl Plan<'_> {
    /// The reminders after `from`, up to and with `until`, in order.
    pub fn between(&self, from: Timestamp, until: Timestamp) -> Vec<Reminder> {
        let mut planned: Vec<Reminder> = self.daily(from, until).chain(self.once()).collect();
        planned.retain(|reminder| from < reminder.at && reminder.at <= until);
        planned.sort_by_key(|reminder| reminder.at);
        planned
    }

    /// When there is one next after `now`.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        // Each time of day comes within a few days; a treatment may be planned for the year after.
        let days = SignedDuration::from_hours(24 * 16);
        let until = now.saturating_add(days).unwrap_or(Timestamp::MAX);
        self.daily(now, until).chain(self.once()).map(|reminder| reminder.at).filter(|at| now < *at).min()
    }

    /// The reminders of the evenings before treatments, in order.
    pub fn evenings(&self) -> impl Iterator<Item = Reminder> {
        let treatments = if self.reminders.before_treatment { self.treatments } else { &[] };
        treatments.iter().filter_map(move |start| self.evening_before(*start))
    }

    /// What does not come back every day.
    fn once(&self) -> impl Iterator<Item = Reminder> {
        self.evenings().chain(self.series()).chain(self.snoozed())
    }

    fn daily(&self, from: Timestamp, until: Timestamp) -> impl Iterator<Item = Reminder> {
        // A time that quiet hours moved, and the clocks, is two days after it at most.
        let first = self.date(from).saturating_sub(SignedDuration::from_hours(48));
        let last = self.date(until).saturating_add(SignedDuration::from_hours(24));
        let days = first.series(jiff::Span::new().days(1)).take_while(move |date| *date <= last);
        days.flat_map(move |date| self.reminders.times.iter().filter_map(move |time| self.at_time(date, *time)))
    }

    /// A time that the clocks skip on a day is that much later; one that they repeat is the first of both.
    fn at_time(&self, date: Date, time: TimeOfDay) -> Option<Reminder> {
        let at = self.zone.to_ambiguous_timestamp(date.to_datetime(time.time())).compatible().ok()?;
        // A few places have skipped a whole day.
        (self.date(at) == date).then_some(())?;
        let at = self.after_quiet_hours(at);
        let earlier = self.reminders.times.iter().filter(|earlier| **earlier < time).max();
        let earlier = earlier.map(|earlier| self.zone.to_ambiguous_timestamp(date.to_datetime(earlier.time())));
        let since = at.saturating_sub(ALREADY).unwrap_or(Timestamp::MIN);
        let since = earlier.and_then(|earlier| earlier.compatible().ok()).map_or(since, |earlier| earlier.max(since));
        Some(Reminder { kind: Kind::Daily(time), at, date, answered_within: (since, Timestamp::MAX) })
    }

    /// By the patient's own clock; it waits for the end of the quiet hours, unless the treatment begins before that.
    fn evening_before(&self, start: Timestamp) -> Option<Reminder> {
        let date = self.date(start).yesterday().ok()?;
        let evening = self.zone.to_ambiguous_timestamp(date.to_datetime(EVENING)).compatible().ok()?;
        let at = self.after_quiet_hours(evening);
        let since = at.saturating_sub(ALREADY).unwrap_or(Timestamp::MIN);
        let reminder = Reminder { kind: Kind::Before, at, date, answered_within: (since, start) };
        (at < start).then_some(reminder)
    }

    fn series(&self) -> impl Iterator<Item = Reminder> {
        let treatments = if self.reminders.after_treatment { self.treatments } else { &[] };
        treatments.iter().flat_map(move |start| SERIES.iter().filter_map(move |step| self.step(*step, *start)))
    }

    /// A step waits for the end of the quiet hours, unless its span is over by then.
    fn step(&self, step: Step, start: Timestamp) -> Option<Reminder> {
        let (at, span) = (self.after_quiet_hours(step.due(start)), step.span(start));
        let reminder = Reminder { kind: Kind::After(step), at, date: self.date(at), answered_within: span };
        (at <= span.1).then_some(reminder)
    }

    fn snoozed(&self) -> Option<Reminder> {
        let at = self.after_quiet_hours(self.snoozed_until?);
        let since = at.saturating_sub(ALREADY).unwrap_or(Timestamp::MIN);
        Some(Reminder { kind: Kind::Snoozed, at, date: self.date(at), answered_within: (since, Timestamp::MAX) })
    }

    fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// Where the clocks skip the end of the quiet hours and all until the next, those are waited for as well.
    fn after_quiet_hours(&self, at: Timestamp) -> Timestamp {
        self.end_of_quiet_hours(self.end_of_quiet_hours(at))
    }

    fn end_of_quiet_hours(&self, at: Timestamp) -> Timestamp {
        let local = self.zone.to_datetime(at);
        let Some(quiet) = self.reminders.quiet.filter(|quiet| quiet.hold(local.time())) else { return at };
        let end = quiet.to.time();
        let over_midnight = SignedDuration::from_hours(if local.time() < end { 0 } else { 24 });
        let end = local.date().saturating_add(over_midnight).to_datetime(end);
        let end = self.zone.to_ambiguous_timestamp(end);
        // Where the clocks repeat it, the second may be meant.
        let ends = [end.compatible(), end.later()];
        ends.into_iter().flatten().find(|end| *end > at).unwrap_or(at)
    }
}
