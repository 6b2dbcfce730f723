//! Questionnaires that a journal keeps totals of, with what a total means (definitions of relief, section 8).
//!
//! They look back over a week or more, so no onset of hours can be read from them: they never enter relief.

mod answers;
mod change;
mod form;
mod regular;
mod response;
mod severity;
mod total;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::{
    answers::Answers,
    change::{Change, Comparison, Known},
    form::{CODES, Choice, Form, Imported, Item},
    regular::Regular,
    response::QuestionnaireResponse,
    severity::{Severity, SeverityBand},
    total::Total,
};
use super::{
    fault::{Faults, Refusal},
    id::RecordId,
    measure::Polarity,
    name::named,
};

/// A questionnaire whose totals a journal can keep.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema,
)]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
pub enum Questionnaire {
    /// Patient Health Questionnaire: depression.
    #[serde(rename = "phq_9")]
    Phq9,
    /// Generalized Anxiety Disorder scale.
    #[serde(rename = "gad_7")]
    Gad7,
    /// PTSD Checklist for DSM-5.
    #[serde(rename = "pcl_5")]
    Pcl5,
    /// Pain, Enjoyment, General activity.
    #[serde(rename = "peg")]
    Peg,
    /// Quick Inventory of Depressive Symptomatology, self-report.
    #[serde(rename = "qids_sr16")]
    QidsSr16,
    /// World Health Organization well-being index.
    #[serde(rename = "who_5")]
    Who5,
    /// Altman Self-Rating Mania scale.
    #[serde(rename = "asrm")]
    Asrm,
}

named!(Questionnaire {
    Phq9 = "phq_9",
    Gad7 = "gad_7",
    Pcl5 = "pcl_5",
    Peg = "peg",
    QidsSr16 = "qids_sr16",
    Who5 = "who_5",
    Asrm = "asrm",
});

/// How the total of a questionnaire follows from the scores of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Totalling {
    /// Their sum.
    Sum,
    /// Their mean, to a hundredth of a point.
    Mean,
    /// Four times their sum.
    FourTimesSum,
    /// The sum over nine domains of the highest score in each.
    SumOfDomains,
}

/// On which side of a total something begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CutOffSide)]
pub enum Side {
    /// Below it.
    Below,
    /// At it, and below.
    AtMost,
    /// At it, and above.
    AtLeast,
    /// Above it.
    Above,
}

/// What begins at a cut-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CutOffMeaning)]
pub enum Meaning {
    /// Hardly any symptoms are left.
    Remission,
    /// The screen is negative: what it looks for is unlikely.
    NegativeScreen,
    /// Worth a closer look.
    Flag,
}

/// A total from which on something is so.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
pub struct CutOff {
    /// The total, in points.
    pub total: f64,
    /// On which side of it.
    pub side: Side,
    /// What is so there.
    pub meaning: Meaning,
}

impl CutOff {
    /// Whether a total lies on its side.
    pub fn holds(self, total: Total) -> bool {
        let total = total.points();
        match self.side {
            Side::Below => total < self.total,
            Side::AtMost => total <= self.total,
            Side::AtLeast => total >= self.total,
            Side::Above => total > self.total,
        }
    }
}

/// What is known of a questionnaire without its wording.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireDefinition)]
pub struct Definition {
    /// What it is called everywhere.
    #[schema(example = "PHQ-9")]
    pub name: &'static str,
    /// What the name stands for.
    pub title: &'static str,
    /// How many of its items count.
    pub items: usize,
    /// The highest total; the lowest is 0.
    pub max: f64,
    /// How the total follows from the items.
    pub totalling: Totalling,
    /// Which end is the bad one.
    pub polarity: Polarity,
    /// The drop since an earlier total, in percent of it, that counts as a response.
    #[schema(required = true)]
    pub response_percent: Option<f64>,
    /// The total from which on something is so.
    #[schema(required = true)]
    pub cut_off: Option<CutOff>,
    /// The change, in points, that a person notices.
    #[schema(required = true)]
    pub meaningful_change: Option<f64>,
    /// What totals are called by how severe symptoms are, from the lowest; empty where nobody has defined it.
    pub severity_bands: &'static [SeverityBand],
    /// LOINC's code of the total, where it could be confirmed.
    #[schema(required = true)]
    pub loinc: Option<&'static str>,
}

const fn cut_off(side: Side, total: f64, meaning: Meaning) -> CutOff {
    CutOff { total, side, meaning }
}

/// Lower is better, the total a sum.
const SUM: Definition = Definition {
    name: "",
    title: "",
    items: 0,
    max: 0.0,
    totalling: Totalling::Sum,
    polarity: Polarity::HigherIsWorse,
    response_percent: None,
    cut_off: None,
    meaningful_change: None,
    severity_bands: &[],
    loinc: None,
};

const PHQ_9: Definition = Definition {
    name: "PHQ-9",
    title: "Patient Health Questionnaire, 9 items",
    items: 9,
    max: 27.0,
    response_percent: Some(50.0),
    cut_off: Some(cut_off(Side::Below, 5.0, Meaning::Remission)),
    meaningful_change: Some(5.0),
    severity_bands: &severity::PHQ_9,
    loinc: Some("44261-6"),
    ..SUM
};

const GAD_7: Definition = Definition {
    name: "GAD-7",
    title: "Generalized Anxiety Disorder scale, 7 items",
    items: 7,
    max: 21.0,
    response_percent: Some(50.0),
    cut_off: Some(cut_off(Side::Below, 5.0, Meaning::Remission)),
    meaningful_change: Some(4.0),
    severity_bands: &severity::GAD_7,
    loinc: Some("70274-6"),
    ..SUM
};

const PCL_5: Definition = Definition {
    name: "PCL-5",
    title: "PTSD Checklist for DSM-5",
    items: 20,
    max: 80.0,
    cut_off: Some(cut_off(Side::Below, 31.0, Meaning::NegativeScreen)),
    meaningful_change: Some(10.0),
    ..SUM
};

const PEG: Definition = Definition {
    name: "PEG",
    title: "Pain, Enjoyment of life, General activity",
    items: 3,
    max: 10.0,
    totalling: Totalling::Mean,
    response_percent: Some(30.0),
    meaningful_change: Some(1.0),
    loinc: Some("91147-9"),
    ..SUM
};

const QIDS_SR16: Definition = Definition {
    name: "QIDS-SR16",
    title: "Quick Inventory of Depressive Symptomatology, self-report, 16 items",
    items: 16,
    max: 27.0,
    totalling: Totalling::SumOfDomains,
    response_percent: Some(50.0),
    cut_off: Some(cut_off(Side::AtMost, 5.0, Meaning::Remission)),
    ..SUM
};

const WHO_5: Definition = Definition {
    name: "WHO-5",
    title: "World Health Organization well-being index, 5 items",
    items: 5,
    max: 100.0,
    totalling: Totalling::FourTimesSum,
    polarity: Polarity::HigherIsBetter,
    cut_off: Some(cut_off(Side::Above, 50.0, Meaning::NegativeScreen)),
    meaningful_change: Some(10.0),
    ..SUM
};

const ASRM: Definition = Definition {
    name: "ASRM",
    title: "Altman Self-Rating Mania scale",
    items: 5,
    max: 20.0,
    cut_off: Some(cut_off(Side::AtLeast, 6.0, Meaning::Flag)),
    ..SUM
};

impl Questionnaire {
    /// What is known of it.
    pub const fn definition(self) -> &'static Definition {
        match self {
            Self::Phq9 => &PHQ_9,
            Self::Gad7 => &GAD_7,
            Self::Pcl5 => &PCL_5,
            Self::Peg => &PEG,
            Self::QidsSr16 => &QIDS_SR16,
            Self::Who5 => &WHO_5,
            Self::Asrm => &ASRM,
        }
    }

    /// The id under which every account keeps its own form of it: there is one at most.
    pub fn form_id(self) -> RecordId {
        let mut ten = [0; 10];
        ten.iter_mut().zip(self.name().bytes()).for_each(|(to, from)| *to = from);
        RecordId::imported(Timestamp::UNIX_EPOCH, &ten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a table of section 8, as it is written there, after this text.
    fn table(after: &str) -> Vec<Vec<String>> {
        let text = include_str!("relief/definitions.md");
        let (_, section) = text.split_once("## 8.").unwrap();
        let (_, section) = section.split_once(after).unwrap();
        let rows = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
        rows.skip(2).map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    fn number(value: f64) -> String {
        value.to_string()
    }

    #[test]
    fn the_definitions_are_those_of_the_table() {
        let table = table("");
        assert_eq!(table.len(), Questionnaire::ALL.len());
        for (row, questionnaire) in table.iter().zip(Questionnaire::ALL) {
            let known = questionnaire.definition();
            let [name, range, response, cut, change] = row.as_slice() else { panic!("{row:?}") };
            assert_eq!(name, known.name);
            assert!(range.starts_with(&format!("0–{}", known.max)), "{name}: {range}");
            assert_eq!(range.contains("mean"), known.totalling == Totalling::Mean, "{name}");
            assert_eq!(range.contains("higher is better"), known.polarity == Polarity::HigherIsBetter, "{name}");
            let percent = known.response_percent.map_or(String::new(), |percent| format!("≥ {percent} % drop"));
            assert_eq!(*response, percent, "{name}");
            let sign = |cut: CutOff| match cut.side {
                Side::Below => "<",
                Side::AtMost => "≤",
                Side::AtLeast => "≥",
                Side::Above => ">",
            };
            let cut_off = known.cut_off.map_or(String::new(), |cut| format!("{} {}", sign(cut), cut.total));
            assert_eq!(cut.trim_end_matches(" is a flag"), cut_off, "{name}");
            let flag = known.cut_off.is_some_and(|cut| cut.meaning == Meaning::Flag);
            assert_eq!(cut.contains("flag"), flag, "{name}");
            assert_eq!(*change, known.meaningful_change.map_or(String::new(), number), "{name}");
        }
    }

    #[test]
    fn the_severity_bands_are_those_of_the_table() {
        let table = table("They are no diagnosis");
        let banded = Questionnaire::ALL.iter().map(|one| one.definition()).filter(|one| !one.severity_bands.is_empty());
        let rows: Vec<Vec<String>> = banded.map(row).collect();
        let expected: Vec<Vec<String>> = table.iter().map(|row| row.iter().take(6).cloned().collect()).collect();
        assert_eq!(rows, expected);
    }

    /// A row of the table of severity: the name, then from where to where each of five words goes.
    fn row(known: &Definition) -> Vec<String> {
        use Severity::{Mild, Minimal, Moderate, ModeratelySevere, Severe};
        let cell = |severity: Severity| {
            let bands = known.severity_bands;
            let position = bands.iter().position(|band| band.severity == severity);
            position.map_or(String::new(), |position| {
                let to = bands.get(position + 1).map_or(known.max, |next| next.from - 1.0);
                format!("{}–{to}", bands[position].from)
            })
        };
        let cells = [Minimal, Mild, Moderate, ModeratelySevere, Severe].map(cell);
        std::iter::once(known.name.to_owned()).chain(cells).collect()
    }

    #[test]
    fn every_form_has_an_id_of_its_own() {
        let ids: std::collections::BTreeSet<RecordId> = Questionnaire::ALL.iter().map(|one| one.form_id()).collect();
        assert_eq!(ids.len(), Questionnaire::ALL.len());
        assert!(ids.iter().all(RecordId::is_uuid));
    }

    #[test]
    fn a_cut_off_holds_on_its_side() {
        use Questionnaire::{Asrm, Phq9, QidsSr16, Who5};
        let holds = |questionnaire: Questionnaire, total: f64| {
            questionnaire.definition().cut_off.unwrap().holds(questionnaire.total(total).unwrap())
        };
        assert!(holds(Phq9, 4.0) && !holds(Phq9, 5.0));
        assert!(holds(QidsSr16, 5.0) && !holds(QidsSr16, 6.0));
        assert!(holds(Who5, 52.0) && !holds(Who5, 48.0));
        assert!(holds(Asrm, 6.0) && !holds(Asrm, 5.0));
    }
}
