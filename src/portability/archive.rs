//! Everything in one zip: to keep, to look into with other programs, and to come back with.

use std::io::{Cursor, Read, Write};

use jiff::Timestamp;
use zip::{ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{csv, export};
use crate::{
    accounts::Owner,
    domain::record::Kind,
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
    reports::{self, fhir::BundleType, pdf::Fonts},
};

/// The one file of an archive that an import reads.
const EVERYTHING: &str = "afterglow.json";

/// What the files are, for whoever opens the archive in ten years.
const README: &str = include_str!("archive/README.txt");

/// The most bytes that are unpacked of an archive.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The kinds of records that have columns, and a file of their own each.
const SHEETS: [(&str, Kind); 4] = [
    ("csv/check_ins.csv", Kind::CheckIn),
    ("csv/treatments.csv", Kind::Treatment),
    ("csv/events.csv", Kind::Event),
    ("csv/questionnaire_responses.csv", Kind::QuestionnaireResponse),
];

/// Everything of an account, in every form that it can be had in.
///
/// # Errors
/// An internal problem.
pub fn write(connection: &mut DbConnection, owner: &Owner, now: Timestamp, fonts: &Fonts) -> Result<Vec<u8>> {
    let mut files = vec![
        ("README.txt", README.as_bytes().to_vec()),
        (EVERYTHING, export::json(connection, owner)?),
        ("afterglow.fhir.json", export::fhir(connection, owner, BundleType::Collection, now)?),
        ("spreadsheet.csv", export::spreadsheet(connection, owner)?),
        ("report.pdf", reports::own_report(connection, owner, now, fonts)?),
    ];
    let export::Held { records, damaged, .. } = export::records(connection, owner)?;
    for (name, kind) in SHEETS {
        // Measures of one's own stand before the scores that are kept under them.
        let with_measures = |of: Kind| of == kind || (kind == Kind::CheckIn && of == Kind::Measure);
        let of_kind: Vec<_> = records.iter().filter(|(_, record)| with_measures(record.kind())).cloned().collect();
        let damaged: Vec<_> = damaged.iter().filter(|damaged| damaged.kind == kind.name()).cloned().collect();
        files.push((name, csv::plain(&of_kind, &damaged).map_err(Problem::internal)?));
    }
    packed(&files).map_err(Problem::internal)
}

fn packed(files: &[(&str, Vec<u8>)]) -> std::result::Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Whether a file is an archive, by its first bytes.
pub fn is_one(file: &[u8]) -> bool {
    file.starts_with(b"PK\x03\x04")
}

/// An archive; `None` when it is broken.
pub fn open(file: &[u8]) -> Option<ZipArchive<Cursor<&[u8]>>> {
    ZipArchive::new(Cursor::new(file)).ok()
}

/// The file of an archive from which everything can be read again, unpacked as it is read; `None` when it is none of
/// Afterglow's, or says that it would unpack to more than it may. Where that is not true it ends there.
pub fn everything<'a>(archive: &'a mut ZipArchive<Cursor<&[u8]>>) -> Option<impl Read + 'a> {
    let entry = archive.by_name(EVERYTHING).ok().filter(|entry| entry.size() <= LARGEST)?;
    Some(entry.take(LARGEST))
}

/// What an entry of an archive holds; `None` when it is broken or would unpack to more than so many bytes.
pub fn content(entry: impl Read, most: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let read = entry.take(most + 1).read_to_end(&mut content).ok()?;
    u64::try_from(read).is_ok_and(|read| read <= most).then_some(content)
}
