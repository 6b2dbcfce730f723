//! A server in this process.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
};

use actix_web::{dev::ServerHandle, rt::System};
use afterglow::{
    platform::{
        clock::Clock,
        config::{Config, DatabaseUrl},
    },
    server,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::TempDir;
use ureq::{Agent, http::Method};

use super::{
    http::{Answer, Request},
    patient::{PASSWORD, Patient},
};

/// The database that a test works on: the one place that decides.
pub fn database_in(folder: &Path) -> DatabaseUrl {
    DatabaseUrl::in_folder(&folder.join("data"))
}

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    fn new() -> Self {
        let start: Timestamp = super::START.parse().unwrap();
        Self(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    fn clock(&self) -> Clock {
        let clock = self.clone();
        Clock::told_by(move || clock.now())
    }
}

/// A server on a fresh database, ended and cleared away when dropped.
pub struct App {
    pub clock: TestClock,
    pub config: Config,
    server: Mutex<Option<Server>>,
    agent: Agent,
    folder: TempDir,
}

struct Server {
    address: SocketAddr,
    handle: ServerHandle,
    thread: JoinHandle<()>,
}

impl Server {
    fn start(config: Config, clock: Clock) -> Result<Self, String> {
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            System::new().block_on(async move {
                match server::start(config, clock).await {
                    Ok(running) => {
                        tell.send(Ok((running.address, running.handle()))).unwrap();
                        running.until_stopped().await.unwrap();
                    }
                    Err(error) => tell.send(Err(error.to_string())).unwrap(),
                }
            });
        });
        let (address, handle) = told.recv().unwrap()?;
        Ok(Self { address, handle, thread })
    }

    fn end(self) {
        // The command is sent right away; the future would only wait for it.
        drop(self.handle.stop(false));
        self.thread.join().unwrap();
    }
}

impl App {
    pub fn start() -> Self {
        Self::start_with(|_| ())
    }

    /// A server whose configuration differs from the usual one.
    pub fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut config =
            Config { database: database_in(folder.path()), ..Config::in_folder(&folder.path().join("data")) };
        change(&mut config);
        // A connection for each request: none can have been closed by the server in the meantime.
        let agent = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).build().into();
        let clock = TestClock::new();
        let server = Server::start(config.clone(), clock.clock()).unwrap();
        Self { clock, config, server: Mutex::new(Some(server)), agent, folder }
    }

    /// Ends the server.
    pub fn stop(&self) {
        let server = self.server.lock().unwrap().take();
        server.expect("a running server").end();
    }

    /// Starts it again on the same database.
    ///
    /// # Errors
    /// The sentence for the operator.
    pub fn start_again(&self) -> Result<(), String> {
        let server = Server::start(self.config.clone(), self.clock.clock())?;
        *self.server.lock().unwrap() = Some(server);
        Ok(())
    }

    pub fn time_passes(&self, time: SignedDuration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub fn address(&self) -> SocketAddr {
        self.server.lock().unwrap().as_ref().expect("a running server").address
    }

    /// A request to a path of the API, signed in as nobody.
    pub fn request(&self, method: Method, path: &str) -> Request {
        self.outside(method, &format!("/api/v1{path}"))
    }

    /// A request to any path.
    pub fn outside(&self, method: Method, path: &str) -> Request {
        let url = format!("http://{}{path}", self.address());
        Request { agent: self.agent.clone(), method, url, headers: Vec::new(), body: Vec::new() }
    }

    pub fn sign_up(&self, name: &str, password: &str) -> Answer {
        let form = json!({ "username": name, "password": password, "time_zone": "Europe/Berlin", "locale": "en" });
        self.request(Method::POST, "/accounts").json(&form).send()
    }

    pub fn sign_in(&self, name: &str, password: &str) -> Answer {
        let form = json!({ "username": name, "password": password });
        self.request(Method::POST, "/sessions").json(&form).send()
    }

    /// Signs up and in.
    pub fn patient(&self, name: &str) -> Patient<'_> {
        let signed_up = self.sign_up(name, PASSWORD).assert(201).json();
        Patient::sign_in(self, name, signed_up["recovery_code"].as_str().unwrap())
    }

    /// The account of an earlier [`App::patient`], on one more device.
    pub fn another_device(&self, patient: &Patient) -> Patient<'_> {
        Patient::sign_in(self, &patient.name, &patient.recovery_code)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn database_file(&self) -> PathBuf {
        match &self.config.database {
            DatabaseUrl::Sqlite(file) => file.clone(),
            DatabaseUrl::Postgres(url) => panic!("{url} is not a file"),
        }
    }

    pub fn data_folder(&self) -> PathBuf {
        let folder = self.database_file().parent().unwrap().to_owned();
        assert!(fs::metadata(&folder).unwrap().is_dir());
        folder
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(server) = self.server.lock().unwrap().take() {
            server.end();
        }
    }
}
