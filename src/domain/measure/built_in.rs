//! The built-in measures: own-worded daily items about now or today, 0–10. Their ids never change.

use super::{
    Condition::{self, Anxiety, Bipolar, ChronicPain, Depression, Ocd, Ptsd, SuicidalThoughts},
    Polarity::{self, HigherIsBetter, HigherIsWorse},
    Purpose::{self, Safety, Symptom},
    Scale,
};

/// A measure that every journal has.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its fixed id: imports, links and other programs use it.
    pub id: &'static str,
    /// The question, in English.
    pub question: &'static str,
    /// What 0 stands for.
    pub low_label: &'static str,
    /// What 10 stands for.
    pub high_label: &'static str,
    /// Which end is the bad one.
    pub polarity: Polarity,
    /// Whom it is offered to first; empty when to all.
    pub conditions: &'static [Condition],
    /// Symptom or safety note.
    pub purpose: Purpose,
}

impl BuiltIn {
    /// The built-in measure with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|measure| measure.id == id)
    }

    /// Its range, 0 to 10, and direction.
    pub fn scale(&self) -> Scale {
        Scale { min: 0, max: 10, polarity: self.polarity }
    }
}

const fn item(
    id: &'static str,
    question: &'static str,
    (low_label, high_label): (&'static str, &'static str),
    polarity: Polarity,
    conditions: &'static [Condition],
    purpose: Purpose,
) -> BuiltIn {
    BuiltIn { id, question, low_label, high_label, polarity, conditions, purpose }
}

/// All of them, in the order in which they are offered.
#[rustfmt::skip]
pub const BUILT_IN: &[BuiltIn] = &[
    item("low_mood", "How low do you feel?", ("not at all", "as low as I can imagine"), HigherIsWorse, &[Depression, Bipolar, SuicidalThoughts], Symptom),
    item("loss_of_interest", "How hard is it to care about or enjoy things?", ("not at all", "impossible"), HigherIsWorse, &[Depression], Symptom),
    item("hopelessness", "How hopeless does the future look?", ("not at all", "completely"), HigherIsWorse, &[Depression, SuicidalThoughts], Symptom),
    item("self_harm_thoughts", "How strong are thoughts of not living or of harming yourself?", ("none", "overwhelming"), HigherIsWorse, &[SuicidalThoughts, Depression, Bipolar], Symptom),
    item("anxiety", "How anxious are you?", ("not at all", "panic"), HigherIsWorse, &[Anxiety, Ptsd, Ocd, Depression], Symptom),
    item("worry", "How much does worry run on by itself?", ("not at all", "all the time"), HigherIsWorse, &[Anxiety], Symptom),
    item("intrusive_memories", "How much do unwanted memories come up?", ("not at all", "constantly"), HigherIsWorse, &[Ptsd], Symptom),
    item("on_edge", "How much are you on guard or easily startled?", ("not at all", "constantly"), HigherIsWorse, &[Ptsd, Anxiety], Symptom),
    item("obsessions", "How much do unwanted thoughts take over?", ("not at all", "completely"), HigherIsWorse, &[Ocd], Symptom),
    item("compulsions", "How strong is the urge to check, repeat or put right?", ("none", "irresistible"), HigherIsWorse, &[Ocd], Symptom),
    item("elevated_mood", "How much higher or faster than your usual self are you?", ("not at all", "extremely"), HigherIsWorse, &[Bipolar], Symptom),
    item("irritability", "How irritable are you?", ("not at all", "extremely"), HigherIsWorse, &[Bipolar, Ptsd], Symptom),
    item("pain", "How strong is your pain?", ("none", "worst imaginable"), HigherIsWorse, &[ChronicPain], Symptom),
    item("pain_interference", "How much does pain get in the way?", ("not at all", "completely"), HigherIsWorse, &[ChronicPain], Symptom),
    item("fatigue", "How tired are you?", ("not at all", "exhausted"), HigherIsWorse, &[Depression, ChronicPain], Symptom),
    item("sleep_quality", "How did you sleep?", ("terribly", "very well"), HigherIsBetter, &[], Symptom),
    item("functioning", "How well can you do what you need to do?", ("not at all", "fully"), HigherIsBetter, &[], Symptom),
    item("connection", "How connected to others do you feel?", ("not at all", "fully"), HigherIsBetter, &[Depression, Ptsd], Symptom),
    item("wellbeing", "How well do you feel, all in all?", ("as bad as can be", "as well as can be"), HigherIsBetter, &[], Symptom),
    item("dissociation", "How unreal or detached do you feel?", ("not at all", "completely"), HigherIsWorse, &[], Safety),
    item("nausea", "How sick to your stomach do you feel?", ("not at all", "extremely"), HigherIsWorse, &[], Safety),
    item("dizziness", "How dizzy are you?", ("not at all", "extremely"), HigherIsWorse, &[], Safety),
    item("headache", "How strong is your headache?", ("none", "worst imaginable"), HigherIsWorse, &[], Safety),
    item("raised_pulse", "How much is your heart racing?", ("not at all", "extremely"), HigherIsWorse, &[], Safety),
    item("urinary_symptoms", "How much trouble do you have with your bladder or passing water?", ("none", "extreme"), HigherIsWorse, &[], Safety),
];
