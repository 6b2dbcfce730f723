//! Changes of medication that lie close to the treatments of a course: the two cannot be told apart.

use jiff::SignedDuration;

use super::{Background, treatment::Treatment};

/// How long before a treatment a change lies close.
const BEFORE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long after one it does.
const AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The ids of the changes close to a treatment of this course, in order of time.
///
/// The definitions of relief, section 6.
pub(super) fn changes_near(course: &[Treatment<'_>], background: &Background<'_>) -> Vec<String> {
    let close = |since: SignedDuration| -BEFORE <= since && since <= AFTER;
    let mut near: Vec<_> = background
        .medication_changes
        .iter()
        .filter(|change| change.at <= background.now)
        .filter(|change| course.iter().any(|treatment| close(change.at.duration_since(treatment.start()))))
        .collect();
    near.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    near.into_iter().map(|change| change.id.clone()).collect()
}
