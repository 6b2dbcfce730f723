//! Records and pages of them as the API document shows them: what [`Stored`](super::Stored) and [`Page`](super::Page)
//! are of one kind.

use utoipa::ToSchema;

use crate::{
    domain::{
        check_in::CheckIn, event::Event, measure::OwnMeasure, questionnaire::QuestionnaireResponse,
        safety_plan::SafetyPlan, treatment::Treatment,
    },
    journal::Damaged,
};

macro_rules! stored {
    ($stored:ident, $body:ty $(, $format:literal)?) => {
        /// A record as it is stored.
        #[derive(ToSchema)]
        #[expect(dead_code, reason = "stands for `Stored` in the API document alone")]
        pub struct $stored {
            /// Its id.
            $(#[schema(format = $format)])?
            id: String,
            /// The revision of the journal in which it was last changed; also its entity tag.
            revision: i64,
            /// What was recorded.
            #[serde(flatten)]
            body: $body,
        }
    };
}

macro_rules! page {
    ($page:ident, $stored:ty) => {
        /// A page of records, in order of time.
        #[derive(ToSchema)]
        #[expect(dead_code, reason = "stands for `Page` in the API document alone")]
        pub struct $page {
            items: Vec<$stored>,
            /// Those of this page that cannot be read; absent where there are none.
            #[schema(required = false)]
            damaged: Vec<Damaged>,
            /// Where the next page begins, as `after`; null on the last page.
            #[schema(required = true)]
            next: Option<String>,
        }
    };
}

stored!(StoredCheckIn, CheckIn, "uuid");
stored!(StoredTreatment, Treatment, "uuid");
stored!(StoredLifeEvent, Event, "uuid");
stored!(StoredOwnMeasure, OwnMeasure);
stored!(StoredQuestionnaireResponse, QuestionnaireResponse, "uuid");
stored!(StoredSafetyPlan, SafetyPlan, "uuid");
page!(PageOfCheckIns, StoredCheckIn);
page!(PageOfTreatments, StoredTreatment);
page!(PageOfLifeEvents, StoredLifeEvent);
page!(PageOfQuestionnaireResponses, StoredQuestionnaireResponse);
