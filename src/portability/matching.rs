//! Which record of the journal an entry of another app is, and whether it is the same, has grown or was changed.
//!
//! Entries that their app does not tell apart (several of one minute) are told apart by what they hold, never by their
//! order: the alike first, then those that differ least. What is left over is new.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

use super::{
    choices::{Choice, Choices},
    identity::Identity,
    packed::Packed,
    source::SourceKey,
};
use crate::{
    domain::{
        check_in::CheckIn,
        day::When,
        id::RecordId,
        measure::MeasureId,
        record::{Kind, Record},
        text::Note,
    },
    platform::problem::Result,
};

/// How an entry stands to the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is not there.
    New,
    /// It is there, just so.
    Same,
    /// It is there, and has more readings now: with them, it is this.
    Grown(Packed),
    /// It is there, but otherwise.
    Changed,
    /// This record is there for the same entry, of another kind: it takes its place.
    Instead(RecordId),
}

/// An entry, and the record that it is or becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The record's id.
    pub id: RecordId,
    /// How it stands to the journal.
    pub outcome: Outcome,
}

/// The ids that an earlier Afterglow gave the measures of a file, by those that they have now.
pub type Aliases = HashMap<MeasureId, MeasureId>;

/// What the journal holds.
#[derive(Debug, Default)]
pub struct Held {
    /// What is there.
    pub live: HashMap<RecordId, Packed>,
    /// Ids of what was deleted, or cannot be read.
    pub gone: HashSet<RecordId>,
}

impl Held {
    /// What is there under this id.
    ///
    /// # Errors
    /// An internal problem.
    pub fn record(&self, id: &RecordId) -> Result<Option<Record>> {
        self.live.get(id).map(Packed::record).transpose()
    }
}

/// The most records of one time and file in which an earlier Afterglow's are looked for.
const MOST_EARLIER: usize = 16;
/// The most records that are alike of which one at the same time is looked for.
const MOST_ALIKE: usize = 100;
/// The most pairs of which the most alike are looked for; more are paired in their order.
const MOST_PAIRS: usize = 10_000;

/// An entry of a file: what its app knows it by, and what it is here.
pub type Entry<'a> = (&'a SourceKey, &'a Packed);

/// Settles which records the entries are, in their order.
///
/// `aliases` are the ids that an earlier Afterglow gave the measures of the same file.
///
/// # Errors
/// An internal problem.
pub fn settle(entries: &[Entry<'_>], aliases: &Aliases, held: &Held, choices: &Choices) -> Result<Vec<Settled>> {
    let mut in_groups: Vec<(usize, Entry<'_>)> = entries.iter().copied().enumerate().collect();
    in_groups.sort_by_key(|(_, (key, _))| key.as_str());
    let mut earlier = Earlier::of(entries, held)?;
    let mut settled: Vec<Option<Settled>> = vec![None; entries.len()];
    for members in in_groups.chunk_by(|(_, (one, _)), (_, (other, _))| one.as_str() == other.as_str()) {
        let of_group = Group { members, aliases, held, choices }.settle(&mut earlier)?;
        for ((at, _), one) in members.iter().zip(of_group) {
            if let Some(place) = settled.get_mut(*at) {
                *place = Some(one);
            }
        }
    }
    Ok(settled.into_iter().flatten().collect())
}

/// Entries that their app does not tell apart, each with its place in the file.
struct Group<'a> {
    members: &'a [(usize, Entry<'a>)],
    aliases: &'a Aliases,
    held: &'a Held,
    choices: &'a Choices,
}

impl Group<'_> {
    fn settle(&self, earlier: &mut Earlier) -> Result<Vec<Settled>> {
        let Some((_, (key, _))) = self.members.first() else { return Ok(Vec::new()) };
        let mut slots = Slots::of(key, self.held);
        let mut there = std::mem::take(&mut slots.live);
        if !earlier.by_time.is_empty() {
            for (_, (key, record)) in self.members {
                there.extend(earlier.take(key, &record.record()?, self)?);
            }
        }
        let pairs = if there.is_empty() { vec![None; self.members.len()] } else { self.pairs(&there)? };
        let settled = self.members.iter().zip(pairs).map(|((_, (_, record)), pair)| {
            let found = pair.and_then(|(place, fit)| there.get(place).map(|id| (id.clone(), fit)));
            Ok(match found {
                Some((id, Fit::Same)) => Settled { id, outcome: Outcome::Same },
                Some((id, Fit::Grown)) => {
                    let theirs = record.record()?;
                    let grown = self.held.record(&id)?.and_then(|mine| grown(&mine, &theirs));
                    let outcome = grown.map_or(Outcome::Same, |grown| Outcome::Grown(Packed::of(&grown)));
                    Settled { id, outcome }
                }
                Some((id, _)) if self.choices.of(&id) != Choice::Both => Settled { id, outcome: Outcome::Changed },
                _ => self
                    .of_other_kind(key, record.kind())
                    .unwrap_or_else(|| Settled { id: slots.free(key), outcome: Outcome::New }),
            })
        });
        settled.collect()
    }

    /// A medicine is an event until the patient says that it is a treatment: then the treatment takes the event's place,
    /// and is not made an event again by a file of which nobody says so.
    fn of_other_kind(&self, key: &SourceKey, its: Kind) -> Option<Settled> {
        let of = |kind| {
            let id = key.of_kind(its, kind).id(0);
            self.held.live.contains_key(&id).then_some(id)
        };
        match its {
            Kind::Event => of(Kind::Treatment).map(|id| Settled { id, outcome: Outcome::Same }),
            Kind::Treatment => of(Kind::Event).map(|event| Settled { id: key.id(0), outcome: Outcome::Instead(event) }),
            _ => None,
        }
    }

    /// For each member the place of its record in `there`, and how well that fits.
    fn pairs(&self, there: &[RecordId]) -> Result<Vec<Option<(usize, Fit)>>> {
        let mut pairs: Vec<Option<(usize, Fit)>> = vec![None; self.members.len()];
        let mut taken = vec![false; there.len()];
        self.pair_the_same(there, &mut pairs, &mut taken)?;
        let rest: Vec<usize> = (0..pairs.len()).filter(|at| pairs.get(*at).is_some_and(Option::is_none)).collect();
        let free: Vec<usize> = (0..there.len()).filter(|at| taken.get(*at) == Some(&false)).collect();
        let every = rest.len().saturating_mul(free.len()) <= MOST_PAIRS;
        let mut possible: Vec<(Fit, usize, usize)> = Vec::new();
        for (nth, at) in rest.iter().enumerate() {
            let places = if every { free.as_slice() } else { free.get(nth..=nth).unwrap_or_default() };
            for place in places {
                let Some(((_, member), id)) = self.members.get(*at).zip(there.get(*place)) else { continue };
                possible.extend(self.fit(*member, id)?.map(|fit| (fit, *at, *place)));
            }
        }
        possible.sort_unstable();
        for (fit, at, place) in possible {
            if let (Some(pair @ None), Some(used @ false)) = (pairs.get_mut(at), taken.get_mut(place)) {
                (*pair, *used) = (Some((place, fit)), true);
            }
        }
        Ok(pairs)
    }

    /// The alike by a table: a file may hold thousands of entries of one minute.
    fn pair_the_same(&self, there: &[RecordId], pairs: &mut [Option<(usize, Fit)>], taken: &mut [bool]) -> Result<()> {
        let mut by_content: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, id) in there.iter().enumerate().rev() {
            if let Some(record) = self.held.record(id)? {
                by_content.entry(content(&record)).or_default().push(place);
            }
        }
        for ((_, (key, record)), pair) in self.members.iter().zip(pairs) {
            let record = record.record()?;
            let Some(places) = by_content.get_mut(&content(&record)) else { continue };
            let mut same = None;
            for (at, place) in places.iter().enumerate().rev().take(MOST_ALIKE) {
                let Some(id) = there.get(*place) else { continue };
                if self.held.record(id)?.is_some_and(|mine| same_time(key, &record, &mine)) {
                    same = Some(at);
                    break;
                }
            }
            let Some(place) = same.map(|at| places.remove(at)) else { continue };
            *pair = Some((place, Fit::Same));
            if let Some(used) = taken.get_mut(place) {
                *used = true;
            }
        }
        Ok(())
    }

    fn fit(&self, (key, record): Entry<'_>, id: &RecordId) -> Result<Option<Fit>> {
        let Some(mine) = self.held.record(id)? else { return Ok(None) };
        let record = record.record()?;
        Ok(match (&record, &mine) {
            (Record::CheckIn(theirs), Record::CheckIn(mine_in)) => {
                let fit = fit_of_check_ins(theirs, mine_in, self.aliases, same_time(key, &record, &mine));
                // Its questions may have got other names since.
                fit.or_else(|| key.is_alone().then_some(Fit::Other))
            }
            _ => (record.kind() == mine.kind()).then_some(Fit::Other),
        })
    }
}

/// How like a record of the journal is to an entry, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Alike.
    Same,
    /// The entry has further readings, and all that the record has.
    Grown,
    /// The note alone is another.
    OtherNote,
    /// Scores are others.
    OtherScores,
    /// Both are others.
    Other,
}

fn fit_of_check_ins(theirs: &CheckIn, mine: &CheckIn, aliases: &Aliases, same_time: bool) -> Option<Fit> {
    let (their_note, my_note) = (parts(theirs.note.as_ref()), parts(mine.note.as_ref()));
    let more = theirs.scores.len() > mine.scores.len();
    let shared = theirs.scores.keys().any(|id| {
        mine.scores.contains_key(id) || aliases.get(id).is_some_and(|earlier| mine.scores.contains_key(earlier))
    });
    let within = mine.scores.iter().all(|(id, score)| theirs.scores.get(id) == Some(score));
    let contained = theirs.scores.iter().all(|(id, score)| mine.scores.get(id) == Some(score));
    // Two tables over the same days have no measure in common, and neither is a version of the other.
    if !shared && !theirs.scores.is_empty() && !mine.scores.is_empty() {
        return None;
    }
    Some(match () {
        // All that the file tells is there, and more: by another of the app's files, or by hand.
        () if contained && same_time && (their_note.is_empty() || my_note == their_note) => Fit::Same,
        () if within && same_time && (my_note.is_empty() || my_note == their_note) => Fit::Grown,
        // A further reading may bring words of its own.
        () if within && same_time && more && my_note.is_subset(&their_note) => Fit::Grown,
        () if theirs.scores == mine.scores && !mine.scores.is_empty() => Fit::OtherNote,
        () if !my_note.is_empty() && my_note == their_note => Fit::OtherScores,
        () => Fit::Other,
    })
}

/// The record of the journal with what the entry has more.
fn grown(mine: &Record, theirs: &Record) -> Option<Record> {
    let (Record::CheckIn(mine), Record::CheckIn(theirs)) = (mine, theirs) else { return None };
    let mut scores = theirs.scores.clone();
    scores.extend(mine.scores.iter().map(|(id, score)| (id.clone(), *score)));
    // What the journal has is in it, or they are the same in another order.
    let grown = parts(mine.note.as_ref()).len() < parts(theirs.note.as_ref()).len();
    let note = if grown { theirs.note.clone() } else { mine.note.clone() };
    // Another app asks in words of its own.
    let asked = mine.asked.clone();
    Some(Record::CheckIn(CheckIn { when: mine.when, scores, asked, note }))
}

/// Whether the journal's record is at the time that the app tells. Where that is a clock on a wall, entry and record
/// have their key in common, so it is.
fn same_time(key: &SourceKey, theirs: &Record, mine: &Record) -> bool {
    match (key.is_precise(), theirs.when(), mine.when()) {
        (true, Some(When::At(theirs)), Some(When::At(mine))) => {
            // An app's table has minutes, its backup has seconds.
            let apart = theirs.instant().duration_since(mine.instant()).abs();
            theirs.offset() == mine.offset() && apart < jiff::SignedDuration::from_secs(60)
        }
        (true, theirs, mine) => theirs == mine,
        (false, ..) => true,
    }
}

/// The parts of a note, in no order: that of a file's rows is not always the same.
fn parts(note: Option<&Note>) -> BTreeSet<&str> {
    let lines = note.map(Note::as_str).into_iter().flat_map(|note| note.split(['\n', ',']));
    lines.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What a record holds but its time, whatever the order of what its note is made of.
fn content(record: &Record) -> String {
    let mut body = serde_json::to_value(record).unwrap_or_default();
    if let Some(body) = body.as_object_mut() {
        body.remove("at");
        body.remove("date");
        if let Record::CheckIn(check_in) = record {
            body.insert("note".to_owned(), serde_json::json!(parts(check_in.note.as_ref())));
        }
    }
    body.to_string()
}

/// The records that are known by one key, and the ids that further ones would have.
struct Slots {
    live: Vec<RecordId>,
    vacant: Vec<RecordId>,
    next: usize,
}

impl Slots {
    fn of(key: &SourceKey, held: &Held) -> Self {
        let (mut live, mut vacant, mut next) = (Vec::new(), Vec::new(), 0);
        loop {
            let id = key.id(next);
            if held.live.contains_key(&id) {
                live.push(id);
            } else if held.gone.contains(&id) {
                vacant.push(id);
            } else {
                // The next one that is taken first.
                vacant.reverse();
                return Self { live, vacant, next };
            }
            next += 1;
        }
    }

    fn free(&mut self, key: &SourceKey) -> RecordId {
        self.vacant.pop().unwrap_or_else(|| {
            self.next += 1;
            key.id(self.next - 1)
        })
    }
}

/// Records that an earlier Afterglow brought in: it knew them by their time in the journal and by their order there.
struct Earlier {
    by_time: HashMap<String, Vec<RecordId>>,
}

impl Earlier {
    /// Those of the times of a file.
    fn of(entries: &[Entry<'_>], held: &Held) -> Result<Self> {
        let mut by_time: HashMap<String, Vec<RecordId>> = HashMap::new();
        if held.live.is_empty() {
            return Ok(Self { by_time });
        }
        // Times as numbers take little room. Two that share one by chance are told apart when they are looked for.
        let number = RandomState::new();
        let mut wanted: HashSet<u64> = HashSet::new();
        for (key, record) in entries {
            wanted.extend(times(key, &record.record()?).into_iter().map(|time| number.hash_one(time)));
        }
        for (id, record) in &held.live {
            let record = record.record()?;
            let Some(when) = record.when() else { continue };
            let of_file = |time: &String| wanted.contains(&number.hash_one(time));
            let Some(time) = [Some(local(when)), instant(when)].into_iter().flatten().find(of_file) else { continue };
            let imported = |nth| Identity::nth(&record, nth).is_some_and(|identity| identity.id(&record) == *id);
            if (0..MOST_EARLIER).any(imported) {
                by_time.entry(time).or_default().push(id.clone());
            }
        }
        for ids in by_time.values_mut() {
            ids.sort_unstable();
        }
        Ok(Self { by_time })
    }

    /// Takes those that can be a version of this entry: they share a measure of the app with it, or the note.
    fn take(&mut self, key: &SourceKey, record: &Record, group: &Group<'_>) -> Result<Vec<RecordId>> {
        let mut taken = Vec::new();
        for time in times(key, record) {
            let Some(ids) = self.by_time.get_mut(&time) else { continue };
            for id in std::mem::take(ids) {
                let mine = group.held.record(&id)?;
                let is_its = mine.is_some_and(|mine| is_earlier_version(record, &mine, group.aliases));
                if is_its { &mut taken } else { &mut *ids }.push(id);
            }
        }
        Ok(taken)
    }
}

fn is_earlier_version(theirs: &Record, mine: &Record, aliases: &Aliases) -> bool {
    let (Record::CheckIn(theirs), Record::CheckIn(mine)) = (theirs, mine) else { return false };
    let of_app = |id: &MeasureId| mine.scores.contains_key(id);
    let shared = theirs.scores.keys().any(|id| of_app(id) || aliases.get(id).is_some_and(of_app));
    shared || (theirs.note.is_some() && theirs.note == mine.note && theirs.scores == mine.scores)
}

/// Under which times an earlier Afterglow may have kept an entry.
fn times(key: &SourceKey, record: &Record) -> Vec<String> {
    let when = record.when();
    let day = key.earlier_day().map(|date| date.to_string());
    [when.map(local), when.and_then(instant), day].into_iter().flatten().collect()
}

fn local(when: When) -> String {
    match when {
        When::At(moment) => moment.offset().to_datetime(moment.instant()).to_string(),
        When::Date(day) => day.to_string(),
    }
}

fn instant(when: When) -> Option<String> {
    match when {
        When::At(moment) => Some(moment.instant().to_string()),
        When::Date(_) => None,
    }
}
