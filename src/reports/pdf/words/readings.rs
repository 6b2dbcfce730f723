//! Readings in time, in a line: `−5 min: 118/76; 40 min: 142/88, pulse 96, dissociation 6`.

use super::{
    super::numbers::{NB, number},
    language::{fill, phrase},
};
use crate::domain::treatment::{Pressure, SessionReading};

/// Each reading with its minutes after the start; nothing where there is none.
pub(in super::super) fn readings(readings: &[SessionReading]) -> String {
    readings.iter().map(reading).collect::<Vec<_>>().join("; ")
}

fn reading(SessionReading { minutes, blood_pressure, pulse, sedation, dissociation }: &SessionReading) -> String {
    let pressure = blood_pressure.map(|Pressure { systolic, diastolic }| format!("{systolic}/{diastolic}"));
    let named = |name: &str, value: u16| format!("{name}{NB}{value}");
    let pulse = pulse.map(|beats| named(phrase("report_pulse"), beats));
    let sedation = sedation.map(|degree| named(phrase("report_sedation"), degree.into()));
    let felt = dissociation.map(|degree| named(&phrase("report_effect_dissociation").to_lowercase(), degree.into()));
    let values: Vec<String> = [pressure, pulse, sedation, felt].into_iter().flatten().collect();
    let minutes = number(f64::from(*minutes), 0);
    fill("report_reading", &[("minutes", &minutes), ("values", &values.join(", "))])
}
