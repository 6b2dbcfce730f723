//! `HEAD`: answered as `GET` is, without the body, where reading spends nothing.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Data,
};

use super::methods::Methods;

/// Asks the route for `GET` what is asked with `HEAD`; the connection leaves the body away.
///
/// # Errors
/// Those of the routes.
pub async fn as_get<B: MessageBody>(mut request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let methods = request.app_data::<Data<Methods>>();
    if request.method() == Method::HEAD && methods.is_some_and(|methods| methods.have_head(request.path())) {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}
