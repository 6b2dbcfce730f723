//! What is wrong with a file, line by line.

use std::fmt;

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        fault::{Fault, Refusal},
        refusal::RefusalSchema,
    },
    platform::problem::{Code, Problem},
};

/// The most bad rows that are named.
pub const MOST_FAULTS: usize = 100;

/// What is wrong with one line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineFault {
    /// The line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// What was expected there.
    #[serde(flatten)]
    pub wrong: Wrong,
}

impl LineFault {
    /// At this line.
    pub fn new(line: u64, wrong: impl Into<Wrong>) -> Self {
        Self { line, wrong: wrong.into() }
    }
}

/// What is wrong with a row, and in which of its columns, where that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Wrong {
    /// The column, as the file names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What was expected there.
    #[serde(flatten)]
    #[schema(value_type = RefusalSchema)]
    pub refusal: Refusal,
}

impl Wrong {
    /// In the column of this name.
    pub fn in_column(refusal: Refusal, column: &str) -> Self {
        Self { column: Some(column.to_owned()), refusal }
    }
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Self {
        Self { column: None, refusal }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "{} in “{column}”", self.refusal),
            None => self.refusal.fmt(f),
        }
    }
}

/// The shape of a refused import in the API document: a table's faults have lines, a document's have pointers.
#[derive(ToSchema)]
#[schema(as = ImportProblem)]
#[expect(dead_code, reason = "stands for `Problem` in the API document alone")]
pub struct ImportProblemSchema {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    code: String,
    #[schema(value_type = Object)]
    params: (),
    /// Everything wrong with the file, or the first of it.
    errors: Vec<FileFault>,
}

/// What is wrong with one place of a file.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "stands for either in the API document alone")]
enum FileFault {
    /// In a table.
    Line(LineFault),
    /// In a JSON document.
    Pointer(Fault),
}

/// Every bad line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineFaults(pub Vec<LineFault>);

impl LineFaults {
    /// A single one.
    pub fn one(line: u64, wrong: impl Into<Wrong>) -> Self {
        Self(vec![LineFault::new(line, wrong)])
    }
}

impl From<LineFaults> for Problem {
    fn from(faults: LineFaults) -> Self {
        let count = faults.0.len();
        let of_the_whole = faults.0.iter().all(|fault| fault.line == 0);
        let rows = if count == 1 { "1 row is".to_owned() } else { format!("{count} rows are") };
        let first: Vec<LineFault> = faults.0.into_iter().take(MOST_FAULTS).collect();
        let detail = if of_the_whole {
            "The file cannot be imported like this. Nothing was imported.".to_owned()
        } else {
            format!("{rows} not as expected; `errors` names the first {}. Nothing was imported.", first.len())
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidImport, detail)
            .param("rows", if of_the_whole { 0 } else { count })
            .param("named", first.len())
            .member("errors", first)
    }
}
