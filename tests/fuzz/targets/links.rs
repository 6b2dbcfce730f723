//! What visitors bring: secrets of links, passcodes, the tickets of SMART Health Links.
//!
//! Two lines: a secret, with the real one in the place of each `~`, and a passcode or ticket.

#![no_main]

use actix_web::http::{
    Method, StatusCode,
    header::{AUTHORIZATION, HeaderValue},
};
use afterglow_fuzz::{PASSCODE, World, request, with};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((secret, second)) = str::from_utf8(input).ok().and_then(|text| text.split_once('\n')) else { return };
    with(|world| {
        let secret = secret.replace('~', &world.link);
        page(world, &secret, second);
        manifest(world, &secret, second);
    });
});

fn page(world: &World, secret: &str, passcode: &str) {
    let (Ok(share), Ok(given)) = (HeaderValue::from_str(&format!("Share {secret}")), HeaderValue::from_str(passcode))
    else {
        return;
    };
    let Some(asked) = request(Method::GET, "/shared") else { return };
    let (status, _) = world.ask(asked.insert_header((AUTHORIZATION, share)).insert_header(("share-passcode", given)));
    // Ten wrong passcodes end the link: then nobody is let in any more.
    if status == StatusCode::OK {
        assert!(secret.trim() == world.link, "{secret}");
    } else {
        assert!(matches!(status, StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND), "{status}");
    }
}

fn manifest(world: &World, secret: &str, ticket: &str) {
    let path = format!("/shl/{secret}");
    if let Some(asked) = request(Method::GET, &format!("{path}?recipient=x")) {
        let (status, _) = world.ask(asked);
        assert_ne!(status, StatusCode::OK, "a direct file asks for no passcode: {PASSCODE}");
    }
    if let Some(asked) = request(Method::GET, &format!("{path}/files/{ticket}")) {
        let (status, _) = world.ask(asked);
        assert_ne!(status, StatusCode::OK, "nobody was given a ticket");
    }
}
