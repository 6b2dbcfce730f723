//! A journal kept by the client that OpenAPI Generator makes for Rust: what is written is read back equal.
//!
//! Called with where the server is, the records and the document's examples.

use std::{env::args, error::Error as StdError, fs, time::Duration};

use afterglow_og::{
    apis::{
        Error, accounts_api as accounts, check_ins_api as check_ins, configuration::Configuration,
        events_api as events, measures_api as measures, questionnaires_api as questionnaires,
        reminders_api as reminders, safety_plans_api as plans, sessions_api as sessions, shared_api as shared,
        shares_api as shares, sync_api as sync, treatments_api as treatments, trends_api as trends,
    },
    models,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

type Result<T> = std::result::Result<T, Box<dyn StdError>>;

fn read(path: &str) -> Result<Value> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn as_model<T: DeserializeOwned>(value: &Value) -> Result<T> {
    Ok(serde_json::from_value(value.clone())?)
}

/// With every figure as the generated types write it: 5 is 5.0.
fn figures(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), figures(value))).collect(),
        Value::Array(items) => items.iter().map(figures).collect(),
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        value => value.clone(),
    }
}

/// A record without what the server adds to it.
fn plain(stored: &impl Serialize) -> Result<Value> {
    let mut told = serde_json::to_value(stored)?;
    for added in ["id", "revision"] {
        told.as_object_mut().ok_or("an object was expected")?.remove(added);
    }
    Ok(told)
}

/// What was answered to a call that is refused.
fn refusal<T: std::fmt::Debug, E: std::fmt::Debug>(answer: std::result::Result<T, Error<E>>) -> Result<(u16, Value)> {
    match answer {
        Err(Error::ResponseError(told)) => Ok((told.status.as_u16(), serde_json::from_str(&told.content)?)),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

/// Writes a record and reads it back.
macro_rules! kept {
    ($client:expr, $put:path, $get:path, $id:expr, $body:expr) => {{
        let stored = $put($client, $id, as_model(&$body)?, None, None).await?;
        assert_eq!(figures(&plain(&stored)?), figures(&$body));
        assert_eq!($get($client, $id, None).await?, stored);
        stored
    }};
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let [origin, records, examples] = args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "three are needed")?;
    let (records, examples) = (read(&records)?, read(&examples)?);
    let nobody = Configuration { base_path: origin, ..Configuration::new() };
    let credentials = json!({ "username": "zoe", "password": "plum sunset over water" });
    let mut form = credentials.clone();
    (form["time_zone"], form["locale"]) = (json!("Europe/Berlin"), json!("en"));
    accounts::sign_up(&nobody, as_model(&form)?).await?;
    let token = sessions::sign_in(&nobody, as_model(&credentials)?).await?.access_token;
    let zoe = &Configuration { bearer_access_token: Some(token), ..nobody.clone() };

    let known = questionnaires::import_questionnaire(zoe, examples["FhirQuestionnaire"].clone()).await?;
    assert_eq!(serde_json::to_value(&known)?["form"]["items"][0]["link_id"], "75893-8");
    let [check_in, session, event, response] = [0; 4].map(|_| Uuid::new_v4().to_string());
    let stored = kept!(zoe, check_ins::put_check_in, check_ins::get_check_in, &check_in, records["CheckIn"]);
    kept!(zoe, treatments::put_treatment, treatments::get_treatment, &session, records["Treatment"]);
    kept!(zoe, events::put_event, events::get_event, &event, records["LifeEvent"]);
    kept!(zoe, measures::put_measure, measures::get_measure, "calm", records["OwnMeasure"]);
    let (put, get) = (questionnaires::put_questionnaire_response, questionnaires::get_questionnaire_response);
    kept!(zoe, put, get, &response, records["QuestionnaireResponse"]);
    let plan = "00000000-0000-7361-a665-74795f706c61";
    kept!(zoe, plans::put_safety_plan, plans::get_safety_plan, plan, records["SafetyPlan"]);

    // What was changed meanwhile is not overwritten. The client tells the status of a refusal, and no header of any.
    let mut other: models::CheckIn = as_model(&records["CheckIn"])?;
    other.note = Some(Some("else".to_owned()));
    let (status, changed) = refusal(check_ins::put_check_in(zoe, &check_in, other, Some("\"0\""), None).await)?;
    assert_eq!((status, figures(&changed["current"])), (412, figures(&serde_json::to_value(&stored)?)));

    // A list, page by page.
    let later = Uuid::new_v4().to_string();
    let mut body = records["CheckIn"].clone();
    body["at"] = json!("2026-03-11T10:00:00+01:00");
    check_ins::put_check_in(zoe, &later, as_model(&body)?, None, None).await?;
    let page = check_ins::list_check_ins(zoe, None, None, Some(1), None, None).await?;
    let rest = check_ins::list_check_ins(zoe, None, None, Some(1), page.next.as_deref(), None).await?;
    let ids: Vec<String> = page.items.iter().chain(&rest.items).map(|item| item.id.to_string()).collect();
    assert_eq!((ids, rest.next), (vec![check_in.clone(), later], None));

    // Sync, both ways: nothing of a body is lost.
    let changes = serde_json::to_value(sync::list_changes(zoe, None, None, None, None, None).await?.changes)?;
    let of = |id: &str| changes.as_array().into_iter().flatten().find(|change| change["id"] == id).cloned();
    assert_eq!(figures(&of(&session).ok_or("it is missing")?["body"]), figures(&records["Treatment"]));
    assert_eq!(figures(&of(&check_in).ok_or("it is missing")?["body"]), figures(&records["CheckIn"]));
    let moved = Uuid::new_v4();
    let offline = async |title: &str| -> Result<Value> {
        let mut body = records["LifeEvent"].clone();
        body["title"] = json!(title);
        let write = json!({ "kind": "event", "id": moved, "base_revision": 0, "body": body });
        let answer = sync::write_changes(zoe, as_model(&json!({ "changes": [write] }))?).await?;
        Ok(serde_json::to_value(&answer.results[0])?)
    };
    assert_eq!(offline("Moved").await?["status"], "applied");
    let conflict = offline("Stayed").await?;
    assert_eq!((&conflict["status"], &conflict["current"]["body"]["title"]), (&json!("conflict"), &json!("Moved")));

    let relief = trends::get_relief(zoe, vec!["low_mood".to_owned()], None, None, None, None, None, None).await?;
    assert_eq!(serde_json::to_value(&relief)?["treatments"][0]["id"], session);

    // A link with a passcode, opened by whoever has both.
    let include = json!({ "notes": false, "doses": true, "side_effects": false, "self_harm": false });
    let mut form = json!({ "label": "Dr. Lee", "measures": ["low_mood"], "include": include, "passcode": "2468" });
    (form["range"], form["expires_in_days"]) = (json!({}), json!(30));
    let link = shares::create_share(zoe, as_model(&form)?).await?;
    let key = afterglow_og::apis::configuration::ApiKey { prefix: Some("Share".to_owned()), key: link.token };
    let visitor = &Configuration { api_key: Some(key), ..nobody };
    let (status, asked) = refusal(shared::get_shared(visitor, None).await)?;
    assert_eq!((status, &asked["remainingAttempts"]), (401, &json!(10)));
    let passcode = Some("2468");
    let shown = serde_json::to_value(shared::get_shared(visitor, passcode).await?)?;
    assert_eq!(figures(&shown["treatments"][0]["dose"]), figures(&records["Treatment"]["dose"]));
    let pdf = shared::get_shared_report(visitor, None, passcode).await?.bytes().await?;
    assert!(pdf.starts_with(b"%PDF-") && pdf[pdf.len() - 8..].windows(5).any(|end| end == b"%%EOF"));
    assert_eq!(shared::get_shared_fhir(visitor, None, passcode).await?["resourceType"], "Bundle");

    // Too many tries: wait for as long as is said, and it goes on.
    reminders::subscribe_to_push(zoe, as_model(&examples["PushSubscription"])?).await?;
    let mut tried = refusal(reminders::test_push(zoe).await)?;
    for _ in 0..5 {
        if tried.0 != 429 {
            tried = refusal(reminders::test_push(zoe).await)?;
        }
    }
    assert_eq!(tried.0, 429);
    let wait = tried.1["params"]["seconds"].as_u64().filter(|wait| (1..=60).contains(wait)).ok_or("no wait is said")?;
    tokio::time::sleep(Duration::from_secs(wait)).await;
    assert_ne!(refusal(reminders::test_push(zoe).await)?.0, 429);
    println!("OpenAPI Generator, Rust: written, read back, synced, shared; waited {wait} s");
    Ok(())
}
