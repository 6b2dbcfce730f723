//! What can be printed of a text that a person wrote.

/// Stands for characters that the typeface does not have.
pub(super) const REPLACEMENT: char = '\u{fffd}';
/// The most combining marks on one character: more of them climb over other lines.
const MOST_MARKS: usize = 2;

/// The text in one line, without what would steer its layout, and with [`REPLACEMENT`] for each
/// stretch of characters that the typeface does not have.
pub(super) fn printable(text: &str, has: impl Fn(char) -> bool) -> String {
    let mut line = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if c == '\u{a0}' || c == '\u{202f}' {
            line.push('\u{a0}');
        } else if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if c.is_control() || is_invisible(c) {
            continue;
        } else if is_mark(c) {
            marks += 1;
            if marks <= MOST_MARKS && has(c) && !line.is_empty() {
                line.push(c);
            }
            continue;
        } else if has(c) && !is_private(c) {
            line.push(c);
        } else if !line.ends_with(REPLACEMENT) {
            line.push(REPLACEMENT);
        }
        marks = 0;
    }
    line.truncate(line.trim_end().len());
    line
}

/// The text as it may be read aloud: in any script, but of one line and no longer than a label is.
pub(super) fn spoken(text: &str) -> String {
    printable(text, |_| true).chars().take(200).collect()
}

/// Characters without a shape of their own: joiners, selectors, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0x1f3fb..=0x1f3ff | 0xe0000..=0xe0fff)
}

/// Marks that combine with the character before them.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf0000..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        printable(text, |c| u32::from(c) < 0x500 || c == '\u{2212}')
    }

    #[test]
    fn lines_tabs_and_controls_become_one_line() {
        assert_eq!(shown("  slow,\r\n\tlike \u{7}warm\u{0} water  "), "slow, like warm water");
    }

    #[test]
    fn what_steers_layout_is_left_out() {
        assert_eq!(shown("a\u{202e}b\u{200d}c\u{feff}d\u{e0041}"), "abcd");
    }

    #[test]
    fn a_stretch_that_cannot_be_printed_is_one_mark() {
        assert_eq!(shown("better 🙂👩‍🚀 today, مرحبا"), "better \u{fffd} today, \u{fffd}");
        assert_eq!(shown("\u{e000}x\u{10fffd}"), "\u{fffd}x\u{fffd}");
    }

    #[test]
    fn marks_do_not_pile_up() {
        assert_eq!(shown("a\u{301}\u{301}\u{301}\u{301}b\u{308}"), "a\u{301}\u{301}b\u{308}");
        assert_eq!(shown("\u{301}"), "");
    }
}
