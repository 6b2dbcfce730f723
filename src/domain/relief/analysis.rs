//! How the answer about a measure, or about several together, is put together.

use std::iter;

use jiff::Timestamp;

use super::{
    Background, Certainty, CourseReport, Dosing, Figure, Nap, Parameters, Reading, Reason, Relief, Report,
    TreatmentReport, Word,
    aligned::{self, Line},
    baseline::{self, Baseline, Course, Yardstick},
    best, certainty, days_left,
    duration::{self, Standing},
    follow_up::FollowUp,
    medication, onset, over_treatments, overlap, summary, survival, tipping_point,
    treatment::{self, Treatment, by_lag_day},
    words::{Evidence, words},
};
use crate::domain::measure::Scale;

/// Computes every figure of the definitions of relief for one measure alone.
///
/// `readings` are all the scores of that measure, in any order. Scores outside of the scale are
/// taken as they are. The time taken grows with the number of readings and treatments and little
/// more (n log n, for sorting).
#[must_use]
pub fn analyse(scale: Scale, readings: &[Reading], background: &Background<'_>) -> Report {
    let figures = Figures::of(scale, readings, background);
    let words: Vec<Word> = figures.evidence().flat_map(|evidence| words(&[evidence])).collect();
    figures.report(&words, background)
}

/// Computes the figures of several measures that are asked together: what is said of each goes by all
/// of them (section 6).
#[must_use]
pub fn analyse_together(measures: &[(Scale, Vec<Reading>)], background: &Background<'_>) -> Vec<Report> {
    let figures: Vec<Figures<'_>> =
        measures.iter().map(|(scale, readings)| Figures::of(*scale, readings, background)).collect();
    // The same treatments make the same courses for every measure.
    let courses = figures.first().map_or(0, |one| one.courses.len());
    let together = |course: usize| figures.iter().filter_map(|one| one.evidence().nth(course)).collect::<Vec<_>>();
    let by_course: Vec<Vec<Word>> = (0..courses).map(|course| words(&together(course))).collect();
    let words =
        (0..figures.len()).map(|measure| by_course.iter().filter_map(|words| words.get(measure).copied()).collect());
    let words: Vec<Vec<Word>> = words.collect();
    figures.into_iter().zip(words).map(|(figures, words)| figures.report(&words, background)).collect()
}

/// What is known of a course before its word is chosen.
struct CourseFigures {
    treatments: Vec<String>,
    baseline: Result<Baseline, Reason>,
    certainty: Result<Certainty, Reason>,
    medication_changes: Vec<String>,
    nap: Result<Nap, Reason>,
    eased: bool,
}

/// The figures of one measure that no other measure has a say in.
struct Figures<'a> {
    courses: Vec<CourseFigures>,
    /// The treatments that have taken place, in order of time.
    given: Vec<(&'a Dosing, TreatmentReport)>,
    planned: Vec<&'a Dosing>,
}

impl<'a> Figures<'a> {
    fn of(scale: Scale, readings: &[Reading], background: &Background<'a>) -> Self {
        let Background { dosings, now, parameters, .. } = background;
        let (planned, given): (Vec<&Dosing>, Vec<&Dosing>) = dosings.iter().partition(|dosing| dosing.is_planned(*now));
        let in_order = treatment::in_order(scale, readings.iter().filter(|reading| reading.at <= *now), given);
        let mut figures = Self { courses: Vec::new(), given: Vec::with_capacity(in_order.len()), planned };
        for (position, course) in baseline::courses(scale, &in_order, parameters).enumerate() {
            let yardstick = course.baseline.map(|baseline| Yardstick::new(&baseline, parameters));
            let view = View { course: position, yardstick, now: *now, parameters };
            let before = figures.given.len();
            let last = course.treatments.len().saturating_sub(1);
            figures.given.extend(
                course
                    .treatments
                    .iter()
                    .enumerate()
                    .map(|(number, treatment)| (treatment.dosing, treatment_report(treatment, number == last, &view))),
            );
            let reports = figures.given.iter().skip(before).map(|(_, report)| report);
            figures.courses.push(course_figures(&course, reports, background));
        }
        figures
    }

    /// What the words are chosen by, course by course.
    fn evidence(&self) -> impl Iterator<Item = Evidence> {
        self.courses.iter().map(|course| Evidence { certainty: course.certainty.ok(), eased: course.eased })
    }

    /// The report, now that the word of each course is known.
    fn report(self, words: &[Word], background: &Background<'_>) -> Report {
        let is_stated = |report: &TreatmentReport| {
            report.course.and_then(|course| words.get(course)).is_some_and(|word| word.is_stated())
        };
        let stated: Vec<&TreatmentReport> =
            self.given.iter().map(|(_, report)| report).filter(|report| is_stated(report)).collect();
        let reliefs: Vec<Relief> = stated.iter().filter_map(|report| report.relief.known().copied()).collect();
        let over_treatments =
            over_treatments::over_treatments(self.given.iter().map(|(dosing, report)| (*dosing, report)), &reliefs);
        let present = self.given.last().filter(|(_, last)| is_stated(last)).and_then(|(_, last)| last.relief.known());
        let earlier = reliefs.get(..reliefs.len() - usize::from(present.is_some())).unwrap_or_default();
        let relief_curve = survival::relief_curve(&reliefs);
        Report {
            days_left: days_left::days_left(earlier, present, over_treatments.shorter.known()).into(),
            aligned: aligned::aligned(&self.lines()),
            summary: summary::summary(words.iter().any(|word| word.is_stated()), &stated, &relief_curve),
            over_treatments,
            relief_curve,
            courses: self.courses.into_iter().zip(words).map(course_report).collect(),
            treatments: in_order(self.given, self.planned, background),
        }
    }

    /// The curves of the treatments with a baseline.
    fn lines(&self) -> Vec<Line<'_>> {
        let course_before = iter::once(None).chain(self.given.iter().map(|(_, report)| report.course));
        let with_baseline = |course: Option<usize>| {
            course.and_then(|course| self.courses.get(course)).is_some_and(|course| course.baseline.is_ok())
        };
        (self.given.iter().zip(course_before))
            .filter(|((_, report), _)| with_baseline(report.course))
            .map(|((_, report), before)| Line { points: &report.curve, first_of_course: before != report.course })
            .collect()
    }
}

/// Given and planned treatments together, in order of time.
fn in_order(
    given: Vec<(&Dosing, TreatmentReport)>,
    planned: Vec<&Dosing>,
    background: &Background<'_>,
) -> Vec<TreatmentReport> {
    let mut reports: Vec<TreatmentReport> = given.into_iter().map(|(_, report)| report).collect();
    reports.extend(planned.into_iter().map(planned_report));
    if background.dosings.iter().any(|dosing| dosing.is_planned(background.now)) {
        reports.sort_by(|a, b| (a.at.instant(), &a.id, a.at.offset()).cmp(&(b.at.instant(), &b.id, b.at.offset())));
    }
    reports
}

/// What the treatments of a course are looked at with.
struct View<'a> {
    course: usize,
    yardstick: Result<Yardstick, Reason>,
    now: Timestamp,
    parameters: &'a Parameters,
}

fn course_figures<'r>(
    course: &Course<'_, '_>,
    mut reports: impl Iterator<Item = &'r TreatmentReport>,
    background: &Background<'_>,
) -> CourseFigures {
    let before: Vec<f64> = course.before.iter().map(|day| day.value).collect();
    let after = course.treatments.iter().flat_map(|one| by_lag_day(one.check_ins(overlap::LAG_DAYS)));
    let after: Vec<f64> = after.map(|day| day.value).collect();
    CourseFigures {
        treatments: course.treatments.iter().map(|one| one.dosing.id.clone()).collect(),
        baseline: course.baseline,
        certainty: certainty::certainty(course.treatments),
        medication_changes: medication::changes_near(course.treatments, background),
        nap: overlap::nap(&before, &after),
        // Who was responding already has relief without an onset.
        eased: reports.any(|report| report.relief.known().is_some()),
    }
}

fn course_report((course, word): (CourseFigures, &Word)) -> CourseReport {
    let CourseFigures { treatments, baseline, certainty, medication_changes, nap, .. } = course;
    CourseReport {
        treatments,
        baseline: baseline.into(),
        certainty: certainty.into(),
        word: *word,
        stated: word.is_stated(),
        medication_changes,
        nap: nap.into(),
    }
}

fn treatment_report(treatment: &Treatment<'_>, last_of_course: bool, view: &View<'_>) -> TreatmentReport {
    let View { course, yardstick, now, parameters } = *view;
    let follow_up = FollowUp::of(treatment, parameters);
    // Nothing seen may yet be seen, as long as the time for an onset runs.
    let too_early = |reason| match reason {
        Reason::NoFollowUp | Reason::NoResponse => onset::or_too_early(reason, treatment, now, parameters),
        other => other,
    };
    let responding =
        onset::responding(yardstick, treatment, &follow_up, parameters.onset_limit_days).map_err(too_early);
    let seen = yardstick.and_then(|yardstick| {
        if follow_up.check_ins.is_empty() { Err(too_early(Reason::NoFollowUp)) } else { Ok(yardstick) }
    });
    let standing = Standing { treatment, last_of_course, now, max_gap_days: parameters.max_gap_days };
    let eased = yardstick.and_then(|yardstick| Ok((yardstick, responding?)));
    TreatmentReport {
        id: treatment.dosing.id.clone(),
        at: treatment.dosing.at,
        local_date: treatment.dosing.at.date(),
        course: Some(course),
        onset: onset::onset(responding).into(),
        peak: seen.and_then(|yardstick| best::peak(&yardstick, &follow_up)).into(),
        best_days: seen.and_then(|yardstick| best::best_days(&yardstick, &follow_up)).into(),
        relief: eased.map(|(yardstick, since)| duration::relief(&yardstick, since, &follow_up, &standing)).into(),
        tipping_point: eased.and_then(|(yardstick, _)| tipping_point::tipping_point(&yardstick, treatment, now)).into(),
        follow_up: Figure::Known(follow_up.coverage),
        curve: yardstick.map(|yardstick| aligned::curve(&yardstick, treatment)).unwrap_or_default(),
        first_hours: yardstick.map(|yardstick| aligned::first_hours(&yardstick, treatment)).unwrap_or_default(),
    }
}

/// A treatment that is still to come: nothing is known of it, and it counts for nothing.
fn planned_report(dosing: &Dosing) -> TreatmentReport {
    TreatmentReport {
        id: dosing.id.clone(),
        at: dosing.at,
        local_date: dosing.at.date(),
        course: None,
        onset: Figure::PLANNED,
        peak: Figure::PLANNED,
        best_days: Figure::PLANNED,
        relief: Figure::PLANNED,
        tipping_point: Figure::PLANNED,
        follow_up: Figure::PLANNED,
        curve: Vec::new(),
        first_hours: Vec::new(),
    }
}
