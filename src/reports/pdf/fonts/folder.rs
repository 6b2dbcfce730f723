//! A folder of fonts: which of them has a character. A font is read when a report first needs it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use harfrust::FontRef;
use skrifa::{MetadataProvider, raw::TableProvider, string::StringId};

use crate::reports::pdf::{
    face::{Coverage, Face},
    printable::BEGINNING,
};

/// How deep folders may lie in folders.
const DEPTH: usize = 8;
/// The bit of a font's permissions that forbids to embed it.
const RESTRICTED: u16 = 0x2;
/// Tables of fonts that are coloured or made of dots: a filed document is of black outlines.
const COLOURED: [&[u8; 4]; 5] = [b"CBDT", b"EBDT", b"sbix", b"COLR", b"SVG "];

/// The fonts of a folder and the folders in it.
#[derive(Debug)]
pub struct Folder(Vec<Found>);

struct Found {
    path: PathBuf,
    index: u32,
    family: String,
    /// The lower, the more it is of the kind that text is set in.
    rank: u32,
    coverage: Coverage,
    face: OnceLock<Option<Arc<Face>>>,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} in {}", self.family, self.path.display())
    }
}

impl Folder {
    /// Looks through a folder for fonts (TrueType and OpenType, single or collected) that can be embedded.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut found = Vec::new();
        collect(path, DEPTH, &mut found)?;
        found.sort_by(|one, other| (one.rank, &one.path, one.index).cmp(&(other.rank, &other.path, other.index)));
        Ok(Self(found))
    }

    /// How many fonts there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first font that has all of these characters, with the forms that the language of the text has.
    pub(super) fn face(&self, wanted: &[char], within: &str) -> Option<Arc<Face>> {
        let has = |found: &&Found| wanted.iter().all(|c| found.coverage.has(*c));
        let forms = wanted.iter().any(|c| is_cjk(*c)).then(|| forms(within));
        let fitting = |found: &&Found| forms.is_none_or(|forms| found.family.contains(forms));
        let fitting = self.0.iter().filter(has).filter(fitting);
        fitting.chain(self.0.iter().filter(has)).find_map(Found::face)
    }
}

impl Found {
    fn face(&self) -> Option<Arc<Face>> {
        let read = || Some(Arc::new(Face::read(Arc::new(fs::read(&self.path).ok()?), self.index, false)?));
        self.face.get_or_init(read).clone()
    }
}

/// Characters of Chinese, Japanese and Korean: the forms of many differ from language to language, and a font that has
/// some of them often has all.
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11ff | 0x2e80..=0x2fdf | 0x3000..=0x318f | 0x3400..=0x9fff | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xff60 | 0x20000..=0x3ffff)
}

/// How a family is called that has the forms of the language of a text: ` JP`, ` KR` or ` SC`.
fn forms(text: &str) -> &'static str {
    let any = |first: u32, last: u32| text.chars().take(BEGINNING).any(|c| (first..=last).contains(&u32::from(c)));
    if any(0x3041, 0x30ff) {
        " JP"
    } else if any(0xac00, 0xd7a3) {
        " KR"
    } else {
        " SC"
    }
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<Found>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if depth > 0 {
                // One folder that may not be listed leaves the others.
                _ = collect(&path, depth - 1, found);
            }
        } else if is_font(&path)
            && let Ok(bytes) = fs::read(&path)
        {
            found.extend((0..collected(&bytes)).filter_map(|index| looked_at(&path, &bytes, index)));
        }
    }
    Ok(())
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// How many fonts a file holds.
fn collected(bytes: &[u8]) -> u32 {
    match skrifa::raw::FileRef::new(bytes) {
        Ok(skrifa::raw::FileRef::Collection(collection)) => collection.len(),
        Ok(skrifa::raw::FileRef::Font(_)) => 1,
        Err(_) => 0,
    }
}

fn looked_at(path: &Path, bytes: &[u8], index: u32) -> Option<Found> {
    let font = FontRef::from_index(bytes, index).ok()?;
    let has = |tag: &[u8; 4]| font.table_data(skrifa::Tag::new(tag)).is_some();
    if COLOURED.into_iter().any(has) || !(has(b"glyf") || has(b"CFF ") || has(b"CFF2")) {
        return None;
    }
    let os2 = font.os2().ok()?;
    if os2.fs_type() & RESTRICTED != 0 {
        return None;
    }
    let family = font.localized_strings(StringId::FAMILY_NAME).english_or_first()?.to_string();
    let slanted = u32::from(os2.fs_selection().bits() & 1);
    let off = u32::from(os2.us_weight_class().abs_diff(400));
    // Sans first, as the rest of the report is; then the upright and the regular.
    let other = u32::from(!family.contains("Sans") || family.contains("Mono"));
    let rank = slanted * 100_000 + other * 10_000 + off;
    Some(Found { path: path.to_owned(), index, family, rank, coverage: Coverage::of(&font), face: OnceLock::new() })
}
