//! Over courses, treatments and measures: words, the relief curve, what is left, the aligned curve, the summary.

use serde_json::{Value, json};

use super::{
    Oracle, many,
    sums::{HAIR, absent, deviation, mean, median, number, student_limit},
};

/// A relief: how long, and what ended it.
pub type Relief = (f64, String);

/// Chooses the word of each course in the reports of some measures.
pub fn choose_words(reports: &mut [Value]) {
    let courses = reports[0]["courses"].as_array().unwrap().len();
    for course in 0..courses {
        let doubts: Vec<Option<(f64, f64)>> = reports.iter().map(|report| doubts(&report["courses"][course])).collect();
        let m = doubts.iter().flatten().count();
        let mut in_order: Vec<f64> = doubts.iter().flatten().map(|(both, _)| *both).collect();
        in_order.sort_by(f64::total_cmp);
        for (report, doubt) in reports.iter_mut().zip(&doubts) {
            let eased = report["treatments"].as_array().unwrap().iter().any(|one| {
                one["course"] == course
                    && (one["onset"]["hours"].is_number() || one["onset"]["reason"] == "already_responding")
            });
            let word = match doubt {
                None => "cannot_tell",
                Some((both, plain)) => {
                    let steps = (0..m).filter(|j| in_order[*j] <= *both).map(|j| number(m - j) * in_order[j]);
                    let h = steps.fold(0.0, f64::max);
                    let (sure, likely) = if m > 1 { (h < 0.05, h < 0.2) } else { (*both < 0.05, *plain < 0.2) };
                    match () {
                        () if sure && eased => "relief",
                        () if sure => "better",
                        () if likely => "perhaps",
                        () => "cannot_tell",
                    }
                }
            };
            report["courses"][course]["word"] = json!(word);
            report["courses"][course]["stated"] = json!(word == "relief");
        }
    }
}

/// One minus the lower of both probabilities, and one minus the plain one.
fn doubts(course: &Value) -> Option<(f64, f64)> {
    let plain = course["certainty"]["probability"].as_f64()?;
    let with_trend = course["certainty"]["probability_with_trend"].as_f64()?;
    Some((1.0 - plain.min(with_trend), 1.0 - plain))
}

impl Oracle {
    /// What takes in stated courses alone.
    pub fn what_is_gated(&self, report: &mut Value) {
        let given: Vec<Value> = report["treatments"].as_array().unwrap()[..self.dosings.len()].to_vec();
        let is_stated = |one: &&Value| {
            let course = usize::try_from(one["course"].as_u64().unwrap()).unwrap();
            report["courses"][course]["stated"] == true
        };
        let relief = |one: &Value| Some((one["relief"]["days"].as_f64()?, one["relief"]["ended"].as_str()?.to_owned()));
        let stated: Vec<&Value> = given.iter().filter(is_stated).collect();
        let reliefs: Vec<Relief> = stated.iter().filter_map(|one| relief(one)).collect();
        let present = given.last().filter(is_stated).and_then(relief);
        let earlier = if present.is_some() { &reliefs[..reliefs.len() - 1] } else { &reliefs };
        let over = json!({
            "dose": many::dose(&self.dosings, &given), "shorter": many::shorter(&reliefs),
            "route": many::route(&self.dosings, &given),
        });
        let curve = relief_curve(&reliefs);
        report["summary"] = summary(!stated.is_empty(), &stated, &curve);
        report["now"] = self.now(&given, &report["courses"]);
        report["headline"] = self.headline(&given, &report["courses"]);
        report["days_left"] = days_left(earlier, present.as_ref(), &over["shorter"]);
        report["relief_curve"] = curve;
        report["over_treatments"] = over;
    }

    /// The mean of the curves of treatments with a baseline.
    pub fn aligned(&self, treatments: &[Value]) -> Vec<Value> {
        let firsts = self.firsts();
        let mut days = Vec::new();
        for k in -14..=28 {
            let counts = |j: &usize| self.baseline(self.first_of_course(*j)).is_ok() && (k >= 0 || firsts.contains(j));
            let possible: Vec<usize> = (0..self.dosings.len()).filter(counts).collect();
            let value = |j: &usize| {
                let mut points = treatments[*j]["curve"].as_array().unwrap().iter();
                points.find(|point| point["lag_day"] == k)?["improvement_percent"].as_f64()
            };
            let percents: Vec<f64> = possible.iter().filter_map(value).collect();
            let n = percents.len();
            if n == 0 || (possible.len() > 1 && (n < 2 || number(n) < number(possible.len()) / 2.0)) {
                continue;
            }
            let mut day = json!({"lag_day": k, "n": n, "mean_percent": mean(&percents)});
            if n > 2 {
                let margin = student_limit(0.975, n - 1) * deviation(&percents) / number(n).sqrt();
                day["lower"] = json!(mean(&percents) - margin);
                day["upper"] = json!(mean(&percents) + margin);
            }
            days.push(day);
        }
        days
    }
}

fn summary(any: bool, stated: &[&Value], curve: &Value) -> Value {
    let onsets: Vec<&Value> =
        stated.iter().map(|one| &one["onset"]).filter(|onset| onset["hours"].is_number()).collect();
    let unanswered = stated.iter().filter(|one| one["onset"]["reason"] == "no_response").count();
    let are = |answer: &str| onsets.iter().filter(|onset| onset["rapid"] == answer).count();
    let middle = |name: &str| median(&onsets.iter().map(|onset| onset[name].as_f64().unwrap()).collect::<Vec<_>>());
    let onset_hours = match () {
        () if !any => absent("not_stated"),
        () if onsets.is_empty() => absent("already_responding"),
        () => json!({"median": middle("hours"), "earliest": middle("after_hours")}),
    };
    let mut relief_days = json!({});
    for (name, of) in [("from", "median_days_if_retreated_at_loss"), ("to", "median_days")] {
        if let Some(median) = curve.get(of) {
            relief_days[name] = median.clone();
        }
    }
    if relief_days == json!({}) {
        relief_days = absent("not_reached");
    }
    json!({
        "stated": any, "judged": onsets.len() + unanswered, "rapid_surely": are("yes"),
        "rapid_possibly": are("yes") + are("unknown"), "onset_hours": onset_hours,
        "relief_days": if any { relief_days } else { absent("not_stated") },
    })
}

fn days_left(earlier: &[Relief], present: Option<&Relief>, shorter: &Value) -> Value {
    let lost = earlier.iter().filter(|(_, ended)| ended == "lost").count();
    if lost < 4 {
        return absent("too_few_treatments");
    }
    let Some((t, _)) = present.filter(|(_, ended)| ended == "still_going") else { return absent("no_relief_now") };
    if shorter["tau"].as_f64().is_some_and(|tau| tau < 0.0) && shorter["p"].as_f64().unwrap() <= 0.1 + HAIR {
        return absent("getting_shorter");
    }
    let curve = relief_curve(earlier);
    let steps = curve["steps"].as_array().unwrap();
    let days = |step: &Value| step["days"].as_f64().unwrap();
    let survival = |step: &Value| step["survival"].as_f64().unwrap();
    let now = steps.iter().rev().find(|step| days(step) <= *t).map_or(1.0, survival);
    if now == 0.0 {
        return absent("longer_than_before");
    }
    match steps.iter().find(|step| days(step) > *t && survival(step) / now <= 0.5 + HAIR) {
        None => absent("not_reached"),
        Some(step) => {
            json!({"median_days_left": days(step) - t, "after_days": t, "treatments": earlier.len(), "lost": lost})
        }
    }
}

fn relief_curve(reliefs: &[Relief]) -> Value {
    let lost = |ended: &str| ended == "lost";
    let steps = steps(reliefs, lost);
    let retreated = self::steps(reliefs, |ended| lost(ended) || ended == "next_treatment");
    let lost = reliefs.iter().filter(|(_, ended)| lost(ended)).count();
    let mut curve = json!({"steps": steps, "treatments": reliefs.len(), "lost": lost});
    let medians = [
        ("median_days", &steps, "survival"),
        ("median_lower", &steps, "lower"),
        ("median_upper", &steps, "upper"),
        ("median_days_if_retreated_at_loss", &retreated, "survival"),
    ];
    for (name, steps, share) in medians {
        let is_half = |step: &&Value| step.get(share).is_some_and(|share| share.as_f64().unwrap() <= 0.5 + HAIR);
        if let Some(step) = steps.iter().find(is_half) {
            curve[name] = step["days"].clone();
        }
    }
    curve
}

fn steps(reliefs: &[Relief], is_loss: impl Fn(&str) -> bool) -> Vec<Value> {
    let mut times: Vec<f64> = reliefs.iter().filter(|(_, ended)| is_loss(ended)).map(|(days, _)| *days).collect();
    times.sort_by(f64::total_cmp);
    times.dedup_by(|a, b| (*a - *b).abs() < 1e-7);
    let (mut survival, mut sum, mut steps) = (1.0_f64, 0.0_f64, Vec::new());
    for t in times {
        let n = reliefs.iter().filter(|(days, _)| *days > t - 1e-7).count();
        let d = reliefs.iter().filter(|(days, ended)| is_loss(ended) && (days - t).abs() < 1e-7).count();
        survival *= 1.0 - number(d) / number(n);
        let mut step = json!({"days": t, "survival": survival, "at_risk": n, "lost": d});
        if d < n {
            sum += number(d) / (number(n) * number(n - d));
            let of_log = 1.959_964 * sum.sqrt() / survival.ln().abs();
            step["standard_error"] = json!(survival * sum.sqrt());
            step["lower"] = json!((-((-survival.ln()).ln() + of_log).exp()).exp());
            step["upper"] = json!((-((-survival.ln()).ln() - of_log).exp()).exp());
        }
        steps.push(step);
    }
    steps
}
