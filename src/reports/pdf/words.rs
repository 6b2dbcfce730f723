//! The words of the report: which are said when. What they are in each language is in `web/report/words`.

pub(super) mod defined;
pub mod filed;
pub(super) mod language;
pub(super) mod lately;
mod readings;
pub(super) mod safety_plan;
pub(super) mod scripts;
pub(super) mod standing;
pub(super) mod told;
pub(super) mod totals;
pub(super) mod wording;
pub(super) mod written;

use jiff::civil::Date;

use self::language::{Phrase, counted, fill, phrase, spoken_language};
pub(super) use self::readings::readings;
use super::numbers::{NB, count, date, days, hours, number, points_named, score, with_decimal_sign};
use crate::{
    domain::{
        event::Category,
        measure::{Polarity, Scale},
        relief::{
            Certainty, CourseReport, Ending, Figure, Headline, Level, Nap, Onset, OnsetHours, Reason, Relief,
            ReliefDays, Span, Summary, Unjudged, Word,
        },
        share::Include,
        treatment::{Dose, Pressure, Route, SideEffect},
    },
    reports::{
        app_words,
        view::{Doses, Given, HighestPressure},
    },
};

pub(super) const NAME: &str = "Afterglow";
pub(super) const NONE: &str = "–";

pub(super) const LABEL: Phrase = Phrase("report_label");
pub(super) const RANGE: Phrase = Phrase("report_range");
pub(super) const MADE: Phrase = Phrase("report_made");
pub(super) const EXPIRES: Phrase = Phrase("report_expires");
pub(super) const CHOSEN: Phrase = Phrase("report_chosen");
pub(super) const FOOTER: Phrase = Phrase("report_footer");

pub(super) const SUMMARY: Phrase = Phrase("report_summary");
pub(super) const NO_TREATMENT: Phrase = Phrase("report_no_treatment");
pub(super) const PERHAPS: Phrase = Phrase("report_perhaps");
pub(super) const CANNOT_TELL: Phrase = Phrase("report_cannot_tell");
pub(super) const NO_QUESTIONS: Phrase = Phrase("report_no_questions");

pub(super) const MEDICATION_CLOSE: Phrase = Phrase("report_medication_close");

pub(super) const TIMELINE: Phrase = Phrase("report_timeline");
pub(super) const NOTHING_WRITTEN: Phrase = Phrase("report_nothing_written");
pub(super) const KEY_TREATMENT: Phrase = Phrase("report_key_treatment");
pub(super) const KEY_EVENT: Phrase = Phrase("report_key_event");
pub(super) const KEY_DAY: Phrase = Phrase("report_key_day");
pub(super) const KEY_WEEK: Phrase = Phrase("report_key_week");

pub(super) const ALIGNED: Phrase = Phrase("report_aligned");
pub(super) const ALIGNED_UP: Phrase = Phrase("report_aligned_up");
pub(super) const ALIGNED_ACROSS: Phrase = Phrase("report_aligned_across");
pub(super) const ALIGNED_COUNT: Phrase = Phrase("report_aligned_count");
pub(super) const HOURS_UP: Phrase = Phrase("report_hours_up");
pub(super) const HOURS_ACROSS: Phrase = Phrase("report_hours_across");
pub(super) const NO_HOURS: Phrase = Phrase("report_no_hours");
pub(super) const SURVIVAL_UP: Phrase = Phrase("report_survival_up");
pub(super) const SURVIVAL_ACROSS: Phrase = Phrase("report_survival_across");
pub(super) const SURVIVAL_COUNT: Phrase = Phrase("report_survival_count");

pub(super) const TREATMENTS: Phrase = Phrase("report_treatments");
pub(super) const NO_TREATMENTS: Phrase = Phrase("report_no_treatments");
pub(super) const HEAD_DATE: Phrase = Phrase("report_head_date");
pub(super) const HEAD_MEDICINE: Phrase = Phrase("report_head_medicine");
pub(super) const HEAD_DOSE: Phrase = Phrase("report_head_dose");
pub(super) const HEAD_GIVEN: Phrase = Phrase("report_head_given");
pub(super) const HEAD_ONSET: Phrase = Phrase("report_head_onset");
pub(super) const HEAD_RELIEF: Phrase = Phrase("report_head_relief");
pub(super) const HEAD_SURE: Phrase = Phrase("report_head_sure");
pub(super) const HEAD_PRESSURE: Phrase = Phrase("report_head_pressure");
pub(super) const HEAD_SIDE_EFFECTS: Phrase = Phrase("report_head_side_effects");

pub(super) const NOTES: Phrase = Phrase("report_notes");

/// What stands above each measure's question, what was before, onset, relief and how sure it is.
pub(super) fn summary_heads() -> [&'static str; 5] {
    [
        "report_head_of_question",
        "report_head_of_before",
        "report_head_of_onset",
        "report_head_of_relief",
        "report_head_of_sure",
    ]
    .map(phrase)
}

/// Whose journal a report says it is: nobody's name is in it.
pub(super) const OWN_JOURNAL: Phrase = Phrase("report_own_journal");

/// When the patient was born.
pub(super) fn born(day: Date) -> String {
    fill("report_born", &[("date", &date(day))])
}

/// The first and last day, and whether those are all there are.
pub(super) fn days_shown(days: Option<(Date, Date)>, all: bool) -> String {
    match days {
        Some((first, last)) if all => fill("report_days_all_of", &[("first", &date(first)), ("last", &date(last))]),
        Some((first, last)) => format!("{} – {}", date(first), date(last)),
        None => phrase("report_days_all").to_owned(),
    }
}

/// What is shown beside scores, so that an empty place is not read as “none”.
pub(super) fn shown(include: Include) -> String {
    let kinds = [
        (include.doses, phrase("report_kind_doses")),
        (include.side_effects, phrase("report_kind_side_effects")),
        (include.questionnaires, phrase("report_kind_questionnaires")),
        (include.notes, phrase("report_kind_notes")),
    ];
    let list = |ticked| {
        let mut kinds: Vec<&str> = kinds.iter().filter(|kind| kind.0 == ticked).map(|kind| kind.1).collect();
        // Where it is not ticked, nothing tells that there may be one.
        kinds.extend((ticked && include.safety_plan).then(|| phrase("report_kind_safety_plan")));
        kinds.join(", ")
    };
    match (list(true), list(false)) {
        (with, without) if without.is_empty() => fill("report_shown", &[("kinds", &with)]),
        (with, without) if with.is_empty() => fill("report_left_out", &[("kinds", &without)]),
        (with, without) => {
            let shown = fill("report_shown", &[("kinds", &with)]);
            format!("{shown} {}", fill("report_left_out", &[("kinds", &without)]))
        }
    }
}

pub(super) fn page(number: usize, of: usize) -> String {
    fill("report_page", &[("number", &number), ("of", &of)])
}

pub(super) fn polarity(min: i32, max: i32, polarity: Polarity) -> String {
    format!("{}–{}, {}", number(f64::from(min), 0), number(f64::from(max), 0), better(polarity))
}

/// Which scores are the better ones.
fn better(polarity: Polarity) -> &'static str {
    phrase(match polarity {
        Polarity::HigherIsWorse => "report_lower_is_better",
        Polarity::HigherIsBetter => "report_higher_is_better",
    })
}

/// The first of these scales, which is most measures', and the others with the names of theirs.
pub(super) fn scales(scales: &[(Scale, Vec<String>)]) -> String {
    let Some(((first, _), others)) = scales.split_first() else { return String::new() };
    let other = |(scale, names): &(Scale, Vec<String>)| {
        let alike = (scale.min, scale.max) == (first.min, first.max);
        let title =
            if alike { better(scale.polarity).to_owned() } else { polarity(scale.min, scale.max, scale.polarity) };
        fill("report_file_titled", &[("title", &title), ("text", &names.join(", "))])
    };
    let first = polarity(first.min, first.max, first.polarity);
    let each: Vec<String> = std::iter::once(first).chain(others.iter().map(other)).collect();
    format!("{}.", each.join("; "))
}

pub(super) fn reason(reason: Reason) -> &'static str {
    phrase(match reason {
        Reason::Planned => "report_reason_planned",
        Reason::TooFewBaselineDays => "report_reason_too_few_baseline_days",
        Reason::BaselineTooLow => "report_reason_baseline_too_low",
        Reason::NoFollowUp => "report_reason_no_follow_up",
        Reason::BaselineTooVariable => "report_reason_baseline_too_variable",
        Reason::AlreadyResponding => "report_reason_already_responding",
        Reason::NoResponse => "report_reason_no_response",
        Reason::TooFewDays => "report_reason_too_few_days",
        Reason::TooEarly => "report_too_early",
        Reason::AllDaysWritten => "report_reason_all_days_written",
        Reason::TooFewTreatments => "report_reason_too_few_treatments",
        Reason::NoReliefNow => "report_reason_no_relief_now",
        Reason::GettingShorter => "report_reason_getting_shorter",
        Reason::LongerThanBefore => "report_reason_longer_than_before",
        Reason::NotReached => "report_reason_not_reached",
        Reason::AllAlike => "report_reason_all_alike",
        Reason::NotStated => "report_cannot_tell",
        Reason::NoTreatment => "report_no_treatment",
    })
}

pub(super) fn spread(deviation: f64, written: usize, window: i32) -> String {
    let spread = score(deviation);
    fill("report_spread", &[("spread", &spread), ("written", &written), ("window", &window)])
}

pub(super) fn later_courses(span: Span) -> String {
    let (low, high) = (score(span.low), score(span.high));
    let span = if low == high { low } else { format!("{low}–{high}") };
    fill("report_later_courses", &[("span", &span)])
}

pub(super) fn first_of(courses: usize) -> String {
    fill("report_first_of", &[("courses", &courses)])
}

/// After how many of all relief came within 24 hours: surely, or possibly.
pub(super) fn rapid(summary: &Summary) -> String {
    let Summary { rapid_surely: surely, rapid_possibly: possibly, judged, .. } = summary;
    let of = if surely == possibly { surely.to_string() } else { format!("{surely}–{possibly}") };
    fill("report_count_of", &[("count", &of), ("all", judged)])
}

/// When relief was first seen, over the onsets.
pub(super) fn first_seen(onsets: &Figure<OnsetHours>) -> String {
    match onsets {
        Figure::Absent { reason: why } => reason(*why).to_owned(),
        Figure::Known(OnsetHours { median, earliest }) => match between(*earliest, *median) {
            (Some(after), by) => fill("report_seen_between", &[("after", &after), ("by", &by)]),
            (None, by) => fill("report_seen_within", &[("by", &by)]),
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
        (Word::Better, Some(Certainty { points, .. })) => points_better(*points),
        (Word::Perhaps, _) => PERHAPS.say().to_owned(),
        _ => CANNOT_TELL.say().to_owned(),
    }
}

/// What is said first of a measure, where nothing is stated of it.
pub(super) fn headline(headline: &Headline) -> String {
    match headline {
        Headline::NoTreatment => NO_TREATMENT.say().to_owned(),
        // Its figures say it.
        Headline::Relief => String::new(),
        Headline::Better { points, never_by_half: false, .. } => points_better(*points),
        Headline::Better { points, never_by_half: true, .. } => {
            fill("report_never_by_half", &[("better", &points_better(*points))])
        }
        Headline::Perhaps { .. } => PERHAPS.say().to_owned(),
        Headline::TooEarly { from, missing_days, .. } => too_early(*from, *missing_days),
        Headline::NothingToCompareWith { days_before, .. } => {
            fill("report_nothing_to_compare", &[("days", days_before)])
        }
        Headline::CannotTell { reason: why, .. } => why.map_or_else(|| CANNOT_TELL.say(), reason).to_owned(),
    }
}

fn points_better(points: f64) -> String {
    let number = score(points);
    counted("report_better", points_named(&number), &[("points", &number)])
}

fn too_early(from: Date, missing_days: usize) -> String {
    let needed = match missing_days {
        0 => String::new(),
        more => counted("report_too_early_needs", count(more), &[("days", &more)]),
    };
    format!("{}{needed}", fill("report_too_early_from", &[("date", &date(from))]))
}

/// The median of relief in its two readings.
pub(super) fn relief_days(lasted: &ReliefDays) -> String {
    match (lasted.from.map(days), lasted.to.map(days)) {
        (Some(from), Some(to)) if from == to => to,
        (Some(from), Some(to)) => {
            let bare = from.split(NB).next().unwrap_or_default();
            format!("{bare}–{to}")
        }
        (Some(from), None) => fill("report_or_more", &[("span", &from)]),
        (None, to) => to.unwrap_or_else(|| NONE.to_owned()),
    }
}

pub(super) fn unjudged(reasons: &[Unjudged]) -> String {
    let all: usize = reasons.iter().map(|one| one.treatments).sum();
    let list: Vec<String> = match reasons {
        [only] => vec![reason(only.reason).to_owned()],
        several => several.iter().map(|one| format!("{} ({})", reason(one.reason), one.treatments)).collect(),
    };
    fill("report_not_judged", &[("all", &all), ("reasons", &list.join(", "))])
}

pub(super) fn ended(lost: usize, all: usize) -> String {
    fill("report_ended", &[("lost", &lost), ("all", &all)])
}

pub(super) const NO_SIDE_EFFECTS: Phrase = Phrase("report_no_side_effects");

/// By how many points the days after are better, from where to where.
pub(super) fn points(known: &Certainty) -> String {
    let (lower, upper) = (score(known.lower), score(known.upper));
    let to = if known.lower < 0.0 { format!("{NB}{}{NB}", phrase("report_to")) } else { "–".to_owned() };
    format!("{}{NB}({lower}{to}{upper})", score(known.points))
}

/// For those who know it.
pub(super) fn nap(nap: &Nap) -> String {
    format!("NAP{NB}{}", number(nap.value, 2))
}

pub(super) fn onset(onset: &Figure<Onset>) -> String {
    match onset {
        Figure::Absent { reason: why } => reason(*why).to_owned(),
        Figure::Known(onset) => {
            let time = match between(onset.after_hours, onset.hours) {
                (Some(after), by) => format!("{after}–{by}"),
                (None, by) => fill("report_within", &[("by", &by)]),
            };
            if onset.confirmed { time } else { fill("report_unconfirmed", &[("time", &time)]) }
        }
    }
}

/// Nothing where the onset's reason has said it already.
pub(super) fn relief(relief: &Figure<Relief>) -> String {
    let Figure::Known(relief) = relief else { return NONE.to_owned() };
    let at_least = fill("report_at_least", &[("span", &days(relief.days))]);
    match relief.ended {
        Ending::Lost if relief.days <= 0.0 => phrase("report_gone").to_owned(),
        Ending::Lost => days(relief.days),
        _ if relief.days <= 0.0 => phrase("report_only_just").to_owned(),
        Ending::NextTreatment => at_least,
        Ending::Silence => fill("report_then_silence", &[("at_least", &at_least)]),
        Ending::StillGoing => fill("report_so_far", &[("at_least", &at_least)]),
        Ending::StoppedWriting => fill("report_silence_since", &[("at_least", &at_least)]),
    }
}

pub(super) fn for_measure(head: &str, question: &str) -> String {
    format!("{head}: {question}")
}

pub(super) fn route(route: Route) -> &'static str {
    app_words::route(route, spoken_language())
}

pub(super) fn category(category: Category) -> &'static str {
    phrase(match category {
        Category::Medication => "report_event_medication",
        Category::Therapy => "report_event_therapy",
        Category::Life => "report_event_life",
        Category::Other => "report_event_other",
    })
}

/// What is still to come.
pub(super) fn planned(what: &str) -> String {
    fill("report_planned", &[("what", &what)])
}

/// Treatments that are plans as yet, so that nobody takes them for some that were given.
pub(super) fn planned_treatments(each: &[String]) -> String {
    fill("report_planned_treatments", &[("each", &each.join("; "))])
}

pub(super) fn minutes(minutes: u16) -> String {
    format!("{minutes}{NB}min")
}

pub(super) fn dose(dose: Dose) -> String {
    format!("{}{NB}{}", with_decimal_sign(&dose.amount.to_string()), dose.unit.name())
}

pub(super) fn side_effect(SideEffect { effect, severity }: &SideEffect) -> Option<String> {
    let severity = match severity {
        0 => return None,
        1 => "severity_mild",
        2 => "severity_moderate",
        _ => "severity_severe",
    };
    let language = spoken_language();
    let severity = app_words::word(severity, language).unwrap_or_default();
    // What clinicians call it, in one word: the app describes it to those who feel it.
    let effect = match effect.as_str() {
        "dissociation" => phrase("report_effect_dissociation"),
        other => app_words::effect(other, language),
    };
    Some(format!("{effect}{NB}({severity})"))
}

/// How sure it is that the days after are better.
pub(super) fn level(level: Level) -> &'static str {
    phrase(match level {
        Level::Clear => "report_sure_clear",
        Level::Likely => "report_sure_likely",
        Level::Unclear => "report_sure_unclear",
        Level::ClearlyWorse => "report_sure_worse",
    })
}

/// A reading of blood pressure, where it was entered.
pub(super) fn reading(reading: Option<Pressure>) -> String {
    reading.map_or(NONE.to_owned(), |Pressure { systolic, diastolic }| format!("{systolic}/{diastolic}"))
}

/// The highest blood pressure of all treatments, with its day.
pub(super) fn highest_pressure(highest: Option<HighestPressure>) -> String {
    match highest {
        Some(HighestPressure { date: day, pressure }) => {
            fill("report_pressure_highest", &[("pressure", &reading(Some(pressure))), ("date", &date(day))])
        }
        None => phrase("report_pressure_none").to_owned(),
    }
}

/// So many treatments with a medicine, whose name can be printed, by a route, and their doses.
pub(super) fn given(given: &Given, medicine: &str) -> String {
    let amount = |amount: f64| with_decimal_sign(&amount.to_string());
    let doses = given.doses.map(|Doses { lowest, highest, unit }| {
        let (lowest, highest) = (amount(lowest), amount(highest));
        let span = if lowest == highest { lowest } else { format!("{lowest}–{highest}") };
        format!(", {span}{NB}{}", unit.name())
    });
    format!("{}{NB}×{NB}{medicine}, {}{}", given.treatments, route(given.route), doses.unwrap_or_default())
}

/// What was given, and the day of the last treatment.
pub(super) fn treated(given: &[String], last: Date) -> String {
    fill("report_given", &[("each", &given.join("; ")), ("date", &date(last))])
}

pub(super) fn latest(shown: usize, all: usize) -> String {
    fill("report_latest", &[("shown", &shown), ("all", &all)])
}

pub(super) fn latest_notes(shown: usize, all: usize) -> String {
    let which = if shown == all { "report_notes_all" } else { "report_notes_latest" };
    fill(which, &[("shown", &shown), ("all", &all)])
}

pub(super) fn missing(entries: usize, days: &[String]) -> String {
    let shown = days.iter().take(MOST_MISSING_DAYS).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = days.len().saturating_sub(MOST_MISSING_DAYS);
    let more = if more > 0 { counted("report_more_days", count(more), &[("more", &more)]) } else { String::new() };
    let of = if shown.is_empty() { String::new() } else { format!(" ({shown}{more})") };
    counted("report_missing", count(entries), &[("entries", &entries), ("days", &of)])
}

/// Of how many days with damaged entries the dates are told.
const MOST_MISSING_DAYS: usize = 8;

pub(super) fn more_events(more: usize) -> String {
    counted("report_more_events", count(more), &[("more", &more)])
}
