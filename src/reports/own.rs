//! The patient's own report: of the measures they follow, with nothing held back.

use jiff::Timestamp;

use super::{
    pdf::{self, Fonts, Heading},
    view::View,
};
use crate::{
    accounts::{self, Owner},
    domain::{
        language::Language,
        share::{Include, Range, Terms},
        text::Label,
    },
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
};

/// Whose journal a report says it is: nobody's name is in it.
const WHO: &str = "A patient's own journal";

/// The report as PDF.
///
/// # Errors
/// An internal problem.
pub fn own_report(connection: &mut DbConnection, owner: &Owner, now: Timestamp, fonts: &Fonts) -> Result<Vec<u8>> {
    let settings = accounts::store::settings(connection, owner)?;
    let language = pdf::nearest(spoken(settings.locale.as_str()));
    let terms = Terms {
        label: Label::try_from(WHO.to_owned()).map_err(Problem::internal)?,
        measures: settings.profile.measures,
        range: Range::default(),
        include: Include::EVERYTHING,
        language: None,
        patient: None,
    };
    let heading = Heading {
        who: Heading::somebody(language),
        language,
        label: String::new(),
        from: None,
        to: None,
        include: terms.include,
        made_at: now.to_zoned(owner.zone.clone()),
        expires_at: None,
    };
    pdf::report(&View::of(connection, owner, &terms, now)?.asked_in(language), &heading, fonts)
}

/// The language of the patient's app; English where the app does not speak the one they named.
///
/// # Errors
/// When the account cannot be read.
fn language_of(connection: &mut DbConnection, owner: &Owner) -> Result<Language> {
    Ok(spoken(accounts::store::settings(connection, owner)?.locale.as_str()))
}

/// The language that the documents of these terms are written in: the one named in them, else that of the patient's app.
///
/// # Errors
/// When the account cannot be read.
pub fn asked_for(connection: &mut DbConnection, owner: &Owner, terms: &Terms) -> Result<Language> {
    terms.language.map_or_else(|| language_of(connection, owner), Ok)
}

fn spoken(tag: &str) -> Language {
    Language::of_tag(tag).unwrap_or(Language::ENGLISH)
}
