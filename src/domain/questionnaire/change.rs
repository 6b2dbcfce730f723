//! What became of totals: the latest beside the last one before treatment.

use serde::Serialize;

use super::{Questionnaire, Total};
use crate::domain::{
    day::{Moment, When},
    measure::Polarity,
    relief::{Parameters, starts_course},
};

/// The latest total beside the one that it is compared with (definitions of relief, section 8).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The position of the total that the latest is compared with.
    pub since: usize,
    /// Whether that is the last one before the course of treatments; else it is the first that there is.
    pub before_treatment: bool,
    /// What became of it.
    pub change: Change,
}

/// Which totals a comparison knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All that there are.
    All,
    /// Those of some days. The first of these is the first in view and no more: which one it is depends on the days
    /// that somebody chose, so nothing is compared with it.
    Excerpt,
}

/// The change from an earlier total to a later one (definitions of relief, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireChange)]
pub struct Change {
    /// How many points better; negative is worse.
    pub points_better: f64,
    /// By how many percent of the earlier total symptoms are less; absent where there were none, and where a high
    /// total is the good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent_better: Option<f64>,
    /// Whether a person notices a change of so many points, better or worse; absent where nobody has defined it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaningful: Option<bool>,
    /// Whether the drop is a response; absent where nobody has defined it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<bool>,
}

impl Questionnaire {
    /// The change from an earlier total to a later one.
    pub fn change(self, earlier: Total, later: Total) -> Change {
        let known = self.definition();
        let drop = earlier.points() - later.points();
        let (points_better, percent_better) = match known.polarity {
            Polarity::HigherIsWorse if earlier.points() > 0.0 => (drop, Some(100.0 * drop / earlier.points())),
            Polarity::HigherIsWorse => (drop, None),
            Polarity::HigherIsBetter => (-drop, None),
        };
        Change {
            points_better,
            percent_better,
            meaningful: known.meaningful_change.map(|least| points_better.abs() >= least),
            response: known.response_percent.zip(percent_better).map(|(least, percent)| percent >= least),
        }
    }
    /// The latest of these totals beside the last one before the first treatment of its course; where there is none,
    /// beside the first total there is. None where that is the latest itself, or where it is not known.
    ///
    /// The totals, and the treatments that have taken place, are in order of time. A total's course is that of the
    /// last treatment before it. A total that has a day alone lies neither before nor after a treatment of that day.
    pub fn comparison(self, totals: &[(When, Total)], treatments: &[Moment], known: Known) -> Option<Comparison> {
        let (latest, earlier) = totals.split_last()?;
        let start = course_start(treatments.iter().filter(|treatment| is_after(latest.0, **treatment)));
        let before = start.and_then(|start| earlier.iter().rposition(|(when, _)| is_before(*when, start)));
        let first = (known == Known::All && !earlier.is_empty()).then_some(0);
        let since = before.or(first)?;
        let change = self.change(earlier.get(since)?.1, latest.1);
        Some(Comparison { since, before_treatment: before.is_some(), change })
    }
}

/// The first treatment of the course that the last of these belongs to.
fn course_start<'a>(treatments: impl Iterator<Item = &'a Moment>) -> Option<Moment> {
    let gap = Parameters::default().course_gap_days;
    let mut course: Option<(Moment, Moment)> = None;
    for treatment in treatments {
        let since = course.map(|(_, last)| treatment.instant().duration_since(last.instant()));
        let start = course.filter(|_| !starts_course(since, gap)).map_or(*treatment, |(start, _)| start);
        course = Some((start, *treatment));
    }
    course.map(|(start, _)| start)
}

/// What was answered at the very start of a treatment was answered before it.
fn is_before(when: When, treatment: Moment) -> bool {
    match when {
        When::At(at) => at.instant() <= treatment.instant(),
        When::Date(day) => day.date() < treatment.date(),
    }
}

fn is_after(when: When, treatment: Moment) -> bool {
    match when {
        When::At(at) => at.instant() > treatment.instant(),
        When::Date(day) => day.date() > treatment.date(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(questionnaire: Questionnaire, earlier: f64, later: f64) -> Change {
        questionnaire.change(questionnaire.total(earlier).unwrap(), questionnaire.total(later).unwrap())
    }

    /// Worked cases, which the tests of the app read too.
    const CASES: &str = include_str!("../../../tests/data/questionnaire_changes.json");

    #[test]
    fn the_latest_total_is_compared_as_the_cases_say() {
        let cases: serde_json::Value = serde_json::from_str(CASES).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let questionnaire = Questionnaire::try_from(case["questionnaire"].as_str().unwrap().to_owned()).unwrap();
            let total = |one: &serde_json::Value| {
                let when: When = one["when"].as_str().unwrap().parse().unwrap();
                (when, questionnaire.total(one["total"].as_f64().unwrap()).unwrap())
            };
            let totals: Vec<_> = case["totals"].as_array().unwrap().iter().map(total).collect();
            let moment = |at: &serde_json::Value| at.as_str().unwrap().parse().unwrap();
            let treatments: Vec<Moment> = case["treatments"].as_array().unwrap().iter().map(moment).collect();
            let known = if case["excerpt"] == true { Known::Excerpt } else { Known::All };
            let compared = questionnaire.comparison(&totals, &treatments, known).map(|compared| {
                let mut json = serde_json::to_value(compared.change).unwrap();
                json["since"] = compared.since.into();
                json["before_treatment"] = compared.before_treatment.into();
                json
            });
            assert_same(&compared.unwrap_or_default(), &case["expected"], case["name"].as_str().unwrap());
        }
    }

    fn assert_same(actual: &serde_json::Value, expected: &serde_json::Value, name: &str) {
        let keys = |value: &serde_json::Value| value.as_object().map(|all| all.keys().cloned().collect::<Vec<_>>());
        assert_eq!(keys(actual), keys(expected), "{name}: {actual}");
        for key in keys(expected).unwrap_or_default() {
            let (is, expected) = (&actual[&key], &expected[&key]);
            let close = is.as_f64().zip(expected.as_f64()).map(|(is, expected)| (is - expected).abs() < 1e-9);
            assert!(close.unwrap_or(is == expected), "{name}: {key} {is} {expected}");
        }
    }

    #[test]
    fn a_drop_of_half_is_a_response_and_five_points_count() {
        let half = change(Questionnaire::Phq9, 20.0, 10.0);
        assert_eq!(
            half,
            Change { points_better: 10.0, percent_better: Some(50.0), meaningful: Some(true), response: Some(true) }
        );
        let less = change(Questionnaire::Phq9, 19.0, 10.0);
        assert_eq!((less.meaningful, less.response), (Some(true), Some(false)));
        let small = change(Questionnaire::Phq9, 8.0, 4.0);
        assert_eq!((small.meaningful, small.response), (Some(false), Some(true)));
        let worse = change(Questionnaire::Phq9, 4.0, 9.0);
        assert_eq!((worse.points_better, worse.meaningful, worse.response), (-5.0, Some(true), Some(false)));
    }

    #[test]
    fn what_nobody_has_defined_is_absent() {
        assert_eq!(change(Questionnaire::Pcl5, 60.0, 20.0).response, None);
        assert_eq!(change(Questionnaire::Asrm, 12.0, 2.0).meaningful, None);
        let better = change(Questionnaire::Who5, 20.0, 60.0);
        assert_eq!(
            better,
            Change { points_better: 40.0, percent_better: None, meaningful: Some(true), response: None }
        );
        let from_nothing = change(Questionnaire::Gad7, 0.0, 3.0);
        assert_eq!((from_nothing.percent_better, from_nothing.response), (None, None));
    }
}
