//! The lists beside the key, of who was erased and what was ended: one that is lost, cut or mangled is noticed.

use std::{fs, path::Path};

use serde_json::json;
use ureq::http::Method;

use crate::support::{
    App, PASSWORD, RECOVERED,
    process::{run, text},
};

/// An app that was ended, with lines on both lists.
fn ended() -> App {
    let app = App::start();
    for name in ["bob", "cem"] {
        let erase = app.patient(name).request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD }));
        erase.send().assert(204);
    }
    let change = json!({ "current_password": PASSWORD, "new_password": RECOVERED });
    for name in ["ada", "dan"] {
        app.patient(name).put("/account/password", &change).assert(200);
    }
    app.stop();
    app
}

fn lists(app: &App) -> [std::path::PathBuf; 2] {
    [app.config.erasure_list(), app.config.ended_list()]
}

fn refused(app: &App, list: &Path) -> String {
    let told = app.start_again().expect_err("a start with a list that is not as it was");
    assert!(told.contains(list.to_str().unwrap()) && told.contains("may come back"), "{told}");
    for command in [&["users", "list"] as &[_], &["config", "check", "--listen", "127.0.0.1:0"]] {
        let output = run(&app.data_folder(), command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(text(&output.stderr).contains(&told), "{}", text(&output.stderr));
    }
    told
}

#[test]
fn a_list_that_is_lost_or_shorter_than_the_mark_says_is_refused_unless_that_is_said() {
    let app = ended();
    for list in lists(&app) {
        let whole = fs::read_to_string(&list).unwrap();
        let lines: Vec<_> = whole.lines().filter(|line| !line.is_empty()).collect();
        assert!(lines.len() > 1, "{whole}");
        let cut = lines[..lines.len() - 1].join("\n");
        let other = whole.replace(lines[lines.len() - 1], lines[0]);
        for shorter in [None, Some(String::new()), Some(cut), Some(other)] {
            match &shorter {
                None => fs::remove_file(&list).unwrap(),
                Some(shorter) => fs::write(&list, shorter).unwrap(),
            }
            let told = refused(&app, &list);
            assert!(told.contains(&format!("{} lines", lines.len())) && told.contains("--list-lost"), "{told}");
        }
        fs::write(&list, &whole).unwrap();
        // Lost while a server runs, whose end leaves a mark too.
        app.start_again().unwrap();
        fs::remove_file(&list).unwrap();
        app.stop();
        refused(&app, &list);
        fs::write(&list, &whole).unwrap();
        app.start_again().unwrap();
        app.stop();
        // Where there is no copy, it is said once.
        fs::remove_file(&list).unwrap();
        assert_eq!(run(&app.data_folder(), &["users", "list", "--list-lost"]).status.code(), Some(0));
        app.start_again().unwrap();
        app.stop();
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named_by_its_place_with_what_to_do() {
    let app = ended();
    for list in lists(&app) {
        let whole = fs::read_to_string(&list).unwrap();
        let (place, line) = whole.lines().enumerate().find(|(_, line)| line.starts_with('!')).unwrap();
        let words: Vec<_> = line.split(' ').collect();
        for mangled in [
            "!".to_owned(),
            line.replacen("! ", "!! ", 1),
            line[..line.len() / 2].to_owned(),
            format!("{line} and more"),
            line.replace(words[1], "somebody"),
            line.replace(words[2], "yesterday"),
        ] {
            fs::write(&list, whole.replacen(line, &mangled, 1)).unwrap();
            let told = refused(&app, &list);
            assert!(told.contains(&format!("{}:{}", list.display(), place + 1)), "{mangled}: {told}");
            assert!(told.contains("copy"), "{told}");
        }
        // What was torn off while it was written down came before any change: nobody has to mend it.
        for torn in ["\n? 0195", "\n?", "\n? 019cd800-0000-7000-8000-000000000001 2026-03", "\n\0\0\0"] {
            fs::write(&list, format!("{whole}{torn}")).unwrap();
            for _ in 0..2 {
                app.start_again().unwrap_or_else(|told| panic!("{torn:?}: {told}"));
                app.stop();
            }
        }
        fs::write(&list, whole).unwrap();
    }
    app.start_again().unwrap();
}
