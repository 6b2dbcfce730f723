//! Tips: what tells a journal from another that counts alike.

use std::fmt;

/// How many of the latest revisions a tip tells; of earlier ones ever fewer.
const LATEST: i64 = 8;
/// The most revisions that a tip is read of. One of 2⁴⁰ revisions tells of fewer.
const MOST: usize = 64;

/// A revision and its random number, and those of some revisions before it, the latest first: so that of two journals
/// that parted it can be told about where. Written as `7-1f30a2b4.6-…`; a journal whose revisions have no numbers yet
/// has `0`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tip(Vec<(i64, i64)>);

impl Tip {
    /// Of these revisions and numbers, the latest first.
    pub fn new(revisions: Vec<(i64, i64)>) -> Self {
        Self(revisions)
    }

    /// The revisions of which the tip of `revision` tells: the latest, then every second, fourth, eighth…
    pub fn told_at(revision: i64) -> Vec<i64> {
        let latest = (0..LATEST).map(|back| revision - back);
        let earlier = (3..40).map(|power| revision - (LATEST - 1) - (1_i64 << power));
        latest.chain(earlier).filter(|revision| *revision > 0).collect()
    }

    /// The revisions that it tells of.
    pub fn revisions(&self) -> impl Iterator<Item = (i64, i64)> {
        self.0.iter().copied()
    }

    /// The revision whose tip it is; `None` when it does not read, and 0 when there were no numbers yet.
    pub fn head(&self) -> Option<i64> {
        self.0.first().map(|(revision, _)| *revision)
    }

    /// What a device sent. What does not read is a tip that no journal has.
    fn read(text: &str) -> Self {
        let one = |part: &str| {
            let (revision, number) = part.split_once('-')?;
            Some((revision.parse().ok()?, i64::from(u32::from_str_radix(number, 16).ok()?)))
        };
        if text == "0" {
            return Self(vec![(0, 0)]);
        }
        Self(text.split('.').take(MOST).map(one).collect::<Option<_>>().unwrap_or_default())
    }
}

impl fmt::Display for Tip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.0.iter().map(|(revision, number)| format!("{revision}-{number:08x}")).collect();
        f.write_str(if parts.is_empty() { "0" } else { "" })?;
        f.write_str(&parts.join("."))
    }
}

impl From<&String> for Tip {
    fn from(text: &String) -> Self {
        Self::read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tip_reads_as_it_was_written_and_tells_of_the_latest_revisions_and_ever_fewer_before() {
        assert!(Tip::told_at(0).is_empty());
        assert_eq!(Tip::told_at(3), [3, 2, 1]);
        assert_eq!(Tip::told_at(100), [100, 99, 98, 97, 96, 95, 94, 93, 85, 77, 61, 29]);
        let tip = Tip::new(vec![(12, 0xffff_ffff), (11, 1)]);
        assert_eq!(tip.to_string(), "12-ffffffff.11-00000001");
        assert_eq!(Tip::from(&tip.to_string()), tip);
        assert_eq!(Tip::from(&Tip::default().to_string()).head(), Some(0));
        for nonsense in ["", "x", "1", "1-", "1-zz", "1-100000000", "1-1.", "1-1..2-2"] {
            assert_eq!(Tip::from(&nonsense.to_owned()).head(), None, "{nonsense}");
        }
    }
}
