//! Writing a record: checked against the owner's measures, guarded, and written once however often sent.

use actix_web::http::StatusCode;

use super::{
    questionnaires,
    readings::answered,
    store,
    stored::{Change, Stored},
};
use crate::{
    accounts::Owner,
    domain::{
        fault::{Faults, Refusal},
        id::RecordId,
        measure::{BuiltIn, Scale, Scales},
        record::{Kind, Record},
        safety_plan::SafetyPlan,
    },
    platform::{
        conditional::Guard,
        database::DbConnection,
        problem::{Code, Problem, Result},
    },
};

/// A record as it now is, and whether it was not there before.
pub struct Written {
    /// As stored.
    pub stored: Stored,
    /// 201 rather than 200.
    pub created: bool,
}

/// Creates or replaces a record. Sending the same body again changes nothing.
///
/// # Errors
/// 422 for scores that do not fit, 412 when `guard` forbids it, 409 when the id is of another kind.
pub fn put(
    connection: &mut DbConnection,
    owner: &Owner,
    id: &RecordId,
    guard: Guard,
    body: &Record,
) -> Result<Written> {
    check(connection, owner, id, body)?;
    let body = questionnaires::scored(connection, owner, id, body)?.into_owned();
    let known = store::find(connection, owner, id)?;
    of_kind(known.as_ref(), body.kind())?;
    permitted(guard, known.as_ref())?;
    let created = known.as_ref().is_none_or(|known| known.deleted);
    let revision = match &known {
        Some(known) if known.body.as_ref() == Some(&body) => known.revision,
        _ => store::save(connection, owner, id, known.as_ref(), &body)?,
    };
    Ok(Written { stored: Stored { id: id.clone(), revision, body }, created })
}

/// Deletes a record; one that is not there is as good as deleted.
///
/// # Errors
/// 412 when `guard` forbids it.
pub fn delete(connection: &mut DbConnection, owner: &Owner, kind: Kind, id: &RecordId, guard: Guard) -> Result<()> {
    let known = store::find(connection, owner, id)?.filter(|known| known.kind == kind && !known.deleted);
    permitted(guard, known.as_ref())?;
    if known.is_some() {
        removable(connection, owner, kind, id)?;
        store::bury(connection, owner, kind, id)?;
    }
    Ok(())
}

/// Refuses to delete a measure that scores are kept under: without its range they would mean nothing.
///
/// # Errors
/// 409.
pub fn removable(connection: &mut DbConnection, owner: &Owner, kind: Kind, id: &RecordId) -> Result<()> {
    if kind != Kind::Measure || answered(connection, owner, id, &mut Vec::new())?.readings.is_empty() {
        return Ok(());
    }
    let detail = "There are scores of this measure. Hide it instead, or delete those first.";
    Err(Problem::new(StatusCode::CONFLICT, Code::MeasureInUse, detail))
}

/// Checks what only the journal can tell: that the scores fit their measures, and the id its kind.
///
/// # Errors
/// 422 with a pointer for each.
pub fn check(connection: &mut DbConnection, owner: &Owner, id: &RecordId, body: &Record) -> Result<()> {
    match body {
        Record::CheckIn(check_in) => {
            let known_to_all = check_in.scores.keys().all(|id| BuiltIn::find(id.as_str()).is_some());
            let scales = if known_to_all { Scales::default() } else { store::scales(connection, owner)? };
            check_in.check(&scales)?;
        }
        Record::Measure(_) if BuiltIn::find(id.as_str()).is_some() => {
            return Err(Faults::one("/id", Refusal::BuiltInMeasure).into());
        }
        Record::Measure(measure) => keeps_its_scores(connection, owner, id, measure.scale())?,
        Record::Questionnaire(imported) if *id != imported.form()?.questionnaire.form_id() => {
            let id = imported.form()?.questionnaire.form_id().to_string();
            return Err(Faults::one("/id", Refusal::OwnId { id, whose: "this questionnaire's form" }).into());
        }
        Record::SafetyPlan(_) if *id != SafetyPlan::id() => {
            let id = SafetyPlan::id().to_string();
            return Err(Faults::one("/id", Refusal::OwnId { id, whose: "a safety plan" }).into());
        }
        Record::Treatment(_)
        | Record::Event(_)
        | Record::QuestionnaireResponse(_)
        | Record::Questionnaire(_)
        | Record::SafetyPlan(_) => {}
    }
    if body.kind() == Kind::Measure || id.is_uuid() {
        Ok(())
    } else {
        Err(Faults::one("/id", Refusal::RecordId).into())
    }
}

/// A measure's new range must hold every score that is kept under it.
fn keeps_its_scores(connection: &mut DbConnection, owner: &Owner, id: &RecordId, scale: Scale) -> Result<()> {
    if store::find(connection, owner, id)?.is_none() {
        return Ok(());
    }
    let scores = answered(connection, owner, id, &mut Vec::new())?.readings.into_iter().map(|reading| reading.score);
    let (lowest, highest) = scores.fold((scale.max, scale.min), |(low, high), score| (low.min(score), high.max(score)));
    let mut faults = Faults::default();
    if lowest < scale.min {
        faults.add("/min", Refusal::LowestScore { score: lowest });
    }
    if highest > scale.max {
        faults.add("/max", Refusal::HighestScore { score: highest });
    }
    Ok(faults.or(())?)
}

/// Refuses an id that names a record of another kind.
///
/// # Errors
/// 409.
pub fn of_kind(known: Option<&Change>, kind: Kind) -> Result<()> {
    if known.is_none_or(|known| known.kind == kind) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        Code::IdInUse,
        "This id belongs to a record of another kind. Please make a new one.",
    ))
}

fn permitted(guard: Guard, known: Option<&Change>) -> Result<()> {
    let live = known.filter(|known| !known.deleted);
    if guard.allows(live.map(|live| live.revision)) {
        return Ok(());
    }
    let changed = Problem::changed_elsewhere();
    Err(match live {
        Some(damaged) if damaged.damaged => changed.member("current", damaged),
        live => changed.member("current", live.cloned().and_then(Change::live)),
    })
}
