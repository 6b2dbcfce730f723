//! The program itself, as the operator runs it.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::mpsc,
    thread::{self, JoinHandle},
    time::Duration,
};

use afterglow::platform::config::DatabaseUrl;
use serde_json::json;
use ureq::{Agent, http::Method};

use super::{
    app::database_for,
    http::{Answer, Request},
    patient,
};

/// The program on a data folder and the database that it stands for, without anything of this shell's
/// environment that would change it.
pub fn afterglow(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_afterglow"));
    let inherited = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("AFTERGLOW_"));
    inherited.for_each(|name| _ = command.env_remove(name));
    command.args(arguments).env("AFTERGLOW_DATA_DIR", data).stdin(Stdio::null());
    if let DatabaseUrl::Postgres(url) = database_for(data).url {
        command.env("AFTERGLOW_DATABASE_URL", url);
    }
    command
}

/// Runs a command to its end.
pub fn run(data: &Path, arguments: &[&str]) -> Output {
    afterglow(data, arguments).output().unwrap()
}

/// The same, in an environment with more in it.
pub fn run_where(data: &Path, arguments: &[&str], environment: &[(&str, &Path)]) -> Output {
    afterglow(data, arguments).envs(environment.iter().copied()).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The word that follows `what` in a log.
pub fn told<'a>(log: &'a str, what: &str) -> Option<&'a str> {
    let (_, rest) = log.split_once(what)?;
    rest.split(['"', '\n', ' ']).next()
}

/// A server in a process of its own; killed when dropped.
pub struct Process {
    pub address: SocketAddr,
    /// What its log said until it listened.
    pub greeting: String,
    /// How browsers name it: `http://127.0.0.1:8080`.
    pub origin: String,
    agent: Agent,
    child: Child,
    log: Option<JoinHandle<String>>,
}

impl Process {
    /// Serves on a port that the system chooses, and tells everything in its log.
    pub fn serve(data: &Path) -> Self {
        Self::serve_with(data, &[])
    }

    /// The same, with options.
    pub fn serve_with(data: &Path, options: &[&str]) -> Self {
        Self::start(data, options, &[("AFTERGLOW_LOG", "trace".as_ref())])
    }

    /// The same, with options, and a log of what is wrong alone.
    pub fn serve_quietly(data: &Path, options: &[&str]) -> Self {
        Self::serve_where(data, options, &[])
    }

    /// The same, in an environment with more in it.
    pub fn serve_where(data: &Path, options: &[&str], environment: &[(&str, &Path)]) -> Self {
        // It says where it is all the same.
        let log = "warn,afterglow::operations=info";
        Self::start(data, options, &[&[("AFTERGLOW_LOG", log.as_ref())], environment].concat())
    }

    fn start(data: &Path, options: &[&str], environment: &[(&str, &Path)]) -> Self {
        // On this machine alone, unless the test says where.
        let listen: &[&str] = if options.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        let mut command = afterglow(data, &[&["serve"], listen, options].concat());
        command.envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut greeting = String::new();
        let origin = loop {
            let before = greeting.len();
            assert!(stderr.read_line(&mut greeting).unwrap() > 0, "it ended: {greeting}");
            if let Some(origin) = told(&greeting[before..], "Afterglow is at ") {
                break origin.to_owned();
            }
        };
        let before = greeting.clone();
        let log = thread::spawn(move || {
            let mut said = before.into_bytes();
            stderr.read_to_end(&mut said).unwrap();
            text(&said)
        });
        let address = origin.split_once("://").unwrap().1.parse().unwrap();
        // A connection for each request: one that was kept may have been closed by the server in the meantime.
        let agent = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).build().into();
        Self { address, greeting, origin, agent, child, log: Some(log) }
    }

    /// The same, asked by a client of one's own.
    pub fn asked_by(mut self, agent: Agent) -> Self {
        self.agent = agent;
        self
    }

    /// What its operator reads, if it was started with `--metrics-listen`.
    pub fn metrics(&self) -> Answer {
        self.metrics_request().send()
    }

    /// The same, not sent yet.
    pub fn metrics_request(&self) -> Request {
        let url = told(&self.greeting, "Metrics are at ").expect("metrics are served").to_owned();
        Request { agent: self.agent.clone(), method: Method::GET, url, headers: Vec::new(), body: Vec::new() }
    }

    /// Its number among the system's processes.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A request to a path of the API, signed in as nobody.
    pub fn request(&self, method: Method, path: &str) -> Request {
        self.outside(method, &format!("/api/v1{path}"))
    }

    /// A request to any path.
    pub fn outside(&self, method: Method, path: &str) -> Request {
        let url = format!("{}{path}", self.origin);
        Request { agent: self.agent.clone(), method, url, headers: Vec::new(), body: Vec::new() }
    }

    /// Signs a new patient up and in; their access token.
    pub fn patient(&self, name: &str) -> String {
        let form = json!({ "username": name, "password": patient::PASSWORD, "time_zone": "UTC", "locale": "en" });
        self.request(Method::POST, "/accounts").json(&form).send().assert(201);
        let form = json!({ "username": name, "password": patient::PASSWORD });
        let session = self.request(Method::POST, "/sessions").json(&form).send().assert(201);
        session.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// Sends SIGTERM, as a service manager does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    fn signal(&self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// Kills it, as nobody warns of.
    pub fn kill(&self) {
        self.signal("-KILL");
    }

    /// Waits for the end, which tells its log too; `None` when it does not come within a time. It says nothing elsewhere.
    pub fn ends_within(mut self, time: Duration) -> Option<(ExitStatus, String)> {
        let (tell, told) = mpsc::channel();
        let process = self.child.id();
        let log = self.log.take().unwrap();
        thread::spawn(move || {
            let mut said = String::new();
            self.child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
            assert_eq!(said, "", "on standard output");
            let status = self.child.wait().unwrap();
            _ = tell.send((status, log.join().unwrap()));
        });
        let ended = told.recv_timeout(time).ok();
        if ended.is_none() {
            Command::new("kill").args(["-KILL", &process.to_string()]).status().unwrap();
        }
        ended
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Fails when it has ended already.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
