//! How fast relief came, and how long it lasted: said only where it is so.
//!
//! The terms and formulas are those of [the definitions of relief](definitions.md), section by section:
//!
//! | file | section |
//! | --- | --- |
//! | `input`, `treatment` | 1: readings, treatments and what is planned; lag days, which check-ins are whose |
//! | `baseline` | 2: courses, baseline, swing, improvement |
//! | `follow_up`, `onset`, `best` | 3: the follow-up, onset, peak and best days |
//! | `duration`, `survival`, `days_left` | 4: sustained relief, the relief curve, what is left from here on |
//! | `aligned` | 5: curves by lag day and by hour, and their mean |
//! | `certainty`, `words`, `medication` | 6: how sure, what is said of a course, what else may explain it |
//! | `overlap`, `tipping_point` | 6: non-overlap of all pairs, unwritten days |
//! | `over_treatments` | 7: dose, shorter or longer, route |
//! | `summary` | the figures that are put into words |
//! | `headline`, `now` | 12: what is said first, where a person is now |
//! | `report`, `analysis` | the whole answer, and how it is put together |
//! | `parameters`, `figure`, `statistics` | the thresholds, figures that may be absent, shared sums |
//!
//! A figure that cannot be computed is absent, with a [`Reason`]; none is ever guessed, and no
//! number in a report is infinite or not a number. The present is an argument: what is later counts
//! for nothing.

mod aligned;
mod analysis;
mod baseline;
mod best;
mod certainty;
mod days_left;
mod duration;
mod figure;
mod follow_up;
mod glance;
mod headline;
mod input;
mod medication;
mod now;
mod onset;
mod over_treatments;
mod overlap;
mod parameters;
mod report;
mod since_first_days;
pub(super) mod statistics;
mod summary;
mod survival;
mod tipping_point;
mod treatment;
mod words;

pub use self::{
    aligned::{AlignedDay, CurvePoint, HourPoint},
    analysis::{analyse, analyse_together},
    baseline::{Baseline, starts_course},
    best::{BestDays, Peak},
    certainty::Certainty,
    days_left::DaysLeft,
    duration::{Ending, Relief},
    figure::{Figure, Reason},
    follow_up::Coverage,
    glance::{CourseGlance, Glance, Level, SeenRelief, Span, Unjudged, Verdict},
    headline::Headline,
    input::{Background, Dosing, MedicationChange, Reading},
    now::{EarlierDays, Improvement, LastTreatment, NextTreatment, Now, PresentRelief, Week},
    onset::{Onset, Rapid},
    over_treatments::{DoseResponse, OverTreatments, Routes, Shorter},
    overlap::Nap,
    parameters::Parameters,
    report::{CourseReport, Report, TreatmentReport},
    since_first_days::SinceFirstDays,
    summary::{OnsetHours, ReliefDays, Summary},
    survival::{ReliefCurve, Step},
    words::Word,
};
