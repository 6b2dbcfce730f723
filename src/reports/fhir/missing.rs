//! What could not be read and is missing in a bundle, as an `OperationOutcome`.

use serde::Serialize;

use super::ids::{Id, Subject};
use crate::{domain::language::Language, journal::Damaged, reports::pdf::filed};

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
pub fn outcome(damaged: &[Damaged], subject: &Subject, language: Language) -> Option<(Id, OperationOutcome)> {
    let issue: Vec<Issue> = damaged.iter().map(|one| issue(one, language)).collect();
    let id = subject.id(&["missing"]);
    (!issue.is_empty()).then(|| (id, OperationOutcome { id: id.text(), issue }))
}

fn issue(Damaged { kind, id, local_date, .. }: &Damaged, language: Language) -> Issue {
    let day = local_date.as_ref().map(ToString::to_string);
    let diagnostics = filed::missing(&format!("{kind} {id}"), day.as_deref(), language);
    Issue { severity: "warning", code: "incomplete", diagnostics }
}
