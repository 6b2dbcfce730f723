//! The journal of the demo's patient, on a server.

use jiff::Timestamp;
use serde_json::Value;
use ureq::http::Method;

use super::{App, Request, process::run};

/// A server on which `afterglow demo` made its account.
pub struct Demo {
    pub app: App,
    token: Value,
}

impl Demo {
    pub fn start() -> Self {
        let app = App::start();
        app.stop();
        let demo = run(&app.data_folder(), &["demo", "--user", "vera"]);
        let told = String::from_utf8(demo.stdout).unwrap();
        let password = told.lines().find_map(|line| line.trim().strip_prefix("password")).unwrap().trim();
        // The command writes half a year up to the present of this machine: the server must have come so far.
        app.time_passes(Timestamp::now().duration_since(app.clock.now()));
        app.start_again().unwrap();
        let token = app.sign_in("vera", password).assert(201).json()["access_token"].take();
        Self { app, token }
    }

    /// A request of the patient.
    pub fn asked(&self, method: Method, path: &str) -> Request {
        self.app.request(method, path).bearer(self.token.as_str().unwrap())
    }

    /// The measures that the patient is asked.
    pub fn measures(&self) -> Value {
        self.asked(Method::GET, "/account").send().assert(200).json()["measures"].take()
    }
}
