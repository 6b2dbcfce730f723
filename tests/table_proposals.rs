//! What the columns of a table are proposed to become, by what they are called and what stands in them.

use serde_json::{Value, json};

use crate::{
    support::App,
    tables::{as_proposed, import, journal, preview, send},
};

/// A table, and what is proposed of its columns; `null` where that is asked.
fn is_proposed(file: &str, expected: &Value) {
    let app = App::start();
    let told = preview(&app.patient("ada"), None, file);
    assert_eq!(as_proposed(&told), *expected, "{file}");
}

#[test]
fn a_row_for_each_reading_is_a_long_table() {
    is_proposed(
        "date;measure;value\n2026-01-05;Pain;6\n2026-01-05;Mood;4\n2026-01-06;Pain;5\n2026-01-06;Mood;7\n",
        &json!({ "date": "date", "measure": "measure_name", "value": "value:0..10 by_name" }),
    );
    is_proposed(
        "timestamp,metric,reading,comment\n2026-01-05T10:00:00Z,pain,6,a\n2026-01-06T10:00:00Z,anxiety,4,\n",
        &json!({ "timestamp": "date", "metric": "measure_name|anxiety=1..5 higher_is_worse|pain=0..10 higher_is_worse",
            "reading": "value:0..10 higher_is_worse", "comment": "note" }),
    );
    is_proposed(
        "Datum;Uhrzeit;Merkmal;Wert\n05.01.2026;20:00;Schmerz;6,5\n13.01.2026;20:00;Stimmung;4\n",
        &json!({ "Datum": "date:day_first", "Uhrzeit": "time",
            "Merkmal": "measure_name|Schmerz=0..10 higher_is_worse|Stimmung=1..5 higher_is_better",
            "Wert": "value:0..10 by_name" }),
    );
    is_proposed(
        "HabitName,HabitCategory,CalendarDate,Value,CommentText\nMed,Health,2026-01-06,1,c\nRun,Health,2026-01-06,3,c\n",
        &json!({ "HabitName": "measure_name", "HabitCategory": "ignore", "CalendarDate": "date",
            "Value": "value:1..5 by_name", "CommentText": "note" }),
    );
    // Nobody called it so, but every day has each of the words once.
    is_proposed(
        "day,what,x\n2026-01-05,Pain,6\n2026-01-05,Stress,4\n2026-01-06,Pain,5\n2026-01-06,Stress,7\n",
        &json!({ "day": "date", "what": "measure_name", "x": "value:0..10 higher_is_worse" }),
    );
    // A word of each day beside a mood is none.
    is_proposed(
        "day,part,mood\n2026-01-05,early,6\n2026-01-05,late,4\n2026-01-06,early,5\n2026-01-06,late,7\n",
        &json!({ "day": "date", "part": "ignore", "mood": "new:0..10 higher_is_better" }),
    );
    is_proposed(
        "day,weather,x\n2026-01-05,sun,6\n2026-01-06,rain,4\n2026-01-07,sun,5\n",
        &json!({ "day": "date", "weather": "ignore", "x": Value::Null }),
    );
}

#[test]
fn a_long_table_is_read_as_it_is_proposed_and_what_no_name_tells_is_asked() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let file = "date;measure;value\n2026-01-05;Pain;6\n2026-01-05;Mood;4\n";
    let columns = as_proposed(&preview(&ada, None, file));
    assert_eq!(import(&ada, &columns, file)["imported"], 4);
    let measures = ada.read("/measures")["items"].take();
    let end = |question: &str| {
        let found = measures.as_array().unwrap().iter().find(|one| one["question"] == question);
        found.unwrap_or_else(|| panic!("no {question}"))["polarity"].clone()
    };
    assert_eq!([end("Pain"), end("Mood")], [json!("higher_is_worse"), json!("higher_is_better")]);
    assert_eq!(journal(&ada).len(), 2);

    let file = "date,habit,value\n2026-01-05,Run,6\n2026-01-05,Mood,4\n";
    let by_name = as_proposed(&preview(&bob, None, file));
    let told = preview(&bob, Some(&by_name), file);
    assert_eq!(told["open_faults"][0]["code"], "table_bad_end", "{told}");
    assert_eq!(told["open_faults"][0]["params"]["measures"], json!(["Run"]));
    send(&bob, "/imports", Some(&by_name), file).refused(422, "invalid_import");
    let said = json!({ "date": "date", "habit": "measure_name", "value": "value:0..10 higher_is_better" });
    assert_eq!(import(&bob, &said, file)["imported"], 4);
}

#[test]
fn questionnaires_are_known_by_the_names_of_their_items_and_totals() {
    let item = |id: &str| json!(format!("questionnaire:{id}:item"));
    let redcap = include_str!("data/samples/redcap_phq9.csv");
    let app = App::start();
    let ada = app.patient("ada");
    let told = preview(&ada, None, redcap);
    let mut expected = json!({ "record_id": "ignore", "redcap_event_name": "ignore", "phq9_date": "date",
        "phq9_total_score": "questionnaire:phq_9", "phq9_complete": "ignore" });
    for number in 1..=9 {
        expected[format!("phq9_{number}")] = item("phq_9");
    }
    assert_eq!(as_proposed(&told), expected);
    assert_eq!(import(&ada, &as_proposed(&told), redcap)["imported"], 2);
    let totals = ada.read("/questionnaire-responses")["items"].take();
    assert_eq!(crate::support::each(&totals, "total"), [&json!(18), &json!(7)]);

    let names: Vec<String> = (1..=7).map(|number| format!("gad_{number}")).collect();
    let file = format!("{},gad7_timestamp,gad7_difficulty\n3,3,2,3,1,2,2,2026-01-05 10:22:33,1\n", names.join(","));
    let mut expected = json!({ "gad7_timestamp": "date", "gad7_difficulty": "ignore" });
    for name in names {
        expected[name] = item("gad_7");
    }
    is_proposed(&file, &expected);
    is_proposed(
        "Date,PHQ-9,GAD-7 total,MADRS\n2026-01-05,18,12,30\n2026-01-19,7,5,10\n",
        &json!({ "Date": "date", "PHQ-9": "questionnaire:phq_9", "GAD-7 total": "questionnaire:gad_7",
            "MADRS": Value::Null }),
    );
    // Of some of its items alone nobody knows the total.
    is_proposed(
        "Date,phq9_1,phq9_2\n2026-01-05,1,2\n",
        &json!({ "Date": "date", "phq9_1": "ignore", "phq9_2": "ignore" }),
    );
}

#[test]
fn tables_of_treatments_are_known_by_routes_doses_and_pressures() {
    is_proposed(
        "Date,Time,Medicine,Route,Dose,Unit,BP,Peak BP,Weight,Session No,Notes\n\
         2026-01-05,10:00,Ketamine,IV,40,mg,120/80,150/95,70,1,fine\n\
         2026-01-12,10:00,Ketamine,IM,0.5,mg/kg,122/81,,70,2,\n",
        &json!({ "Date": "date", "Time": "time", "Medicine": "treatment:medicine", "Route": "treatment:route",
            "Dose": "treatment:dose", "Unit": "treatment:dose_unit", "BP": "treatment:blood_pressure",
            "Peak BP": "treatment:peak_blood_pressure", "Weight": "ignore", "Session No": "ignore", "Notes": "note" }),
    );
    is_proposed(
        "Infusion date,Start time,Dose (mg/kg),Blood pressure before,Highest blood pressure\n\
         1/15/2026,10:00 AM,0.5,120/80,150/95\n",
        &json!({ "Infusion date": "date:month_first", "Start time": "time",
            "Dose (mg/kg)": "treatment:dose_mg_per_kg", "Blood pressure before": "treatment:blood_pressure",
            "Highest blood pressure": "treatment:peak_blood_pressure" }),
    );
    is_proposed(
        "Datum;Uhrzeit;Medikament;Weg;Dosis mg;Blutdruck\n15.01.2026;10:00;Esketamin;nasal;56;120/80\n",
        &json!({ "Datum": "date:day_first", "Uhrzeit": "time", "Medikament": "treatment:medicine",
            "Weg": "treatment:route", "Dosis mg": "treatment:dose", "Blutdruck": "treatment:blood_pressure" }),
    );
    // A blood pressure of every day is neither a treatment nor a score.
    is_proposed(
        "Date,Pain,BP\n2026-01-05,6,120/80\n2026-01-06,7,118/79\n",
        &json!({ "Date": "date", "Pain": "measure:pain", "BP": "ignore" }),
    );
}

#[test]
fn words_of_a_scale_are_asked_for_scores_events_are_events_and_an_age_is_none() {
    is_proposed(
        "date,mood,x,weather\n2026-01-05,great,ok,sun\n2026-01-06,awful,bad,rain\n2026-01-07,ok,good,sun\n",
        &json!({ "date": "date", "mood": Value::Null, "x": Value::Null, "weather": "ignore" }),
    );
    let file = "Date,Event,Category,Notes\n2026-01-05,Started lamotrigine,medication,25 mg\n2026-01-07,Moved,Life,\n\
        2026-01-08,Ran,sport,\n";
    is_proposed(file, &json!({ "Date": "date", "Event": "event", "Category": "event_category", "Notes": "note" }));
    is_proposed(
        "participant,Session No,age,date,mood\n12,1,40,2026-01-05,7\n12,2,40,2026-01-06,4\n",
        &json!({ "participant": "ignore", "Session No": "ignore", "age": "ignore", "date": "date",
            "mood": "new:0..10 higher_is_better" }),
    );
    let app = App::start();
    let ada = app.patient("ada");
    import(&ada, &as_proposed(&preview(&ada, None, file)), file);
    let events = ada.read("/events")["items"].take();
    let mut told: Vec<_> =
        events.as_array().unwrap().iter().map(|one| (&one["title"], &one["category"], &one["note"])).collect();
    told.sort_by_key(|(title, ..)| title.as_str());
    assert_eq!(
        told,
        [
            (&json!("Moved"), &json!("life"), &Value::Null),
            (&json!("Ran"), &json!("other"), &json!("sport")),
            (&json!("Started lamotrigine"), &json!("medication"), &json!("25 mg")),
        ]
    );
    assert_eq!(journal(&ada), [], "the note is the event's alone");
}

#[test]
fn each_measure_of_a_long_table_has_the_range_of_its_own_scores() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "date,measure,value\n2026-01-05,Pain,60\n2026-01-05,Mood,4\n2026-01-05,Steps,8000\n2026-01-05,Run,2\n\
        2026-01-06,pain,55\n2026-01-06,Mood,5\n";
    let told = preview(&ada, None, file);
    let names = "measure_name|Mood=1..5 higher_is_better|Pain=0..100 higher_is_worse|Steps=ignore";
    assert_eq!(as_proposed(&told), json!({ "date": "date", "measure": names, "value": "value:0..10 by_name" }));
    let readings: Vec<Value> = told["columns"][1]["readings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["name"], one["figures"]]))
        .collect();
    let figures = |lowest: f64, highest: f64, min: i32, max: i32| json!({ "lowest": lowest, "highest": highest, "decimals": 0, "min": min, "max": max });
    let ended = |mut figures: Value, polarity: &str| {
        figures["polarity"] = json!(polarity);
        figures
    };
    assert_eq!(
        json!(readings),
        json!([
            ["Mood", ended(figures(4.0, 5.0, 1, 5), "higher_is_better")],
            ["Pain", ended(figures(55.0, 60.0, 0, 100), "higher_is_worse")],
            ["Run", figures(2.0, 2.0, 1, 5)],
            ["Steps", Value::Null]
        ])
    );
    // Nobody told which end of Run is the bad one.
    let asked = preview(&ada, Some(&as_proposed(&told)), file);
    assert_eq!(asked["open_faults"][0]["params"]["measures"], json!(["Run"]));
    let roles = json!({ "date": "date", "measure": format!("{names}|Run=0..3 higher_is_better"),
        "value": "value:0..10 by_name" });
    let counted = preview(&ada, Some(&roles), file);
    assert_eq!(counted["dropped"], json!([{ "what": "Steps", "times": 1 }]), "{counted}");
    assert_eq!(import(&ada, &roles, file)["imported"], 3 + 5);
    assert_eq!(import(&ada, &roles, file)["imported"], 0);
    let measures = ada.read("/measures")["items"].take();
    let scale = |question: &str| {
        let of =
            measures.as_array().unwrap().iter().find(|one| one["question"] == question && one["own"] == json!(true));
        of.map(|one| (one["min"].clone(), one["max"].clone(), one["polarity"].clone()))
    };
    assert_eq!(scale("Pain"), Some((json!(0), json!(100), json!("higher_is_worse"))));
    assert_eq!(scale("Mood"), Some((json!(1), json!(5), json!("higher_is_better"))));
    assert_eq!(scale("Run"), Some((json!(0), json!(3), json!("higher_is_better"))));
    assert_eq!(journal(&ada).len(), 5);

    // The next file is of the same measures, though its scores are lower.
    let next = "date,measure,value\n2026-02-05,Pain,4\n2026-02-05,Run,3\n";
    let told = as_proposed(&preview(&ada, None, next));
    let names = "measure_name|Pain=0..100 higher_is_worse|Run=0..3 higher_is_better";
    assert_eq!(told["measure"], names);
    assert_eq!(import(&ada, &told, next)["imported"], 2);
    for (role, wrong) in [
        ("Pain=0..100", "no end"),
        ("Pain", "nothing"),
        ("Pain=0..5 by_name", "no end"),
        ("Pain=ignore|pain=0..5 higher_is_worse", "twice"),
    ] {
        let roles =
            json!({ "date": "date", "measure": format!("measure_name|{role}"), "value": "value:0..10 by_name" });
        assert_eq!(send(&ada, "/imports/preview", Some(&roles), next).status, 422, "{wrong}");
    }
}

#[test]
fn the_highest_answer_of_a_part_of_the_qids_counts_and_each_must_be_known() {
    let app = App::start();
    let ada = app.patient("ada");
    let names: Vec<String> = (1..=16).map(|number| format!("qids_{number}")).collect();
    // Sleep 3, sadness 1, appetite and weight 2, then 1, 0, 2, 1, 1, and restlessness 3: 14, of which the plain sum is 18.
    let file = format!("date,{}\n2026-01-05,0,3,1,2,1,,2,,1,1,0,2,1,1,0,3\n", names.join(","));
    let mut expected = json!({ "date": "date" });
    for (number, name) in (1..).zip(&names) {
        expected[name] = json!(format!("questionnaire:qids_sr16:item:{number}"));
    }
    let roles = as_proposed(&preview(&ada, None, file.as_str()));
    assert_eq!(roles, expected);
    assert_eq!(import(&ada, &roles, file.as_str())["imported"], 1);
    assert_eq!(ada.read("/questionnaire-responses")["items"][0]["total"], 14);

    // Columns in another order and by other names are told by their numbers, or not at all.
    let turned = file.replace("qids_", "Frage ");
    let roles: Value = names
        .iter()
        .map(|name| (name.replace("qids_", "Frage "), "questionnaire:qids_sr16:item"))
        .chain([("date".to_owned(), "date")])
        .collect();
    assert_eq!(import(&ada, &roles, turned.as_str())["unchanged"], 1);
    let letters: Vec<String> = ('a'..='p').map(|letter| format!("x{letter}")).collect();
    let unnamed = file.replace(&names.join(","), &letters.join(","));
    let told = preview(&ada, None, unnamed.as_str());
    let mut roles = as_proposed(&told);
    for column in roles.as_object_mut().unwrap().iter_mut().filter(|(name, _)| *name != "date") {
        *column.1 = json!("questionnaire:qids_sr16:item");
    }
    assert_eq!(preview(&ada, Some(&roles), unnamed.as_str())["open_faults"][0]["code"], "table_item_numbers");
    send(&ada, "/imports", Some(&roles), unnamed.as_str()).refused(422, "invalid_import");
    let mut twice = expected.clone();
    twice["qids_3"] = json!("questionnaire:qids_sr16:item:2");
    assert_eq!(preview(&ada, Some(&twice), file.as_str())["open_faults"][0]["code"], "table_item_numbers");
    let mut some = expected;
    some["qids_16"] = json!("ignore");
    let told = preview(&ada, Some(&some), file.as_str());
    assert_eq!(told["open_faults"][0]["params"], json!({ "name": "QIDS-SR16", "items": 16, "told": 15 }), "{told}");
}

#[test]
fn columns_of_numbers_alone_are_items_where_a_total_proves_it() {
    let names: Vec<String> = (1..=9).map(|number| format!("Q{number}")).collect();
    let header = names.join(",");
    let mut expected = json!({ "date": "date", "PHQ-9 total": "questionnaire:phq_9" });
    for name in &names {
        expected[name] = json!("questionnaire:phq_9:item");
    }
    let rows = "2026-01-05,1,2,3,0,1,2,3,0,1,13\n2026-01-19,0,0,1,0,1,0,0,0,0,2\n";
    is_proposed(&format!("date,{header},PHQ-9 total\n{rows}"), &expected);
    // One row does not come to it, or there is no total, or they are more: each is asked about.
    for name in &names {
        expected[name] = Value::Null;
    }
    is_proposed(&format!("date,{header},PHQ-9 total\n{}", rows.replace("0,2\n", "0,3\n")), &expected);
    let mut more = expected.clone();
    more["Q10"] = Value::Null;
    is_proposed(&format!("date,{header},Q10,PHQ-9 total\n2026-01-05,1,2,3,0,1,2,3,0,1,0,13\n"), &more);
    expected.as_object_mut().unwrap().remove("PHQ-9 total");
    is_proposed(&format!("date,{header}\n2026-01-05,1,2,3,0,1,2,3,0,1\n"), &expected);
}
