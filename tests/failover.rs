//! A primary that is killed under load. `tests/failover` runs this, on a cluster that promotes its standby.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    process::Command,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use ureq::{
    Agent,
    http::{Method, Request},
};

use crate::support::{PASSWORD, check_in, hour, id, process::Process};

const SERVERS: usize = 3;
const PATIENTS: usize = 16;
/// For how long there is writing before the primary is killed, and after writing goes on.
const LOAD: Duration = Duration::from_secs(5);
/// How long the cluster may take to go on.
const PATIENCE: Duration = Duration::from_mins(2);

/// The servers as a load balancer has them: each request goes to the next one.
struct Servers {
    processes: Vec<Process>,
    turn: AtomicUsize,
    agent: Agent,
}

impl Servers {
    fn start(folder: &std::path::Path, cluster: &str) -> Self {
        let key = folder.join("server.key");
        let start = |number: usize| {
            let options = ["--database-url", cluster, "--key-file", key.to_str().unwrap()];
            Process::serve_quietly(&folder.join(format!("data{number}")), &options)
        };
        let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(30)));
        Self { processes: (0..SERVERS).map(start).collect(), turn: AtomicUsize::new(0), agent: agent.build().into() }
    }

    /// The answer of the server whose turn it is: its number, status and body.
    fn ask(&self, method: Method, path: &str, token: &str, body: &Value) -> (usize, u16, Value) {
        let server = self.turn.fetch_add(1, Ordering::Relaxed) % SERVERS;
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{}/api/v1{path}", self.processes[server].address))
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {token}"))
            .body(body.to_string())
            .unwrap();
        let mut answer = self.agent.run(request).unwrap();
        let status = answer.status().as_u16();
        assert!(status != 503 || answer.headers().contains_key("retry-after"));
        (server, status, answer.body_mut().read_json().unwrap_or_default())
    }

    fn patient(&self, name: &str) -> String {
        let form = json!({ "username": name, "password": PASSWORD, "time_zone": "UTC", "locale": "en" });
        assert_eq!(self.ask(Method::POST, "/accounts", "", &form).1, 201);
        let form = json!({ "username": name, "password": PASSWORD });
        let (_, status, session) = self.ask(Method::POST, "/sessions", "", &form);
        assert_eq!(status, 201);
        session["access_token"].as_str().unwrap().to_owned()
    }

    /// Everything in a patient's journal, by id.
    fn journal(&self, token: &str) -> BTreeMap<String, i64> {
        let (mut since, mut found) = (0, BTreeMap::new());
        loop {
            let (_, status, page) =
                self.ask(Method::GET, &format!("/changes?since={since}&limit=1000"), token, &Value::Null);
            assert_eq!(status, 200, "{page}");
            for change in page["changes"].as_array().unwrap() {
                let id = change["id"].as_str().unwrap().to_owned();
                assert!(found.insert(id, change["revision"].as_i64().unwrap()).is_none(), "twice in one journal");
            }
            since = page["revision"].as_i64().unwrap();
            if page["more"] == false {
                return found;
            }
        }
    }
}

/// Ends the writing, also when something went wrong.
struct Ending<'a>(&'a AtomicBool);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What one patient's phone did.
#[derive(Default)]
struct Written {
    attempted: BTreeSet<String>,
    /// When each write was answered, and by which server.
    answered: BTreeMap<String, (Instant, usize)>,
    put_off: usize,
    slowest: Duration,
}

/// Writes one check-in after the other, each again until it is answered as saved, as the app does.
fn write(servers: &Servers, token: &str, ended: &AtomicBool) -> Written {
    let mut written = Written::default();
    for n in 0.. {
        let id = id(n);
        written.attempted.insert(id.clone());
        loop {
            if ended.load(Ordering::Relaxed) {
                return written;
            }
            let asked = Instant::now();
            let (server, status, body) =
                servers.ask(Method::PUT, &format!("/check-ins/{id}"), token, &check_in(&hour(0), 7));
            written.slowest = written.slowest.max(asked.elapsed());
            match status {
                200 | 201 => {
                    written.answered.insert(id, (Instant::now(), server));
                    break;
                }
                503 => written.put_off += 1,
                _ => panic!("{status}: {body}"),
            }
        }
    }
    written
}

#[test]
#[ignore = "needs a cluster to break: tests/failover"]
fn no_write_that_was_answered_is_lost() {
    let cluster = env::var("AFTERGLOW_TEST_CLUSTER").expect("a cluster: tests/failover");
    let folder = tempfile::tempdir().unwrap();
    let servers = Servers::start(folder.path(), &cluster);
    let tokens: Vec<String> = (0..PATIENTS).map(|n| servers.patient(&format!("patient{n}"))).collect();
    let ended = AtomicBool::new(false);
    let began = Instant::now();
    let (killed, written): (Instant, Vec<Written>) = thread::scope(|scope| {
        let writers: Vec<_> = tokens.iter().map(|token| scope.spawn(|| write(&servers, token, &ended))).collect();
        let ending = Ending(&ended);
        thread::sleep(LOAD);
        let killed = Instant::now();
        assert!(Command::new(env::var("AFTERGLOW_TEST_KILL").unwrap()).status().unwrap().success());
        thread::sleep(Duration::from_secs(1));
        while servers.ask(Method::PATCH, "/account", &tokens[0], &json!({ "locale": "de" })).1 != 200 {
            assert!(killed.elapsed() < PATIENCE, "writing does not go on");
            thread::sleep(Duration::from_millis(100));
        }
        thread::sleep(LOAD);
        drop(ending);
        (killed, writers.into_iter().map(|writer| writer.join().unwrap()).collect())
    });

    let mut found = 0;
    for (token, written) in tokens.iter().zip(&written) {
        let journal = servers.journal(token);
        let lost: Vec<_> = written.answered.keys().filter(|id| !journal.contains_key(*id)).collect();
        assert!(lost.is_empty(), "lost: {lost:?}");
        assert!(journal.keys().all(|id| written.attempted.contains(id)));
        // One revision for each: nothing was written twice.
        assert_eq!(journal.values().max().copied(), i64::try_from(journal.len()).ok());
        found += journal.len();
    }
    let mut answers: Vec<(Instant, usize)> =
        written.iter().flat_map(|written| written.answered.values().copied()).collect();
    answers.sort_unstable();
    let before = answers.iter().rfind(|(at, _)| *at <= killed).unwrap().0;
    let after = answers.iter().find(|(at, _)| *at > killed + Duration::from_secs(1)).expect("writes after it").0;
    let served: BTreeSet<usize> = answers.iter().filter(|(at, _)| *at >= after).map(|(_, server)| *server).collect();
    assert_eq!(served.len(), SERVERS, "all servers go on, without a restart");

    let gap = answers.windows(2).map(|two| two[1].0 - two[0].0).max().unwrap();
    println!(
        "\nprimary killed after {:.1} s of writing by {PATIENTS} patients through {SERVERS} servers",
        (killed - began).as_secs_f64()
    );
    println!("  attempted     {:>7}", written.iter().map(|one| one.attempted.len()).sum::<usize>());
    println!("  acknowledged  {:>7}", answers.len());
    println!("  found         {found:>7}   every acknowledged one is among them, none is twice");
    println!(
        "  put off (503) {:>7}   and tried again by the phone",
        written.iter().map(|one| one.put_off).sum::<usize>()
    );
    println!(
        "  no writes for {:>7.1} s of {:.1} s since the last one before the kill",
        gap.as_secs_f64(),
        (after - before).as_secs_f64()
    );
    println!("  slowest answer{:>7.1} s", written.iter().map(|one| one.slowest).max().unwrap().as_secs_f64());
}
