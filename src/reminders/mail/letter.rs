//! What mails say: nothing about health, and in each of them how to get no more.

use lettre::{
    Address, Message,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
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
    let text = format!("{}\r\n{}/\r\n\r\n{}", words.question, by.origin.as_str(), stopping(by, kept, words));
    letter(by, kept, words.question, text)
}

/// The code by which somebody shows that mails to this address reach them.
///
/// # Errors
/// When the address is none.
pub fn code(by: &Mailer, kept: &Kept, code: &str, words: Words) -> Result<Message> {
    let told = [words.code_use, words.code_unasked].join(" ");
    let text = format!("{code}\r\n\r\n{told}\r\n\r\n{}", stopping(by, kept, words));
    letter(by, kept, words.code, text)
}

fn stopping(by: &Mailer, kept: &Kept, words: Words) -> String {
    format!("-- \r\n{}\r\n{}\r\n", words.no_more_mails, stop_url(by, kept))
}

/// Where these mails are stopped.
fn stop_url(by: &Mailer, kept: &Kept) -> String {
    format!("{}/api/v1/reminder-mail/{}", by.origin.as_str(), kept.stop)
}

fn letter(by: &Mailer, kept: &Kept, subject: &str, text: String) -> Result<Message> {
    let to: Address = kept.address.parse().map_err(Problem::internal)?;
    // One click in the mail program, without opening anything (RFC 8058).
    let header = |name: &'static str, value: String| {
        HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
    };
    Message::builder()
        .from(by.from.clone())
        .to(Mailbox::new(None, to))
        .subject(subject)
        .message_id(Some(format!("<{}@{}>", Uuid::new_v4(), by.from.email.domain())))
        .raw_header(header("List-Unsubscribe", format!("<{}>", stop_url(by, kept))))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(text)
        .map_err(Problem::internal)
}
