//! What is wrong with a file, line by line.

use std::fmt;

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        fault::{Fault, Named, Refusal},
        refusal::RefusalSchema,
    },
    platform::problem::{Code, Problem},
};

/// The most rows of a table: what is kept of each while it is read must fit into the server's memory beside the others'.
pub const MOST_ROWS: usize = 200_000;

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
pub struct LineFaults(Named<LineFault>);

impl LineFaults {
    /// A single one.
    pub fn one(line: u64, wrong: impl Into<Wrong>) -> Self {
        let mut faults = Self::default();
        faults.add(line, wrong);
        faults
    }

    /// The table has more rows than are read at once.
    pub fn too_many_rows() -> Self {
        Self::one(0, Refusal::TooMany { most: MOST_ROWS, what: "rows" })
    }

    /// Notes one more.
    pub fn add(&mut self, line: u64, wrong: impl Into<Wrong>) {
        self.0.push(LineFault::new(line, wrong));
    }

    /// Whether every line is as expected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` if nothing was wrong.
    ///
    /// # Errors
    /// The faults themselves, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl From<LineFaults> for Problem {
    fn from(faults: LineFaults) -> Self {
        let (named, count) = (faults.0.first(), faults.0.count());
        let of_the_whole = named.iter().all(|fault| fault.line == 0);
        let rows = if count == 1 { "1 row is".to_owned() } else { format!("{count} rows are") };
        let detail = if of_the_whole {
            "The file cannot be imported like this. Nothing was imported.".to_owned()
        } else {
            format!("{rows} not as expected; `errors` names the first {}. Nothing was imported.", named.len())
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidImport, detail)
            .param("rows", if of_the_whole { 0 } else { count })
            .param("named", named.len())
            .member("errors", named)
    }
}
