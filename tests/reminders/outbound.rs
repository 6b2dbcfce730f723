//! Where the server never connects to.

use std::{net::TcpListener, thread, time::Duration};

use serde_json::json;

use super::{app, at_times, subscribe};
use crate::support::{
    App,
    process::Process,
    push_service::{Browser, PushService},
    rows, sql,
};

fn subscribe_at(app: &App, endpoint: &str) -> crate::support::Answer {
    let ada = app.another_device(&app.patient(&format!("p{}", rows(app, "accounts"))));
    let mut subscription = Browser::at(&PushService::start(), "x").subscription(1);
    subscription["endpoint"] = json!(endpoint);
    ada.put("/push/subscription", &subscription)
}

#[test]
fn the_server_connects_to_nothing_but_push_services_that_browsers_named_https_and_public() {
    let app = App::start();
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    door.set_nonblocking(true).unwrap();
    let port = door.local_addr().unwrap().port();
    let refused = [
        format!("http://127.0.0.1:{port}/x"),
        format!("https://127.0.0.1:{port}/x"),
        format!("https://localhost:{port}/x"),
        "https://127.0.0.1/x".to_owned(),
        "http://push.example/x".to_owned(),
        "https://10.0.0.1/x".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://[::1]/x".to_owned(),
        "https://[fd00::1]/x".to_owned(),
        "https://0x7f000001/x".to_owned(),
        "https://database/x".to_owned(),
        "https://user:secret@push.example/x".to_owned(),
    ];
    for endpoint in refused {
        subscribe_at(&app, &endpoint).wrong_at(&["/endpoint"]);
    }
    assert_eq!(rows(&app, "push_subscriptions"), 0);
    assert!(door.accept().is_err(), "nobody knocked");
}

/// A name may lead anywhere, and elsewhere the next time: what counts is the address that is connected to.
#[test]
fn what_leads_to_a_private_address_when_it_is_connected_to_is_not_reached() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&[]));
    app.stop();
    let now = jiff::Timestamp::now().as_millisecond();
    sql(&app, &format!("UPDATE reminders SET due_at = {now}, snoozed_until = {now}"));
    // The same database behind a server that is not being tested.
    let _server = Process::serve_quietly(&app.data_folder(), &["--look-for-reminders-every", "50"]);
    while rows(&app, &format!("reminders WHERE due_at <= {now}")) > 0 {
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(rows(&app, "reminder_claims"), 1);
    service.expect(0);
}
