//! The codes that the app has sentences for: the web's unit test reads the same list.

use std::collections::BTreeMap;

use afterglow::{
    domain::refusal::{Known, Refusal},
    platform::problem::Code,
};

type Params = &'static [&'static str];

fn listed(known: &[Known]) -> BTreeMap<&'static str, Params> {
    let listed: BTreeMap<_, _> = known.iter().map(|known| (known.code, known.params)).collect();
    assert_eq!(listed.len(), known.len(), "two have one code");
    listed
}

#[test]
fn every_code_and_what_comes_with_it_is_in_the_list_that_the_app_is_held_to() {
    let mut problems = listed(Code::ALL);
    problems.retain(|code, _| !Code::OF_THE_COMMAND_LINE.iter().any(|own| own.name() == *code));
    let list = serde_json::json!({ "problems": problems, "refusals": listed(Refusal::ALL) });
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_json_snapshot!("said_codes", list);
    });
}
