//! The codes that the app has sentences for: the web's unit test reads the same list.

use afterglow::domain::refusal::Refusal;
use serde_json::{Map, Value};

#[test]
fn every_code_and_what_comes_with_it_is_in_the_list_that_the_app_is_held_to() {
    let known: Map<String, Value> =
        Refusal::ALL.iter().map(|known| (known.code.to_owned(), serde_json::json!(known.params))).collect();
    assert_eq!(known.len(), Refusal::ALL.len(), "two refusals have one code");
    insta::assert_snapshot!("said_codes", serde_json::to_string_pretty(&known).unwrap());
}
