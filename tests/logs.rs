//! Logs at their most talkative, and metrics, hold nothing that a patient wrote, and no secret.

use std::{
    fs,
    io::Read,
    os::unix::fs::MetadataExt,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use ureq::{
    Agent,
    http::{self, Method},
};

use crate::support::{
    SAFETY_PLAN, id,
    mail_server::MailServer,
    process::{Process, afterglow, told},
    push_service::{Browser, PushService},
};

/// One person's requests to a process, each with something in it that must not be told.
struct Canaries {
    process: Process,
    agent: Agent,
    secrets: Vec<String>,
}

impl Canaries {
    fn ask(&mut self, method: Method, path: &str, token: &str, body: &str) -> (Value, Option<String>) {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("http://{}/api/v1{path}", self.process.address))
            .header("content-type", if path.starts_with("/imports") { "text/csv" } else { "application/json" })
            .header("authorization", if token.contains(' ') { token.to_owned() } else { format!("Bearer {token}") })
            .header("cookie", "afterglow=canary-cookie.canary-session.canary-secret")
            .header("user-agent", "canary-agent")
            .header("x-forwarded-for", "203.0.113.77")
            .body(body.as_bytes().to_vec())
            .unwrap();
        let mut answer = self.agent.run(request).unwrap();
        let cookie = answer.headers().get("set-cookie").map(|cookie| cookie.to_str().unwrap().to_owned());
        (serde_json::from_slice(&answer.body_mut().read_to_vec().unwrap()).unwrap_or_default(), cookie)
    }

    fn secret(&mut self, secret: &str) -> String {
        self.secrets.push(secret.to_owned());
        secret.to_owned()
    }
}

/// A push to a secret address, and a calendar behind another.
fn reminders(ada: &mut Canaries, token: &str) {
    let service = PushService::start();
    let browser = Browser::at(&service, "canary-endpoint");
    ada.ask(Method::PUT, "/push/subscription", token, &browser.subscription(1).to_string());
    ada.ask(Method::POST, "/push/test", token, "");
    ada.secret(&service.expect(1)[0].headers["authorization"]);
    let (calendar, _) = ada.ask(Method::POST, "/account/calendar", token, "");
    let calendar = ada.secret(calendar["url"].as_str().unwrap().rsplit('/').next().unwrap());
    ada.ask(Method::GET, &format!("/calendar/{calendar}"), "", "");
}

/// A code by mail, and the link that stops them.
fn mails(ada: &mut Canaries, token: &str, server: &MailServer) {
    let set = json!({ "address": "canary@mail.example" }).to_string();
    ada.ask(Method::PUT, "/account/reminder-mail", token, &set);
    let mail = &server.expect(1)[0];
    let code = ada.secret(mail.text.lines().next().unwrap());
    ada.ask(Method::POST, "/account/reminder-mail/confirmation", token, &json!({ "code": code }).to_string());
    ada.secret(mail.stop_path().rsplit('/').next().unwrap());
    ada.ask(Method::POST, &mail.stop_path(), "", "");
    server.answers(550);
    ada.ask(Method::PUT, "/account/reminder-mail", token, &set);
}

/// A link, opened with its passcode and without, and by a clinic's own system.
fn link(ada: &mut Canaries, token: &str) {
    let whose = json!({ "name": "canary patient", "birth_date": "1985-12-10" });
    ada.secret("1985-12-10");
    let form = json!({
        "label": "canary label", "measures": ["low_mood"], "passcode": "canary passcode", "patient": whose
    });
    let (link, _) = ada.ask(Method::POST, "/shares", token, &form.to_string());
    let secret = ada.secret(link["token"].as_str().unwrap());
    for path in ["/shared", "/shared/fhir", "/shared/report.pdf"] {
        ada.ask(Method::GET, path, &format!("Share {secret}"), "");
    }
    let asked = json!({ "recipient": "canary clinic", "passcode": "wrong canary" });
    ada.ask(Method::POST, &format!("/shl/{secret}"), "", &asked.to_string());
    let asked = json!({ "recipient": "canary clinic", "passcode": "canary passcode", "embeddedLengthMax": 10 });
    let (manifest, _) = ada.ask(Method::POST, &format!("/shl/{secret}"), "", &asked.to_string());
    let ticket = ada.secret(manifest["files"][0]["location"].as_str().unwrap().rsplit('/').next().unwrap());
    ada.ask(Method::GET, &format!("/shl/{secret}/files/{ticket}"), "", "");
}

#[test]
fn the_log_at_its_most_talkative_and_the_metrics_tell_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start();
    let smtp_url = format!("smtp://operator:canary-password@{}", server.address);
    let options = [
        &["--metrics-listen", "127.0.0.1:0", "--push-to-loopback"][..],
        &["--public-origin", "http://journal.example"],
        &["--smtp-url", &smtp_url, "--smtp-from", "journal@clinic.example"],
    ]
    .concat();
    let process = Process::serve_with(&folder.path().join("data"), &options);
    let agent = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).build().into();
    let secrets = ["canary", "203.0.113.77", "9876543", "Pacific/Kiritimati"].map(str::to_owned).to_vec();
    let mut ada = Canaries { process, agent, secrets };

    let password = ada.secret("zebra-canary-umbrella-quartz");
    let form =
        json!({ "username": "canary-name", "password": password, "time_zone": "Pacific/Kiritimati", "locale": "en" });
    let (account, _) = ada.ask(Method::POST, "/accounts", "canary-token", &form.to_string());
    ada.secret(account["recovery_code"].as_str().unwrap());
    ada.ask(Method::POST, "/accounts", "", &form.to_string());
    let wrong = json!({ "username": "canary-name", "password": "wrong-canary" });
    ada.ask(Method::POST, "/sessions", "", &wrong.to_string());
    let right = json!({ "username": "canary-name", "password": password });
    let (session, cookie) = ada.ask(Method::POST, "/sessions", "", &right.to_string());
    let token = ada.secret(session["access_token"].as_str().unwrap());
    ada.secret(cookie.unwrap().split([';', '.']).nth(2).unwrap());

    let measure = json!({ "question": "canary?", "min": 987_600, "max": 987_700, "polarity": "higher_is_worse" });
    ada.ask(Method::PUT, "/measures/canary_measure", &token, &measure.to_string());
    ada.secret("987654");
    let check_in = json!({ "date": "2026-03-10", "scores": { "canary_measure": 987_654 }, "note": "canary note" });
    let path = format!("/check-ins/{}", id(0xca_a71));
    ada.secret(&id(0xca_a71));
    let (stored, _) = ada.ask(Method::PUT, &path, &token, &check_in.to_string());
    assert_eq!(stored["note"], "canary note");
    let bad = [
        r#"{"date": "2026-03-10", "note": "canary"#.to_owned(),
        json!({ "date": "canary date", "canary field": 1, "scores": { "canary measure": "canary" } }).to_string(),
        json!({ "date": "2026-03-10", "scores": { "low_mood": 9_876_543 } }).to_string(),
    ];
    for body in bad {
        ada.ask(Method::PUT, &path, &token, &body);
    }
    for phone in ["+44 9876543", &"canary".repeat(7)] {
        let plan = json!({ "reasons_to_live": ["canary reason"], "people": [{ "name": "canary", "phone": phone }] });
        ada.ask(Method::PUT, &format!("/safety-plans/{SAFETY_PLAN}"), &token, &plan.to_string());
    }
    ada.ask(Method::POST, "/imports?format=canary", &token, "canary,csv\n");
    ada.ask(
        Method::POST,
        "/imports?format=afterglow",
        &token,
        "at,kind,measure,value,note\ncanary,check_in,canary,9,canary\n",
    );
    let batch =
        json!({ "changes": [{ "kind": "check_in", "id": id(2), "body": { "note": "canary", "date": "canary" } }] });
    ada.ask(Method::POST, "/changes", &token, &batch.to_string());
    for path in
        ["/relief?measure=canary", "/check-ins?after=canary", "/canary/canary", "/measures/canary_measure", "/export"]
    {
        ada.ask(Method::GET, path, &token, "");
    }
    ada.ask(Method::POST, "/sessions/refresh", "canary.canary.canary", "");
    reminders(&mut ada, &token);
    mails(&mut ada, &token, &server);
    link(&mut ada, &token);

    let Canaries { process, secrets, .. } = ada;
    let metrics = process.metrics().assert(200).text();
    assert!(metrics.contains("/api/v1/check-ins/{id}"), "{metrics}");
    process.terminate();
    let (_, log) = process.ends_within(Duration::from_secs(20)).unwrap();
    assert!(log.lines().count() > 20 && log.contains("/api/v1/check-ins/{id}") && log.contains("TRACE"), "{log}");
    for secret in secrets {
        let told = log.lines().chain(metrics.lines()).find(|line| line.contains(&secret));
        assert!(told.is_none(), "{secret} is told: {}", told.unwrap());
    }
}

/// Serves with its log in a file, which is told to be the journal's stream or another, and asks it three things; the
/// lines of the log.
fn logged(options: &[&str], is_journal: bool) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("log")).unwrap();
    let stream = file.metadata().unwrap();
    let stream = format!("{}:{}", stream.dev(), stream.ino() + u64::from(!is_journal));
    let arguments = [&["serve", "--listen", "127.0.0.1:0"], options].concat();
    let mut command = afterglow(&folder.path().join("data"), &arguments);
    let mut server = command.env("JOURNAL_STREAM", stream).stderr(file).stdout(Stdio::piped()).spawn().unwrap();
    let log = || fs::read_to_string(folder.path().join("log")).unwrap();
    let address = (0..200).find_map(|_| {
        thread::sleep(Duration::from_millis(50));
        told(&log(), "Afterglow is at ").map(str::to_owned)
    });
    let address = address.unwrap_or_else(|| panic!("it did not say where it is: {}", log()));
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    for path in ["/health/ready", "/docs", "/api/v1/nowhere"] {
        let answer = agent.get(format!("{address}{path}")).call().unwrap();
        let id = answer.headers()["x-request-id"].to_str().unwrap();
        assert!(id.parse::<uuid::Uuid>().is_ok(), "{id}");
        if options.is_empty() {
            let lines = log();
            let line = lines.lines().find(|line| line.contains(id)).unwrap_or_else(|| panic!("no {id} in {lines}"));
            let line: Value = serde_json::from_str(&line[line.find('{').unwrap()..]).unwrap();
            assert_eq!(line["span"]["status"], answer.status().as_u16());
            let milliseconds = line["span"]["milliseconds"].as_f64().unwrap();
            assert!(milliseconds > 0.0 && milliseconds < 60_000.0, "{line}");
        }
    }
    assert!(Command::new("kill").arg(server.id().to_string()).status().unwrap().success());
    server.wait().unwrap();
    let mut said = String::new();
    server.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "", "on standard output");
    log().lines().map(str::to_owned).collect()
}

#[test]
fn each_request_has_an_id_and_a_time_and_each_line_the_priority_that_the_journal_reads() {
    for is_journal in [true, false] {
        let lines = logged(&[], is_journal);
        let key = lines.iter().find(|line| line.contains("A new key was made")).unwrap();
        assert_eq!(key.starts_with("<4>{"), is_journal, "{key}");
        let others = || lines.iter().filter(|line| line.contains("\"INFO\""));
        assert!(others().count() >= 4, "{lines:?}");
        assert!(others().all(|line| line.starts_with(if is_journal { "<6>{" } else { "{" })), "{lines:?}");
    }
}

#[test]
fn probes_and_successes_are_left_out_where_the_operator_says_so() {
    for (which, expected) in [
        ("all", &["/health/ready", "/docs", "unmatched"][..]),
        ("all-but-probes", &["/docs", "unmatched"]),
        ("failures", &["unmatched"]),
    ] {
        let lines = logged(&["--log-requests", which], false);
        let routes: Vec<String> = lines
            .iter()
            .filter(|line| line.contains("\"answered\""))
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["span"]["route"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(routes, expected, "{which}");
    }
}
