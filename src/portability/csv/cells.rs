//! What spreadsheets make of cells, and how cells are kept from being made something of.

use std::borrow::Cow;

/// How spreadsheets write yes and no, in the languages of the app.
const TRUE: [&str; 6] = ["true", "wahr", "verdadero", "vrai", "waar", "verdadeiro"];
const FALSE: [&str; 6] = ["false", "falsch", "falso", "faux", "onwaar", ""];

/// What a spreadsheet may take for the beginning of a formula, also in the wide forms of East Asia.
const OPERATORS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What spreadsheets save of a formula that cannot be reckoned, in the languages of the app.
const ERRORS: [&str; 24] = [
    "#NAME?",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#BEZUG!",
    "#WERT!",
    "#ZAHL!",
    "#¿NOMBRE?",
    "#¡REF!",
    "#¡VALOR!",
    "#¡NUM!",
    "#¡DIV/0!",
    "#NOM?",
    "#VALEUR!",
    "#NOMBRE!",
    "#NAAM?",
    "#VERW!",
    "#WAARDE!",
    "#GETAL!",
    "#NOME?",
    "#VALOR!",
    "#NÚM!",
];

/// Whether a cell was a text that a spreadsheet took for a formula, and could not reckon: the text is lost.
pub fn is_error(cell: &str) -> bool {
    let numbered = cell.strip_prefix("Err:").is_some_and(|code| code.len() == 3 && code.parse::<u16>().is_ok());
    numbered || ERRORS.contains(&cell)
}

/// Whether a cell says yes; `None` where it says neither.
pub fn truth(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    let is_true = TRUE.contains(&cell.as_str());
    (is_true || FALSE.contains(&cell.as_str())).then_some(is_true)
}

/// A whole number, written as `7.0` or `7,0` too.
pub fn whole(cell: &str) -> Option<i32> {
    let (figures, decimals) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    // Of `1,000` nobody knows whether it is a thousand.
    let is_whole = decimals.len() <= 2 && decimals.bytes().all(|byte| byte == b'0');
    figures.parse().ok().filter(|_| is_whole)
}

/// A number, with a point or a comma before its decimals.
pub fn number(cell: &str) -> Option<f64> {
    let Some((figures, decimals)) = cell.split_once(',') else { return cell.parse().ok() };
    let may_be_thousands = decimals.len() == 3 && figures != "0";
    format!("{figures}.{decimals}").parse().ok().filter(|_| !may_be_thousands)
}

/// A text as a cell that no spreadsheet takes for a formula: with an apostrophe before what could be one.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if may_run(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of such a cell.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| may_run(text)).unwrap_or(cell)
}

/// Whether a spreadsheet could take a cell for a formula, or an import for the error of one: the former passes over
/// blanks, and a tab or a line's end may begin a new cell. With apostrophes before it a text is the same in this, so that
/// each is guarded by one more.
fn may_run(text: &str) -> bool {
    let passed_over = |c: char| c == '\'' || c == '\u{feff}' || c.is_whitespace() || c.is_control();
    let bare = text.trim_start_matches('\'');
    is_error(bare)
        || bare.starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(passed_over).starts_with(OPERATORS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_run_is_guarded_and_nothing_else() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 170", "'+49 170"),
            ("- a walk", "'- a walk"),
            ("@home", "'@home"),
            ("\t=1", "'\t=1"),
            ("\rtext", "'\rtext"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("#NAME?", "'#NAME?"),
            ("'=1", "''=1"),
            ("'twas", "'twas"),
            ("1 = 1", "1 = 1"),
            ("", ""),
        ] {
            assert_eq!((guarded(text).as_ref(), unguarded(cell)), (cell, text));
        }
    }

    #[test]
    fn figures_are_read_as_spreadsheets_write_them_and_thousands_are_not_guessed() {
        for (cell, read) in
            [("7", Some(7)), ("7.0", Some(7)), ("7,00", Some(7)), ("-3", Some(-3)), ("7.5", None), ("1,000", None)]
        {
            assert_eq!(whole(cell), read, "{cell}");
        }
        for (cell, read) in
            [("6.33", Some(6.33)), ("6,33", Some(6.33)), ("0,125", Some(0.125)), ("1,000", None), ("1,2,3", None)]
        {
            assert_eq!(number(cell), read, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@\\t\\r\\n a-]{0,6}\\PC{0,4}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), &text);
        }
    }
}
