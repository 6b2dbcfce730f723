//! The words that dates and times are written with, in every language of CLDR.
//!
//! Months have the form that they have in a date: Polish `września`, not `wrzesień`.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use jiff::civil::Date;

/// Made by `from_cldr.mjs`.
const TABLE: &str = include_str!("calendar_words.tsv");

/// Those in which a beginning of a name is enough, where it means one month alone.
const SHORTENED: [&str; 7] = ["en", "de", "es", "fr", "it", "pt", "nl"];

/// How many rows are looked at to tell the language of a file.
pub const ENOUGH: usize = 400;

/// What stands before or behind the name of a month in a date without a blank between, by language: Hebrew `בינואר`,
/// Basque `urtarrilak` (CLDR's patterns of dates).
const ATTACHED: [(&str, &str, &str); 2] = [("he", "ב", ""), ("eu", "", "k")];

/// Words for parts of the day that are none of its halves, and whether they are in the second.
const PARTS: [(&str, bool); 8] = [
    ("凌晨", false),
    ("清晨", false),
    ("早上", false),
    ("午夜", false),
    ("半夜", false),
    ("中午", true),
    ("晚上", true),
    ("傍晚", true),
];

/// Inari Sámi calls the first half of the day `ip.`, as Finnish does the second: far more people mean the latter.
const UNHALVED: [&str; 1] = ["smn"];

/// The words of one language.
struct Language {
    name: &'static str,
    /// With their numbers, from 1.
    months: Vec<(&'static str, i8)>,
    /// From Monday.
    weekdays: Vec<&'static str>,
    /// What the first half of the day is called, and the second.
    halves: (Vec<&'static str>, Vec<&'static str>),
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| TABLE.lines().filter_map(language).collect());

/// The months that a word means in any language, as bits.
static MONTHS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut months: HashMap<&str, u16> = HashMap::new();
    for (name, number) in LANGUAGES.iter().flat_map(|language| &language.months) {
        *months.entry(name).or_default() |= 1 << number;
    }
    months
});

/// What means the first half of the day in any language, and what the second, without dots and blanks.
static HALVES: LazyLock<[HashSet<String>; 2]> = LazyLock::new(|| {
    let (mut am, mut pm) = (HashSet::new(), HashSet::new());
    let told = LANGUAGES.iter().filter(|language| !UNHALVED.contains(&language.name));
    for Language { halves: (first, second), .. } in told {
        am.extend(first.iter().map(|word| letters(word)));
        pm.extend(second.iter().map(|word| letters(word)));
    }
    [am.difference(&pm).cloned().collect(), pm.difference(&am).cloned().collect()]
});

fn language(line: &'static str) -> Option<Language> {
    let [name, wide, short, weekdays, am, pm] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let months = [wide, short].into_iter().flat_map(|months| months.split('|').zip(1..));
    let list = |words: &'static str| words.split('|').collect::<Vec<_>>();
    Some(Language { name, months: months.collect(), weekdays: list(weekdays), halves: (list(am), list(pm)) })
}

/// The letters of a text in lower case, without what stands between.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_punctuation()).collect::<String>().to_lowercase()
}

/// Whether this means the second half of the day; `None` when it means no half in any language.
pub fn is_second_half(letters: &str) -> Option<bool> {
    if let Some((_, second)) = PARTS.iter().find(|(word, _)| *word == letters) {
        return Some(*second);
    }
    let [am, pm] = &*HALVES;
    if am.contains(letters) { Some(false) } else { pm.contains(letters).then_some(true) }
}

/// A month by its name in any language, or by so much of it that no other is meant: `May`, `févr.`, `Sept`.
pub fn month(text: &str) -> Option<i8> {
    let text = text.to_lowercase();
    if text.chars().count() < 3 {
        return None;
    }
    let one = |months: u16| months.is_power_of_two().then(|| i8::try_from(months.trailing_zeros()).ok()).flatten();
    let shortened = LANGUAGES.iter().filter(|language| SHORTENED.contains(&language.name));
    let begun = shortened.flat_map(|language| &language.months).filter(|(name, _)| name.starts_with(&text));
    one(begun.fold(0, |months, (_, number)| months | 1 << number)).or_else(|| {
        let known = SHORTENED.iter().any(|name| {
            LANGUAGES.iter().any(|language| {
                language.name == *name && language.months.iter().any(|(begun, _)| begun.starts_with(&text))
            })
        });
        MONTHS.get(text.as_str()).copied().filter(|_| !known).and_then(one)
    })
}

/// A text with figures of any script as those of ASCII.
pub fn in_ascii_figures(text: &str) -> String {
    /// The zeros of scripts that phones write dates with.
    const ZEROS: [u32; 15] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x1040,
        0x17E0,
    ];
    let ascii = |c: char| {
        let code = u32::from(c);
        let figure = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
        figure.and_then(|figure| char::from_digit(figure, 10)).unwrap_or(c)
    };
    text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')).map(ascii).collect()
}

/// Whether this is the weekday of a date, in any language.
pub fn is_weekday(date: Date, told: &str) -> bool {
    LANGUAGES.iter().any(|language| language.is_weekday(date, told))
}

/// The languages that the days of a file can be written in: where they are of the same mind, no matter which.
pub struct Languages(Vec<&'static Language>);

impl Languages {
    /// Those in which most of these days can be read, by their weekdays where those are told: each day as its year, the
    /// day and the month in words, and the weekday.
    pub fn of(days: &[(Option<i16>, &str, &str)]) -> Self {
        let days = days.get(..ENOUGH).unwrap_or(days);
        let (mut best, mut languages) = (Fit::default(), Vec::new());
        for language in LANGUAGES.iter() {
            let fit = language.fit(days);
            if fit > best {
                (best, languages) = (fit, vec![language]);
            } else if fit == best && fit.days > 0 {
                languages.push(language);
            }
        }
        Self(languages)
    }

    /// A day, of a year that is told apart from it; `None` where no language has it.
    ///
    /// # Errors
    /// When two languages have different ones.
    pub fn date(&self, text: &str, year: Option<i16>) -> Result<Option<Date>, Ambiguous> {
        let mut dates = self.0.iter().filter_map(|language| language.date(text, year));
        let first = dates.next();
        if dates.all(|date| Some(date) == first) { Ok(first) } else { Err(Ambiguous) }
    }
}

/// Languages that fit equally well read a day differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ambiguous;

/// How well a language fits the days of a file: the first member that differs decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// How many of the days can be read.
    days: usize,
    /// How many of these have the weekday that is told.
    weekdays: usize,
    /// How many letters were understood: Spanish `5 de marzo` is no fifth of December where that is called `de`.
    letters: usize,
}

impl Language {
    /// Whether this is the weekday of a date. Shortened ones begin as the whole word does: `dom.`, `czw.`.
    fn is_weekday(&self, date: Date, told: &str) -> bool {
        let named = self.weekdays.get(usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(7));
        let told = told.to_lowercase();
        let told = told.trim_end_matches('.');
        told.chars().count() > 1 && named.is_some_and(|named| named.starts_with(told))
    }

    fn fit(&self, days: &[(Option<i16>, &str, &str)]) -> Fit {
        let mut fit = Fit::default();
        for (year, text, weekday) in days {
            let Some((date, letters)) = self.read(text, *year) else { continue };
            fit.days += 1;
            fit.weekdays += usize::from(self.is_weekday(date, weekday));
            fit.letters += letters;
        }
        fit
    }

    /// A day in this language, of a year that is told apart from it.
    fn date(&self, text: &str, year: Option<i16>) -> Option<Date> {
        self.read(text, year).map(|(date, _)| date)
    }

    /// The same, and how many letters the name of its month has.
    fn read(&self, text: &str, year: Option<i16>) -> Option<(Date, usize)> {
        let text = in_ascii_figures(&text.to_lowercase());
        let attached = ATTACHED.iter().find(|(language, ..)| *language == self.name);
        let place = |name: &str| {
            let whole = whole_word(&text, name).map(|at| (at, name.len()));
            whole.or_else(|| {
                let (_, prefix, suffix) = attached?;
                let joined = [prefix, name, suffix].concat();
                whole_word(&text, &joined).map(|at| (at, joined.len()))
            })
        };
        let found = self.months.iter().filter_map(|(name, number)| Some((name, number, place(name)?)));
        let (name, number, (at, length)) = found.max_by_key(|(name, ..)| name.len())?;
        let (before, after) = (text.get(..at)?, text.get(at + length..)?);
        let mut figures = [before, after].into_iter().flat_map(|part| part.split(|c: char| !c.is_ascii_digit()));
        let (mut day, mut year) = (None, year);
        for figure in figures.by_ref().filter(|figure| !figure.is_empty()) {
            if figure.len() == 4 { year = figure.parse().ok() } else { day = day.or(figure.parse().ok()) }
        }
        Some((Date::new(year?, *number, day?).ok()?, name.chars().count()))
    }
}

/// Where a name stands in a text as a word of its own.
fn whole_word(text: &str, name: &str) -> Option<usize> {
    let same_sort = |one: Option<char>, other: Option<char>| match (one, other) {
        (Some(one), Some(other)) => {
            (one.is_ascii_digit() && other.is_ascii_digit()) || (one.is_alphabetic() && other.is_alphabetic())
        }
        _ => false,
    };
    let bounded = |at: &usize| {
        let (before, after) = (text.get(..*at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        !same_sort(before.chars().next_back(), name.chars().next())
            && !same_sort(name.chars().next_back(), after.chars().next())
    };
    text.match_indices(name).map(|(at, _)| at).find(bounded)
}
