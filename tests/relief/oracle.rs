//! The definitions of relief once more, written down as they are read: slow, and sharing nothing with the crate.

use afterglow::domain::{
    measure::{Polarity, Scale},
    relief::{Dosing, Parameters, Reading},
};
use serde_json::{Value, json};

const HAIR: f64 = 1e-9;
/// t(0.975, degrees of freedom) from 1.
const T: [f64; 9] = [
    12.706_204_7,
    4.302_652_7,
    3.182_446_3,
    2.776_445_1,
    2.570_581_8,
    2.446_911_9,
    2.364_624_3,
    2.306_004_1,
    2.262_157_2,
];

pub struct Oracle {
    scale: Scale,
    parameters: Parameters,
    readings: Vec<Reading>,
    dosings: Vec<Dosing>,
}

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / number(values.len())
}

fn deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    (values.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>() / (number(values.len()) - 1.0)).sqrt()
}

fn hours(reading: &Reading, dosing: &Dosing) -> f64 {
    between(dosing, reading.at)
}

fn between(dosing: &Dosing, at: jiff::Timestamp) -> f64 {
    f64::from(i32::try_from(at.as_second() - dosing.at.instant().as_second()).unwrap()) / 3_600.0
}

fn lag_day(hours: f64) -> f64 {
    (hours / 24.0).ceil() - 1.0
}

fn absent(reason: &str) -> Value {
    json!({ "reason": reason })
}

fn is_on_its_day(reading: &Reading, dosing: &Dosing) -> bool {
    reading.date_only && reading.date == dosing.at.date()
}

impl Oracle {
    pub fn new(scale: Scale, readings: &[Reading], dosings: &[Dosing], parameters: Parameters) -> Self {
        let (mut readings, mut dosings) = (readings.to_vec(), dosings.to_vec());
        let better_first = if scale.polarity == Polarity::HigherIsWorse { 1 } else { -1 };
        readings.sort_by_key(|reading| (reading.at, better_first * reading.score));
        dosings.sort_by_key(|dosing| (dosing.at.instant(), dosing.id.clone()));
        Self { scale, parameters, readings, dosings }
    }

    pub fn report(&self) -> Value {
        let treatments: Vec<Value> = (0..self.dosings.len()).map(|j| self.treatment(j)).collect();
        let courses: Vec<Value> =
            (0..self.dosings.len()).filter(|&j| self.first_of_course(j) == j).map(|first| self.course(first)).collect();
        json!({
            "courses": courses,
            "relief_curve": relief_curve(&treatments),
            "aligned": aligned(&treatments),
            "treatments": treatments,
        })
    }

    fn burden(&self, reading: &Reading) -> f64 {
        f64::from(match self.scale.polarity {
            Polarity::HigherIsWorse => reading.score - self.scale.min,
            Polarity::HigherIsBetter => self.scale.max - reading.score,
        })
    }

    /// The check-ins between the previous treatment and this one.
    fn before(&self, j: usize) -> Vec<&Reading> {
        let (dosing, previous) = (&self.dosings[j], j.checked_sub(1).map(|i| &self.dosings[i]));
        let is_before = |reading: &&Reading| {
            reading.at <= dosing.at.instant()
                && !is_on_its_day(reading, dosing)
                && previous
                    .is_none_or(|previous| reading.at > previous.at.instant() && !is_on_its_day(reading, previous))
        };
        self.readings.iter().filter(is_before).collect()
    }

    /// The check-ins between this treatment and the next one.
    fn after(&self, j: usize) -> Vec<&Reading> {
        let (dosing, next) = (&self.dosings[j], self.dosings.get(j + 1));
        let is_after = |reading: &&Reading| {
            reading.at > dosing.at.instant()
                && !is_on_its_day(reading, dosing)
                && next.is_none_or(|next| reading.at <= next.at.instant() && !is_on_its_day(reading, next))
        };
        self.readings.iter().filter(is_after).collect()
    }

    /// The burdens of the check-ins of lag day `k` among these.
    fn on(&self, j: usize, readings: &[&Reading], k: i32) -> Vec<f64> {
        let is_on = |reading: &&&Reading| (lag_day(hours(reading, &self.dosings[j])) - f64::from(k)).abs() < 0.5;
        readings.iter().filter(is_on).map(|reading| self.burden(reading)).collect()
    }

    fn values(&self, j: usize, readings: &[&Reading], lag_days: std::ops::RangeInclusive<i32>) -> Vec<(i32, f64)> {
        let on = |k| Some((k, self.on(j, readings, k))).filter(|(_, burdens)| !burdens.is_empty());
        lag_days.filter_map(on).map(|(k, burdens)| (k, mean(&burdens))).collect()
    }

    fn first_of_course(&self, j: usize) -> usize {
        if j == 0
            || between(&self.dosings[j - 1], self.dosings[j].at.instant()) > 24.0 * self.parameters.course_gap_days
        {
            return j;
        }
        self.first_of_course(j - 1)
    }

    /// B, s and the number of days with a value of the course that begins with this treatment.
    fn baseline(&self, first: usize) -> Result<(f64, f64, usize), &'static str> {
        let before = self.before(first);
        let values: Vec<f64> = self.values(first, &before, -14..=-1).into_iter().map(|(_, value)| value).collect();
        let singles: Vec<f64> = (-14..=-1).flat_map(|k| self.on(first, &before, k)).collect();
        match values.len() {
            0..3 => Err("too_few_baseline_days"),
            _ if mean(&values) < 0.25 * self.scale.span() - HAIR || mean(&values) <= 0.0 => Err("baseline_too_low"),
            days => Ok((mean(&values), deviation(&singles), days)),
        }
    }

    fn course(&self, first: usize) -> Value {
        let members: Vec<usize> = (0..self.dosings.len()).filter(|&j| self.first_of_course(j) == first).collect();
        let ids: Vec<&str> = members.iter().map(|&j| self.dosings[j].id.as_str()).collect();
        let window = match first {
            0 => 14.0,
            _ => (between(&self.dosings[first - 1], self.dosings[first].at.instant()) / 24.0).ceil().min(14.0),
        };
        let baseline = match self.baseline(first) {
            Err(reason) => absent(reason),
            Ok((value, s, days)) => {
                json!({"value": value, "standard_deviation": s, "days": days, "window_days": window})
            }
        };
        let a: Vec<f64> = self.values(first, &self.before(first), -14..=-1).iter().map(|(_, value)| *value).collect();
        let after = |j: &usize| self.values(*j, &self.after(*j), 1..=7);
        let p: Vec<f64> = members.iter().flat_map(after).map(|(_, value)| value).collect();
        json!({"treatments": ids, "baseline": baseline, "nap": nap(&a, &p)})
    }

    /// The check-ins of the follow-up, and what ended it.
    fn follow_up(&self, j: usize) -> (Vec<&Reading>, &'static str) {
        let mut heard = Vec::new();
        let mut latest = self.dosings[j].at.instant();
        let silent = |from: jiff::Timestamp, to: jiff::Timestamp| {
            f64::from(i32::try_from(to.as_second() - from.as_second()).unwrap())
                > 86_400.0 * self.parameters.max_gap_days
        };
        for reading in self.after(j) {
            if silent(latest, reading.at) {
                return (heard, "silence");
            }
            latest = reading.at;
            heard.push(reading);
        }
        match self.dosings.get(j + 1) {
            None => (heard, "still_going"),
            Some(next) if silent(latest, next.at.instant()) => (heard, "silence"),
            Some(_) => (heard, "next_treatment"),
        }
    }

    fn treatment(&self, j: usize) -> Value {
        let dosing = &self.dosings[j];
        let first = self.first_of_course(j);
        let course = (0..first).filter(|&i| self.first_of_course(i) == i).count();
        let (follow_up, ended) = self.follow_up(j);
        let end = match (ended, follow_up.last()) {
            ("next_treatment", _) => between(dosing, self.dosings[j + 1].at.instant()),
            (_, Some(last)) => hours(last, dosing),
            (_, None) => 0.0,
        };
        let days = self.values(j, &follow_up, 0..=27).len();
        let (onset, peak, relief) = self.figures(j, &follow_up, ended);
        let (curve, first_hours) = match self.baseline(first) {
            Err(_) => (Vec::new(), Vec::new()),
            Ok((b, _, _)) => self.curves(j, b),
        };
        json!({
            "id": dosing.id, "at": dosing.at, "local_date": dosing.at.date(), "course": course, "onset": onset, "peak": peak, "relief": relief,
            "follow_up": {"days": days, "window_days": (end / 24.0).ceil().min(28.0)},
            "curve": curve, "first_hours": first_hours,
        })
    }

    fn curves(&self, j: usize, b: f64) -> (Vec<Value>, Vec<Value>) {
        let own: Vec<&Reading> = self.before(j).into_iter().chain(self.after(j)).collect();
        let point = |(k, value): (i32, f64)| json!({"lag_day": k, "improvement_percent": 100.0 * (b - value) / b, "check_ins": self.on(j, &own, k).len()});
        let hour = |reading: &Reading| {
            let percent = 100.0 * (b - self.burden(reading)) / b;
            json!({"hours": hours(reading, &self.dosings[j]), "improvement_percent": percent})
        };
        let early = |reading: &&Reading| hours(reading, &self.dosings[j]) <= 48.0;
        let curve = self.values(j, &own, -14..=28).into_iter().map(point).collect();
        (curve, self.after(j).into_iter().filter(early).map(hour).collect())
    }

    fn figures(&self, j: usize, follow_up: &[&Reading], ended: &str) -> (Value, Value, Value) {
        let all = |reason: &str| (absent(reason), absent(reason), absent(reason));
        let (b, s, _) = match self.baseline(self.first_of_course(j)) {
            Err(reason) => return all(reason),
            Ok(baseline) => baseline,
        };
        if follow_up.is_empty() {
            return all("no_follow_up");
        }
        let peak = self.peak(j, follow_up, b);
        let swing = 1.645 * s;
        if swing > b + HAIR {
            return (absent("baseline_too_variable"), peak, absent("baseline_too_variable"));
        }
        let responds = |burden: f64| {
            100.0 * (b - burden) / b >= self.parameters.response_percent - HAIR && b - burden >= swing - HAIR
        };
        let day_before = self.on(j, &self.before(j), -1);
        if !day_before.is_empty() && responds(mean(&day_before)) {
            return (absent("already_responding"), peak, self.relief(j, follow_up, b, 0.0, 0.0, ended));
        }
        let at = |i: usize| hours(follow_up[i], &self.dosings[j]);
        let is_response = |i: usize| responds(self.burden(follow_up[i]));
        let confirming = |i: usize| i + 1 < follow_up.len() && at(i + 1) - at(i) <= 48.0;
        let found = (0..follow_up.len()).find(|&i| is_response(i) && (!confirming(i) || is_response(i + 1)));
        let Some(i) = found else { return (absent("no_response"), peak, absent("no_response")) };
        let after = if i == 0 { 0.0 } else { at(i - 1) };
        let onset = json!({"hours": at(i), "after_hours": after, "rapid": at(i) <= 24.0, "confirmed": confirming(i)});
        (onset, peak, self.relief(j, follow_up, b, at(i), lag_day(at(i)) + 1.0, ended))
    }

    fn peak(&self, j: usize, follow_up: &[&Reading], b: f64) -> Value {
        let mut best: Option<(f64, f64)> = None;
        for reading in follow_up.iter().filter(|reading| hours(reading, &self.dosings[j]) <= 168.0) {
            let improvement = 100.0 * (b - self.burden(reading)) / b;
            if best.is_none_or(|(most, _)| improvement > most) {
                best = Some((improvement, hours(reading, &self.dosings[j])));
            }
        }
        best.map_or(absent("no_follow_up"), |(percent, hours)| json!({"improvement_percent": percent, "hours": hours}))
    }

    fn relief(&self, j: usize, follow_up: &[&Reading], b: f64, start: f64, from_day: f64, ended: &str) -> Value {
        let last = hours(follow_up.last().unwrap(), &self.dosings[j]);
        let observed: Vec<(i32, bool)> = (self.values(j, follow_up, 0..=2_000).into_iter())
            .filter(|(k, _)| f64::from(*k) >= from_day)
            .map(|(k, value)| (k, 100.0 * (b - value) / b < self.parameters.partial_percent - HAIR))
            .collect();
        match observed.windows(2).find(|pair| pair[0].1 && pair[1].1) {
            Some(pair) => json!({"days": (24.0 * f64::from(pair[0].0) - start) / 24.0, "ended": "lost"}),
            None => json!({"days": (last - start) / 24.0, "ended": ended}),
        }
    }
}

fn relief_curve(treatments: &[Value]) -> Value {
    let reliefs: Vec<(f64, bool)> = (treatments.iter())
        .filter_map(|one| Some((one["relief"]["days"].as_f64()?, one["relief"]["ended"] == "lost")))
        .collect();
    let mut times: Vec<f64> = reliefs.iter().filter(|(_, lost)| *lost).map(|(days, _)| *days).collect();
    times.sort_by(f64::total_cmp);
    times.dedup_by(|a, b| (*a - *b).abs() < 1e-7);
    let (mut survival, mut sum, mut median, mut steps) = (1.0_f64, 0.0_f64, None, Vec::new());
    for t in times {
        let n = reliefs.iter().filter(|(days, _)| *days > t - 1e-7).count();
        let d = reliefs.iter().filter(|(days, lost)| *lost && (days - t).abs() < 1e-7).count();
        survival *= 1.0 - number(d) / number(n);
        let mut step = json!({"days": t, "survival": survival, "at_risk": n, "lost": d});
        if d < n {
            sum += number(d) / (number(n) * number(n - d));
            let of_log = 1.959_964 * sum.sqrt() / survival.ln().abs();
            step["standard_error"] = json!(survival * sum.sqrt());
            step["lower"] = json!((-((-survival.ln()).ln() + of_log).exp()).exp());
            step["upper"] = json!((-((-survival.ln()).ln() - of_log).exp()).exp());
        }
        median = median.or((survival <= 0.5 + HAIR).then_some(t));
        steps.push(step);
    }
    let lost = reliefs.iter().filter(|(_, lost)| *lost).count();
    let mut curve = json!({"steps": steps, "treatments": reliefs.len(), "lost": lost});
    if let Some(median) = median {
        curve["median_days"] = json!(median);
    }
    curve
}

fn aligned(treatments: &[Value]) -> Vec<Value> {
    let mut days = Vec::new();
    for k in -14..=28 {
        let points = treatments.iter().flat_map(|one| one["curve"].as_array().unwrap());
        let on_day = points.filter(|point| point["lag_day"] == k);
        let percents: Vec<f64> = on_day.map(|point| point["improvement_percent"].as_f64().unwrap()).collect();
        let n = percents.len();
        if n == 0 {
            continue;
        }
        let mut day = json!({"lag_day": k, "n": n, "mean_percent": mean(&percents)});
        if n > 1 {
            let margin = T[n - 2] * deviation(&percents) / number(n).sqrt();
            day["lower"] = json!(mean(&percents) - margin);
            day["upper"] = json!(mean(&percents) + margin);
        }
        days.push(day);
    }
    days
}

fn nap(before: &[f64], after: &[f64]) -> Value {
    if before.len() < 3 || after.len() < 3 {
        return absent("too_few_days");
    }
    let worse = |one: f64, other: f64| match () {
        () if (one - other).abs() < HAIR => 0.5,
        () if one > other => 1.0,
        () => 0.0,
    };
    let rows: Vec<Vec<f64>> = before.iter().map(|a| after.iter().map(|p| worse(*a, *p)).collect()).collect();
    let columns: Vec<Vec<f64>> = after.iter().map(|p| before.iter().map(|a| worse(*a, *p)).collect()).collect();
    let (m, n) = (number(before.len()), number(after.len()));
    let nap = mean(&rows.concat());
    let spread = |lines: &[Vec<f64>]| mean(&lines.iter().map(|line| (mean(line) - nap).powi(2)).collect::<Vec<_>>());
    let x = mean(&rows.concat().iter().map(|q| (q - nap).powi(2)).collect::<Vec<_>>());
    let kept = nap.max(1.0 / (2.0 * m * n)).min(1.0 - 1.0 / (2.0 * m * n));
    let v = (kept * (1.0 - kept) + n * spread(&rows) + m * spread(&columns) - 2.0 * x) / ((m - 1.0) * (n - 1.0));
    let (lower, upper) = (lower_limit(nap, m, n), 1.0 - lower_limit(1.0 - nap, m, n));
    json!({
        "value": nap, "tau": 2.0 * nap - 1.0, "standard_error": v.max(0.0).sqrt(), "lower": lower, "upper": upper,
        "days_before": before.len(), "days_after": after.len(),
    })
}

/// The limit below NAP: the first `v` from 0 upwards at which the left side no longer exceeds the right.
fn lower_limit(nap: f64, m: f64, n: f64) -> f64 {
    let h = f64::midpoint(m, n) - 1.0;
    let exceeds = |v: f64| {
        let left = m * n * (nap - v) * (nap - v) * (2.0 - v) * (1.0 + v);
        let spread = v * (1.0 - v);
        left > 1.959_964 * 1.959_964 * spread * (2.0 + h + (1.0 + 2.0 * h) * spread)
    };
    let (mut v, mut stride) = (0.0, nap / 64.0);
    while stride > 1e-9 {
        while v + stride < nap && exceeds(v + stride) {
            v += stride;
        }
        stride /= 4.0;
    }
    v
}
