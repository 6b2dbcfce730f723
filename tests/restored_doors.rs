//! What whoever is refused at the door is told after an older database came back: that it did, and that the account of
//! a session is not in it.

use serde_json::{Value, json};
use ureq::http::Method;

use crate::{
    older_database::Kept,
    support::{Answer, App, PASSWORD, Patient, RECOVERED},
};

fn recover(app: &App, name: &str) -> Answer {
    let form = json!({ "username": name, "recovery_code": "7Q2KX-0M4RB-V9T1C-HZ8DN", "new_password": RECOVERED });
    app.request(Method::POST, "/account/recovery").json(&form).send()
}

/// What each door answers: to a known name, to an unknown one, to a wrong recovery code, to a device's cookie.
fn refusals(app: &App, patient: &Patient, session: &str) -> [Value; 4] {
    [
        app.sign_in("ada", "plum sunset under water").refused(401, "wrong_credentials"),
        app.sign_in("nobody", PASSWORD).refused(401, "wrong_credentials"),
        recover(app, "ada").refused(401, "wrong_credentials"),
        patient.refresh().refused(401, session),
    ]
    .map(|answer| answer.json()["restored_at"].clone())
}

#[test]
fn who_is_refused_after_an_older_database_came_back_is_told_of_that_and_whose_account_it_lacks() {
    let app = App::start();
    let ada = app.patient("ada");
    app.stop();
    let kept = Kept::of(&app);
    app.start_again().unwrap();
    let bob = app.patient("bob");
    ada.request(Method::DELETE, "/sessions").send().assert(204);
    assert!(refusals(&app, &ada, "session_ended").iter().all(Value::is_null));
    app.stop();
    kept.put_back(&app);
    let before = jiff::Timestamp::now();
    app.start_again().unwrap();

    for (patient, session) in [(&ada, "session_ended"), (&bob, "account_unknown")] {
        for told in refusals(&app, patient, session) {
            let at: jiff::Timestamp = told.as_str().unwrap().parse().unwrap();
            let since = at.duration_since(before).as_secs();
            assert!((-1..60).contains(&since), "{at} is not when it came back");
        }
    }
    app.sign_in("bob", PASSWORD).refused(401, "wrong_credentials");
    app.sign_up("bob", PASSWORD).assert(201);
}
