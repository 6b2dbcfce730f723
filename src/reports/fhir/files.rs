//! The files of a SMART Health Link: bundles so small that every common JOSE library opens them as it comes.
//!
//! The smallest limit is that of Python's joserfc: 65,536 characters of ciphertext, which are 49,152 bytes. Compressed
//! files could hold more, but JavaScript's jose from 5.0 to 6.1.3 opens none that are compressed. So files are small and
//! not compressed: `docs/interoperability.md` has the table.

use std::cmp::Reverse;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{
    about,
    bundle::{Bundle, Entry, Unit, units},
    ids::Subject,
};
use crate::{platform::problem::Result, reports::view::View};

/// The most bytes of a file.
pub const LARGEST: usize = 48_000;
/// A resource with more bytes has its texts cut: two notes of ten thousand characters each can be 80,000 bytes.
const LARGEST_RESOURCE: usize = 36_000;
/// To so many bytes each; a resource has two texts at most.
const CUT: usize = 16_000;
/// The most bytes of a summary's text.
const SUMMARY: usize = 8_000;

/// Everything of a view, the newest file first; a day is in one file, unless it is more than one takes. Each stands
/// alone: it has its patient, and all that it refers to.
///
/// # Errors
/// An internal problem.
pub fn files(view: &View, subject: &Subject, now: Timestamp) -> Result<Vec<Vec<u8>>> {
    let patient = Entry::patient(view, subject);
    let widest = about::file((usize::MAX, usize::MAX), (Date::MAX, Date::MAX), subject, view.language);
    let room = LARGEST - size(&Bundle::of(vec![patient.clone(), Entry::observation(widest)], now))?;
    let mut groups = packed(newest_first(view, subject, room)?, room);
    if groups.len() <= 1 {
        let entries = groups.pop().map(in_order).unwrap_or_default();
        return Ok(vec![written([patient], entries, now)?]);
    }
    let of = groups.len();
    let file = |(index, group): (usize, Vec<Placed>)| {
        let days = days(&group);
        let about = Entry::observation(about::file((index + 1, of), days, subject, view.language));
        written([patient.clone(), about], in_order(group), now)
    };
    groups.into_iter().enumerate().map(file).collect()
}

/// The one file of a link without a manifest: a summary and the last days that fit, and, where not all of them do, words
/// that say so.
///
/// # Errors
/// An internal problem.
pub fn direct_file(view: &View, subject: &Subject, now: Timestamp) -> Result<Vec<u8>> {
    let mut summary = about::in_short(view, subject, now).map(Entry::observation);
    if let Some(summary) = &mut summary {
        summary.cut_texts(SUMMARY);
    }
    let widest = about::excerpt((Date::MAX, Date::MAX), subject, view.language);
    let mut first = vec![Entry::patient(view, subject)];
    let about = Entry::observation(widest);
    let frame = first.iter().chain(&summary).chain([&about]).cloned().collect();
    let room = LARGEST - size(&Bundle::of(frame, now))?;
    let mut left = newest_first(view, subject, room)?;
    let mut filled = 0;
    let fits = left.iter().take_while(|placed| {
        filled += placed.size;
        filled <= room
    });
    let older = left.split_off(fits.count());
    if let (Some(oldest), false) = (older.last(), left.is_empty()) {
        let (from, _) = days(&left);
        first.push(Entry::observation(about::excerpt((from, oldest.day), subject, view.language)));
    }
    first.extend(summary);
    written(first, in_order(left), now)
}

/// Entries of one day that stay together, each with where it stands in the bundle.
struct Placed {
    day: Date,
    size: usize,
    entries: Vec<(usize, Entry)>,
}

/// What a view holds in pieces of at most `room` bytes, a day in as few as can be, the newest day first.
fn newest_first(view: &View, subject: &Subject, room: usize) -> Result<Vec<Placed>> {
    let mut placed = Vec::new();
    for unit in units(view, subject) {
        for Unit { day, entries } in in_pieces(unit, room)? {
            let (place, size) = (placed.len(), size_of_all(&entries)?);
            placed.push(Placed { day, size, entries: entries.into_iter().map(|entry| (place, entry)).collect() });
        }
    }
    placed.sort_by_key(|one| Reverse(one.day));
    let mut days: Vec<Placed> = Vec::new();
    for piece in placed {
        if let Some(day) = days.last_mut().filter(|last| last.day == piece.day && last.size + piece.size <= room) {
            day.size += piece.size;
            day.entries.extend(piece.entries);
        } else {
            days.push(piece);
        }
    }
    Ok(days)
}

/// One after the other into files of at most `room` bytes.
fn packed(pieces: Vec<Placed>, room: usize) -> Vec<Vec<Placed>> {
    let mut groups: Vec<Vec<Placed>> = Vec::new();
    let mut filled = 0;
    for placed in pieces {
        filled += placed.size;
        if let Some(group) = groups.last_mut().filter(|_| filled <= room) {
            group.push(placed);
        } else {
            filled = placed.size;
            groups.push(vec![placed]);
        }
    }
    groups
}

/// A treatment with fifty side effects is more than a file takes: it is in each file that has some of them.
fn in_pieces(mut unit: Unit, room: usize) -> Result<Vec<Unit>> {
    for entry in &mut unit.entries {
        if size(entry)? > LARGEST_RESOURCE {
            entry.cut_texts(CUT);
        }
    }
    if size_of_all(&unit.entries)? <= room {
        return Ok(vec![unit]);
    }
    let Unit { day, entries } = unit;
    let mut entries = entries.into_iter();
    let Some(anchor) = entries.next() else { return Ok(Vec::new()) };
    let alone = size(&anchor)? + 1;
    let mut pieces = vec![Unit { day, entries: vec![anchor.clone()] }];
    let mut filled = alone;
    for entry in entries {
        let more = size(&entry)? + 1;
        if filled + more > room {
            pieces.push(Unit { day, entries: vec![anchor.clone()] });
            filled = alone;
        }
        filled += more;
        if let Some(piece) = pieces.last_mut() {
            piece.entries.push(entry);
        }
    }
    Ok(pieces)
}

/// The first and the last day of some entries, the newest of which come first.
fn days(group: &[Placed]) -> (Date, Date) {
    let day = |placed: Option<&Placed>| placed.map_or(Date::ZERO, |placed| placed.day);
    (day(group.last()), day(group.first()))
}

/// The entries in the order of the bundle.
fn in_order(group: Vec<Placed>) -> Vec<Entry> {
    let mut entries: Vec<(usize, Entry)> = group.into_iter().flat_map(|placed| placed.entries).collect();
    entries.sort_by_key(|(place, _)| *place);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn written(first: impl IntoIterator<Item = Entry>, entries: Vec<Entry>, now: Timestamp) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(&Bundle::of(first.into_iter().chain(entries).collect(), now))?)
}

fn size(value: &impl Serialize) -> Result<usize> {
    Ok(serde_json::to_vec(value)?.len())
}

/// With a comma after each.
fn size_of_all(entries: &[Entry]) -> Result<usize> {
    entries.iter().map(|entry| Ok(size(entry)? + 1)).sum()
}
