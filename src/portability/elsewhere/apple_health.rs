//! Apple Health: hours asleep of each night, from its `export.xml`. State of Mind and medications are not in that file.

use std::{
    collections::BTreeMap,
    io::{self, BufRead},
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};

use super::{
    App, archives, dates,
    gathering::{Gathering, Measure},
    opened::Opened,
    refused,
};
use crate::{
    domain::fault::Refusal,
    portability::{archive, line_fault::LineFaults, source::Clock},
};

/// The type of the records that are read.
const SLEEP: &str = "HKCategoryTypeIdentifierSleepAnalysis";
/// What its values begin with when the person was asleep, not awake or in bed.
const ASLEEP: &str = "HKCategoryValueSleepAnalysisAsleep";
/// The element that all of it stands in.
const ROOT: &[u8] = b"<HealthData";

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let is_root = |text: &str| text.contains("<HealthData") || text.contains("<!DOCTYPE HealthData");
    match file {
        Opened::Markup(text) if is_root(text) => Some("export.xml"),
        // Its name is in the phone's language.
        Opened::Archive(_) if file.holds(|name| name == "export.xml" || name == "export_cda.xml") => Some("export.zip"),
        _ => None,
    }
}

/// Reads a file.
///
/// # Errors
/// Each record that cannot be read, or what kind of file was expected.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let is_xml = |name: &str| archives::is_a(name, "xml") && !name.ends_with("_cda.xml");
    let unpacked = if archive::is_one(file) {
        let mut export = None;
        archives::each(file, archives::LARGEST, is_xml, |_, content| {
            export = has_root(&content).then_some(content).or_else(|| export.take());
            Ok(())
        })?;
        Some(export.ok_or_else(|| refused::file(refused::file_of(App::AppleHealth)))?)
    } else {
        None
    };
    let file = unpacked.as_deref().unwrap_or(file);
    if !has_root(file) {
        return Err(refused::file(refused::file_of(App::AppleHealth)));
    }
    let mut nights: BTreeMap<Date, Vec<(Timestamp, Timestamp, Offset)>> = BTreeMap::new();
    let (mut line, mut wrong, mut backwards) = (0, Vec::new(), 0);
    let records = each_record(file, |record, reached| {
        line = reached;
        match asleep(record) {
            Ok(Some((start, end, _))) if end <= start => backwards += 1,
            Ok(Some((start, end, offset))) => {
                nights.entry(offset.to_datetime(end).date()).or_default().push((start, end, offset));
            }
            Ok(None) => {}
            Err(refusal) => wrong.push((line, refusal)),
        }
    });
    if records.is_err() || !file.trim_ascii_end().ends_with(b"</HealthData>") {
        return Err(refused::at_line(line, refused::file_of(App::AppleHealth)));
    }
    for (line, refusal) in wrong {
        gathering.fault(line, refusal);
    }
    for _ in 0..backwards {
        gathering.leave_out("sleep that ends before it begins");
    }
    for (day, spans) in nights {
        let hours = union(spans);
        let kept = gathering
            .rounded_score(Measure::hours("Hours of sleep"), hours)
            .and_then(|score| gathering.check_in(Clock::Wall(day, None), "", [score], &[]));
        if let Err(refusal) = kept {
            gathering.fault(0, refusal);
        }
    }
    Ok(())
}

/// Whether a file that begins so is an export, not packed.
pub fn is_export(beginning: &[u8]) -> bool {
    (beginning.starts_with(b"<?xml") && has_root(beginning))
        || beginning.windows(19).any(|part| part == b"<!DOCTYPE HealthDat")
}

/// Copies an export's records of sleep alone: the whole of it can be some gigabytes.
///
/// # Errors
/// When the file cannot be read.
pub fn cut_down(export: impl BufRead) -> io::Result<Vec<u8>> {
    let mut kept = b"<HealthData>\n".to_vec();
    each_record(export, |record, _| {
        kept.extend_from_slice(record.as_bytes());
        kept.push(b'\n');
    })?;
    kept.extend_from_slice(b"</HealthData>\n");
    Ok(kept)
}

fn has_root(file: &[u8]) -> bool {
    file.windows(ROOT.len()).take(1 << 20).any(|part| part == ROOT)
}

/// Gives each record of sleep, from `<Record` to its `>`, and the line that it ends in.
fn each_record(mut xml: impl BufRead, mut give: impl FnMut(&str, u64)) -> io::Result<()> {
    let (mut part, mut line) = (Vec::new(), 1);
    loop {
        part.clear();
        if xml.read_until(b'>', &mut part)? == 0 {
            return Ok(());
        }
        line += part.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        let text = String::from_utf8_lossy(&part);
        if let Some(at) = text.rfind("<Record ") {
            let record = text.get(at..).unwrap_or_default();
            if attribute(record, "type") == Some(SLEEP) {
                give(record, line);
            }
        }
    }
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = element.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

/// From when to when somebody was asleep; `None` when the record tells something else.
fn asleep(record: &str) -> Result<Option<(Timestamp, Timestamp, Offset)>, Refusal> {
    if !attribute(record, "value").is_some_and(|value| value.starts_with(ASLEEP)) {
        return Ok(None);
    }
    let at = |name| {
        attribute(record, name).and_then(dates::of_iphone).ok_or_else(|| refused::day(&["2026-01-06 06:50:00 +0100"]))
    };
    let ((start, _), (end, offset)) = (at("startDate")?, at("endDate")?);
    Ok(Some((start, end, offset)))
}

/// The hours that spans cover together: a watch and a phone tell of the same night, each several times.
fn union(mut spans: Vec<(Timestamp, Timestamp, Offset)>) -> f64 {
    spans.sort_unstable_by_key(|(start, end, _)| (*start, *end));
    let (mut covered, mut reached) = (SignedDuration::ZERO, Timestamp::MIN);
    for (start, end, _) in spans {
        let from = start.max(reached);
        if end > from {
            covered += end.duration_since(from);
            reached = end;
        }
    }
    covered.as_secs_f64() / 3600.0
}
