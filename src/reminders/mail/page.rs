//! The page behind the link in a mail: a question and a button, because programs open links before people do.

use maud::{DOCTYPE, Markup, html};

use crate::domain::reminder::Words;

/// Asks whether to stop.
pub fn question(words: Words) -> Markup {
    page(
        words,
        &html! {
            p { (words.stop_question) }
            form method="post" { button { (words.stop) } }
        },
    )
}

/// Says that it was done.
pub fn stopped(words: Words) -> Markup {
    page(words, &html! { p { (words.stopped) } })
}

fn page(words: Words, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Afterglow" }
                link rel="stylesheet" href="/docs/style.css";
            }
            body {
                main {
                    h1 { "Afterglow" }
                    (content)
                }
            }
        }
    }
}
