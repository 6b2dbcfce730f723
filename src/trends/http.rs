//! Routes of trends: the daily series, and relief.

use utoipa_actix_web::service_config::ServiceConfig;

use super::{daily::trends, relief::relief};

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    config.service(trends).service(relief);
}
