//! JSON bodies of every route that takes one, which the first line names, sent by the patient.

#![no_main]

use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use afterglow_fuzz::{addressed, filled, request, with};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let (method, path, body) = addressed(input, |operation| {
        let taken = operation["requestBody"]["content"].as_object();
        taken.is_some_and(|taken| taken.len() == 1 && taken.contains_key("application/json"))
    });
    with(|world| {
        let asked = request(method, &filled(world, &path)).expect("a path of the document");
        let json = (CONTENT_TYPE, HeaderValue::from_static("application/json"));
        world.ask(world.signed_in(asked).insert_header(json).set_payload(body.to_vec()));
    });
});
