//! The words of the report, in English: the one place to translate.

pub(super) mod safety_plan;
pub(super) mod standing;
pub(super) mod told;
pub(super) mod totals;
pub(super) mod wording;

use jiff::civil::Date;

use super::numbers::{NB, date, days, hours, number, percent, score};
use crate::domain::{
    event::Category,
    measure::Polarity,
    relief::{
        Certainty, CourseReport, Ending, Figure, Headline, Nap, Onset, OnsetHours, Reason, Relief, ReliefDays, Summary,
        Word,
    },
    share::Include,
    treatment::{BloodPressure, Dose, Pressure, Route, SideEffect},
};

pub(super) const LANGUAGE: &str = "en";
pub(super) const NAME: &str = "Afterglow";
pub(super) const NONE: &str = "–";

pub(super) const LABEL: &str = "Shared as";
pub(super) const RANGE: &str = "Days shown";
pub(super) const MADE: &str = "Made";
pub(super) const EXPIRES: &str = "The link ends";
pub(super) const CHOSEN: &str =
    "The patient chose what is shown here. Entries are the patient’s own; nobody monitors them.";
pub(super) const FOOTER: &str = "Entries are the patient’s own; nobody monitors them.";

pub(super) const SUMMARY: &str = "At a glance";
pub(super) const NO_TREATMENT: &str = "no treatment";
pub(super) const TOO_EARLY: &str = "too early to tell";
pub(super) const PERHAPS: &str = "perhaps better than before";
pub(super) const CANNOT_TELL: &str = "cannot be told from ordinary ups and downs";
pub(super) const NO_QUESTIONS: &str = "No question is shown.";
pub(super) const SUMMARY_HEADS: [&str; 6] = [
    "Question",
    "Before treatment",
    "Onset: seen within\u{a0}24\u{a0}hours",
    "How long relief lasted*",
    "How sure: points better (95%\u{a0}CI)",
    "Days written",
];
pub(super) const READINGS: &str = "the shorter time counts each next treatment as the end";

pub(super) const MEDICATION_CLOSE: &str =
    "A change of medicine lies close to a course of treatments: they cannot be told apart.";

pub(super) const TIMELINE: &str = "Day by day";
pub(super) const NOTHING_WRITTEN: &str = "No entries in the days shown.";
pub(super) const KEY_TREATMENT: &str = "treatment";
pub(super) const KEY_EVENT: &str = "event";
pub(super) const KEY_DAY: &str = "mean of a day";
pub(super) const KEY_WEEK: &str = "mean of seven days";

pub(super) const ALIGNED: &str = "After each treatment";
pub(super) const ALIGNED_UP: &str = "Improvement on the days before, in %";
pub(super) const ALIGNED_ACROSS: &str = "days since treatment (n: treatments with an entry)";
pub(super) const ALIGNED_COUNT: &str = "n";
pub(super) const HOURS_UP: &str = "Improvement in the first two days, in %";
pub(super) const HOURS_ACROSS: &str = "hours since treatment";
pub(super) const NO_HOURS: &str = "no entry in the first two days";
pub(super) const SURVIVAL_UP: &str = "Treatments still with relief, in %";
pub(super) const SURVIVAL_ACROSS: &str = "days of relief";
pub(super) const SURVIVAL_COUNT: &str = "at risk";

pub(super) const TREATMENTS: &str = "Treatments";
pub(super) const NO_TREATMENTS: &str = "No treatment in the days shown.";
pub(super) const HEAD_DATE: &str = "Date";
pub(super) const HEAD_MEDICINE: &str = "Medicine and route";
pub(super) const HEAD_DOSE: &str = "Dose";
pub(super) const HEAD_ONSET: &str = "Onset";
pub(super) const HEAD_RELIEF: &str = "Relief";
pub(super) const HEAD_SIDE_EFFECTS: &str = "Side effects";

pub(super) const NOTES: &str = "In the patient’s words";
pub(super) const UNPRINTABLE: &str =
    "� stands for characters that the typeface of this document does not have; on screen they are shown.";

pub(super) const DEFINITIONS: &str = "What the figures mean";
pub(super) const DEFINED: [(&str, &str); 6] = [
    (
        "Before treatment",
        "The mean of the days written in the two weeks before a course of treatments, and the standard deviation (±) of \
         single entries. A course ends where three weeks pass without a treatment; all of it is compared with what was \
         before. “Later”: the courses after the first.",
    ),
    (
        "Onset",
        "The first entry of seven days that is at least 50% better than before, by more than ordinary days stray (1.645 \
         standard deviations), if the next in 48 hours agrees. “2–5 h”: first seen between the two. “1–2 of 3”: surely \
         after one, possibly after two. “Unconfirmed”: none in 48 hours.",
    ),
    (
        "Relief",
        "From the onset until the first of two written days in a row less than 25% better than before; “at least” where \
         no end was seen. “7–8 days”: with each next treatment as its end, and without. Trials count from the last infusion of \
         a course (Murrough 2013: median 18 days).",
    ),
    (
        "How sure",
        "Days after against days before, in points. “Clear”: better with a probability above 0.95, “likely”: above 0.8; \
         with a trend: better than a recovery that only goes on. Relief takes an onset and both clear (several \
         questions: after Holm). No cause is told. NAP: 0.5 is no change, 1 no overlap.",
    ),
    (
        "Days written",
        "The days with an entry in the two weeks before each course, and in up to 28 days after each treatment. Low \
         days are written less often, so missing days are not random. Missing days are never filled.",
    ),
    (
        "The curves",
        "Improvement, in percent of the level before, by days since treatment: each treatment (thin), their mean (bold; \
         before, of the first of each course) and its 95% t-interval (grey, of three or more). Day 0 is the first 24 \
         hours. A line ends at the next treatment. Ticks: relief not seen to end.",
    ),
];

/// The first and last day, and whether those are all there are.
pub(super) fn days_shown(days: Option<(Date, Date)>, all: bool) -> String {
    match days {
        Some((first, last)) if all => format!("all, {} – {}", date(first), date(last)),
        Some((first, last)) => format!("{} – {}", date(first), date(last)),
        None => "all".to_owned(),
    }
}

/// What is shown beside scores, so that an empty place is not read as “none”.
pub(super) fn shown(include: Include) -> String {
    let kinds = [
        (include.doses, "doses"),
        (include.side_effects, "side effects"),
        (include.questionnaires, "questionnaires"),
        (include.notes, "notes"),
    ];
    let list = |ticked| {
        let mut kinds: Vec<&str> = kinds.iter().filter(|kind| kind.0 == ticked).map(|kind| kind.1).collect();
        // Where it is not ticked, nothing tells that there may be one.
        kinds.extend((ticked && include.safety_plan).then_some("the safety plan"));
        kinds.join(", ")
    };
    match (list(true), list(false)) {
        (with, without) if without.is_empty() => format!("Shown beside the scores: {with}."),
        (with, without) if with.is_empty() => format!("Left out by choice: {without}."),
        (with, without) => format!("Shown beside the scores: {with}. Left out by choice: {without}."),
    }
}

pub(super) fn page(number: usize, of: usize) -> String {
    format!("Page {number} of {of}")
}

pub(super) fn polarity(min: i32, max: i32, polarity: Polarity) -> String {
    let better = match polarity {
        Polarity::HigherIsWorse => "lower is better",
        Polarity::HigherIsBetter => "higher is better",
    };
    format!("{}–{}, {better}", number(f64::from(min), 0), number(f64::from(max), 0))
}

pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Planned => "planned",
        Reason::TooFewBaselineDays => "too few days with entries before",
        Reason::BaselineTooLow => "scores before already near the good end",
        Reason::NoFollowUp => "no entries in the week after",
        Reason::BaselineTooVariable => "days before too variable to tell",
        Reason::AlreadyResponding => "already good before",
        Reason::NoResponse => "not halved",
        Reason::TooFewDays => "too few days to compare",
        Reason::TooEarly => TOO_EARLY,
        Reason::AllDaysWritten => "every day has an entry",
        Reason::TooFewTreatments => "too few treatments to compare",
        Reason::NoReliefNow => "no relief to be seen now",
        Reason::GettingShorter => "relief has been getting shorter",
        Reason::LongerThanBefore => "longer than ever before",
        Reason::NotReached => "half not reached",
        Reason::AllAlike => "all alike",
        Reason::NotStated => CANNOT_TELL,
        Reason::NoTreatment => NO_TREATMENT,
    }
}

pub(super) fn spread(deviation: f64, written: usize, window: i32) -> String {
    format!("±{NB}{}, {written} of {window} days", score(deviation))
}

pub(super) fn later_courses(span: &str) -> String {
    format!("later {span}")
}

pub(super) fn first_of(courses: usize) -> String {
    format!("first of {courses} courses")
}

/// After how many of all relief came within 24 hours: surely, or possibly.
pub(super) fn rapid(summary: &Summary) -> String {
    let Summary { rapid_surely: surely, rapid_possibly: possibly, judged, .. } = summary;
    if surely == possibly { format!("{surely} of {judged}") } else { format!("{surely}–{possibly} of {judged}") }
}

/// When relief was first seen, over the onsets.
pub(super) fn first_seen(onsets: &Figure<OnsetHours>) -> String {
    match onsets {
        Figure::Absent { reason: why } => reason(*why).to_owned(),
        Figure::Known(OnsetHours { median, earliest }) => match between(*earliest, *median) {
            (Some(after), by) => format!("first seen between {after} and {by}"),
            (None, by) => format!("first seen within {by}"),
        },
    }
}

/// Two times of which the first has a unit only where it is another one; and no first one where it says no more.
fn between(after: f64, by: f64) -> (Option<String>, String) {
    let (first, second) = (hours(after), hours(by));
    let unit = |text: &str| text.rsplit(NB).next().map(str::to_owned);
    let bare = if unit(&first) == unit(&second) { first.split(NB).next().map(str::to_owned) } else { None };
    let says_more = after > 0.0 && first != second;
    (says_more.then(|| bare.unwrap_or(first)), second)
}

/// What is said of a course that is not stated.
pub(super) fn word(course: &CourseReport) -> String {
    match (course.word, course.certainty.known()) {
        (Word::Better, Some(Certainty { points, .. })) => better(*points),
        (Word::Perhaps, _) => PERHAPS.to_owned(),
        _ => CANNOT_TELL.to_owned(),
    }
}

/// What is said first of a measure, where nothing is stated of it.
pub(super) fn headline(headline: &Headline) -> String {
    match headline {
        Headline::NoTreatment => NO_TREATMENT.to_owned(),
        // Its figures say it.
        Headline::Relief => String::new(),
        Headline::Better { points, never_by_half: false, .. } => better(*points),
        Headline::Better { points, never_by_half: true, .. } => format!("{}, and never by half", better(*points)),
        Headline::Perhaps { .. } => PERHAPS.to_owned(),
        Headline::TooEarly { from, missing_days, .. } => too_early(*from, *missing_days),
        Headline::NothingToCompareWith { days_before, .. } => {
            format!("nothing to compare with: {days_before}{NB}of the 14{NB}days before have an entry, 3{NB}are needed")
        }
        Headline::CannotTell { reason: why, .. } => why.map_or(CANNOT_TELL, reason).to_owned(),
    }
}

fn better(points: f64) -> String {
    let number = score(points);
    format!("better by about {number}{NB}{}", if number == "1.0" { "point" } else { "points" })
}

fn too_early(from: Date, missing_days: usize) -> String {
    let needed = match missing_days {
        0 => String::new(),
        1 => format!("; an entry on 1{NB}more day is needed"),
        more => format!("; entries on {more}{NB}more days are needed"),
    };
    format!("{TOO_EARLY}: it can be told from {} on{needed}", date(from))
}

/// The median of relief in its two readings.
pub(super) fn relief_days(lasted: &ReliefDays) -> String {
    match (lasted.from.map(days), lasted.to.map(days)) {
        (Some(from), Some(to)) if from == to => to,
        (Some(from), Some(to)) => {
            let bare = from.split(NB).next().unwrap_or_default();
            format!("{bare}–{to}")
        }
        (Some(from), None) => format!("{from} or more"),
        (None, to) => to.unwrap_or_else(|| NONE.to_owned()),
    }
}

pub(super) fn unjudged(reasons: &[(Reason, usize)]) -> String {
    let all: usize = reasons.iter().map(|(_, count)| count).sum();
    let list: Vec<String> = match reasons {
        [(only, _)] => vec![reason(*only).to_owned()],
        several => several.iter().map(|(one, count)| format!("{} ({count})", reason(*one))).collect(),
    };
    format!("{all} not judged: {}", list.join(", "))
}

pub(super) fn ended(lost: usize, all: usize) -> String {
    format!("{lost} of {all} ended")
}

pub(super) const NO_SIDE_EFFECTS: &str = "none";

/// By how many points the days after are better, from where to where.
pub(super) fn points(known: &Certainty) -> String {
    let (lower, upper) = (score(known.lower), score(known.upper));
    let to = if known.lower < 0.0 { format!("{NB}to{NB}") } else { "–".to_owned() };
    format!("{}{NB}({lower}{to}{upper})", score(known.points))
}

/// How sure it is that they are better at all, and beside a trend.
pub(super) fn sure(known: &Certainty) -> String {
    match [known.probability, known.probability_with_trend].map(likely) {
        [alone, with_trend] if alone == with_trend => format!("{alone}, also with a trend"),
        [alone, with_trend] => format!("{alone}; with a trend {with_trend}"),
    }
}

fn likely(probability: f64) -> &'static str {
    match probability {
        p if p > 0.95 => "clear",
        p if p > 0.8 => "likely",
        p if p < 0.05 => "clearly worse",
        _ => "unclear",
    }
}

/// For those who know it.
pub(super) fn nap(nap: &Nap) -> String {
    format!("NAP{NB}{}", number(nap.value, 2))
}

pub(super) fn written_before(share: f64) -> String {
    format!("{} before", percent(100.0 * share))
}

pub(super) fn written_after(share: f64) -> String {
    format!("{} after", percent(100.0 * share))
}

pub(super) fn median_note() -> String {
    format!("* Kaplan–Meier median, of courses that are better than ordinary ups and downs: {READINGS}.")
}

pub(super) fn onset(onset: &Figure<Onset>) -> String {
    match onset {
        Figure::Absent { reason: why } => reason(*why).to_owned(),
        Figure::Known(onset) => {
            let time = match between(onset.after_hours, onset.hours) {
                (Some(after), by) => format!("{after}–{by}"),
                (None, by) => format!("within {by}"),
            };
            if onset.confirmed { time } else { format!("{time}, unconfirmed") }
        }
    }
}

/// Nothing where the onset's reason has said it already.
pub(super) fn relief(relief: &Figure<Relief>) -> String {
    let Figure::Known(relief) = relief else { return NONE.to_owned() };
    let at_least = format!("at least {}", days(relief.days));
    match relief.ended {
        Ending::Lost if relief.days <= 0.0 => "gone by the next day".to_owned(),
        Ending::Lost => days(relief.days),
        _ if relief.days <= 0.0 => "only just seen".to_owned(),
        Ending::NextTreatment => format!("{at_least}, to the next treatment"),
        Ending::Silence => format!("{at_least}, then no entries"),
        Ending::StillGoing => format!("{at_least} so far"),
        Ending::StoppedWriting => format!("{at_least}, no entries since"),
    }
}

pub(super) fn for_measure(head: &str, question: &str) -> String {
    format!("{head}: {question}")
}

pub(super) fn route(route: Route) -> &'static str {
    match route {
        Route::Iv => "infusion (IV)",
        Route::Im => "injection (IM)",
        Route::Nasal => "nasal spray",
        Route::Oral => "swallowed",
        Route::Sublingual => "under the tongue",
        Route::Subcutaneous => "under the skin (SC)",
        Route::Other => "other route",
    }
}

pub(super) fn category(category: Category) -> &'static str {
    match category {
        Category::Medication => "medicine changed",
        Category::Therapy => "therapy",
        Category::Life => "life",
        Category::Other => "other",
    }
}

/// What is still to come.
pub(super) fn planned(what: &str) -> String {
    format!("{what}, planned")
}

/// Treatments that are plans as yet, so that nobody takes them for some that were given.
pub(super) fn planned_treatments(each: &[String]) -> String {
    format!("Planned or not confirmed, in no figure: {}.", each.join("; "))
}

pub(super) fn minutes(minutes: u16) -> String {
    format!("{minutes}{NB}min")
}

pub(super) fn dose(dose: Dose) -> String {
    format!("{}{NB}{}", dose.amount, dose.unit.name())
}

pub(super) fn side_effect(SideEffect { effect, severity }: &SideEffect) -> Option<String> {
    let severity = match severity {
        0 => return None,
        1 => "mild",
        2 => "moderate",
        _ => "severe",
    };
    Some(format!("{}{NB}({severity})", effect.as_str().replace('_', " ")))
}

pub(super) fn blood_pressure(pressure: BloodPressure) -> Option<String> {
    let reading = |Pressure { systolic, diastolic }: Pressure| format!("{systolic}/{diastolic}");
    match (pressure.before.map(reading), pressure.peak.map(reading)) {
        (Some(before), Some(peak)) => Some(format!("BP {before}, peak {peak}{NB}mmHg")),
        (Some(before), None) => Some(format!("BP {before}{NB}mmHg before")),
        (None, Some(peak)) => Some(format!("BP peak {peak}{NB}mmHg")),
        (None, None) => None,
    }
}

pub(super) fn latest(shown: usize, all: usize) -> String {
    format!("The latest {shown} of {all} treatments; the figures above are of all of them.")
}

pub(super) fn latest_notes(shown: usize, all: usize) -> String {
    let which = if shown == all { format!("All {all}") } else { format!("The latest {shown} of {all}") };
    format!("{which}, shortened where they are long; on screen they are in full.")
}

pub(super) fn missing(entries: usize, days: &[String]) -> String {
    let (entries, are) =
        if entries == 1 { ("One entry".to_owned(), "is") } else { (format!("{entries} entries"), "are") };
    let shown = days.iter().take(MOST_MISSING_DAYS).map(String::as_str).collect::<Vec<_>>().join(", ");
    let of = if shown.is_empty() { String::new() } else { format!(" of {shown}") };
    let more = days.len().saturating_sub(MOST_MISSING_DAYS);
    let more = if more > 0 { format!(" and {more} more days") } else { String::new() };
    format!("{entries}{of}{more} {are} damaged on the server and missing here.")
}

/// Of how many days with damaged entries the dates are told.
const MOST_MISSING_DAYS: usize = 8;

pub(super) fn more_events(more: usize) -> String {
    match more {
        1 => "and one earlier, shown on screen".to_owned(),
        _ => format!("and {more} earlier ones, shown on screen"),
    }
}
