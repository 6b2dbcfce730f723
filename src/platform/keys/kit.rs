//! The recovery kit: the keys on paper, in letters that are hard to misread, each with a check of itself.

use data_encoding::{Encoding, Specification, SpecificationError};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{KeyBytes, KeyRing, ServerKey};

/// What each line of a key begins with.
const MARK: &str = "AFTERGLOW";
/// Of a digest, so that a slip of the pen is noticed.
const CHECK: usize = 4;

/// Crockford's base 32: no letter that could be read as a digit; `O` is read as 0, `I` and `L` as 1.
fn letters() -> Result<Encoding, SpecificationError> {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.ignore.push_str("- \t");
    specification.encoding()
}

/// Every key on a line of its own, the one in use first: to be printed and kept.
///
/// # Errors
/// Never: the alphabet is a fixed one.
pub fn written(ring: &KeyRing) -> Result<Zeroizing<String>, SpecificationError> {
    let letters = letters()?;
    let mut text = Zeroizing::new(String::new());
    for key in ring.keys() {
        let encoded = Zeroizing::new(letters.encode(&bytes(key)));
        text.push_str(MARK);
        for group in encoded.as_bytes().chunks(5) {
            text.push('-');
            text.extend(group.iter().map(|letter| char::from(*letter)));
        }
        text.push('\n');
    }
    Ok(text)
}

fn bytes(key: &ServerKey) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(1 + 32 + CHECK));
    bytes.push(key.version);
    bytes.extend_from_slice(key.secret.as_slice());
    let check = Sha256::digest(bytes.as_slice());
    bytes.extend(check.iter().take(CHECK));
    bytes
}

/// Why a kit cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// No line begins as keys do.
    #[error("there is no key in this kit: expected a line that begins with {MARK}")]
    NoKey,
    /// Two lines are of the same number and not the same key: they are of two servers.
    #[error("this kit has two different keys of the number {0}: its lines are of two kits")]
    Twice(u8),
    /// A line is not what was printed.
    #[error("line {0} of this kit is not as it was printed: a letter is wrong, missing, or one too many")]
    Line(usize),
}

/// The keys of a kit as typed or scanned, in any order: the one of the highest number is in use. Whatever else is
/// written around them is passed over.
///
/// # Errors
/// See [`Unread`].
pub fn read(text: &str) -> Result<KeyRing, Unread> {
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
    let keys = lines.filter_map(|(number, line)| {
        let (mark, rest) = line.split_at_checked(MARK.len())?;
        mark.eq_ignore_ascii_case(MARK).then(|| key(rest).ok_or(Unread::Line(number)))
    });
    let mut keys = keys.collect::<Result<Vec<_>, _>>()?;
    keys.sort_by_key(|key| std::cmp::Reverse(key.version));
    keys.dedup_by(|one, other| one.version == other.version && one.secret == other.secret);
    if let Some([one, _]) = keys.array_windows().find(|[one, other]| one.version == other.version) {
        return Err(Unread::Twice(one.version));
    }
    let mut keys = keys.into_iter();
    let current = keys.next().ok_or(Unread::NoKey)?;
    Ok(KeyRing { current, earlier: keys.collect() })
}

fn key(line: &str) -> Option<ServerKey> {
    let decoded = Zeroizing::new(letters().ok()?.decode(line.as_bytes()).ok()?);
    let (&version, rest) = decoded.split_first()?;
    let (secret, _) = rest.split_first_chunk::<32>()?;
    let key = ServerKey { version, secret: KeyBytes::new(*secret) };
    (bytes(&key) == decoded).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kit() -> (KeyRing, String) {
        let ring = KeyRing { current: ServerKey::new(2, [0xa5; 32]), earlier: vec![ServerKey::new(1, [7; 32])] };
        let text = written(&ring).unwrap().to_string();
        (ring, text)
    }

    fn fingerprints(ring: &KeyRing) -> Vec<(u8, String)> {
        ring.keys().map(|key| (key.version, key.fingerprint())).collect()
    }

    #[test]
    fn a_kit_is_read_however_it_was_copied_from_paper() {
        let (ring, text) = kit();
        assert_eq!(text.lines().count(), 2);
        let sloppy = format!("my clinic's kit\n\n  {}", text.to_lowercase().replace('0', "o").replace('1', "l"));
        for copy in [text.clone(), sloppy, text.replace('-', " ")] {
            assert_eq!(fingerprints(&read(&copy).unwrap()), fingerprints(&ring), "{copy}");
        }
    }

    #[test]
    fn the_order_of_the_lines_does_not_matter_and_no_number_stands_for_two_keys() {
        let (ring, text) = kit();
        let lines: Vec<_> = text.lines().collect();
        for copy in [[lines[1], lines[0]].join("\n"), [lines[1], lines[0], lines[1]].join("\n")] {
            assert_eq!(fingerprints(&read(&copy).unwrap()), fingerprints(&ring), "{copy}");
        }
        let other = written(&KeyRing::of(ServerKey::new(1, [8; 32]))).unwrap();
        assert_eq!(read(&format!("{text}{}", other.as_str())).err(), Some(Unread::Twice(1)));
    }

    #[test]
    fn a_slip_of_the_pen_is_noticed_on_its_line() {
        let (_, text) = kit();
        assert_eq!(read("").err(), Some(Unread::NoKey));
        let second = text.lines().nth(1).unwrap();
        for at in MARK.len()..second.len() {
            let mut slip = second.to_owned();
            let other = if slip.as_bytes()[at] == b'7' { "8" } else { "7" };
            slip.replace_range(at..=at, other);
            if slip.replace('-', "") != second.replace('-', "") {
                let read = read(&text.replace(second, &slip)).err();
                assert_eq!(read, Some(Unread::Line(2)), "{slip}");
            }
        }
        assert_eq!(read(text.trim_end().trim_end_matches(char::is_alphanumeric)).err(), Some(Unread::Line(2)));
    }
}
