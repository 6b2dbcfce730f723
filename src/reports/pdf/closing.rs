//! The end of the report: notes, what the figures mean, and the foot of each page.

use jiff::civil::Date;
use krilla::tagging::Tag;

use super::{
    numbers::{count, date, points},
    paper::{BOTTOM, Content, FOOT, Ink, LEFT, MEASURE, Paper, Pen, RIGHT, TOP},
    table::rule,
    text,
    typeface::{BODY, Run, SMALL, SMALL_STRONG, Style, TINY},
    words::{self, defined},
};
use crate::{journal::Damaged, reports::view::View};

const DEFINITION: Style = Style { size: 7.0, leading: 7.4, grey: 40, bold: false };
const COLUMNS: usize = 3;
/// Between the columns of definitions.
const GAP: f32 = 11.0;
/// Above their title.
const ABOVE: f32 = 3.0;
/// Below this much room, notes begin a page.
const ROOM_FOR_NOTES: f32 = 34.0;
/// How many lines of a note are shown.
const NOTE_LINES: usize = 3;
const DATE: f32 = 58.0;

/// Which days hold something that could not be read. For the patient alone: see [`View::damaged`].
pub(super) fn missing(paper: &mut Paper, damaged: &[Damaged]) {
    if damaged.is_empty() {
        return;
    }
    let mut days: Vec<Date> = damaged.iter().filter_map(|damaged| damaged.local_date.as_ref()?.parse().ok()).collect();
    days.sort_unstable();
    days.dedup();
    let days: Vec<String> = days.into_iter().map(date).collect();
    text::paragraph(paper, &words::missing(damaged.len(), &days), SMALL);
}

/// The latest notes, as many as the page has room for above what the figures mean.
pub(super) fn notes(paper: &mut Paper, view: &View) {
    let mut notes = written(view);
    if notes.is_empty() {
        return;
    }
    notes.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let below = definitions_height(paper, view) + 2.0 * SMALL.leading + 12.0;
    text::heading(paper, words::NOTES.say(), ROOM_FOR_NOTES + below);
    let mut room = paper.left() - below - SMALL.leading;
    let mut shown: Vec<(Run, Vec<Run>)> = Vec::new();
    for (day, note) in &notes {
        let note = paper.typeface.printable(note);
        let lines = text::lines(&paper.typeface, &note, BODY, MEASURE - DATE, NOTE_LINES);
        room -= note_height(&lines);
        if room < 0.0 {
            break;
        }
        shown.push((paper.run(&format!("{} ", date(*day)), SMALL), lines));
    }
    paper.notes_left_out = notes.len() - shown.len();
    text::paragraph(paper, &words::latest_notes(shown.len(), notes.len()), SMALL);
    for (when, lines) in shown {
        let (y, height) = (paper.y, note_height(&lines));
        paper.within(Tag::P, |paper| {
            paper.put(LEFT, y + BODY.leading - text::baseline(BODY), when);
            text::column(paper, (LEFT + DATE, y), lines)
        });
        paper.y += height;
    }
}

fn note_height(lines: &[Run]) -> f32 {
    points(count(lines.len())) * BODY.leading + 2.0
}

/// Every note that is shown, with its day.
fn written(view: &View) -> Vec<(Date, &str)> {
    let notes = view.notes.iter().map(|note| (note.when.date(), &note.note));
    let treatments = view.treatments.iter().chain(&view.planned).flat_map(|treatment| {
        [&treatment.intention, &treatment.experience].into_iter().flatten().map(|note| (treatment.date, note))
    });
    let events = view.events.iter().filter_map(|event| Some((event.when.date(), event.note.as_ref()?)));
    let all = notes.chain(treatments).chain(events);
    all.filter(|(_, note)| !note.is_blank()).map(|(day, note)| (day, note.as_str())).collect()
}

/// What the figures mean, at the foot of the last page; and which scripts were not drawn.
pub(super) fn definitions(paper: &mut Paper, view: &View) {
    let height = definitions_height(paper, view);
    let not_drawn = not_drawn(paper).unwrap_or_default();
    let lines = text::lines(&paper.typeface, &not_drawn, SMALL, MEASURE, usize::MAX).len();
    paper.need(height + points(count(lines)) * SMALL.leading);
    text::paragraph(paper, &not_drawn, SMALL);
    if height <= 0.0 {
        return;
    }
    paper.y = paper.y.max(BOTTOM - height);
    paper.mark(Content::Decoration, rule(paper.y, Pen::solid(0.8, 0)).into_iter().collect());
    paper.space(ABOVE);
    paper.sections.push((defined::TITLE.say().to_owned(), paper.page, paper.y));
    let title = paper.run(defined::TITLE.say(), SMALL_STRONG);
    let tag = text::heading_tag(2, defined::TITLE.say());
    paper.y = paper.within(tag, |paper| text::column(paper, (LEFT, paper.y), vec![title]));
    let (top, set) = (paper.y, set(paper, view));
    let rows = rows(&set);
    let mut line = 0;
    for definition in set {
        paper.within(Tag::P, |paper| {
            for run in definition {
                let (column, row) = (points(count(line / rows)), points(count(line % rows)));
                let y = top + (row + 1.0) * DEFINITION.leading - text::baseline(DEFINITION);
                paper.put(LEFT + column * (column_width() + GAP), y, run);
                line += 1;
            }
        });
    }
    paper.y = top + points(count(rows)) * DEFINITION.leading;
}

/// That the scripts were not drawn whose names stand on the paper in the place of words.
fn not_drawn(paper: &Paper) -> Option<String> {
    let drawn = |ink: &Ink, name: &str| matches!(ink, Ink::Text { run, .. } if run.text.contains(name));
    let mut scripts = paper.typeface.not_drawn();
    scripts.retain(|name| paper.marks.iter().flat_map(|mark| &mark.ink).any(|ink| drawn(ink, &format!("[{name}"))));
    (!scripts.is_empty()).then(|| words::scripts::not_drawn(&scripts))
}

fn column_width() -> f32 {
    let columns = points(count(COLUMNS));
    (MEASURE - GAP * (columns - 1.0)) / columns
}

/// Each definition's lines, led by its term.
fn set(paper: &Paper, view: &View) -> Vec<Vec<Run>> {
    let definition = |(term, meaning): (&str, String)| {
        text::led(&paper.typeface, [term, &meaning], DEFINITION, column_width(), usize::MAX)
    };
    defined::defined(view).into_iter().map(definition).collect()
}

/// How many lines each column has: a definition goes on in the next one.
fn rows(definitions: &[Vec<Run>]) -> usize {
    definitions.iter().map(Vec::len).sum::<usize>().div_ceil(COLUMNS)
}

/// Nothing where no word needs one.
fn definitions_height(paper: &Paper, view: &View) -> f32 {
    match rows(&set(paper, view)) {
        0 => 0.0,
        rows => points(count(rows)) * DEFINITION.leading + ABOVE + SMALL_STRONG.leading,
    }
}

/// The foot of each page: what to keep in mind, and where one is.
pub(super) fn footers(paper: &mut Paper, label: &str) {
    let label = paper.typeface.printable(label);
    let left =
        if label.is_empty() { words::FOOTER.say().to_owned() } else { format!("{} · {label}", words::FOOTER.say()) };
    for page in 0..=paper.page {
        let number = paper.run(&words::page(page + 1, paper.page + 1), TINY);
        let left = text::lines(&paper.typeface, &left, TINY, MEASURE - 60.0, 1);
        let mut ink: Vec<Ink> = left.into_iter().map(|run| Ink::Text { x: LEFT, y: FOOT, run }).collect();
        ink.push(Ink::Text { x: RIGHT - number.width, y: FOOT, run: number });
        ink.extend(rule(FOOT - 9.5, Pen::solid(0.35, 170)));
        paper.mark_on(page, Content::Footer, ink);
    }
    debug_assert!(paper.y > TOP, "a report has something on its last page");
}
