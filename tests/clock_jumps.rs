//! A server whose clock jumps, as one without a battery does, or one that is set right.

use jiff::SignedDuration;
use serde_json::json;
use ureq::http::Method;

use crate::support::{App, PASSWORD, check_in, hour, id};

#[test]
fn a_clock_that_is_set_right_by_some_seconds_signs_nobody_out() {
    let app = App::start();
    let ada = app.patient("ada");
    for seconds in [-8, 40, -36] {
        app.time_passes(SignedDuration::from_secs(seconds));
        ada.get("/account").assert(200);
    }
}

#[test]
fn a_clock_that_jumps_by_years_breaks_nothing_and_all_is_well_when_it_is_right_again() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(-1), 7)).assert(201);
    let before = ada.read("/changes");
    for years in [-56, 20] {
        let jump = SignedDuration::from_hours(years * 365 * 24);
        app.time_passes(jump);
        assert_eq!(ada.get("/account").status, 401, "a token of another time is refused");
        let answers = [
            app.sign_in("ada", PASSWORD),
            app.request(Method::GET, "/shared").header("authorization", "Share x").send(),
            app.outside(Method::GET, "/health/ready").send(),
        ];
        for answer in answers {
            assert!(answer.status < 500, "{years}: {}", answer.text());
        }
        let there = app.another_device(&ada);
        assert_eq!(there.read(&format!("/check-ins/{}", id(1)))["scores"], json!({ "low_mood": 7 }));
        there.delete("/sessions/current").assert(204);
        app.time_passes(-jump);
        // The device itself may have to sign in again: its session was over, as far as the server could tell.
        assert_eq!(app.another_device(&ada).read("/changes"), before);
    }
}
