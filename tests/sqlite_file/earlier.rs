//! Databases that an earlier Afterglow made.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use serde_json::{Value, json};

use crate::support::{App, PASSWORD, Patient};

const THIRD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/schema_3");

#[test]
fn a_database_of_the_third_schema_is_brought_forward_with_everything_in_it() {
    let app = App::start();
    app.stop();
    for name in fs::read_dir(app.data_folder()).unwrap() {
        fs::remove_file(name.unwrap().path()).unwrap();
    }
    fs::copy(Path::new(THIRD).join("afterglow.sqlite"), app.data_folder().join("afterglow.sqlite")).unwrap();
    fs::remove_file(&app.config.key_file).unwrap();
    fs::copy(Path::new(THIRD).join("data.key"), &app.config.key_file).unwrap();
    fs::set_permissions(&app.config.key_file, fs::Permissions::from_mode(0o600)).unwrap();

    app.start_again().unwrap();
    app.sign_in("ada", PASSWORD).assert(201);
    let ada = Patient::sign_in(&app, "ada", "");
    let kept: Value = serde_json::from_slice(&fs::read(Path::new(THIRD).join("export.json")).unwrap()).unwrap();
    assert_eq!(ada.read("/export"), kept);
    assert_eq!(ada.read("/account/audit-trail")["intact"], json!(true));
    assert_eq!(ada.read("/shares")["items"][0]["label"], json!("Dr. Lind"));
}
