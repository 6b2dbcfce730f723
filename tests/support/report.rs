//! What can be read in a report.

use lopdf::Document;

/// The text of each page.
pub fn pages(document: &Document) -> Vec<String> {
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// Pages as one line of words, wherever lines end on paper.
pub fn in_one_line(pages: &[String]) -> String {
    pages.join(" ").replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
