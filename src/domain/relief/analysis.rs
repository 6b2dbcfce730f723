//! How the answer about a measure, or about several together, is put together.

use std::iter;

use jiff::Timestamp;

use super::{
    Background, CourseReport, Dosing, Figure, Nap, Parameters, Reading, Reason, Relief, Report, SinceFirstDays,
    TreatmentReport, Word,
    aligned::{self, Line},
    baseline::{self, Course, Yardstick},
    best,
    certainty::CourseDays,
    days_left,
    duration::{self, Standing},
    follow_up::FollowUp,
    headline, medication,
    now::{self, Now, Present},
    onset, over_treatments, overlap, since_first_days, summary, survival, tipping_point,
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
    standing: headline::Standing,
    medication_changes: Vec<String>,
    nap: Result<Nap, Reason>,
    eased: bool,
}

/// The figures of one measure that no other measure has a say in.
struct Figures<'a> {
    /// Where the person is, but for relief: that is gated by the words.
    now: Now,
    courses: Vec<CourseFigures>,
    /// The treatments that have taken place, in order of time.
    given: Vec<(&'a Dosing, TreatmentReport)>,
    planned: Vec<&'a Dosing>,
    since_first_days: Option<Result<SinceFirstDays, Reason>>,
}

impl<'a> Figures<'a> {
    fn of(scale: Scale, readings: &[Reading], background: &Background<'a>) -> Self {
        let Background { dosings, now, parameters, .. } = background;
        let (planned, given): (Vec<&Dosing>, Vec<&Dosing>) = dosings.iter().partition(|dosing| dosing.is_planned(*now));
        let in_order = treatment::in_order(scale, past(readings, *now), given);
        let (mut courses, mut reports) = (Vec::new(), Vec::with_capacity(in_order.len()));
        let mut latest = None;
        for (position, course) in baseline::courses(scale, &in_order, parameters).enumerate() {
            let yardstick = course.baseline.map(|baseline| Yardstick::new(&baseline, parameters));
            latest = Some(yardstick);
            let view = View { course: position, yardstick, now: *now, parameters };
            let before = reports.len();
            let last = course.treatments.len().saturating_sub(1);
            reports.extend(
                course
                    .treatments
                    .iter()
                    .enumerate()
                    .map(|(number, treatment)| (treatment.dosing, treatment_report(treatment, number == last, &view))),
            );
            let own = reports.iter().skip(before).map(|(_, report)| report);
            courses.extend(course_figures(&course, own, background));
        }
        let now = Present::new(scale, readings, *now, parameters).now(&in_order, latest, &planned);
        let since_first_days =
            began_late(&courses).then(|| since_first_days::since_first_days(scale, past(readings, background.now)));
        Self { now, courses, given: reports, planned, since_first_days }
    }

    /// What the words are chosen by, course by course.
    fn evidence(&self) -> impl Iterator<Item = Evidence> {
        self.courses.iter().map(|course| Evidence { certainty: course.standing.certainty.ok(), eased: course.eased })
    }

    /// The report, now that the word of each course is known.
    fn report(mut self, words: &[Word], background: &Background<'_>) -> Report {
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
        let headlined: Vec<(Word, headline::Standing)> =
            words.iter().copied().zip(self.courses.iter().map(|course| course.standing)).collect();
        self.now.relief = now::present_relief(&self.given, is_stated).into();
        Report {
            headline: headline::headline(&headlined),
            days_left: days_left::days_left(earlier, present, over_treatments.shorter.known()).into(),
            aligned: aligned::aligned(&self.lines()),
            summary: summary::summary(words.iter().any(|word| word.is_stated()), &stated, &relief_curve),
            over_treatments,
            relief_curve,
            courses: self.courses.into_iter().zip(words).map(course_report).collect(),
            treatments: in_order(self.given, self.planned, background),
            now: self.now,
            since_first_days: self.since_first_days.map(Figure::from),
        }
    }

    /// The curves of the treatments with a baseline.
    fn lines(&self) -> Vec<Line<'_>> {
        let course_before = iter::once(None).chain(self.given.iter().map(|(_, report)| report.course));
        let with_baseline = |course: Option<usize>| {
            course.and_then(|course| self.courses.get(course)).is_some_and(|course| course.standing.baseline.is_ok())
        };
        (self.given.iter().zip(course_before))
            .filter(|((_, report), _)| with_baseline(report.course))
            .map(|((_, report), before)| Line { points: &report.curve, first_of_course: before != report.course })
            .collect()
    }
}

/// What was written by now.
fn past(readings: &[Reading], now: Timestamp) -> impl Iterator<Item = &Reading> {
    readings.iter().filter(move |reading| reading.at <= now)
}

/// Whether there are treatments, and before none of their courses enough was written to compare with.
fn began_late(courses: &[CourseFigures]) -> bool {
    let unwritten = |course: &CourseFigures| course.standing.baseline.err() == Some(Reason::TooFewBaselineDays);
    !courses.is_empty() && courses.iter().all(unwritten)
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
    mut reports: impl Iterator<Item = &'r TreatmentReport> + Clone,
    background: &Background<'_>,
) -> Option<CourseFigures> {
    let before: Vec<f64> = course.before.iter().map(|day| day.value).collect();
    let after = course.treatments.iter().flat_map(|one| by_lag_day(one.check_ins(overlap::LAG_DAYS)));
    let after: Vec<f64> = after.map(|day| day.value).collect();
    Some(CourseFigures {
        treatments: course.treatments.iter().map(|one| one.dosing.id.clone()).collect(),
        standing: standing(course, reports.clone(), background)?,
        medication_changes: medication::changes_near(course.treatments, background),
        nap: overlap::nap(&before, &after),
        // Who was responding already has relief without an onset.
        eased: reports.any(|report| report.relief.known().is_some()),
    })
}

/// What the headline is chosen by; `None` of no treatments, which no course has.
fn standing<'r>(
    course: &Course<'_, '_>,
    mut reports: impl Iterator<Item = &'r TreatmentReport>,
    Background { now, parameters, .. }: &Background<'_>,
) -> Option<headline::Standing> {
    let last = course.treatments.last()?;
    let days = CourseDays::of(course.treatments);
    Some(headline::Standing {
        baseline: course.baseline,
        baseline_days: course.before.len(),
        certainty: days.certainty(),
        missing: (days.missing_before(), days.missing_after()),
        never_by_half: reports.all(|report| report.onset.reason() == Some(Reason::NoResponse)),
        judged_on: now::judged_on(last.dosing, parameters),
        is_early: onset::is_early(last, *now, parameters),
    })
}

fn course_report((course, word): (CourseFigures, &Word)) -> CourseReport {
    let CourseFigures { treatments, standing, medication_changes, nap, .. } = course;
    CourseReport {
        treatments,
        baseline: standing.baseline.into(),
        certainty: standing.certainty.into(),
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
