//! What mails say: nothing about health, and in each of them how to get no more. Each says it as text and as HTML.

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use maud::{DOCTYPE, Markup, html};
use uuid::Uuid;

use super::{sender::Mailer, store::Kept};
use crate::{
    domain::reminder::Words,
    platform::problem::{Problem, Result},
};

/// A reminder.
///
/// # Errors
/// When the address is none.
pub fn reminder(by: &Mailer, kept: &Kept, words: Words) -> Result<Message> {
    let app = format!("{}/", by.origin.as_str());
    let text = format!("{}\r\n{app}\r\n\r\n{}", words.question, words.asked_for);
    let page = html! { p { a href=(app) { (words.question) } } p { (words.asked_for) } };
    letter(by, kept, words, (words.moment, text, page))
}

/// The code by which somebody shows that mails to this address reach them.
///
/// # Errors
/// When the address is none.
pub fn code(by: &Mailer, kept: &Kept, code: &str, words: Words) -> Result<Message> {
    let told = [words.code_use, words.code_unasked].join(" ");
    let text = format!("{code}\r\n\r\n{told}");
    let page = html! { p { strong { (code) } } p { (told) } };
    letter(by, kept, words, (words.code, text, page))
}

/// Where these mails are stopped.
fn stop_url(by: &Mailer, kept: &Kept) -> String {
    format!("{}/api/v1/reminder-mail/{}", by.origin.as_str(), kept.stop)
}

fn letter(by: &Mailer, kept: &Kept, words: Words, (subject, text, page): (&str, String, Markup)) -> Result<Message> {
    let to: Address = kept.address.parse().map_err(Problem::internal)?;
    let (stop, domain) = (stop_url(by, kept), by.from.email.domain());
    let text = format!("{text}\r\n\r\n-- \r\n{}\r\n{stop}\r\n", words.no_more_mails);
    let page = html! {
        (DOCTYPE)
        html lang=(words.language) {
            head { meta charset="utf-8"; title { (subject) } }
            body {
                (page)
                p { small { a href=(stop) { (words.no_more_mails.trim_end_matches([':', '\u{a0}'])) } } }
            }
        }
    };
    let header = |name: &'static str, value: String| {
        HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
    };
    Message::builder()
        .from(by.from.clone())
        .to(Mailbox::new(None, to))
        .subject(subject)
        .message_id(Some(format!("<{}@{domain}>", Uuid::new_v4())))
        .raw_header(header("List-Id", format!("Afterglow <afterglow.{domain}>")))
        // One click in the mail program, without opening anything (RFC 8058).
        .raw_header(header("List-Unsubscribe", format!("<{stop}>")))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(text, page.into_string()))
        .map_err(Problem::internal)
}
