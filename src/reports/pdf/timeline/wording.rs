//! Which words the questions were asked in: where they changed, the curve has a mark and the report a sentence.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    domain::measure::{BuiltIn, changes},
    reports::{
        pdf::{
            days::Days,
            drawing::{Drawing, Frame, Side},
            paper::{Paper, Pen},
            text,
            typeface::{SMALL, TINY},
            words,
        },
        view::{Series, View},
    },
};

const LINE: Pen = Pen::dashed(0.7, 60, [3.0, 2.0]);

/// A line in the panel of a measure where its words changed, with its caption.
pub(super) fn draw(drawing: &mut Drawing, series: &Series, frame: &Frame, days: Days) {
    for change in changes(&series.wordings) {
        let x = frame.x(days.number(change.from));
        drawing.line((x, frame.top), (x, frame.bottom()), LINE);
        let caption = words::wording::mark(change.version);
        let (place, side) = if x + drawing.typeface.width(&caption, TINY) + 2.0 < frame.right() {
            (x + 2.0, Side::Right)
        } else {
            (x - 2.0, Side::Left)
        };
        drawing.label((place, frame.bottom() - 2.0), &caption, TINY, side);
    }
}

/// One sentence for each change and its day, and then the versions and the languages that there were.
pub(super) fn told(view: &View) -> Vec<String> {
    let mut anew = BTreeMap::<_, Vec<&str>>::new();
    let mut unchanged = BTreeMap::<_, Vec<&str>>::new();
    let mut languages = BTreeSet::new();
    for series in &view.series {
        let Some(built_in) = BuiltIn::find(series.id.as_str()) else { continue };
        let name = built_in.words(view.language.tag()).name.as_str();
        languages.extend(series.wordings.iter().filter_map(|wording| Some(wording.language.as_ref()?.as_str())));
        let mut changed = false;
        for change in changes(&series.wordings) {
            anew.entry((change.from, change.version)).or_default().push(name);
            changed = true;
        }
        let version = series.wordings.first().map(|wording| wording.version);
        if let Some(version) = version.filter(|version| !changed && *version > 1) {
            unchanged.entry(version).or_default().push(name);
        }
    }
    let anew = anew.iter().map(|((day, version), names)| words::wording::anew(*day, *version, names));
    let unchanged = unchanged.iter().map(|(version, names)| words::wording::version(*version, names));
    let languages: Vec<&str> = languages.into_iter().collect();
    let languages = (!languages.is_empty()).then(|| words::wording::languages(&languages));
    anew.chain(unchanged).chain(languages).collect()
}

/// Below the figure.
pub(super) fn lay(paper: &mut Paper, view: &View) {
    let told = told(view);
    if !told.is_empty() {
        paper.space(3.0);
        text::paragraph(paper, &told.join(" "), SMALL);
    }
}
