//! A bundle for a server to store: a transaction of conditional creates.
//!
//! A server that has a resource of this identifier keeps its own, so that the same file stored again adds nothing. What
//! was changed in the journal since keeps its identifier, and stays on the server as it was: a create never overwrites.

use serde::Serialize;

use super::{
    bundle::{Entry, Resource},
    codes,
    elements::Identifier,
};

/// The type of such a bundle.
pub const TYPE: &str = "transaction";

/// What a server is to do with an entry.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    method: &'static str,
    url: &'static str,
    /// Only where nothing is found by this search.
    #[serde(skip_serializing_if = "Option::is_none")]
    if_none_exist: Option<String>,
}

/// These entries with what is to be done. What only tells that something is missing is nothing to store, and is left out.
pub fn entries(entries: Vec<Entry>) -> Vec<Entry> {
    entries.into_iter().filter_map(entry).collect()
}

fn entry(mut entry: Entry) -> Option<Entry> {
    let name = entry.full_url.trim_start_matches("urn:uuid:").to_owned();
    let identifier = Identifier::new(codes::ENTRIES, name);
    let search = identifier.search();
    let (url, if_none_exist) = match &mut entry.resource {
        Resource::Patient(patient) => ("Patient", Some(patient.identifier().search())),
        Resource::Questionnaire(questionnaire) => ("Questionnaire", Some(questionnaire.search())),
        Resource::Observation(observation) => {
            observation.identifier = Some([identifier]);
            ("Observation", Some(search))
        }
        Resource::MedicationStatement(statement) => {
            statement.identifier = Some([identifier]);
            ("MedicationStatement", Some(search))
        }
        Resource::QuestionnaireResponse(response) => {
            response.identifier = Some(identifier);
            ("QuestionnaireResponse", Some(search))
        }
        // R4 gives it no identifier; and each transfer is one of its own.
        Resource::Provenance(_) => ("Provenance", None),
        Resource::OperationOutcome(_) => return None,
    };
    entry.request = Some(Request { method: "POST", url, if_none_exist });
    Some(entry)
}
