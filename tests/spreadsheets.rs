//! Tables for spreadsheets, and Afterglow's own tables as spreadsheets save them: what was written comes back.
//!
//! What the files in `data/spreadsheets` show was seen with a spreadsheet (Calc 7.4.7) that opened an export and saved it again
//! in German and in English.

use serde_json::{Value, json};

use crate::support::{Answer, App, Patient, each, id};

/// What a spreadsheet could take for a formula, or could split.
const NOTES: [&str; 12] = [
    "=1+1",
    "+49 170 1",
    "-2+3",
    "- a walk",
    "@SUM(1;2)",
    "\t=2+3",
    "\r=2+3",
    " =2+3",
    "＝1+1",
    "'=1+1",
    "'twas a good day",
    "Größe, 🌊; \"second\"\nline",
];

/// A journal with something of everything that has a column.
fn fill(patient: &Patient) {
    let measure = json!({ "question": "=How calm?", "min": -3, "max": 3, "polarity": "higher_is_better" });
    patient.put("/measures/calm", &measure).assert(201);
    for (n, note) in (0..).zip(NOTES) {
        let at = format!("2026-03-10T20:{:02}:30.5-05:00", n + 10);
        let body = json!({ "at": at, "scores": { "calm": -3, "pain": 7 }, "note": note });
        patient.put(&format!("/check-ins/{}", id(n)), &body).assert(201);
    }
    let records = [
        (
            "/check-ins",
            json!({ "date": "2026-03-09", "scores": { "low_mood": 3 },
            "asked": { "low_mood": { "version": 2, "language": "es-419" } } }),
        ),
        (
            "/treatments",
            json!({ "at": "2026-03-10T10:00:00+01:00", "medicine": "unspecified", "route": "iv",
            "dose": { "amount": 0.5, "unit": "mg/kg" }, "experience": "@far away" }),
        ),
        (
            "/treatments",
            json!({ "at": "2026-03-12T10:00:00+01:00", "medicine": "unspecified", "route": "nasal",
            "dose": { "amount": 84.0, "unit": "mg" }, "planned": true }),
        ),
        ("/events", json!({ "at": "2026-03-10T09:00:00+01:00", "category": "life", "title": "+1 child" })),
        ("/questionnaire-responses", json!({ "date": "2026-03-08", "questionnaire": "peg", "total": 6.33 })),
    ];
    for (n, (path, body)) in (50..).zip(records) {
        patient.put(&format!("{path}/{}", id(n)), &body).assert(201);
    }
}

fn spreadsheet(patient: &Patient) -> Vec<u8> {
    let export = patient.get("/export?format=spreadsheet").assert(200);
    assert_eq!(export.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(export.header("content-disposition"), Some("attachment; filename=\"afterglow-spreadsheet.csv\""));
    export.body
}

fn table(file: &[u8], separator: u8) -> Vec<Vec<String>> {
    let table = file.strip_prefix("\u{feff}".as_bytes()).expect("a mark by which spreadsheets know UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(table);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn imported(answer: Answer) -> u64 {
    answer.assert(200).json()["imported"].as_u64().unwrap()
}

/// The details of what is wrong with a file.
fn faults(answer: Answer) -> Vec<(u64, String)> {
    let problem = answer.refused(422, "invalid_import").json();
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|fault| (fault["line"].as_u64().unwrap(), fault["code"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn a_table_for_a_spreadsheet_has_day_and_time_by_the_clock_on_the_wall_and_comes_back_as_it_was() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    let file = spreadsheet(&ada);
    let rows = table(&file, b',');
    assert_eq!(rows[0].join(","), "date,time,kind,measure,value,note,planned,version,language,at");
    let row = |is: &dyn Fn(&Vec<String>) -> bool| rows.iter().find(|row| is(row)).unwrap().join("|");
    assert_eq!(row(&|row| row[2] == "questionnaire_response"), "2026-03-08||questionnaire_response|peg|6.33|||||");
    assert_eq!(
        row(&|row| row[4] == "0.5 mg/kg"),
        "2026-03-10|10:00:00|treatment|iv|0.5 mg/kg|'@far away||||2026-03-10T10:00:00+01:00"
    );
    assert_eq!(
        row(&|row| row[5] == "'=1+1"),
        "2026-03-10|20:10:30|check_in|calm|-3|'=1+1||||2026-03-10T20:10:30.5-05:00"
    );

    assert_eq!(bob.import_csv(file.clone()).assert(200).json(), json!({ "imported": 18, "unchanged": 0, "kept": 0 }));
    assert_eq!(bob.get("/export?format=csv").assert(200).text(), ada.get("/export?format=csv").assert(200).text());
    let notes = bob.read("/check-ins?limit=100");
    assert_eq!(each(&notes["items"], "note").into_iter().filter_map(Value::as_str).collect::<Vec<_>>(), NOTES);
    let revision = bob.revision();
    assert_eq!(bob.import_csv(file).assert(200).json()["unchanged"], 18);
    assert_eq!(bob.revision(), revision);
}

#[test]
fn no_cell_of_a_table_for_a_spreadsheet_can_run_as_a_formula() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let hostile = json!({ "question": "How?", "min": 0, "max": 3, "polarity": "higher_is_better" });
    ada.put("/measures/-1_1", &hostile).assert(201);
    ada.put(&format!("/check-ins/{}", id(90)), &json!({ "date": "2026-03-01", "scores": { "-1_1": 2 } })).assert(201);
    let file = spreadsheet(&ada);
    for row in table(&file, b',') {
        for cell in row {
            let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
            let runs = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
                || cell.starts_with(['\t', '\r', '\n']);
            assert!(!runs || cell.parse::<i32>().is_ok(), "{cell:?}");
        }
    }
    let bob = app.patient("bob");
    bob.import_csv(file).assert(200);
    assert_eq!(bob.get("/export?format=csv").assert(200).text(), ada.get("/export?format=csv").assert(200).text());
}

#[test]
fn figures_are_written_as_in_the_language_of_the_account() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    for (locale, separator, total, dose) in [
        ("en-GB", b',', "6.33", "0.5 mg/kg"),
        ("de", b';', "6,33", "0,5 mg/kg"),
        ("de-CH", b';', "6.33", "0.5 mg/kg"),
        ("pt-BR", b';', "6,33", "0,5 mg/kg"),
        ("es-MX", b',', "6.33", "0.5 mg/kg"),
    ] {
        ada.patch("/account", &json!({ "locale": locale })).assert(200);
        let file = spreadsheet(&ada);
        let cells = table(&file, separator).concat();
        assert!(cells.iter().any(|cell| cell == total) && cells.iter().any(|cell| cell == dose), "{locale}: {cells:?}");
        bob.import_csv(file).assert(200);
        assert_eq!(bob.get("/export?format=csv").text(), ada.get("/export?format=csv").text(), "{locale}");
    }
}

#[test]
fn a_table_that_libreoffice_saved_comes_back_as_it_was() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    // It ends a line in its own way.
    let written = ada.get("/export?format=csv").assert(200).text().replace('\r', "\n");
    let files: [(&str, &[u8]); 3] = [
        ("german", include_bytes!("data/spreadsheets/libreoffice_german.csv")),
        ("english", include_bytes!("data/spreadsheets/libreoffice_english.csv")),
        ("UTF-16", include_bytes!("data/spreadsheets/libreoffice_utf_16.csv")),
    ];
    for (n, (name, file)) in files.into_iter().enumerate() {
        let other = app.patient(&format!("other-{n}"));
        assert_eq!(imported(other.import_csv(file)), 18, "{name}");
        assert_eq!(other.get("/export?format=csv").text(), written, "{name}");
        assert_eq!(ada.import_csv(file).assert(200).json()["imported"], 0, "{name}");
    }
}

const PLAIN: &str = "at,kind,measure,value,note\n\
    2026-03-15,check_in,low_mood,7,Größe\n\
    2026-03-10T08:00:00+01:00,check_in,low_mood,0,\n\
    2026-03-10T10:00:00+01:00,treatment,iv,0.5 mg/kg,\n\
    2026-03-05,questionnaire_response,peg,6.33,\n\
    2026-03-03,event,life,Moved,\n";

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_table_of_afterglow_is_read_however_a_spreadsheet_saved_it() {
    let app = App::start();
    let ada = app.patient("ada");
    assert_eq!(imported(ada.import_csv(PLAIN)), 5);
    let semicolons = PLAIN.replace(',', ";");
    let with_empty_column = PLAIN.replace('\n', ",\n");
    let western: Vec<u8> = PLAIN.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let ways: [(&str, Vec<u8>); 15] = [
        ("semicolons", semicolons.clone().into()),
        ("tabs", PLAIN.replace(',', "\t").into()),
        ("a line that tells the separator", format!("sep=;\r\n{semicolons}").into()),
        ("that line as a row", format!("sep=,,,,\n{PLAIN}").into()),
        ("that line in quotes", format!("\"sep=,\",,,,\n{PLAIN}").into()),
        ("an empty sixth column", with_empty_column.into()),
        ("rows of commas", format!("{PLAIN},,,,\n,,,,\n").into()),
        ("empty cells left out at the end", PLAIN.replace(",\n", "\n").into()),
        ("decimals that are none", PLAIN.replace("low_mood,7,", "low_mood,7.0,").into()),
        (
            "decimal commas",
            semicolons.replace("mood;7;", "mood;7,0;").replace("6.33", "6,33").replace("0.5", "0,5").into(),
        ),
        ("UTF-16", [vec![0xff, 0xfe], utf_16(PLAIN, u16::to_le_bytes)].concat()),
        ("UTF-16, the other way round", [vec![0xfe, 0xff], utf_16(PLAIN, u16::to_be_bytes)].concat()),
        ("UTF-16 without a mark", utf_16(PLAIN, u16::to_le_bytes)),
        ("Windows' western encoding", western),
        (
            "American days",
            PLAIN
                .replace("2026-03-15,", "3/15/2026,")
                .replace("2026-03-05,", "3/5/2026,")
                .replace("2026-03-03,", "3/3/2026,")
                .into(),
        ),
    ];
    for (way, file) in ways {
        assert_eq!(
            ada.import_csv(file).assert(200).json(),
            json!({ "imported": 0, "unchanged": 5, "kept": 0 }),
            "{way}"
        );
    }
    let dots = semicolons
        .replace("2026-03-15;", "15.03.2026;")
        .replace("2026-03-05;", "05.03.2026;")
        .replace("2026-03-03;", "03.03.2026;");
    assert_eq!(ada.import_csv(dots).assert(200).json()["unchanged"], 5);

    // A plan, as spreadsheets of five languages write that it is one.
    let header = "at;kind;measure;value;note;planned;version;language\n";
    for (day, (truth, planned)) in (1..).zip([
        ("TRUE", true),
        ("WAHR", true),
        ("VRAI", true),
        ("VERDADERO", true),
        ("WAAR", true),
        ("FALSCH", false),
    ]) {
        let at = format!("2026-04-{day:02}T08:00:00Z");
        assert_eq!(imported(ada.import_csv(format!("{header}{at};treatment;iv;40 mg;;{truth};;\n"))), 1);
        let treatments = ada.read("/treatments");
        let found = treatments["items"].as_array().unwrap().iter().find(|one| one["at"] == at.as_str()).unwrap();
        assert_eq!(found["planned"] == true, planned, "{truth}");
    }
}

#[test]
fn what_cannot_be_told_of_a_table_is_said_and_nothing_is_guessed() {
    let app = App::start();
    let ada = app.patient("ada");
    let twice = "date,time,kind,measure,value,note,planned,version,language,at\n\
        2026-03-10,20:00:00,check_in,low_mood,7,,,1,en,2026-03-10T20:00:00+01:00\n";
    assert_eq!(imported(ada.import_csv(twice)), 1);
    for (file, line, code) in [
        (twice.replace("2026-03-10,20", "2026-03-11,20"), 2, "file_time_twice"),
        (twice.replace("20:00:00,check", "21:00:00,check"), 2, "file_time_twice"),
        // A row that was added by hand tells no offset.
        (twice.replace("2026-03-10T20:00:00+01:00", ""), 2, "file_time_twice"),
        // The fourth of March, or the third of April.
        ("at,kind,measure,value,note\n03/04/2026,check_in,low_mood,7,\n".to_owned(), 2, "instant_or_day"),
        ("sep=;\nat;kind;measure;value;note\n2026-03-10;check_in;low_mood;77;\n".to_owned(), 3, "whole_number"),
        ("at,kind,measure,value,note\n2026-03-10,check_in,low_mood,7,fine,or\n".to_owned(), 2, "file_cells"),
        ("at;kind;measure;value;note\n2026-03-10;questionnaire_response;peg;1,000;\n".to_owned(), 2, "file_number"),
        ("at,kind,measure,value,note\n2026-03-10,check_in,low_mood,1".to_owned(), 2, "file_cut"),
        ("at,kind,measure,value,note\n2026-03-10,check_in,low_mood,1,\"and the".to_owned(), 2, "file_cut"),
        ("sep=;\nwhen;what\n".to_owned(), 2, "file_header"),
        // Notes that ran as formulas.
        ("at,kind,measure,value,note\n2026-03-11,check_in,low_mood,7,#NAME?\n".to_owned(), 2, "file_formula"),
        ("at,kind,measure,value,note\n,measure,calm,0..3 higher_is_better,Err:509\n".to_owned(), 2, "file_formula"),
    ] {
        assert_eq!(faults(ada.import_csv(file.as_str())), [(line, code.to_owned())], "{file}");
    }
    // Added by hand as a day, or with its offset; times as English spreadsheets save them.
    for (file, n) in [
        (twice.replace("20:00:00,check", "08:00:00 PM,check"), 0),
        (twice.replace("2026-03-10,20:00:00,", "3/10/2026,20:00,"), 0),
        (twice.replace("2026-03-10,20:00:00,check", ",,check"), 0),
        ("date;time;kind;measure;value\n".to_owned() + "2026-03-12;;check_in;low_mood;7\n", 1),
    ] {
        let file = if n == 1 { file.replace("value\n", "value;note;planned;version;language;at\n") } else { file };
        assert_eq!(imported(ada.import_csv(file.as_str())), n, "{file}");
    }
    // UTF-8 of which a byte was lost, and Windows' Cyrillic: read as western text, they would be written wrongly.
    for note in [b"Gr\xc3\xb6\xdfe".as_slice(), b"\xcf\xf0\xe8\xe2\xe5\xf2"] {
        let file = [b"at,kind,measure,value,note\n2026-03-20,check_in,low_mood,7,".as_slice(), note, b"\n"].concat();
        assert_eq!(faults(ada.import_csv(file)), [(2, "file_utf8".to_owned())]);
    }
}
