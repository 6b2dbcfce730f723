//! The patient's own report: of the measures they follow, with nothing held back.

use jiff::Timestamp;

use super::{
    pdf::{self, Heading},
    view::View,
};
use crate::{
    accounts::{self, Owner},
    domain::{
        share::{Include, Range, Terms},
        text::Label,
    },
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
};

/// Whose journal a report says it is: nobody's name is in it.
pub const WHO: &str = "A patient's own journal";

/// The report as PDF.
///
/// # Errors
/// An internal problem.
pub fn own_report(connection: &mut DbConnection, owner: &Owner, now: Timestamp) -> Result<Vec<u8>> {
    let terms = Terms {
        label: Label::try_from(WHO.to_owned()).map_err(Problem::internal)?,
        measures: accounts::store::settings(connection, owner)?.profile.measures,
        range: Range::default(),
        include: Include::EVERYTHING,
    };
    let heading = Heading {
        who: WHO.to_owned(),
        label: String::new(),
        from: None,
        to: None,
        include: terms.include,
        made_at: now.to_zoned(owner.zone.clone()),
        expires_at: None,
    };
    pdf::report(&View::of(connection, owner, &terms, now)?, &heading)
}
