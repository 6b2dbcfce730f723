//! The same storm on `PocketBase`, in the same run: a like collection with like rules, a patient for each
//! connection, once with every commit on the disk (as Afterglow always does) and once as it comes
//! (`synchronous=NORMAL`: a power cut may take what was answered).

use std::{
    env, fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    crowd::{Crowd, check_in},
    load::{self, Load, Next, request},
    server::Server,
    times::{middle, ms, quantile},
};

const PATIENTS: usize = 256;
/// What each has written before.
const CHECK_INS: usize = 30;
const CONNECTIONS: [usize; 3] = [1, 64, 256];
const ROUNDS: usize = 3;
const TIME: Duration = Duration::from_secs(2);
const OPERATOR: &str = "operator@example.com";
const PASSWORD: &str = "plum sunset over water";

/// A `PocketBase` that is killed when dropped.
struct PocketBase {
    process: Child,
    address: SocketAddr,
    /// Of each signed-in patient: token and id.
    patients: Vec<(String, String)>,
    _folder: TempDir,
}

impl Drop for PocketBase {
    fn drop(&mut self) {
        // The bench started it, the bench ends it.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl PocketBase {
    fn start(durable: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (migrations, hooks) = (folder.path().join("migrations"), folder.path().join("hooks"));
        fs::create_dir_all(&migrations).unwrap();
        fs::create_dir_all(&hooks).unwrap();
        fs::write(migrations.join("1_check_ins.js"), include_str!("pocketbase/1_check_ins.js")).unwrap();
        if durable {
            fs::write(hooks.join("durable.pb.js"), include_str!("pocketbase/durable.pb.js")).unwrap();
        }
        let made = command(folder.path()).args(["superuser", "upsert", OPERATOR, PASSWORD]).status().unwrap();
        assert!(made.success());
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = command(folder.path()).args(["serve", "--http", &address.to_string()]).spawn().unwrap();
        while TcpStream::connect(address).is_err() {
            thread::sleep(Duration::from_millis(20));
        }
        let mut peer = Self { process, address, patients: Vec::new(), _folder: folder };
        peer.patients = peer.sign_everyone_in();
        load::run_until(address, peer.writers(PATIENTS), CHECK_INS, Duration::from_mins(1));
        peer
    }

    fn sign_everyone_in(&self) -> Vec<(String, String)> {
        let operator =
            self.post("_superusers/auth-with-password", "", &json!({ "identity": OPERATOR, "password": PASSWORD }));
        let operator = operator["token"].as_str().unwrap();
        let patient = |number: usize| {
            let email = format!("patient_{number}@example.com");
            let new = json!({ "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
            self.post("users/records", operator, &new);
            let session =
                self.post("users/auth-with-password", "", &json!({ "identity": email, "password": PASSWORD }));
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (text(&session["token"]), text(&session["record"]["id"]))
        };
        (0..PATIENTS).map(patient).collect()
    }

    fn post(&self, path: &str, token: &str, body: &Value) -> Value {
        let url = format!("http://{}/api/collections/{path}", self.address);
        ureq::post(url).header("authorization", token).send_json(body).unwrap().body_mut().read_json().unwrap()
    }

    fn writers(&self, connections: usize) -> Vec<Next> {
        let writer = |(token, owner): &(String, String)| -> Next {
            let (token, owner) = (token.clone(), owner.clone());
            Box::new(move || {
                let mut body = check_in(Timestamp::now());
                body["owner"] = json!(owner);
                request("POST", "/api/collections/check_ins/records", &token, &body.to_string())
            })
        };
        self.patients[..connections].iter().map(writer).collect()
    }

    fn readers(&self, connections: usize) -> Vec<Next> {
        let reader = |(token, _): &(String, String)| -> Next {
            let token = token.clone();
            Box::new(move || {
                request("GET", "/api/collections/check_ins/records?perPage=30&sort=at&skipTotal=1", &token, "")
            })
        };
        self.patients[..connections].iter().map(reader).collect()
    }
}

fn command(folder: &Path) -> Command {
    let program = env::var("POCKETBASE").expect("POCKETBASE names its program; tests/bench --peer installs it");
    let mut command = Command::new(program);
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.args(["--dir", "data", "--migrationsDir", "migrations", "--hooksDir", "hooks"]);
    command
}

/// Rates of each round, and all times.
#[derive(Default)]
struct Seen {
    rates: Vec<f64>,
    times: Vec<Duration>,
}

impl Seen {
    fn add(&mut self, load: Load) {
        self.rates.push(load.rate());
        self.times.extend(load.times);
    }
}

pub fn run() {
    let crowd = Crowd::new(PATIENTS, CHECK_INS, PATIENTS);
    let ours = Server::start(&crowd.data(), &[]);
    eprintln!("signing {PATIENTS} patients up and in, twice");
    let (durable, usual) = (PocketBase::start(true), PocketBase::start(false));
    println!(
        "{:<7} {:>11} {:<27} {:>9} {:>10} {:>10} {:>9}",
        "", "connections", "server", "answers/s", "p50", "p99", "Afterglow"
    );
    for connections in CONNECTIONS {
        let [mut a, mut d, mut u] = <[Seen; 3]>::default();
        for _ in 0..ROUNDS {
            a.add(load::run(ours.address, crowd.readers(connections), TIME));
            d.add(load::run(durable.address, durable.readers(connections), TIME));
            u.add(load::run(usual.address, usual.readers(connections), TIME));
        }
        table("reads", connections, a, [("PocketBase, FULL", d), ("PocketBase, NORMAL", u)]);
    }
    for connections in CONNECTIONS {
        let [mut a, mut d, mut u] = <[Seen; 3]>::default();
        for _ in 0..ROUNDS {
            a.add(load::run(ours.address, crowd.writers(connections), TIME));
            d.add(load::run(durable.address, durable.writers(connections), TIME));
            u.add(load::run(usual.address, usual.writers(connections), TIME));
        }
        table("writes", connections, a, [("PocketBase, FULL", d), ("PocketBase, NORMAL", u)]);
    }
}

fn table(what: &str, connections: usize, ours: Seen, peers: [(&str, Seen); 2]) {
    let line = |name: &str, mut seen: Seen, ours: Option<f64>| {
        let rate = middle(seen.rates);
        let ratio = ours.map_or_else(String::new, |ours| format!("{:>8.1}×", ours / rate));
        let (p50, p99) = (quantile(&mut seen.times, 0.5), quantile(&mut seen.times, 0.99));
        println!("{what:<7} {connections:>11} {name:<27} {rate:>9.0} {:>7.1} ms {:>7.1} ms {ratio}", ms(p50), ms(p99));
        rate
    };
    let rate = line("Afterglow, FULL and sealed", ours, None);
    for (name, seen) in peers {
        line(name, seen, Some(rate));
    }
}
