//! Where a file comes from, as the API and the command line name it.

use deserr::Deserr;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, Type},
    },
};

use super::elsewhere::App;
use crate::domain::fault::{Faults, Refusal};

/// Afterglow's own CSV or JSON, or the archive that an export is.
const OWN: &str = "afterglow";
/// Of the app that wrote it.
const RECOGNISED: &str = "auto";

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserr)]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum ImportFormat {
    /// Afterglow itself.
    Afterglow,
    /// Another app; the one that wrote it where none is named.
    Elsewhere(Option<App>),
}

impl ImportFormat {
    /// Every name that a format has.
    pub fn names() -> impl Iterator<Item = &'static str> {
        [OWN, RECOGNISED].into_iter().chain(App::ALL.iter().map(|app| app.name()))
    }
}

impl TryFrom<String> for ImportFormat {
    type Error = Refusal;

    fn try_from(name: String) -> Result<Self, Refusal> {
        match name.as_str() {
            OWN => Ok(Self::Afterglow),
            RECOGNISED => Ok(Self::Elsewhere(None)),
            app => {
                let known = || Refusal::OneOf { allowed: Self::names().collect() };
                app.parse().map(|app| Self::Elsewhere(Some(app))).map_err(|_| known())
            }
        }
    }
}

impl PartialSchema for ImportFormat {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Self::names())).into()
    }
}

impl ToSchema for ImportFormat {}
