//! What became of what was sent, and how late reminders are: for the operator, without whose they were.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use super::push::sender::Outcome;

/// Rounds are made every few seconds: after so long without one that went well, nobody is reminded.
const ROUNDS_WITHIN: Duration = Duration::from_mins(1);

/// Counts since the start. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tally(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    mails: [AtomicU64; 2],
    pushes: [AtomicU64; 4],
    /// When it was last looked who is due, and how late the latest was then.
    looked: Mutex<(Instant, Duration)>,
}

impl Default for Tally {
    fn default() -> Self {
        let looked = Mutex::new((Instant::now(), Duration::ZERO));
        Self(Arc::new(Counts { mails: Default::default(), pushes: Default::default(), looked }))
    }
}

impl Tally {
    /// A mail was taken by the mail server, or not.
    pub(super) fn mailed(&self, taken: bool) {
        let [of_taken, of_failed] = &self.0.mails;
        if taken { of_taken } else { of_failed }.fetch_add(1, Ordering::Relaxed);
    }

    /// A message to a push service had this outcome.
    pub(super) fn pushed(&self, outcome: Outcome) {
        let [taken, gone, busy, failed] = &self.0.pushes;
        match outcome {
            Outcome::Taken => taken,
            Outcome::Gone => gone,
            Outcome::Busy(_) => busy,
            Outcome::Failed => failed,
        }
        .fetch_add(1, Ordering::Relaxed);
    }

    /// It was looked who is due: for so long the first of them has been.
    pub(super) fn looked(&self, late: Duration) {
        *self.0.looked.lock().unwrap_or_else(PoisonError::into_inner) = (Instant::now(), late);
    }

    /// Mails by what became of them.
    pub fn mails(&self) -> [(&'static str, u64); 2] {
        let [taken, failed] = self.0.mails.each_ref().map(|count| count.load(Ordering::Relaxed));
        [("taken", taken), ("failed", failed)]
    }

    /// Messages to push services by what became of them.
    pub fn pushes(&self) -> [(&'static str, u64); 4] {
        let [taken, gone, busy, failed] = self.0.pushes.each_ref().map(|count| count.load(Ordering::Relaxed));
        [("taken", taken), ("gone", gone), ("busy", busy), ("failed", failed)]
    }

    /// For how long the reminder that waits longest has been due, or for how long nobody could look.
    pub fn late(&self) -> Duration {
        let (at, late) = *self.0.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if at.elapsed() > ROUNDS_WITHIN { late + at.elapsed() } else { late }
    }
}
