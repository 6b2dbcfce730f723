//! Query strings of every route that has parameters, which the first line names, sent by the patient.

#![no_main]

use afterglow_fuzz::{addressed, filled, request, with};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let (method, path, query) = addressed(input, |operation| {
        let parameters = operation["parameters"].as_array();
        operation.get("requestBody").is_none()
            && parameters.is_some_and(|all| all.iter().any(|parameter| parameter["in"] == "query"))
    });
    let Ok(query) = str::from_utf8(query) else { return };
    with(|world| {
        if let Some(asked) = request(method, &format!("{}?{query}", filled(world, &path))) {
            world.ask(world.signed_in(asked));
        }
    });
});
