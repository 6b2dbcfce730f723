//! Two devices that write offline, lose answers and repeat themselves: nothing is lost silently,
//! nothing is doubled, and both end with the same journal.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Value, json};

use crate::support::{App, Patient, check_in, hour};

#[derive(Debug, Clone, Copy)]
enum Step {
    Edit { record: u8, score: i32 },
    Delete { record: u8 },
    Push { answer_lost: bool, keep_mine: bool },
    Pull,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_u8, 0..=10).prop_map(|(record, score)| Step::Edit { record, score }),
        1 => (0..3_u8).prop_map(|record| Step::Delete { record }),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(answer_lost, keep_mine)| Step::Push { answer_lost, keep_mine }),
        2 => Just(Step::Pull),
    ]
}

/// A write that waits to be sent: upon which revision, and what (nothing: deleted).
#[derive(Debug, Clone)]
struct Waiting {
    base: i64,
    body: Option<Value>,
}

/// A device as the app keeps it: what it last saw of the server, and what waits to be sent.
struct Device<'a> {
    patient: &'a Patient<'a>,
    reached: i64,
    seen: BTreeMap<String, (i64, Option<Value>)>,
    waiting: BTreeMap<String, Waiting>,
    /// Sent with no answer: the server may hold it.
    unanswered: BTreeSet<(String, String)>,
}

/// What the server must hold, by the rules of sync alone.
#[derive(Default)]
struct Model {
    revision: i64,
    records: BTreeMap<String, (i64, Option<Value>)>,
}

impl Model {
    fn apply(&mut self, id: &str, write: &Waiting) -> &'static str {
        let known = self.records.get(id).cloned();
        // A record that never was has no revision to be changed from, and nothing to delete.
        let (revision, body) = known.unwrap_or((write.base, None));
        if body == write.body {
            return "applied";
        }
        if revision != write.base {
            return "conflict";
        }
        self.revision += 1;
        self.records.insert(id.to_owned(), (self.revision, write.body.clone()));
        "applied"
    }
}

impl<'a> Device<'a> {
    fn new(patient: &'a Patient<'a>, reached: i64) -> Self {
        Self { patient, reached, seen: BTreeMap::new(), waiting: BTreeMap::new(), unanswered: BTreeSet::new() }
    }

    fn change(&mut self, id: &str, body: Option<Value>) {
        let base = self.seen.get(id).map_or(0, |(revision, _)| *revision);
        self.waiting.entry(id.to_owned()).or_insert(Waiting { base, body: None }).body = body;
    }

    fn push(&mut self, model: &mut Model, answer_lost: bool, keep_mine: bool) {
        let sent: Vec<(String, Waiting)> = self.waiting.clone().into_iter().collect();
        let changes: Vec<Value> = sent
            .iter()
            .map(|(id, write)| match &write.body {
                Some(body) => json!({ "kind": "check_in", "id": id, "base_revision": write.base, "body": body }),
                None => json!({ "kind": "check_in", "id": id, "base_revision": write.base, "deleted": true }),
            })
            .collect();
        let answer = self.patient.post("/changes", &json!({ "changes": changes })).assert(200).json();
        for ((id, write), result) in sent.iter().zip(answer["results"].as_array().unwrap()) {
            assert_eq!(result["status"], model.apply(id, write), "{id} {write:?}");
            if answer_lost {
                self.unanswered.insert((id.clone(), json!(write.body).to_string()));
            } else {
                self.answered(id, write, result, keep_mine);
            }
        }
        assert_eq!(answer["revision"], model.revision);
    }

    fn answered(&mut self, id: &str, write: &Waiting, result: &Value, keep_mine: bool) {
        if result["status"] == "applied" {
            self.seen.insert(id.to_owned(), (result["revision"].as_i64().unwrap(), write.body.clone()));
            self.waiting.remove(id);
            return;
        }
        let current = &result["current"];
        let revision = current["revision"].as_i64().unwrap();
        let body = current.get("body").cloned();
        // What came between may be one's own earlier write whose answer was lost: no conflict for a person.
        let own = self.unanswered.contains(&(id.to_owned(), json!(body).to_string()));
        self.seen.insert(id.to_owned(), (revision, body));
        if own || keep_mine {
            self.waiting.insert(id.to_owned(), Waiting { base: revision, body: write.body.clone() });
        } else {
            self.waiting.remove(id);
        }
    }

    fn pull(&mut self) {
        loop {
            let page = self.patient.read(&format!("/changes?since={}&limit=2", self.reached));
            for change in page["changes"].as_array().unwrap() {
                let seen = (change["revision"].as_i64().unwrap(), change.get("body").cloned());
                let id = change["id"].as_str().unwrap();
                // What waits keeps its base: only the answer to it tells of a conflict.
                if !self.waiting.contains_key(id) {
                    self.seen.insert(id.to_owned(), seen);
                }
            }
            self.reached = page["revision"].as_i64().unwrap();
            if page["more"] == false {
                return;
            }
        }
    }
}

/// Plays the steps on two devices, lets both finish, and compares.
fn play(devices: [&Patient; 2], case: usize, steps: &[(usize, Step)]) {
    let start = devices[0].revision();
    let mut model = Model { revision: start, records: BTreeMap::new() };
    let mut devices = devices.map(|patient| Device::new(patient, start));
    let id = |record: u8| crate::support::id(case * 16 + usize::from(record));
    for (device, step) in steps {
        let device = &mut devices[*device];
        match step {
            Step::Edit { record, score } => device.change(&id(*record), Some(check_in(&hour(0), *score))),
            Step::Delete { record } => device.change(&id(*record), None),
            Step::Push { answer_lost, keep_mine } => device.push(&mut model, *answer_lost, *keep_mine),
            Step::Pull => device.pull(),
        }
    }
    for _ in 0..2 {
        for device in &mut devices {
            // Twice: what was kept over a conflict is sent on top of it.
            device.push(&mut model, false, true);
            device.push(&mut model, false, true);
            assert!(device.waiting.is_empty(), "{:?}", device.waiting);
            device.pull();
        }
    }
    for device in &devices {
        let mut seen = device.seen.clone();
        // A record that was deleted before the server ever had it leaves nothing there.
        seen.retain(|id, _| model.records.contains_key(id));
        assert_eq!(seen, model.records);
        assert_eq!(device.reached, model.revision);
    }
}

#[test]
fn two_devices_neither_lose_nor_double_anything_and_end_alike() {
    let app = App::start();
    let ada = app.patient("ada");
    let phone = app.another_device(&ada);
    let config = Config { cases: 40, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let case = std::cell::Cell::new(0);
    runner
        .run(&vec((0..2_usize, step()), 1..25), |steps| {
            case.set(case.get() + 1);
            play([&ada, &phone], case.get(), &steps);
            Ok(())
        })
        .unwrap();
}
