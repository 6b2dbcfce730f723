//! What could not be read and is missing in a bundle, as an `OperationOutcome`.

use serde::Serialize;

use super::ids::{Id, Subject};
use crate::journal::Damaged;

/// Tells what is missing, an issue for each record.
#[derive(Debug, Clone, Serialize)]
pub struct OperationOutcome {
    id: String,
    issue: Vec<Issue>,
}

#[derive(Debug, Clone, Serialize)]
struct Issue {
    severity: &'static str,
    code: &'static str,
    diagnostics: String,
}

/// Names the records that could not be read; none where all could.
pub fn outcome(damaged: &[Damaged], subject: &Subject) -> Option<(Id, OperationOutcome)> {
    let issue: Vec<Issue> = damaged.iter().map(issue).collect();
    let id = subject.id(&["missing"]);
    (!issue.is_empty()).then(|| (id, OperationOutcome { id: id.text(), issue }))
}

fn issue(Damaged { kind, id, local_date, .. }: &Damaged) -> Issue {
    let day = local_date.as_ref().map_or_else(String::new, |date| format!(" of {date}"));
    let diagnostics = format!("The {kind} {id}{day} is damaged on the server and missing here.");
    Issue { severity: "warning", code: "incomplete", diagnostics }
}
