//! Someone signed in on one device.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use super::{
    app::App,
    http::{Answer, Request},
};

/// The password of every patient, until they change it.
pub const PASSWORD: &str = "plum sunset over water";
/// Another that is as good.
pub const RECOVERED: &str = "nine kettles of violet rain";

pub struct Patient<'a> {
    pub app: &'a App,
    pub name: String,
    pub recovery_code: String,
    pub access_token: String,
    pub session_id: String,
    /// The refresh cookie, as `name=value`.
    pub cookie: String,
}

impl<'a> Patient<'a> {
    pub fn sign_in(app: &'a App, name: &str, recovery_code: &str) -> Self {
        let answer = app.sign_in(name, PASSWORD).assert(201);
        Self {
            app,
            name: name.to_owned(),
            recovery_code: recovery_code.to_owned(),
            access_token: text(&answer.json()["access_token"]),
            session_id: text(&answer.json()["session_id"]),
            cookie: answer.cookie().0,
        }
    }

    pub fn request(&self, method: Method, path: &str) -> Request {
        self.app.request(method, path).bearer(&self.access_token)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path).send()
    }

    /// What a path answers when all is well.
    #[track_caller]
    pub fn read(&self, path: &str) -> Value {
        self.get(path).assert(200).json()
    }

    pub fn get_unless(&self, path: &str, etag: &str) -> Answer {
        self.request(Method::GET, path).header("if-none-match", etag).send()
    }

    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::PUT, path).json(body).send()
    }

    pub fn put_if(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.request(Method::PUT, path).header("if-match", etag).json(body).send()
    }

    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::PATCH, path).json(body).send()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::POST, path).json(body).send()
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.request(Method::DELETE, path).send()
    }

    pub fn refresh(&self) -> Answer {
        refresh_with(self.app, &self.cookie)
    }

    /// Time passes while this device keeps its session alive, as the app does.
    pub fn lives_on(&mut self, time: SignedDuration) {
        self.app.time_passes(time);
        let answer = self.refresh().assert(200);
        self.access_token = text(&answer.json()["access_token"]);
        self.cookie = answer.cookie().0;
    }

    pub fn import_csv(&self, csv: impl Into<Vec<u8>>) -> Answer {
        self.request(Method::POST, "/imports?format=afterglow").body("text/csv", csv).send()
    }

    pub fn import_json(&self, document: &Value) -> Answer {
        self.post("/imports?format=afterglow", document)
    }

    /// What the measures of another app's files ask, without the app's name, by their ids.
    pub fn questions_elsewhere(&self) -> BTreeMap<String, String> {
        let measures = self.read("/measures")["items"].take();
        let measure = |measure: &Value| {
            let (question, _) = measure["question"].as_str()?.rsplit_once(" (")?;
            Some((text(&measure["id"]), question.to_owned()))
        };
        measures.as_array().unwrap().iter().filter_map(measure).collect()
    }

    /// The revision that the journal has reached.
    pub fn revision(&self) -> i64 {
        self.read("/changes?since=9000000")["revision"].as_i64().unwrap()
    }

    /// Everything that this patient can see of their own, to tell whether anything changed.
    pub fn everything(&self) -> Value {
        json!([self.read("/account"), self.read("/changes?limit=1000"), self.read("/sessions")])
    }
}

pub fn refresh_with(app: &App, cookie: &str) -> Answer {
    app.request(Method::POST, "/sessions/refresh").header("cookie", cookie).send()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}
