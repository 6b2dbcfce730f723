//! The measure that an answer is about.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::measure::{MeasureId, Polarity, Scale};

/// A measure's id and scale.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MeasureScale {
    #[schema(value_type = String)]
    id: MeasureId,
    min: i32,
    max: i32,
    polarity: Polarity,
}

impl MeasureScale {
    pub(super) fn new(id: MeasureId, Scale { min, max, polarity }: Scale) -> Self {
        Self { id, min, max, polarity }
    }
}
