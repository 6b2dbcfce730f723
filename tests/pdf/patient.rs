//! A patient whose journal is made up from a number, and what a share of it shows.

use afterglow::{
    domain::{
        day::{Day, Moment, When},
        event::Category,
        lately::{Lately, ScoreAt},
        measure::{BuiltIn, Polarity},
        questionnaire::{Known, Questionnaire},
        relief::{Background, Dosing, Glance, Parameters, Reading, analyse},
        share::SELF_HARM,
        text::Text,
        treatment::{BloodPressure, Dose, DoseUnit, Pressure, Route, SideEffect},
        trend,
    },
    reports::{
        Given, HighestPressure, Series, SharedEvent, SharedNote, SharedQuestionnaire, SharedResponse, SharedTreatment,
        View,
    },
};
use jiff::{
    SignedDuration, Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

/// The first day of every journal here.
const FIRST: &str = "2026-03-02T00:00:00Z";

pub struct Patient {
    pub days: i64,
    /// The days of treatments, counted from the first.
    pub treated: Vec<i64>,
    pub measures: Vec<&'static str>,
    pub doses: bool,
    pub side_effects: bool,
    pub notes: bool,
    /// Those that are answered every two weeks.
    pub questionnaires: Vec<Questionnaire>,
}

impl Patient {
    /// Six infusions in nineteen days, then maintenance.
    pub fn half_year() -> Self {
        Self {
            days: 182,
            treated: vec![21, 25, 28, 32, 36, 40, 64, 92, 121, 152],
            measures: vec!["low_mood", "loss_of_interest", "hopelessness", "anxiety", "sleep_quality", "functioning"],
            doses: true,
            side_effects: true,
            notes: false,
            questionnaires: vec![Questionnaire::Phq9, Questionnaire::Gad7],
        }
    }

    pub fn ten_years() -> Self {
        Self { days: 3652, treated: (21..3650).step_by(11).collect(), notes: true, ..Self::half_year() }
    }

    pub fn empty() -> Self {
        Self { days: 0, treated: Vec::new(), questionnaires: Vec::new(), ..Self::half_year() }
    }

    pub fn view(&self) -> View {
        let treatments: Vec<SharedTreatment> =
            self.treated.iter().enumerate().map(|(index, day)| self.treatment(index, *day)).collect();
        View {
            main: self.measures.first().map(|id| id.parse().unwrap()),
            self_harm: self.self_harm(),
            highest_blood_pressure: treatments
                .iter()
                .filter_map(|one| Some(HighestPressure { date: one.date, pressure: one.blood_pressure?.peak? }))
                .max_by_key(|one| one.pressure.systolic),
            given: Given::of(&treatments),
            language: afterglow::domain::language::Language::ENGLISH,
            series: self.measures.iter().map(|id| self.series(id)).collect(),
            treatments,
            patient: None,
            planned: Vec::new(),
            events: [
                (9, Category::Therapy, "First session with the new therapist"),
                (52, Category::Medication, "Sertraline down to 50 mg"),
                (105, Category::Life, "Back at work, half days"),
            ]
            .into_iter()
            .filter(|(day, ..)| *day < self.days)
            .map(|(day, category, title)| event(day, category, title))
            .collect(),
            notes: if self.notes {
                (0..self.days).step_by(9).map(|day| note(day, "Slept well. The heaviness is lighter.")).collect()
            } else {
                Vec::new()
            },
            questionnaires: self.questionnaires.iter().filter_map(|id| self.answered(*id)).collect(),
            safety_plan: None,
            damaged: Vec::new(),
        }
    }

    /// Every two weeks, following relief.
    fn answered(&self, id: Questionnaire) -> Option<SharedQuestionnaire> {
        let max = id.definition().max;
        let response = |day: i64| {
            // What was built up lasts a little.
            let built = f64::from(i32::try_from(day).unwrap()) / f64::from(i32::try_from(self.days).unwrap());
            let burden = 0.8 - 0.4 * built - 0.35 * self.relief(at(day, 19));
            let (part, step) = match id.definition().polarity {
                Polarity::HigherIsWorse => (burden, 1.0),
                Polarity::HigherIsBetter => (1.0 - burden, 4.0),
            };
            let total = id.total((part * max / step).round() * step).unwrap();
            SharedResponse { id: format!("{id:?} {day}"), when: When::At(moment(at(day, 19))), total }
        };
        let treatments: Vec<_> = self.treated.iter().map(|day| moment(at(*day, 10))).collect();
        let responses = (6..self.days).step_by(14).map(response).collect();
        SharedQuestionnaire::of(id, responses, &treatments, Known::All)
    }

    fn series(&self, id: &str) -> Series {
        let measure = BuiltIn::find(id).unwrap();
        let readings = self.readings(id, measure.scale().polarity);
        let (scale, words) = (measure.scale(), measure.words("en"));
        let dosings = self.dosings();
        let background = self.background(&dosings);
        let relief = analyse(scale, &readings, &background);
        Series {
            id: id.parse().unwrap(),
            question: words.question.clone(),
            low_label: Some(words.low_label.clone()),
            high_label: Some(words.high_label.clone()),
            min: 0,
            max: 10,
            polarity: scale.polarity,
            days: trend::daily(&readings, &background.starts()),
            glance: Glance::of(scale, &relief),
            relief,
            wordings: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// As a view has it of a journal that ends on its last day.
    fn self_harm(&self) -> Option<Lately> {
        self.measures.iter().find(|id| **id == SELF_HARM)?;
        let scale = BuiltIn::find(SELF_HARM).unwrap().scale();
        let scores: Vec<ScoreAt> = self
            .readings(SELF_HARM, scale.polarity)
            .iter()
            .map(|one| ScoreAt { when: When::At(moment(one.at)), score: one.score })
            .collect();
        Some(Lately::of(scale, &scores, date(self.days - 1)))
    }

    fn background<'a>(&self, dosings: &'a [Dosing]) -> Background<'a> {
        let parameters = Parameters::default();
        Background { dosings, medication_changes: &[], now: at(self.days, 0), parameters }
    }

    fn dosings(&self) -> Vec<Dosing> {
        let dosing = |(index, day): (usize, &i64)| Dosing {
            id: index.to_string(),
            at: moment(at(*day, 10)),
            planned: false,
            route: Route::Iv,
            dose: None,
        };
        self.treated.iter().enumerate().map(dosing).collect()
    }

    fn readings(&self, id: &str, polarity: Polarity) -> Vec<Reading> {
        let mut chance = Chance(id.bytes().map(u64::from).sum());
        let mut readings = Vec::new();
        let evenings = (0..self.days).map(|day| at(day, 20));
        let after = self.treated.iter().flat_map(|day| [at(*day, 12), at(*day, 15)]);
        let mut moments: Vec<Timestamp> = evenings.chain(after).collect();
        moments.sort();
        for moment in moments {
            // One evening in eight is not written.
            if chance.between(0.0, 1.0) < 0.125 {
                continue;
            }
            let burden = 7.6 - 5.8 * self.relief(moment) + chance.between(-0.9, 0.9);
            let points = burden.round().clamp(0.0, 10.0);
            let points = if polarity == Polarity::HigherIsWorse { points } else { 10.0 - points };
            readings.push(reading(moment, points));
        }
        readings
    }

    /// From 0 to 1: rises in hours, fades in days; what the first six built up lasts.
    fn relief(&self, moment: Timestamp) -> f64 {
        let relief = |(index, day): (usize, &i64)| {
            let hours = moment.duration_since(at(*day, 10)).as_secs_f64() / 3600.0;
            let built = f64::from(u8::try_from(index.min(5)).unwrap()) / 5.0;
            let fades = 5.0 + 10.0 * built;
            let deep = 0.74 + 0.22 * built;
            if hours <= 0.0 {
                0.0
            } else {
                deep * (1.0 - (-hours / 4.0).exp()) * (-(hours / 24.0 / fades).powi(2)).exp()
            }
        };
        self.treated.iter().enumerate().map(relief).fold(0.0, f64::max)
    }

    fn treatment(&self, index: usize, day: i64) -> SharedTreatment {
        SharedTreatment {
            id: index.to_string(),
            at: moment(at(day, 10)),
            date: date(day),
            medicine: text("ketamine"),
            route: Route::Iv,
            duration_minutes: Some(40),
            setting: Some(text("clinic")),
            dose: self
                .doses
                .then_some(Dose { amount: if index < 2 { 0.5 } else { 0.6 }, unit: DoseUnit::MilligramPerKilogram }),
            side_effects: if self.side_effects {
                let severity = u8::try_from(index % 3).unwrap();
                vec![
                    SideEffect { effect: text("dissociation"), severity: 1 },
                    SideEffect { effect: text("nausea"), severity },
                ]
            } else {
                Vec::new()
            },
            blood_pressure: self.side_effects.then_some(BloodPressure {
                before: Some(Pressure { systolic: 118, diastolic: 76 }),
                peak: Some(Pressure { systolic: 141, diastolic: 88 }),
            }),
            told_pressure: None,
            readings: Vec::new(),
            intention: None,
            experience: self.notes.then(|| text("Slow, like lying in warm water. Came back tired but lighter.")),
        }
    }
}

/// The same numbers for the same seed.
struct Chance(u64);

impl Chance {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1u32 << 31);
        low + (high - low) * part
    }
}

pub fn at(day: i64, hour: i64) -> Timestamp {
    FIRST.parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * day + hour)
}

pub fn date(day: i64) -> Date {
    at(day, 0).to_zoned(TimeZone::UTC).date()
}

fn moment(at: Timestamp) -> Moment {
    Moment::new(at, Offset::UTC)
}

#[expect(clippy::cast_possible_truncation, reason = "a whole number from 0 to 10")]
fn reading(at: Timestamp, score: f64) -> Reading {
    Reading { at, date: at.to_zoned(TimeZone::UTC).date(), date_only: false, score: score as i32 }
}

pub fn event(day: i64, category: Category, title: &str) -> SharedEvent {
    SharedEvent {
        id: format!("event {day}"),
        when: When::At(moment(at(day, 15))),
        planned: false,
        category,
        title: text(title),
        note: None,
    }
}

pub fn note(day: i64, words: &str) -> SharedNote {
    SharedNote { when: When::Date(Day::from(date(day))), note: text(words) }
}

pub fn text<const MAX: usize>(words: &str) -> Text<MAX> {
    Text::try_from(words.chars().take(MAX).collect::<String>()).unwrap()
}
