//! A server that is killed while it reminds many.

use std::{collections::BTreeMap, thread, time::Duration};

use super::{app, at_times, settled, subscribe};
use crate::support::{process::Process, push_service::PushService, sql};

#[test]
fn a_kill_between_claiming_and_sending_loses_a_reminder_and_doubles_none() {
    let (app, service) = (app(), PushService::start());
    let patients: Vec<_> = (0..24).map(|n| app.patient(&format!("patient{n}"))).collect();
    for patient in &patients {
        subscribe(patient, &service, &at_times(&[]));
    }
    app.stop();
    let now = jiff::Timestamp::now().as_millisecond();
    // Its clock is the machine's: what was put off until now is due.
    sql(&app, &format!("UPDATE reminders SET due_at = {now}, snoozed_until = {now}"));
    let options = ["--push-to-loopback", "--look-for-reminders-every", "50"];
    let server = Process::serve_quietly(&app.data_folder(), &options);
    while service.received().is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
    // Kills it, and waits for the end of it: the file is one server's alone.
    drop(server);
    let server = Process::serve_quietly(&app.data_folder(), &options);
    let began = std::time::Instant::now();
    while crate::support::rows(&app, &format!("reminders WHERE due_at <= {now}")) > 0 {
        assert!(began.elapsed() < Duration::from_secs(30));
        thread::sleep(Duration::from_millis(20));
    }
    thread::sleep(Duration::from_millis(500));
    drop(server);
    let mut by_patient: BTreeMap<String, usize> = BTreeMap::new();
    for message in service.received() {
        *by_patient.entry(message.path).or_default() += 1;
    }
    assert!(by_patient.values().all(|times| *times == 1), "{by_patient:?}");
    app.start_again().unwrap();
    settled(&app);
}
