//! Why a value was refused: a code that the app has a sentence for in each of its languages, what that sentence
//! needs to know, and an English detail for programs.

mod parameters;

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::{Map, Value};

pub use self::parameters::{Examples, Kinds, Names, Warning};

/// A code, what comes with it, and the English that is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The stable name.
    pub code: &'static str,
    /// The names of what comes with it.
    pub params: &'static [&'static str],
}

/// Gives each refusal its code and its English detail, which names what comes with it.
macro_rules! refusals {
    ($($variant:ident $({ $($param:ident: $type:ty),+ })? = $code:literal, $detail:literal;)+) => {
        /// Why a single value was refused, without its place: the place is known to the caller.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Refusal {
            $(
                #[doc = $detail]
                $variant $({ $(#[doc = concat!("The `", stringify!($param), "` of the detail.")] $param: $type),+ })?
            ),+
        }

        impl Refusal {
            /// Every code that there is.
            pub const ALL: &'static [Known] = &[
                $(Known { code: $code, params: &[$($(stringify!($param)),+)?] }),+
            ];

            /// The stable name, for programs and for the app, which says it in its own words.
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant $({ $($param: _),+ })? => $code),+
                }
            }

            /// What the app's words need to know: numbers, names, what would have been taken.
            pub fn params(&self) -> Map<String, Value> {
                let pairs: Vec<(&str, Value)> = match self {
                    $(Self::$variant $({ $($param),+ })? => {
                        vec![$($((stringify!($param), serde_json::json!($param))),+)?]
                    })+
                };
                pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }
        }

        impl fmt::Display for Refusal {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant $({ $($param),+ })? => {
                        // Not every detail says all that comes with it.
                        $($(let _ = $param;)+)?
                        write!(f, $detail)
                    })+
                }
            }
        }
    };
}

refusals! {
    // Of the form of a body.
    Missing = "missing", "is missing";
    UnknownField { known: Names } = "unknown_field", "unknown field; known are {known}";
    WrongKind { kinds: Kinds } = "wrong_kind", "expected {kinds}";
    OneOf { allowed: Names } = "one_of", "expected one of {allowed}";
    ItemCount { count: usize } = "item_count", "expected {count} items";
    AtLeast { least: String } = "at_least", "expected a number of at least {least}";
    AtMost { most: String } = "at_most", "expected a number of at most {most}";
    Unexpected { said: String } = "unexpected", "{said}";
    ParameterOnce = "parameter_once", "expected this parameter once";
    TrueOrFalse = "true_or_false", "expected `true` or `false`";
    NotBoth { one: &'static str, other: &'static str } = "not_both", "expected either {one} or {other}, not both";
    // Of numbers and texts.
    WholeNumber { min: i64, max: i64 } = "whole_number", "expected a whole number from {min} to {max}";
    Number { min: i64, max: i64 } = "number", "expected a number from {min} to {max}";
    AtMostCharacters { most: usize } = "at_most_characters", "expected at most {most} characters";
    AtLeastCharacters { least: usize } = "at_least_characters", "expected at least {least} characters";
    Characters { least: usize, most: usize } = "characters", "expected {least} to {most} characters";
    TooMany { most: usize, what: &'static str } = "too_many", "expected at most {most} {what}";
    HowMany { least: usize, most: usize, what: &'static str } = "how_many", "expected {least} to {most} {what}";
    Twice { what: &'static str } = "twice", "expected each {what} once";
    FewWords = "few_words", "expected a few words";
    FewWordsOrNone = "few_words_or_none", "expected a few words, or none";
    // Of times.
    Instant = "instant", "expected an instant like 2026-03-10T20:00:00+01:00 (RFC 3339, with its offset)";
    Day = "day", "expected a day like 2026-03-10";
    InstantOrDay = "instant_or_day", "expected an instant like 2026-03-10T20:00:00+01:00 or a day like 2026-03-10";
    Year { min: i64, max: i64 } = "year", "expected a year from {min} to {max}";
    WhenMissing = "when_missing", "is missing (or `date`, for a day without a time)";
    TimeOfDay = "time_of_day", "expected a time of day like 09:00";
    BirthDate = "birth_date", "expected a date of birth that is not in the future";
    NotBefore = "not_before", "expected a day that is not before `from`";
    // Of accounts and reminders.
    Username = "username", "expected 2 to 64 letters, digits or . _ - @ +";
    WeakPassword { warning: Warning } = "weak_password",
        "expected a password that is harder to guess{warning}: three or four unrelated words do well";
    TimeZone = "time_zone", "expected an IANA time zone, as Europe/Berlin";
    LanguageTag = "language_tag", "expected a language tag (BCP 47), as en-GB";
    CountryCode = "country_code", "expected a country code of two capital letters (ISO 3166-1)";
    SevenOrFourteen = "seven_or_fourteen", "expected 7 or 14";
    AnotherTime = "another_time", "expected another time than `from`";
    QuietTime = "quiet_time", "expected a time outside of the quiet hours";
    MailAddress = "mail_address", "expected an address like ada@mail.example";
    MailCode = "mail_code", "expected the code of the last mail, within an hour and five tries";
    PushAddress = "push_address", "expected the https address of a push service, by its name";
    PushAddressForm = "push_address_form", "expected the https address of a push service, of at most 2048 characters";
    PushKeyVersion = "push_key_version", "expected the version of a key of this server, as /push/key says";
    KeyVersion = "key_version", "expected the version of a key";
    PushKey = "push_key", "expected an uncompressed public key on P-256, in base64url";
    PushSecret = "push_secret", "expected 16 bytes in base64url";
    // Of records.
    RecordId = "record_id", "expected a UUID (version 7), made by the client";
    BodyMissing = "body_missing", "is missing (or `deleted`: true)";
    Revision { most: i64 } = "revision", "expected a revision, from 0 to {most}";
    Cursor = "cursor", "expected the `next` of an earlier page";
    KnownMeasure = "known_measure", "expected a measure: a built-in one, or one of your own (see /measures)";
    MeasureId = "measure_id", "expected the id of a measure";
    BuiltInMeasure = "built_in_measure", "expected another id: this is a built-in measure, which stays as it is";
    AskedMeasure = "asked_measure", "expected a built-in measure that this check-in has a score of";
    OwnId { id: String, whose: &'static str } = "own_id", "expected {id}, the one id of {whose}";
    ScoreOrNote = "score_or_note", "expected at least one score, or a note";
    LowestScore { score: i32 } = "lowest_score", "expected at most {score}: there is such a score";
    HighestScore { score: i32 } = "highest_score", "expected at least {score}: there is such a score";
    Question = "question", "expected a question";
    MeasureSteps = "measure_steps", "expected 2 to 101 steps: `max` is 1 to 100 above `min`";
    MedicineName = "medicine_name", "expected the name of a medicine";
    ReadingValue = "reading_value", "expected at least one of `blood_pressure`, `pulse`, `sedation` and `dissociation`";
    Amount = "amount", "expected an amount from 0 to 10000";
    PersonName = "person_name", "expected a name";
    TelephoneOrNone = "telephone_or_none", "expected a telephone number, or none";
    PlanEntry = "plan_entry", "expected at least one entry; delete the plan to have none";
    NameWithoutControls = "name_without_controls", "expected a name without control characters";
    IncludeSelfHarm = "include_self_harm", "expected `include.self_harm` with this measure";
    // A write that a batch refuses for another reason than its form has the code of that problem.
    WriteRefused { reason: &'static str, said: String } = "write_refused", "{said}";
    // Of questionnaires.
    MeanTotal { max: i64, name: &'static str } = "mean_total",
        "expected a number from 0 to {max}, the mean of the {name}";
    TotalOfFours { max: i64, name: &'static str } = "total_of_fours",
        "expected a total of the {name}: a multiple of 4 from 0 to {max}, four times the sum";
    WholeTotal { max: i64, name: &'static str } = "whole_total",
        "expected a total of the {name}: a whole number from 0 to {max}";
    TotalMissing = "total_missing", "is missing (or `answers`)";
    NoFormToScore = "no_form_to_score",
        "is missing: no form of this questionnaire is known, to score the answers by";
    OtherTotal { total: String } = "other_total", "expected {total}, what the answers come to (or none)";
    FormQuestion { known: Names } = "form_question", "expected one of the questions {known}";
    FormObject = "form_object", "expected an object";
    FormResource = "form_resource", "expected a FHIR resource of the type Questionnaire";
    FormCode { loinc: String, own: String } = "form_code", "expected a code of {loinc}; or one of {own}";
    FormLinkId = "form_link_id", "expected a name of its own, of at most 255 characters";
    FormLinkIdTwice = "form_link_id_twice", "expected a name of its own: an earlier question has this one";
    FormText = "form_text", "expected the question";
    FormQuestionTwice = "form_question_twice", "expected each question once";
    FormOptions = "form_options", "expected its options: `answerOption`, or a value set that the file contains";
    FormOption = "form_option", "expected a coding, a text or a whole number";
    FormOptionCode = "form_option_code", "expected a code of its own, of at most 255 characters";
    FormOptionScores { highest: i32 } = "form_option_scores",
        "expected options that count from 0 to {highest}, each by `ordinalValue` or `itemWeight`, or by its code";
    FormLacksQuestion { number: usize, name: &'static str, code: &'static str } = "form_lacks_question",
        "expected question {number} of the {name}, with the code {code} of LOINC";
    FormQuestionCount { expected: usize, found: usize } = "form_question_count",
        "expected {expected} questions that count, found {found}";
    // Of files.
    FileNoEntries = "file_no_entries", "expected at least one entry: there is none in this file";
    FileArchive = "file_archive", "expected an archive as Afterglow exports it, with afterglow.json in it";
    FileJson = "file_json", "expected JSON to go on here";
    FileExport = "file_export", "expected an export of Afterglow: \"afterglow\"";
    FileVersion = "file_version", "expected version 1, the only one that this server knows";
    FileHeader { header: String } = "file_header", "expected the header {header}";
    FileUtf8 = "file_utf8", "expected text in UTF-8";
    FileRow = "file_row", "expected a row of CSV";
    FileCells { count: usize, columns: String } = "file_cells", "expected {count} cells: {columns}";
    FileFormula = "file_formula",
        "expected what was written here: a spreadsheet took it for a formula and saved an error in its place";
    FileTimeTwice = "file_time_twice",
        "expected the date and the time that stand in “at” too: to change them, change them there, or leave date and time empty";
    FileKind { kinds: Names } = "file_kind", "expected a kind of {kinds}";
    FilePlanned = "file_planned", "expected nothing as planned: only a treatment is";
    FilePlannedWord = "file_planned_word", "expected true, false or nothing as planned";
    FileAsked = "file_asked", "expected no version and no language: only a score of a built-in measure has them";
    FileScoreOrNote = "file_score_or_note", "expected a score or a note";
    FileScore = "file_score", "expected a score";
    FileWhole = "file_whole", "expected a whole number as the value";
    FileNumber = "file_number", "expected a number as the value";
    FileScale = "file_scale", "expected a range and its bad end, as `0..10 higher_is_worse`";
    FileReading = "file_reading",
        "expected a blood pressure like 142/88, or a whole number as pulse, sedation or dissociation";
    FileReadingMinutes = "file_reading_minutes",
        "expected in the note how many minutes after the start of its treatment the reading was, as `40 min` or `-15 min`";
    FileReadingTreatment = "file_reading_treatment",
        "expected a treatment in this file that began so many minutes before the reading";
    FileTitle = "file_title", "expected the event's title as the value";
    FileNoNote = "file_no_note", "expected no note: a questionnaire's row has none";
    FileDose = "file_dose", "expected a dose like `0.5 mg/kg` or `40 mg`";
    OtherAppFormat = "other_app_format", "expected the format of another app";
    FileColumn { column: String } = "file_column", "expected a header with the column {column}";
    FileDate { examples: Examples } = "file_date", "expected a date like {examples}";
    FileDateDayFirst = "file_date_day_first", "expected a date like 8/3/2026, the day first";
    FileDateMonthFirst = "file_date_month_first", "expected a date like 3/8/2026, the month first";
    FileTime { examples: Examples } = "file_time", "expected a time like {examples}";
    FileNoSuchTime = "file_no_such_time", "expected a time that there was";
    FileMood { mood: String } = "file_mood",
        "expected a score from 1 (the worst) to 5 (the best) for the mood “{mood}”, in `moods`";
    FileMoodScores = "file_mood_scores", "expected a score from 1 (the worst) to 5 (the best) for each mood";
    FileMoodsJson = "file_moods_json", "expected a JSON object, as {{\"rad\": 5, \"meh\": 3}}";
    FileDaylioDate = "file_daylio_date", "expected a date, in `full_date` or in `year` and `date`";
    FileOfApp { app: &'static str, files: &'static str } = "file_of_app", "expected a file of {app}: {files}";
    FileOfOtherApp { chosen: &'static str, found: &'static str, generation: &'static str } = "file_of_other_app",
        "expected a file of {chosen}; this one is of {found} ({generation})";
    FileUnknownApp = "file_unknown_app",
        "expected a file of an app that is known here; a table of another can be brought in as a table";
    FileNothingCalled { name: String } = "file_nothing_called", "expected something that is called {name} in the file";
    FileInArchive = "file_in_archive", "expected a whole archive with the app's file in it, of at most 64 MB";
    FileCut = "file_cut", "expected the file to go on here: it ends within a row";
    FileDuration = "file_duration", "expected hours and minutes like 7:30";
    FileTreatmentsJson = "file_treatments_json", "expected a JSON list, as [\"Ketamine\"]";
    FileSeverity { name: String } = "file_severity", "expected none, mild, moderate, severe or a figure for {name}";
    // Of tables, whose columns the patient explains.
    TableWorkbook = "table_workbook", "expected a table as text: save the workbook as CSV first";
    TableShape { least: usize, most: usize } = "table_shape",
        "expected a table in CSV with {least} to {most} columns, whose first row names them";
    TableNames = "table_names", "expected the names of the columns in the first row, not a day or a score";
    TableColumns = "table_columns", "expected what each column is, in `columns` (--column)";
    TableUnknownColumn { column: String, known: Names } = "table_unknown_column",
        "expected a column “{column}”; there are {known}";
    TableNoDate = "table_no_date", "expected which column is the date, in `columns` (--column)";
    TableOneDate = "table_one_date", "expected one column as the date, not several";
    TableOneTime = "table_one_time", "expected one column as the time, not several";
    TableScores { most: usize } = "table_scores", "expected at most {most} columns as scores";
    TableOverflow = "table_overflow",
        "expected no more cells than the header has: a text with a separator stands in quotes";
    TableDayOrder { column: String } = "table_day_order",
        "expected whether the day or the month comes first in “{column}”, in `columns` (--column): date:day_first or \
         date:month_first";
    TableTreatmentTime = "table_treatment_time",
        "expected the time of this treatment: how soon relief comes is counted in hours from it";
    TableDoseUnit = "table_dose_unit", "expected mg, mg/kg, µg or µg/kg as the unit of a dose";
    TableDoseUnitColumn { column: String } = "table_dose_unit_column",
        "expected whether “{column}” is the unit of the doses, in `columns` (--column): `treatment:dose_unit`";
    TablePressure = "table_pressure", "expected a blood pressure like 120/80, each from 30 to 300";
    TableItem { name: &'static str, max: i32 } = "table_item",
        "expected an answer of the {name}: a whole number from 0 to {max}, or a word that was given one";
    TableTotal { name: &'static str, told: String, sum: String } = "table_total",
        "expected {sum} as the total of the {name}, which its items come to, not {told}";
    TableItems { name: &'static str, items: usize, told: usize } = "table_items",
        "expected a column for each of the {items} items of the {name}, not {told}";
    TableItemNumbers { name: &'static str } = "table_item_numbers",
        "expected the number of each item of the {name} once, as `questionnaire:qids_sr16:item:3`: of some of its items the \
         highest alone counts";
    TableBadEnd { measures: Names } = "table_bad_end",
        "expected which end is the bad one, as `value:0..10 higher_is_worse`: the names {measures} do not tell it";
    TableScale = "table_scale", "expected a range of 2 to 101 steps, as `new:0..10 higher_is_better`";
    TableRole = "table_role",
        "expected date, `date:day_first`, `date:month_first`, `date:epoch`, `date:epoch_local`, time, hour, minute, note, tags, \
         `measure:ID`, `new:0..10 higher_is_better` (or `higher_is_worse`), `measure_name`, `value:0..10 higher_is_better` (or \
         `by_name`), event, `event:CATEGORY`, `event_category`, `treatment:PART`, `questionnaire:ID`, `questionnaire:ID:item` \
         (or `questionnaire:ID:item:NUMBER`) or ignore; behind `measure_name` `|NAME=0..10 higher_is_better` or `|NAME=ignore`, \
         behind a score or an item `|factor=50`, `|offset=50` or `|WORD=SCORE`";
    TableColumnsJson = "table_columns_json",
        "expected a JSON object, as {{\"Day\": \"date\", \"Pain\": \"measure:pain\", \"Diary\": \"note\"}}";
    TableColumnRole { column: String, why: String } = "table_column_role", "“{column}”: {why}";
}

impl std::error::Error for Refusal {}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut said = serializer.serialize_struct("Refusal", 3)?;
        said.serialize_field("code", self.code())?;
        said.serialize_field("params", &self.params())?;
        said.serialize_field("detail", &self.to_string())?;
        said.end()
    }
}

/// The shape of a refusal in the API document.
#[derive(utoipa::ToSchema)]
#[schema(as = Refusal)]
#[expect(dead_code, reason = "stands for `Refusal` in the API document alone")]
pub struct RefusalSchema {
    /// Stable name of what is wrong, for programs. There may be new ones at any time: `detail` says them in English.
    #[schema(example = "whole_number")]
    code: String,
    /// What a sentence about it needs to know: numbers, names, lists of what would have been taken.
    #[schema(value_type = Object, example = json!({"min": 0, "max": 10}))]
    params: (),
    /// What was expected there, in English.
    #[schema(example = "expected a whole number from 0 to 10")]
    detail: String,
}
