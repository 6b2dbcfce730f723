//! `afterglow questionnaires`: the forms that everyone on this server can answer.

use std::fs;

use actix_web::http::StatusCode;

use super::{
    Failure,
    cli::{Place, Questionnaires},
    output::say,
};
use crate::{
    domain::{
        fault::Faults,
        questionnaire::{Form, Imported},
    },
    journal::questionnaires::store,
    platform::{
        clock::Clock,
        database::Db,
        problem::{Code, Problem},
    },
    server,
};

/// Adds, lists or removes forms.
pub async fn run(command: Questionnaires, clock: Clock) -> Result<(), Failure> {
    match command {
        Questionnaires::Add { file, place } => {
            let name = file.display().to_string();
            let imported = read(&name, &fs::read(&file).map_err(|error| Failure::Io(name.clone(), error))?)?;
            let form = imported.form().map_err(Problem::from)?;
            let (which, now) = (form.questionnaire, clock.now());
            open(place).await?.write(move |connection| store::add(connection, which, &imported, now)).await?;
            say!("Everyone on this server can now answer:");
            say!("{}", line(&form));
        }
        Questionnaires::List { place } => {
            let forms = open(place).await?.read(store::list).await?;
            if forms.is_empty() {
                say!("There are none. Totals can be entered all the same.");
            }
            for (which, imported, added) in forms {
                let added = added.strftime("%Y-%m-%d");
                match imported.form() {
                    Ok(form) => say!("{}, added {added}", line(&form)),
                    Err(faults) => say!("{}: this version cannot read it: {faults}", which.name()),
                }
            }
        }
        Questionnaires::Remove { id, place } => {
            if !open(place).await?.write(move |connection| store::remove(connection, id)).await? {
                let detail = format!("There is no form of {} to remove.", id.name());
                return Err(Problem::new(StatusCode::NOT_FOUND, Code::NoQuestionnaire, detail).into());
            }
            say!("Removed. What was answered is kept.");
        }
    }
    Ok(())
}

async fn open(place: Place) -> Result<Db, Failure> {
    Ok(server::open_existing(&place.config()).await?.db)
}

fn read(name: &str, file: &[u8]) -> Result<Imported, Problem> {
    let value: serde_json::Value = serde_json::from_slice(file).map_err(|error| {
        let detail = format!("{name} is not JSON: it breaks off at line {}, column {}.", error.line(), error.column());
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidJson, detail)
    })?;
    deserr::deserialize(value).map_err(|faults: Faults| {
        let lines = faults.named().iter().map(|fault| format!("\n  {}: {}", fault.pointer, fault.refusal));
        let detail = format!("{name} cannot be asked and scored:{}", lines.collect::<String>());
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidQuestionnaire, detail)
    })
}

/// What is read first of a form: which it is, how much it asks, and whose words they are.
fn line(form: &Form) -> String {
    let known = form.questionnaire.definition();
    let counted = form.items.iter().filter(|item| item.part.is_some()).count();
    let more = match form.items.len() - counted {
        0 => String::new(),
        more => format!(" and {more} more that do not count"),
    };
    let title = form.title.as_deref().map_or(String::new(), |title| format!(", “{title}”"));
    let copyright = form.copyright.as_deref().unwrap_or("none stated").split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: {}{title}, {counted} questions{more}; copyright: {copyright}", form.questionnaire.name(), known.name)
}
