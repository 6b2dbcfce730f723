//! What can be read in a report.

use lopdf::{Dictionary, Document};

/// The text of each page.
pub fn pages(document: &Document) -> Vec<String> {
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// Pages as one line of words, wherever lines end on paper.
pub fn in_one_line(pages: &[String]) -> String {
    pages.join(" ").replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of the document's structure.
pub fn words(dictionary: &Dictionary, key: &[u8]) -> String {
    lopdf::decode_text_string(dictionary.get(key).unwrap()).unwrap().replace('\u{a0}', " ")
}

/// The lines that are not drawn in the order in which they are read, as the document's structure has them.
pub fn told(document: &Document) -> Vec<String> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let spans = dictionaries.filter(|dictionary| dictionary.has(b"ActualText") && dictionary.has(b"S"));
    spans.map(|span| words(span, b"ActualText")).collect()
}
