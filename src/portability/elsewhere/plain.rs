//! Notes that an app keeps as HTML, as plain text.

/// What a tag becomes; `None` when it is none of HTML's that notes are written with. People write `<` themselves.
fn becomes(tag: &str, line: &str) -> Option<&'static str> {
    let (closes, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
    let name = name.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    match (name.to_ascii_lowercase().as_str(), closes) {
        ("br", _) | ("div" | "p" | "li", true) => Some("\n"),
        // A line that goes on is not one with what follows.
        ("div" | "p" | "ul" | "ol", false) if !line.is_empty() => Some("\n"),
        ("li", false) => Some("• "),
        (
            "b" | "i" | "u" | "s" | "em" | "strong" | "strike" | "del" | "span" | "font" | "div" | "p" | "ul" | "ol"
            | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "a" | "img" | "blockquote" | "code" | "pre" | "small" | "big"
            | "sub" | "sup",
            _,
        ) => Some(""),
        _ => None,
    }
}

/// The text of a note.
pub fn text(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let line = text.rsplit('\n').next().unwrap_or_default();
        let tag = after.split_once('>').and_then(|(tag, after)| Some((becomes(tag, line)?, after)));
        let (instead, after) = tag.unwrap_or(("<", after));
        text.push_str(instead);
        rest = after;
    }
    text.push_str(rest);
    // A blank that does not break is one all the same.
    html_escape::decode_html_entities(&text.replace("&nbsp;", " ")).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_notes_go_and_what_people_wrote_stays() {
        for (html, plain) in [
            ("by the sea,<br>with <b>Jo</b> &amp; two dogs", "by the sea,\nwith Jo & two dogs"),
            ("<div>one</div><div>two</div>", "one\ntwo"),
            ("one<div>two</div>", "one\ntwo"),
            ("<ul><li>tea</li><li>bread</li></ul>", "• tea\n• bread"),
            ("<c_e> energetic & 3 < 4", "<c_e> energetic & 3 < 4"),
            ("a<br/>b&nbsp;c &#8364; &#x20AC; &unknown;", "a\nb c € € &unknown;"),
            ("<font color=\"red\">x</font>", "x"),
            ("caf&eacute; &hellip; 5 &euro; &ndash; it&rsquo;s", "café … 5 € – it’s"),
            ("<a href=\"https://example.org\">there</a><img src=\"x\"/>", "there"),
        ] {
            assert_eq!(text(html), plain, "{html}");
        }
    }
}
