//! The fonts: those that are part of the program, and after them those of a folder that the operator named.

use std::sync::{Arc, LazyLock};

use super::{
    face::Face,
    printable::{is_drawn_along, is_tone},
};

mod folder;

pub use self::folder::Folder;

/// IBM Plex Sans, version 3.201 as published by Google Fonts (npm's `@expo-google-fonts/ibm-plex-sans` 0.4.1), and IBM
/// Plex Sans Arabic (`ibm-plex-sans-arabic` 0.4.2, whose letters are one shape each, so that they are read as words),
/// unchanged, and parts of Noto Sans and Noto Emoji (`fonts/subset` makes them): all under the Open Font License
/// (`fonts/*LICENSE.txt`). A document holds what it uses of them.
const REGULAR: &[u8] = include_bytes!("fonts/IBMPlexSans-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/IBMPlexSans-SemiBold.ttf");
const OTHERS: [&[u8]; 5] = [
    include_bytes!("fonts/NotoSansHebrew.ttf"),
    include_bytes!("fonts/IBMPlexSansArabic-Regular.ttf"),
    include_bytes!("fonts/NotoSansDevanagari.ttf"),
    include_bytes!("fonts/NotoSansThai.ttf"),
    include_bytes!("fonts/NotoEmoji.ttf"),
];

/// Read once, when the first report is made.
static EMBEDDED: LazyLock<Option<Embedded>> = LazyLock::new(Embedded::read);

struct Embedded {
    regular: Arc<Face>,
    semibold: Arc<Face>,
    others: Vec<Arc<Face>>,
}

impl Embedded {
    fn read() -> Option<Self> {
        let face = |bytes: &'static [u8]| Some(Arc::new(Face::read(Arc::new(bytes), 0, true)?));
        let others = OTHERS.into_iter().map(face).collect::<Option<_>>()?;
        Some(Self { regular: face(REGULAR)?, semibold: face(SEMIBOLD)?, others })
    }
}

/// What reports are drawn with. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Fonts(Option<Arc<Folder>>);

impl Fonts {
    /// Those of the program, and for what they do not have those of a folder.
    pub fn with(folder: Folder) -> Self {
        Self(Some(Arc::new(folder)))
    }

    /// Whether the fonts of the program can be read, without which there is no report.
    pub(super) fn are_there() -> bool {
        EMBEDDED.is_some()
    }

    /// The face that most of a report is drawn with, where it has all of a text.
    pub(super) fn first(text: &str, bold: bool) -> Option<Arc<Face>> {
        let embedded = EMBEDDED.as_ref()?;
        let face = if bold { &embedded.semibold } else { &embedded.regular };
        text.chars().all(|c| face.has(c)).then(|| face.clone())
    }

    /// The face that draws one character and the marks on it; none where no font has them all.
    ///
    /// `within` is the text that it is part of, by which the forms of Chinese characters are chosen.
    pub(super) fn face(&self, cluster: &str, bold: bool, within: &str) -> Option<Arc<Face>> {
        let has = |face: &Face| wanted(cluster).all(|c| face.has(c) || is_tone(c));
        let embedded = EMBEDDED.as_ref()?;
        let (first, second) =
            if bold { (&embedded.semibold, &embedded.regular) } else { (&embedded.regular, &embedded.semibold) };
        let own = [first, second].into_iter().chain(&embedded.others).find(|face| has(face)).cloned();
        own.or_else(|| self.0.as_ref()?.face(&wanted(cluster).collect::<Vec<_>>(), within))
    }
}

/// The characters of a cluster that need a glyph.
fn wanted(cluster: &str) -> impl Iterator<Item = char> {
    cluster.chars().filter(|c| !is_drawn_along(*c))
}
