//! What can be printed of a text that a person wrote.

use icu_properties::{CodePointSetData, props::ExtendedPictographic, props::Script};

use super::{
    scripts::{is_of_all, script_of},
    shaping::clusters,
    words::scripts as words,
};

/// The most combining marks on one character: more of them climb over other lines.
const MOST_MARKS: usize = 2;
/// How many characters of a text tell which language its Chinese characters are of.
pub(super) const BEGINNING: usize = 200;
/// The most on one letter of scripts whose vowels and tones are marks.
const MOST_VOWELS: usize = 4;

/// The text in one line, without what would steer its layout.
///
/// A sign that no font draws is told by its name in brackets (`[flag: Chad]`), each stretch in a script that none has
/// by that script's (`[Georgian]`), which `not_drawn` is told of.
pub(super) fn printable(text: &str, draws: impl Fn(&str) -> bool, mut not_drawn: impl FnMut(&str)) -> String {
    let mut line = String::with_capacity(text.len());
    for cluster in clusters(text).filter_map(|range| text.get(range)) {
        if cluster.bytes().all(|byte| byte.is_ascii_graphic()) {
            line.push_str(cluster);
        } else if cluster.starts_with(['\u{a0}', '\u{202f}']) {
            line.push('\u{a0}');
        } else if cluster.starts_with(char::is_whitespace) {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if is_emoji(cluster) {
            emoji(&mut line, cluster, (&draws, &mut not_drawn));
        } else {
            letter(&mut line, cluster, text, (&draws, &mut not_drawn));
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The text as it may be read aloud: in any script, but of one line and no longer than a label is.
pub(super) fn spoken(text: &str) -> String {
    printable(text, |_| true, |_| ()).chars().take(200).collect()
}

/// How it is asked whether a font draws a cluster, and told that none does.
type Told<'a> = (&'a dyn Fn(&str) -> bool, &'a mut dyn FnMut(&str));

/// A character and the marks on it.
fn letter(line: &mut String, cluster: &str, text: &str, (draws, not_drawn): Told) {
    let (mut marks, mut kept) = (0, String::new());
    for c in cluster.chars() {
        let joins = is_joiner(c) && kept.chars().next_back().is_some_and(has_joined_letters);
        if is_mark(c) || is_vowel(c) {
            marks += 1;
            let most = if is_mark(c) { MOST_MARKS } else { MOST_VOWELS };
            if marks <= most && !(line.is_empty() && kept.is_empty()) {
                kept.push(c);
            }
        } else if joins || !(c.is_control() || c.is_whitespace() || is_invisible(c)) {
            kept.push(c);
        }
    }
    let bare: String = kept.chars().filter(|c| !is_mark(*c)).collect();
    if kept.is_empty() || (!kept.contains(is_private) && draws(&kept)) {
        line.push_str(&kept);
    } else if !bare.is_empty() && !bare.contains(is_private) && draws(&bare) {
        line.push_str(&bare);
    } else if !bare.is_empty() {
        named(line, &kept, text, not_drawn);
    }
}

/// The name of the script in which a stretch is that cannot be drawn: once for all of it.
fn named(line: &mut String, cluster: &str, text: &str, not_drawn: &mut dyn FnMut(&str)) {
    let script = cluster.chars().map(script_of).find(|script| !is_of_all(*script));
    let goes_on = line.trim_end().ends_with(']');
    if script.is_none() && goes_on && !cluster.contains(is_private) {
        return;
    }
    let name = words::name(script.map(|script| read_as(script, text)));
    let bracketed = format!("[{name}]");
    not_drawn(&name);
    if line.trim_end().ends_with(&bracketed) {
        line.truncate(line.trim_end().len());
    } else {
        line.push_str(&bracketed);
    }
}

/// Chinese characters are Japanese among kana, and Korean among hangul; kana are Japanese.
fn read_as(script: Script, text: &str) -> Script {
    let holds = |wanted: &[Script]| text.chars().take(BEGINNING).any(|c| wanted.contains(&script_of(c)));
    match script {
        Script::Hiragana | Script::Katakana => Script::Hiragana,
        Script::Han if holds(&[Script::Hiragana, Script::Katakana]) => Script::Hiragana,
        Script::Han if holds(&[Script::Hangul]) => Script::Hangul,
        other => other,
    }
}

/// An emoji: as it is where a font has it in one sign, else by its name.
fn emoji(line: &mut String, cluster: &str, (draws, not_drawn): Told) {
    let kept: String = cluster.chars().filter(|c| !is_selector(*c)).collect();
    let signs = kept.chars().filter(|c| !is_tone(*c)).count();
    if signs == 1 && draws(&kept) {
        line.push_str(&kept);
    } else if let Some(emoji) = emojis::get(cluster).or_else(|| emojis::get(&kept)) {
        line.extend(["[", emoji.name(), "]"]);
    } else {
        for c in kept.chars().filter(|c| !is_invisible(*c)) {
            let mut one = [0; 4];
            let one: &str = c.encode_utf8(&mut one);
            match emojis::get(one) {
                _ if draws(one) => line.push_str(one),
                Some(emoji) => line.extend(["[", emoji.name(), "]"]),
                None => named(line, one, one, not_drawn),
            }
        }
    }
}

fn is_emoji(cluster: &str) -> bool {
    let pictures = CodePointSetData::new::<ExtendedPictographic>();
    let first = cluster.chars().next().is_some_and(|c| pictures.contains(c) || is_flag_letter(c) || is_tone(c));
    first || cluster.contains('\u{20e3}')
}

fn is_flag_letter(c: char) -> bool {
    matches!(u32::from(c), 0x1f1e6..=0x1f1ff)
}

/// The tone of a skin, which belongs to the sign before it.
pub(super) fn is_tone(c: char) -> bool {
    matches!(u32::from(c), 0x1f3fb..=0x1f3ff)
}

/// Says whether a sign is drawn as a picture or as text.
fn is_selector(c: char) -> bool {
    matches!(u32::from(c), 0xfe00..=0xfe0f)
}

/// What needs no glyph of its own: joiners.
pub(super) fn is_drawn_along(c: char) -> bool {
    is_joiner(c)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether letters of its script take other forms beside each other.
fn has_joined_letters(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x8ff | 0x900..=0xdff | 0x1000..=0x109f | 0x1780..=0x18af)
}

/// Whether words of its script stand beside each other without spaces: those of South-East Asia, Chinese and Japanese.
pub(super) fn is_word_without_spaces(c: char) -> bool {
    matches!(u32::from(c), 0xe00..=0xfff | 0x1000..=0x109f | 0x1100..=0x11ff | 0x1780..=0x17ff | 0x1950..=0x19df | 0x1a20..=0x1aaf
        | 0x2e80..=0xa4cf | 0xa960..=0xa97f | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xffef
        | 0x20000..=0x3ffff)
}

/// Characters without a shape of their own: joiners, selectors, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

/// Marks that combine with the character before them, whatever its script.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

/// Vowels and tones above or below a letter, of scripts that have them.
fn is_vowel(c: char) -> bool {
    use icu_properties::props::GeneralCategory;
    let category = icu_properties::CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark)
}

fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf0000..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let has = |c| u32::from(c) < 0x700 || ['\u{2212}', '🙂', '👍'].contains(&c) || is_tone(c) || is_joiner(c);
        printable(text, |cluster| cluster.chars().all(has), |_| ())
    }

    #[test]
    fn lines_tabs_and_controls_become_one_line() {
        assert_eq!(shown("  slow,\r\n\tlike \u{7}warm\u{0} water  "), "slow, like warm water");
    }

    #[test]
    fn what_steers_layout_is_left_out() {
        assert_eq!(shown("a\u{202e}b\u{200d}c\u{feff}d\u{e0041}"), "abcd");
        // It joins letters where there are joined letters, and there alone.
        assert_eq!(shown("می\u{200c}روم \u{200c}a\u{200c}b"), "می\u{200c}روم ab");
    }

    #[test]
    fn a_stretch_that_cannot_be_printed_is_named_once() {
        assert_eq!(shown("today: ქართული ენა, დღეს"), "today: [Georgian], [Georgian]");
        assert_eq!(shown("今日は雨。明日も"), "[Japanese]");
        assert_eq!(shown("今天下雨 오늘"), "[Korean]");
        assert_eq!(shown("今天下雨"), "[Chinese]");
        assert_eq!(shown("ᚠᚢ \u{e000}x\u{10fffd}"), "[Runic] [other signs]x[other signs]");
    }

    #[test]
    fn emoji_are_drawn_or_named() {
        assert_eq!(shown("better 🙂👩‍🚀 today"), "better 🙂[woman astronaut] today");
        assert_eq!(shown("👍🏽 ❤\u{fe0f} 🇹🇩 5\u{fe0f}\u{20e3}"), "👍🏽 [red heart] [flag: Chad] [keycap: 5]");
        assert_eq!(shown("\u{1f1e6}\u{1f1e6}"), "[other signs]");
    }

    #[test]
    fn marks_do_not_pile_up() {
        assert_eq!(shown("a\u{301}\u{301}\u{301}\u{301}b\u{308}"), "a\u{301}\u{301}b\u{308}");
        assert_eq!(shown("\u{301}"), "");
        assert_eq!(shown(&format!("ب{}", "\u{650}".repeat(9))), format!("ب{}", "\u{650}".repeat(4)));
    }
}
