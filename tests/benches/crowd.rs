//! Many patients in a data folder, some of them signed in.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use afterglow::{
    accounts::{Hasher, Owner, audit::Chain, store},
    domain::{
        account::{Secret, Username},
        id::AccountId,
        language::Locale,
        record::{Kind, Record},
        zone::ZoneName,
    },
    journal,
    platform::{config::Config, sealing::Wrapper},
    server,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    load::{Next, request},
    server::Server,
};

const PASSWORD: &str = "plum sunset over water";
/// Accounts that are made in one transaction.
const AT_ONCE: usize = 200;

/// A folder with a data folder, `data`, and its key.
pub struct Crowd {
    pub folder: TempDir,
    /// Tokens of those who are signed in.
    pub tokens: Vec<String>,
}

impl Crowd {
    /// So many accounts with so many check-ins each, `signed_in` of them signed in, evenly spread.
    pub fn new(accounts: usize, check_ins: usize, signed_in: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fill(&folder.path().join("data"), accounts, check_ins);
        let mut crowd = Self { folder, tokens: Vec::new() };
        let server = Server::start(&crowd.data(), &[]);
        crowd.tokens =
            sign_in(&server, &(0..signed_in).map(|number| name(number * accounts / signed_in)).collect::<Vec<_>>());
        crowd
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Each connection a patient of their own, writing new check-ins one after the other.
    pub fn writers(&self, connections: usize) -> Vec<Next> {
        self.tokens[..connections].iter().cloned().map(writer).collect()
    }

    /// Each connection a patient of their own, reading the latest month again and again.
    pub fn readers(&self, connections: usize) -> Vec<Next> {
        self.tokens[..connections].iter().cloned().map(reader).collect()
    }
}

fn reader(token: String) -> Next {
    Box::new(move || request("GET", "/api/v1/check-ins?limit=30", &token, ""))
}

fn writer(token: String) -> Next {
    Box::new(move || {
        let path = format!("/api/v1/check-ins/{}", Uuid::now_v7());
        request("PUT", &path, &token, &check_in(Timestamp::now()).to_string())
    })
}

/// A usual check-in: five scores and a few words.
pub fn check_in(at: Timestamp) -> Value {
    let scores =
        json!({ "low_mood": 6, "loss_of_interest": 5, "hopelessness": 4, "sleep_quality": 3, "functioning": 4 });
    json!({ "at": at.to_string(), "scores": scores, "note": "slept badly, a short walk helped" })
}

/// The name of an account.
pub fn name(number: usize) -> String {
    format!("patient_{number}")
}

fn fill(data: &Path, accounts: usize, check_ins: usize) {
    let config = Config::in_folder(data);
    actix_web::rt::System::new().block_on(async move {
        let server::Opened { db, ring: key, .. } = server::open(&config).await.unwrap();
        let (wrapper, chain) = (Wrapper::new(&key), Chain::new(&key));
        // One hash for all: what costs is not what is measured here.
        let password_hash =
            Hasher::start().unwrap().hash(Secret::try_from(PASSWORD.to_owned()).unwrap()).await.unwrap();
        let numbers: Vec<usize> = (0..accounts).collect();
        for some in numbers.chunks(AT_ONCE) {
            let (some, wrapper, chain, password_hash) =
                (some.to_vec(), wrapper.clone(), chain.clone(), password_hash.clone());
            db.write(move |connection| {
                for number in &some {
                    let account = AccountId::new(Uuid::now_v7());
                    let key = wrapper.create(&account)?;
                    let new = signing_up(*number, password_hash.clone());
                    store::create(connection, &account, &new, &key, &chain)?;
                    let owner = Owner {
                        account,
                        key: key.0,
                        zone: new.time_zone.rules().unwrap(),
                        reached: 0,
                        history: String::new(),
                        ahead: 0,
                        bytes: 0,
                        most_bytes: i64::MAX,
                    };
                    for index in 0..check_ins {
                        let at = new.now - SignedDuration::from_hours(8 * i64::try_from(check_ins - index).unwrap());
                        let record = Record::parse(Kind::CheckIn, check_in(at)).unwrap();
                        let id = Uuid::now_v7().to_string().parse().unwrap();
                        journal::store::save(connection, &owner, &id, None, &record)?;
                    }
                }
                Ok(())
            })
            .await
            .unwrap();
        }
    });
}

fn signing_up(number: usize, password_hash: String) -> store::SigningUp {
    store::SigningUp {
        username: Username::try_from(name(number)).unwrap(),
        password_hash,
        recovery_hash: String::new(),
        time_zone: ZoneName::try_from("Europe/Berlin".to_owned()).unwrap(),
        locale: Locale::try_from("en".to_owned()).unwrap(),
        now: Timestamp::now(),
    }
}

/// Signs in, two at a time, and returns the `Authorization` of each.
pub fn sign_in(server: &Server, names: &[String]) -> Vec<String> {
    let url = Arc::new(format!("{}/sessions", server.api()));
    let half = names.len().div_ceil(2).max(1);
    let threads: Vec<_> = names
        .chunks(half)
        .map(|names| (names.to_vec(), url.clone()))
        .map(|(names, url)| thread::spawn(move || names.iter().map(|name| token(&url, name)).collect::<Vec<_>>()))
        .collect();
    threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
}

fn token(url: &str, name: &str) -> String {
    let mut answer = ureq::post(url).send_json(credentials(name)).unwrap();
    let session: Value = answer.body_mut().read_json().unwrap();
    format!("Bearer {}", session["access_token"].as_str().unwrap())
}

/// What a patient of the crowd signs in with.
pub fn credentials(name: &str) -> Value {
    json!({ "username": name, "password": PASSWORD })
}
