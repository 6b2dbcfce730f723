//! A server in this process.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicUsize, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
};

use actix_web::{dev::ServerHandle, rt::System};
use afterglow::{
    platform::{
        clock::Clock,
        config::{Config, Database, DatabaseUrl},
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
    postgres,
};

/// How many servers share a PostgreSQL database in each test.
const SERVERS: usize = 3;

/// The database that a data folder stands for: the one place that decides. A file in it, or one of its own on
/// the PostgreSQL server that the tests are run with.
pub fn database_for(data: &Path) -> Database {
    postgres::database_for(data).unwrap_or_else(|| DatabaseUrl::in_folder(data)).into()
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

/// A fresh database and what serves it, ended and cleared away when dropped. On PostgreSQL that is several servers,
/// and each request goes to another one.
pub struct App {
    pub clock: TestClock,
    pub config: Config,
    servers: Mutex<Vec<Server>>,
    requests: AtomicUsize,
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

    /// With a configuration that differs from the usual one.
    pub fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::try_start(change).unwrap()
    }

    /// The same, where it may be refused.
    ///
    /// # Errors
    /// The sentence for the operator.
    pub fn try_start(change: impl FnOnce(&mut Config)) -> Result<Self, String> {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("data");
        let mut config = Config { database: database_for(&data), ..Config::in_folder(&data) };
        change(&mut config);
        // A connection for each request: none can have been closed by the server in the meantime.
        let agent = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).build().into();
        let clock = TestClock::new();
        let app = Self { clock, config, servers: Mutex::default(), requests: AtomicUsize::new(0), agent, folder };
        app.start_again()?;
        Ok(app)
    }

    /// Ends the servers.
    pub fn stop(&self) {
        let running = std::mem::take(&mut *self.servers.lock().unwrap());
        assert!(!running.is_empty(), "nothing was running");
        running.into_iter().for_each(Server::end);
    }

    /// Starts them again on the same database.
    ///
    /// # Errors
    /// The sentence for the operator.
    pub fn start_again(&self) -> Result<(), String> {
        let number = if matches!(self.config.database.url, DatabaseUrl::Sqlite(_)) { 1 } else { SERVERS };
        for _ in 0..number {
            let server = Server::start(self.config.clone(), self.clock.clock())?;
            self.servers.lock().unwrap().push(server);
        }
        Ok(())
    }

    pub fn time_passes(&self, time: SignedDuration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// The server whose turn it is.
    pub fn address(&self) -> SocketAddr {
        let servers = self.servers.lock().unwrap();
        let turn = self.requests.fetch_add(1, Ordering::Relaxed) % servers.len();
        servers[turn].address
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

    pub fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let running = self.servers.get_mut().unwrap_or_else(PoisonError::into_inner);
        running.drain(..).for_each(Server::end);
        postgres::clear_away_with(&self.data_folder());
    }
}
