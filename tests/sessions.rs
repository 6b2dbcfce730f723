//! Sessions: staying signed in, devices, signing out, and giving the password again.

use std::thread;

use afterglow::platform::address::TrustedProxies;
use jiff::SignedDuration;
use serde_json::json;
use ureq::http::Method;

use crate::support::{
    App, PASSWORD, each,
    push_service::{Browser, PushService},
    refresh_with, rows,
};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

#[test]
fn signing_in_answers_an_access_token_and_sets_the_refresh_cookie() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    let answer = app.sign_in("ada", PASSWORD).assert(201);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let body = answer.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(900)));
    let (cookie, attributes) = answer.cookie();
    assert!(cookie.starts_with("afterglow="), "{cookie}");
    assert_eq!(attributes, ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=15552000"]);
    assert!(!answer.text().contains(cookie.split_once('=').unwrap().1));
}

#[test]
fn behind_https_the_cookie_is_bound_to_tls_and_the_host() {
    let app = App::start_with(|config| config.public_origin = Some("https://journal.example".parse().unwrap()));
    let ada = app.patient("ada");
    let answer = ada.refresh().assert(200);
    let (cookie, attributes) = answer.cookie();
    assert!(cookie.starts_with("__Host-afterglow="), "{cookie}");
    assert_eq!(attributes, ["HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=15552000"]);
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=63072000; includeSubDomains"));
    refresh_with(&app, &cookie.replace("__Host-", "")).refused(401, "session_ended");
}

#[test]
fn another_sites_page_cannot_use_the_cookie() {
    let app = App::start_with(|config| config.public_origin = Some("https://journal.example".parse().unwrap()));
    let ada = app.patient("ada");
    let from = |origin: &str| {
        let request = app.request(Method::POST, "/sessions/refresh").header("cookie", &ada.cookie);
        request.header("origin", origin).send()
    };
    for origin in ["https://evil.example", "http://journal.example", "https://journal.example.evil.example", "null"] {
        from(origin).refused(403, "foreign_origin");
    }
    from("https://journal.example").assert(200);
}

#[test]
fn a_forwarded_host_makes_no_other_page_this_servers_own() {
    for (proxy, status) in [("192.0.2.7", 403), ("127.0.0.1", 200)] {
        let app = App::start_with(|config| config.trusted_proxies = TrustedProxies::new(vec![proxy.parse().unwrap()]));
        let ada = app.patient("ada");
        let refresh = app.request(Method::POST, "/sessions/refresh").header("cookie", &ada.cookie);
        let refresh = refresh.header("origin", "https://evil.example").header("x-forwarded-host", "evil.example");
        refresh.send().assert(status);
    }
}

#[test]
fn without_a_public_origin_the_page_must_come_from_where_it_asks() {
    let app = App::start();
    let ada = app.patient("ada");
    let request = || app.request(Method::POST, "/sessions/refresh").header("cookie", &ada.cookie);
    request().header("origin", "http://evil.example").send().refused(403, "foreign_origin");
    let own = request();
    let origin = own.origin();
    own.header("origin", origin).send().assert(200);
}

#[test]
fn refreshing_rotates_the_cookie_and_goes_on() {
    let app = App::start();
    let ada = app.patient("ada");
    let (mut cookie, mut seen) = (ada.cookie.clone(), vec![ada.cookie.clone()]);
    for _ in 0..3 {
        app.time_passes(minutes(20));
        let answer = refresh_with(&app, &cookie).assert(200);
        assert_eq!(answer.json()["session_id"], ada.session_id.as_str());
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        app.request(Method::GET, "/account").bearer(&token).send().assert(200);
        cookie = answer.cookie().0;
        assert!(!seen.contains(&cookie));
        seen.push(cookie.clone());
    }
}

#[test]
fn twenty_tabs_that_refresh_at_once_all_stay_signed_in_with_one_successor() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut cookies: Vec<String> = thread::scope(|scope| {
        let tabs: Vec<_> = (0..20).map(|_| scope.spawn(|| ada.refresh().assert(200).cookie().0)).collect();
        tabs.into_iter().map(|tab| tab.join().unwrap()).collect()
    });
    cookies.dedup();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    app.time_passes(minutes(1));
    refresh_with(&app, &cookies[0]).assert(200);
}

#[test]
fn a_replaced_cookie_that_comes_back_late_ends_the_session() {
    let app = App::start();
    let ada = app.patient("ada");
    let phone = app.another_device(&ada);
    let successor = ada.refresh().assert(200).cookie().0;
    app.time_passes(minutes(60));
    let again = ada.refresh().assert(200);
    assert_eq!(again.cookie().0, successor, "an answer that was lost can be had again");
    let token = again.json()["access_token"].as_str().unwrap().to_owned();
    app.time_passes(seconds(1));
    ada.refresh().refused(401, "session_ended");
    // Whoever holds the successor may be the thief: the whole family is over.
    refresh_with(&app, &successor).refused(401, "session_ended");
    app.request(Method::GET, "/account").bearer(&token).send().refused(401, "session_ended");
    phone.refresh().assert(200);
}

#[test]
fn a_cookie_from_two_refreshes_ago_ends_the_session_at_once() {
    let app = App::start();
    let ada = app.patient("ada");
    let second = ada.refresh().assert(200).cookie().0;
    let third = refresh_with(&app, &second).assert(200).cookie().0;
    ada.refresh().refused(401, "session_ended");
    refresh_with(&app, &third).refused(401, "session_ended");
}

#[test]
fn a_session_ends_half_a_year_after_signing_in_however_often_it_is_refreshed() {
    let app = App::start();
    let mut ada = app.patient("ada");
    for _ in 0..17 {
        ada.lives_on(SignedDuration::from_hours(10 * 24));
    }
    ada.lives_on(SignedDuration::from_hours(10 * 24) - seconds(1));
    ada.get("/account").assert(200);
    app.time_passes(seconds(1));
    ada.get("/account").refused(401, "session_ended");
    ada.refresh().refused(401, "session_ended");
}

#[test]
fn an_access_token_is_good_for_fifteen_minutes() {
    let app = App::start();
    let ada = app.patient("ada");
    app.time_passes(minutes(15));
    // Ten seconds of leeway for clocks that differ.
    app.time_passes(seconds(9));
    ada.get("/account").assert(200);
    app.time_passes(seconds(1));
    ada.get("/account").refused(401, "unauthenticated");
    ada.refresh().assert(200);
}

#[test]
fn devices_are_listed_with_the_latest_first_and_the_one_that_asks_marked() {
    let app = App::start();
    let mut ada = app.patient("ada");
    app.time_passes(minutes(5));
    let form = json!({ "username": "ada", "password": PASSWORD });
    let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
    app.request(Method::POST, "/sessions").header("user-agent", agent).json(&form).send().assert(201);
    app.patient("bob");
    ada.lives_on(minutes(5));

    let devices = ada.read("/sessions");
    assert_eq!(each(&devices["items"], "device"), ["Another program", "Safari on iPhone"]);
    assert_eq!(each(&devices["items"], "current"), [true, false]);
    assert_eq!(devices["items"][0]["id"], ada.session_id.as_str());
    assert_eq!(each(&devices["items"], "created_at"), ["2026-03-10T12:00:00Z", "2026-03-10T12:05:00Z"]);
    assert_eq!(each(&devices["items"], "last_used_at"), ["2026-03-10T12:10:00Z", "2026-03-10T12:05:00Z"]);
}

#[test]
fn signing_out_ends_this_device_alone_and_takes_the_cookie_back() {
    let app = App::start();
    let ada = app.patient("ada");
    let phone = app.another_device(&ada);
    let farewell = ada.delete("/sessions/current").assert(204);
    let (cookie, attributes) = farewell.cookie();
    assert_eq!(cookie, "afterglow=");
    assert!(attributes.contains(&"Max-Age=0".to_owned()), "{attributes:?}");
    assert_eq!(farewell.header("clear-site-data"), Some("\"storage\""));
    ada.get("/account").refused(401, "session_ended");
    ada.refresh().refused(401, "session_ended");
    phone.get("/account").assert(200);
}

#[test]
fn signing_in_ends_the_session_that_this_browser_had_with_its_reminders_whosever_it_was() {
    let app = App::start_with(|config| config.push_to_loopback = true);
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let phone = app.another_device(&ada);
    let service = PushService::start();
    for device in [&ada, &phone] {
        device.put("/push/subscription", &Browser::at(&service, "ada").subscription(1)).assert(204);
    }
    let sign_in_over = |cookie: &str, password| {
        let form = json!({ "username": "bob", "password": password });
        app.request(Method::POST, "/sessions").header("cookie", cookie).json(&form).send()
    };
    // A wrong password, or a cookie that only names the session, ends nothing.
    sign_in_over(&phone.cookie, "not his password").refused(401, "wrong_credentials");
    let (named, _) = phone.cookie.rsplit_once('.').unwrap();
    sign_in_over(&format!("{named}.{}", "A".repeat(43)), PASSWORD).assert(201);
    phone.get("/account").assert(200);
    let current = phone.refresh().assert(200).cookie().0;
    sign_in_over(&current, PASSWORD).assert(201);
    phone.get("/account").refused(401, "session_ended");
    refresh_with(&app, &current).refused(401, "session_ended");
    for other in [&ada, &bob] {
        other.get("/account").assert(200);
    }
    assert_eq!(rows(&app, "push_subscriptions"), 1);
}

#[test]
fn signing_out_everywhere_ends_every_device_at_once() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let phone = app.another_device(&ada);
    let farewell = phone.delete("/sessions").assert(204);
    assert_eq!(farewell.header("clear-site-data"), Some("\"storage\""));
    for device in [&ada, &phone] {
        device.get("/account").refused(401, "session_ended");
        device.refresh().refused(401, "session_ended");
    }
    bob.get("/account").assert(200);
    assert_eq!(rows(&app, "sessions"), 1);
}

#[test]
fn only_leaving_makes_the_browser_drop_what_it_stored() {
    let app = App::start();
    let ada = app.patient("ada");
    let password = |password| ada.request(Method::DELETE, "/account").json(&json!({ "password": password })).send();
    let staying = [
        ada.refresh().assert(200),
        ada.get("/sessions").assert(200),
        ada.delete("/measures/calm").assert(204),
        app.request(Method::DELETE, "/sessions/current").send().refused(401, "unauthenticated"),
        password("not her password").refused(403, "wrong_password"),
    ];
    for answer in staying {
        assert_eq!(answer.header("clear-site-data"), None, "{}", answer.text());
    }
}

#[test]
fn exporting_asks_for_the_password_again_after_ten_minutes() {
    let app = App::start();
    let mut ada = app.patient("ada");
    ada.lives_on(minutes(10));
    ada.get("/export").assert(200);
    ada.lives_on(seconds(1));
    let asked = ada.get("/export").refused(401, "insufficient_user_authentication");
    assert!(asked.header("www-authenticate").unwrap().contains("insufficient_user_authentication"));

    let confirm = |password| ada.post("/sessions/current/confirmation", &json!({ "password": password }));
    confirm("not her password").refused(403, "wrong_password");
    ada.get("/export").assert(401);
    confirm(PASSWORD).assert(204);
    ada.get("/export").assert(200);
    ada.lives_on(minutes(10));
    ada.get("/export?format=csv").assert(200);
    ada.lives_on(seconds(1));
    ada.get("/export?format=csv").refused(401, "insufficient_user_authentication");
}
