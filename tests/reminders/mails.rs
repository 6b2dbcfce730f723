//! Reminders by mail: who gets them, what they say, and how they stop.

use std::{fs, net::TcpListener, path::Path, time::Duration};

use afterglow::platform::mail::MailServer as Operators;
use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use super::{app, at_times, pass, settled, subscribe};
use crate::support::{
    Answer, App, Patient,
    mail_server::{MailServer, SILENT, Speaks, certified},
    process::{Process, run, text},
    push_service::PushService,
    rows, stored_bytes,
};

const ADDRESS: &str = "quince@mail.example";

fn with_mail(server: &MailServer) -> App {
    App::start_with(|config| {
        config.push_to_loopback = true;
        config.look_for_reminders_every = Duration::from_millis(20);
        config.public_origin = Some("http://journal.example".parse().unwrap());
        config.mail = Some(Operators {
            url: format!("smtp://{}", server.address).parse().unwrap(),
            from: "Afterglow <journal@clinic.example>".parse().unwrap(),
            password_file: None,
            authorities: None,
        });
    })
}

fn set(patient: &Patient, address: &str) -> Answer {
    patient.put("/account/reminder-mail", &json!({ "address": address }))
}

fn confirm(patient: &Patient, code: &str) -> Answer {
    patient.post("/account/reminder-mail/confirmation", &json!({ "code": code }))
}

fn state(patient: &Patient) -> Value {
    patient.read("/account/reminder-mail")
}

/// The code of the last mail.
fn code(server: &MailServer) -> String {
    server.received().last().unwrap().text.lines().next().unwrap().to_owned()
}

/// Has reminders go to an address, at these times.
fn mailed(patient: &Patient, server: &MailServer, address: &str, times: &[&str]) {
    patient.patch("/account", &json!({ "reminders": at_times(times) })).assert(200);
    set(patient, address).assert(204);
    confirm(patient, &code(server)).assert(204);
    settled(patient.app);
}

#[test]
fn an_address_is_confirmed_first_then_reminded_once_beside_the_browsers_without_a_word_about_health() {
    let (mails, pushes) = (MailServer::start(), PushService::start());
    let app = with_mail(&mails);
    let mut ada = app.patient("ada");
    assert_eq!(state(&ada), json!({ "offered": true, "address": null, "confirmed": false }));
    subscribe(&ada, &pushes, &at_times(&["14:00"]));
    set(&ada, ADDRESS).assert(204);
    let asked = &mails.expect(1)[0];
    assert_eq!((asked.to.as_str(), asked.headers["subject"].as_str()), (ADDRESS, "Your code"));
    assert_eq!(state(&ada), json!({ "offered": true, "address": ADDRESS, "confirmed": false }));
    pass(&app, 60);
    pushes.expect(1);
    mails.expect(1);
    ada.lives_on(SignedDuration::from_hours(23));
    settled(&app);

    set(&ada, ADDRESS).assert(204);
    confirm(&ada, &code(&mails)).assert(204);
    assert_eq!(state(&ada)["confirmed"], true);
    settled(&app);
    mails.expect(2);
    pass(&app, 60);
    pushes.expect(2);
    let reminder = &mails.expect(3)[2];
    assert_eq!(reminder.to, ADDRESS);
    // Filters count it against a mail that its subject is a question, or that it names no list.
    assert_eq!(reminder.headers["subject"], "A moment for today");
    assert_eq!(reminder.headers["list-id"], "Afterglow <afterglow.clinic.example>");
    assert_eq!(reminder.headers["from"], "Afterglow <journal@clinic.example>");
    assert_eq!(reminder.headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
    assert_eq!(reminder.headers["auto-submitted"], "auto-generated");
    let (app_link, asked, stop) =
        ("http://journal.example/", "You asked for reminders by mail to this address. ", reminder.stop());
    assert!(
        reminder.text.starts_with(&format!("A moment for today?\r\n{app_link}\r\n\r\n{asked}")),
        "{}",
        reminder.text
    );
    let end = format!("\r\n\r\n-- \r\nNo more of these mails:\r\n{stop}");
    assert!(reminder.text.trim_end().ends_with(&end), "{}", reminder.text);
    let said = format!("<p><a href=\"{app_link}\">A moment for today?</a></p><p>{asked}");
    assert!(reminder.html.contains(&said), "{}", reminder.html);
    let stopped = format!("<a href=\"{stop}\">No more of these mails</a>");
    assert!(reminder.html.contains(&stopped), "{}", reminder.html);
    let stored = stored_bytes(&app);
    assert!(!stored.windows(6).any(|bytes| bytes == b"quince"), "the address is stored in clear text");
    let export = app.another_device(&ada).read("/export").to_string();
    assert!(!export.contains("quince"), "{export}");
}

#[test]
fn links_in_mails_begin_by_the_operators_word_whatever_host_a_request_names() {
    let mails = MailServer::start();
    let app = with_mail(&mails);
    let ada = app.patient("ada");
    let form = json!({ "address": ADDRESS });
    let named = ada.request(Method::PUT, "/account/reminder-mail").header("x-forwarded-host", "evil.example");
    named.header("forwarded", "host=evil.example").json(&form).send().assert(204);
    let mail = &mails.expect(1)[0];
    assert!(mail.stop().starts_with("http://journal.example/api/v1/reminder-mail/"), "{}", mail.stop());
    assert!(!mail.text.contains("evil"), "{}", mail.text);

    let unnamed = App::start_with(|config| config.mail = app.config.mail.clone());
    let bea = unnamed.patient("bea");
    assert_eq!(state(&bea)["offered"], false);
    set(&bea, ADDRESS).assert(409);
    mails.expect(1);
}

#[test]
fn who_has_no_browser_is_mailed_all_the_same_and_each_once_by_however_many_servers() {
    let mails = MailServer::start();
    let app = with_mail(&mails);
    let patients: Vec<_> = (0..6).map(|n| app.patient(&format!("patient{n}"))).collect();
    for (n, patient) in patients.iter().enumerate() {
        mailed(patient, &mails, &format!("patient{n}@mail.example"), &["14:00"]);
    }
    mails.expect(6);
    pass(&app, 60);
    let mut reminded: Vec<String> = mails.expect(12).into_iter().skip(6).map(|mail| mail.to).collect();
    reminded.sort();
    reminded.dedup();
    assert_eq!(reminded.len(), 6);
}

#[test]
fn mails_are_stopped_by_one_click_or_on_a_page_that_changes_nothing_by_itself() {
    let mails = MailServer::start();
    let app = with_mail(&mails);
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    bob.patch("/account", &json!({ "locale": "de" })).assert(200);
    mailed(&ada, &mails, ADDRESS, &["14:00"]);
    mailed(&bob, &mails, "bob@mail.example", &["14:00"]);
    let [of_ada, of_bob] = [0, 1].map(|n| mails.received()[n].stop_path());
    let page = app.request(Method::GET, &of_bob).send().assert(200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    assert!(
        page.text().contains("<form method=\"post\">") && page.text().contains("Keine Mails mehr"),
        "{}",
        page.text()
    );
    assert_eq!(rows(&app, "reminder_mails"), 2);
    // As a mail program does it: without a cookie, as a form.
    let click = |path: &str| {
        let request = app.request(Method::POST, path);
        request.body("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click").send()
    };
    assert!(click(&of_bob).assert(200).text().contains("gehen keine Mails mehr"));
    // Some programs click twice.
    assert!(click(&of_bob).assert(200).text().contains("gehen keine Mails mehr"));
    app.request(Method::GET, &of_bob).send().refused(404, "not_found");
    assert_eq!(state(&bob)["address"], Value::Null);
    pass(&app, 60);
    assert_eq!(mails.expect(3)[2].to, ADDRESS);

    // What stops mails opens nothing, and nothing else stops them.
    let secret = of_ada.rsplit('/').next().unwrap();
    app.request(Method::GET, &format!("/calendar/{secret}")).send().refused(404, "not_found");
    app.request(Method::GET, "/shared").header("authorization", format!("Share {secret}")).send().assert(404);
    app.request(Method::GET, "/account").bearer(secret).send().assert(401);
    let ada = app.another_device(&ada);
    let calendar = ada.post("/account/calendar", &json!({})).assert(201).json();
    let calendar = calendar["url"].as_str().unwrap().rsplit('/').next().unwrap();
    click(&format!("/reminder-mail/{calendar}")).refused(404, "not_found");
    let mut other = secret.to_owned();
    other.replace_range(40..42, if secret[40..42] == *"AA" { "BB" } else { "AA" });
    click(&format!("/reminder-mail/{other}")).refused(404, "not_found");
    assert_eq!(rows(&app, "reminder_mails"), 1);
    ada.delete("/account/reminder-mail").assert(204);
    assert_eq!(rows(&app, "reminder_mails"), 0);
    click(&of_ada).refused(404, "not_found");
    // A link that stopped them says nothing of an address that was entered since.
    let bob = app.another_device(&bob);
    set(&bob, "bob@mail.example").assert(204);
    click(&of_bob).refused(404, "not_found");
    assert_eq!(rows(&app, "reminder_mails"), 1);
}

#[test]
fn a_code_is_good_for_an_hour_and_five_tries_and_an_address_is_written_to_three_times_a_day() {
    let mails = MailServer::start();
    let app = with_mail(&mails);
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    confirm(&ada, "01234567").wrong_at(&["/code"]);
    set(&ada, ADDRESS).assert(204);
    let first = code(&mails);
    for _ in 0..5 {
        confirm(&ada, "x").wrong_at(&["/code"]);
    }
    confirm(&ada, &first).wrong_at(&["/code"]);
    set(&ada, ADDRESS).assert(204);
    let late = code(&mails);
    confirm(&bob, &late).wrong_at(&["/code"]);
    app.time_passes(SignedDuration::from_mins(61));
    let ada = app.another_device(&ada);
    confirm(&ada, &late).wrong_at(&["/code"]);
    assert_eq!(state(&ada)["confirmed"], false);
    let bob = app.another_device(&bob);
    set(&bob, &ADDRESS.to_uppercase()).assert(204);
    let (start, end) = {
        let code = code(&mails);
        (code[..4].to_owned(), code[4..].to_owned())
    };
    set(&ada, ADDRESS).refused(429, "too_many_attempts");
    confirm(&bob, &format!(" {start} {end} ")).assert(204);
    mails.expect(3);
    for wrong in [
        "",
        "ada",
        "ada@",
        "@mail.example",
        "ada@localhost",
        "a b@mail.example",
        "ada@mail.example\r\nBcc: x@y.example",
        "<ada@mail.example>",
        "ada@[127.0.0.1]",
        "Ada <ada@mail.example>",
        &format!("{}@mail.example", "x".repeat(250)),
    ] {
        set(&ada, wrong).wrong_at(&["/address"]);
    }
}

#[test]
fn a_mail_server_that_refuses_or_says_nothing_costs_no_push_and_doubles_nothing() {
    let (mails, pushes) = (MailServer::start(), PushService::start());
    let app = with_mail(&mails);
    let mut ada = app.patient("ada");
    subscribe(&ada, &pushes, &at_times(&["14:00", "16:00", "18:00", "20:00"]));
    mailed(&ada, &mails, ADDRESS, &["14:00", "16:00", "18:00", "20:00"]);
    for (n, status) in [451, 550, SILENT].into_iter().enumerate() {
        mails.answers(status);
        pass(&app, if n == 0 { 60 } else { 120 });
        pushes.expect(n + 1);
        mails.expect(1);
    }
    mails.answers(250);
    ada.lives_on(SignedDuration::from_hours(2));
    settled(&app);
    pushes.expect(4);
    mails.expect(2);
    mails.answers(550);
    set(&ada, "other@mail.example").refused(502, "mail_failed");
}

#[test]
fn without_a_mail_server_none_is_offered_and_erasing_takes_the_address() {
    let app = app();
    let ada = app.patient("ada");
    assert_eq!(state(&ada), json!({ "offered": false, "address": null, "confirmed": false }));
    set(&ada, ADDRESS).refused(409, "no_mail_server");
    let mails = MailServer::start();
    let app = with_mail(&mails);
    let ada = app.patient("ada");
    mailed(&ada, &mails, ADDRESS, &[]);
    let proof = json!({ "password": crate::support::PASSWORD });
    ada.request(Method::DELETE, "/account").json(&proof).send().assert(204);
    assert_eq!(rows(&app, "reminder_mails"), 0);
}

/// A server that trusts this certificate, and mails by that URL.
fn serving(data: &Path, url: &str, certificate: &Path) -> Process {
    let password = data.with_extension("password");
    fs::write(&password, "o pen\n").unwrap();
    let options = [
        "--public-origin",
        "http://journal.example",
        "--smtp-url",
        url,
        "--smtp-from",
        "journal@clinic.example",
        "--smtp-password-file",
        password.to_str().unwrap(),
    ];
    Process::serve_where(data, &options, &[("SSL_CERT_FILE", certificate)])
}

/// What `config check` says of a mail server.
fn checked(folder: &Path, url: &str, options: &[&str]) -> String {
    let password = folder.join("password");
    fs::write(&password, "wrong\n").unwrap();
    let server = ["--smtp-url", url, "--smtp-from", "journal@clinic.example", "--smtp-password-file"];
    let common = ["config", "check", "--listen", "127.0.0.1:0", "--public-origin", "http://journal.example"];
    let arguments = [&common[..], &server, &[password.to_str().unwrap()], options].concat();
    let told = run(&folder.join("data"), &arguments);
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    text(&told.stdout)
}

#[test]
fn a_check_tells_what_is_wrong_with_a_mail_server_and_an_own_authority_is_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let (pem, config) = certified();
    let own = folder.path().join("own.pem");
    fs::write(&own, pem).unwrap();
    let trusting = ["--smtp-ca", own.to_str().unwrap()];
    let tls = MailServer::speaking(&Speaks::Tls(config.clone()));
    let start_tls = MailServer::speaking(&Speaks::StartTls(config));
    let by_tls = format!("smtps://user@{}", tls.address);
    let by_start_tls = format!("smtp://user@{}?tls=required", start_tls.address);
    for url in [&by_tls, &by_start_tls] {
        let told = checked(folder.path(), url, &[]);
        assert!(told.contains("certificate is not trusted") && told.contains("--smtp-ca"), "{told}");
        let told = checked(folder.path(), url, &trusting);
        assert!(told.contains("Mail: the server answers."), "{told}");
    }
    for server in [&tls, &start_tls] {
        server.refuses_passwords();
    }
    for url in [&by_tls, &by_start_tls] {
        let told = checked(folder.path(), url, &trusting);
        assert!(told.contains("does not take this name and password (it answers 535)"), "{told}");
    }
    let told = checked(folder.path(), &format!("smtps://user@{}", start_tls.address), &trusting);
    assert!(told.contains("does not begin with TLS") && told.contains("smtp://…?tls=required"), "{told}");
    let nobody_listens = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let told = checked(folder.path(), &format!("smtps://user@{nobody_listens}"), &trusting);
    assert!(told.contains("is not reached"), "{told}");
    fs::write(&own, "no certificate").unwrap();
    let refused = ["serve", "--listen", "127.0.0.1:0", "--public-origin", "http://journal.example"];
    let server = ["--smtp-url", &by_tls, "--smtp-from", "journal@clinic.example"];
    let refused = run(&folder.path().join("data"), &[&refused[..], &server, &trusting].concat());
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("holds no certificates in PEM"), "{}", text(&refused.stderr));
}

#[test]
fn elsewhere_a_mail_server_is_spoken_to_by_tls_that_is_trusted_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (pem, config) = certified();
    let (trusted, other) = (folder.path().join("trusted.pem"), folder.path().join("other.pem"));
    fs::write(&trusted, pem).unwrap();
    fs::write(&other, certified().0).unwrap();
    let tried = |name: &str, mails: &MailServer, scheme: &str, certificate: &Path| {
        let url = match scheme {
            "smtps" => format!("smtps://us%40er@{}", mails.address),
            _ => format!("smtp://us%40er@{}?tls=required", mails.address),
        };
        let process = serving(&folder.path().join(name), &url, certificate);
        let token = process.patient("ada");
        let form = json!({ "address": ADDRESS });
        process.request(Method::PUT, "/account/reminder-mail").bearer(&token).json(&form).send().status
    };
    let (tls, start_tls) = (Speaks::Tls(config.clone()), Speaks::StartTls(config));
    for (name, speaks, scheme) in [("a", &tls, "smtps"), ("b", &start_tls, "smtp")] {
        let mails = MailServer::speaking(speaks);
        assert_eq!(tried(name, &mails, scheme, &trusted), 204, "{scheme}");
        let mail = &mails.expect(1)[0];
        assert!(mail.over_tls && mail.by == "us@er:o pen", "{mail:?}");
        assert_eq!(tried(&format!("{name}2"), &mails, scheme, &other), 502, "{scheme}");
        mails.expect(1);
    }
    let clear = MailServer::start();
    assert_eq!(tried("c", &clear, "smtp", &trusted), 502);
    clear.expect(0);
}
