//! How long many reminders take that are due in one minute.

use std::{
    thread,
    time::{Duration, Instant},
};

use afterglow::{
    accounts::{
        audit::Chain,
        store::{self, SigningUp},
    },
    domain::{account::AccountChange, id::AccountId},
    platform::{
        database::Db,
        keys::KeyRing,
        sealing::{DataKey, Place, Wrapper},
    },
};
use diesel::{ExpressionMethods, RunQueryDsl};
use serde_json::json;
use uuid::Uuid;

use super::app;
use crate::support::{
    push_service::{Browser, PushService},
    rows, sql,
};

const PEOPLE: usize = 10_000;
const AT_ONCE: usize = 500;

#[test]
#[ignore = "takes a while, and says a figure: cargo test --release … -- --ignored --nocapture reminders::crowd"]
fn ten_thousand_reminders_due_in_one_minute_are_sent_within_it() {
    let (app, service) = (app(), PushService::start());
    app.stop();
    let (db, ring) = (Db::open(&app.config.database).unwrap(), KeyRing::load(&app.config.key_file).unwrap());
    let (wrapper, chain) = (Wrapper::new(&ring), Chain::new(&ring));
    let people: Vec<Person> = (0..PEOPLE).map(|number| Person::new(&wrapper, &service, number)).collect();
    actix_web::rt::System::new().block_on(async {
        let mut people = people;
        while !people.is_empty() {
            let some = people.split_off(people.len().saturating_sub(AT_ONCE));
            let (wrapper, chain) = (wrapper.clone(), chain.clone());
            db.write(move |connection| some.iter().try_for_each(|person| person.join(connection, &wrapper, &chain)))
                .await
                .unwrap();
        }
    });
    drop(db);
    // 14:00 in Berlin.
    let due = app.clock.now().as_millisecond() + 3_600_000;
    sql(&app, &format!("UPDATE reminders SET due_at = {due}"));
    app.time_passes(jiff::SignedDuration::from_mins(60));
    let began = Instant::now();
    app.start_again().unwrap();
    while service.received().len() < PEOPLE {
        assert!(began.elapsed() < Duration::from_mins(5), "{} have arrived", service.received().len());
        thread::sleep(Duration::from_millis(20));
    }
    let took = began.elapsed();
    assert_eq!(rows(&app, "reminder_claims"), i64::try_from(PEOPLE).unwrap());
    println!("{PEOPLE} reminders were claimed, encrypted, signed and sent within {:.1} s", took.as_secs_f64());
    assert!(took < Duration::from_mins(1));
}

struct Person {
    account: AccountId,
    key: (DataKey, Vec<u8>),
    new: SigningUp,
    subscription: serde_json::Value,
}

impl Person {
    fn new(wrapper: &Wrapper, service: &PushService, number: usize) -> Self {
        let account = AccountId::new(Uuid::now_v7());
        let name = format!("person{number}");
        let subscription = Browser::at(service, &name).subscription(1);
        let new = SigningUp {
            username: name.try_into().unwrap(),
            password_hash: String::new(),
            recovery_hash: String::new(),
            time_zone: "Europe/Berlin".to_owned().try_into().unwrap(),
            locale: "en".to_owned().try_into().unwrap(),
            now: "2026-03-01T00:00:00Z".parse().unwrap(),
        };
        Self { key: wrapper.create(&account).unwrap(), account, new, subscription }
    }

    fn join(
        &self,
        connection: &mut afterglow::platform::database::DbConnection,
        wrapper: &Wrapper,
        chain: &Chain,
    ) -> afterglow::platform::problem::Result<()> {
        use afterglow::platform::database::schema::{push_subscriptions, reminders, sessions};
        store::create(connection, &self.account, &self.new, &self.key, chain)?;
        let owner = store::owner(connection, &self.account, wrapper)?;
        let chosen = json!({ "reminders": { "times": ["14:00"], "quiet": null, "after_treatment": true } });
        let chosen: AccountChange = deserr::deserialize::<_, _, afterglow::domain::fault::Faults>(chosen).unwrap();
        store::change(connection, &owner, &chosen)?;
        let account = self.account.as_str();
        let session = (
            (sessions::account_id.eq(account), sessions::id.eq("s"), sessions::token_hash.eq(vec![0_u8])),
            (sessions::rotated_at.eq(0_i64), sessions::authenticated_at.eq(0_i64), sessions::device.eq("")),
            (sessions::created_at.eq(0_i64), sessions::expires_at.eq(i64::MAX)),
        );
        diesel::insert_into(sessions::table).values(session).execute(connection)?;
        let sealed = json!({ "subscription": self.subscription, "origin": "https://journal.example" }).to_string();
        let place = Place { account: &self.account, id: "s", kind: "push_subscription" };
        let row = (
            (push_subscriptions::account_id.eq(account), push_subscriptions::session_id.eq("s")),
            (
                push_subscriptions::body.eq(owner.key.seal(place, sealed.as_bytes())?),
                push_subscriptions::renewed_at.eq(0_i64),
            ),
        );
        diesel::insert_into(push_subscriptions::table).values(row).execute(connection)?;
        diesel::insert_into(reminders::table)
            .values((reminders::account_id.eq(account), reminders::due_at.eq(Some(i64::MAX))))
            .execute(connection)?;
        Ok(())
    }
}
