//! What totals are called by how severe symptoms are.
//!
//! PHQ-9: Kroenke, Spitzer & Williams 2001, *J Gen Intern Med* 16:606. GAD-7: Spitzer et al. 2006, *Arch Intern Med*
//! 166:1092. They name ranges of totals; they are no diagnosis.

use serde::Serialize;

use super::{Definition, Total};

/// How severe symptoms are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QuestionnaireSeverity)]
pub enum Severity {
    /// Hardly any.
    Minimal,
    /// Mild.
    Mild,
    /// Moderate.
    Moderate,
    /// Between moderate and severe.
    ModeratelySevere,
    /// Severe.
    Severe,
}

/// The totals from one on, to where the next band begins.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireSeverityBand)]
pub struct SeverityBand {
    /// The lowest total of it, in points.
    pub from: f64,
    /// What its totals are called.
    pub severity: Severity,
}

const fn from(from: f64, severity: Severity) -> SeverityBand {
    SeverityBand { from, severity }
}

pub(super) const PHQ_9: [SeverityBand; 5] = [
    from(0.0, Severity::Minimal),
    from(5.0, Severity::Mild),
    from(10.0, Severity::Moderate),
    from(15.0, Severity::ModeratelySevere),
    from(20.0, Severity::Severe),
];

pub(super) const GAD_7: [SeverityBand; 4] = [
    from(0.0, Severity::Minimal),
    from(5.0, Severity::Mild),
    from(10.0, Severity::Moderate),
    from(15.0, Severity::Severe),
];

impl Definition {
    /// The band that a total lies in, where there are bands.
    pub fn severity(&self, total: Total) -> Option<SeverityBand> {
        self.severity_bands.iter().rfind(|band| band.from <= total.points()).copied()
    }
}
