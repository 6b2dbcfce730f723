//! Request input: JSON bodies and query strings, read so that everything wrong is told at once.

use std::{collections::BTreeMap, future::Future, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
    web::{Bytes, BytesMut},
};
use deserr::Deserr;
use futures_util::StreamExt;
use serde_json::Value;

use super::problem::{Code, Problem, Result};
use crate::domain::fault::{Faults, Refusal};

/// The largest JSON body, in bytes.
const LARGEST: usize = 256 * 1024;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// A JSON body, read as `T`.
pub struct Body<T>(pub T);

impl<T: Deserr<Faults> + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = media_type(request).is_some_and(|media_type| media_type == "application/json");
        let payload = payload.take();
        Box::pin(async move {
            if !is_json {
                return Err(unsupported("application/json"));
            }
            let value: Value = serde_json::from_slice(&collect(payload, LARGEST).await?).map_err(|error| {
                Problem::new(
                    StatusCode::BAD_REQUEST,
                    Code::InvalidJson,
                    format!("The body is not JSON: it breaks off at line {}, column {}.", error.line(), error.column()),
                )
                .param("line", error.line())
                .param("column", error.column())
            })?;
            Ok(Self(deserr::deserialize(value)?))
        })
    }
}

/// A query string, read as `T`: every parameter at most once, unknown ones refused.
pub struct Query<T>(pub T);

impl<T: Deserr<Faults> + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read_query(request.query_string(), &[]).map(Self))
    }
}

/// A query some of whose parameters may come several times.
pub trait Repeatable {
    /// The names of those: they are read as lists.
    const REPEATABLE: &'static [&'static str];
}

/// A query string like [`Query`], but for the parameters that may come several times.
pub struct RepeatingQuery<T>(pub T);

impl<T: Deserr<Faults> + Repeatable + 'static> FromRequest for RepeatingQuery<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read_query(request.query_string(), T::REPEATABLE).map(Self))
    }
}

fn read_query<T: Deserr<Faults>>(query: &str, repeatable: &[&str]) -> Result<T> {
    let mut parameters: BTreeMap<String, Value> = BTreeMap::new();
    for (name, value) in url_pairs(query) {
        let value = Value::String(value);
        if repeatable.contains(&name.as_str()) {
            if let Value::Array(several) = parameters.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                several.push(value);
            }
        } else if parameters.insert(name.clone(), value).is_some() {
            return Err(Faults::one(format!("/{name}"), Refusal::ParameterOnce).into());
        }
    }
    Ok(deserr::deserialize(Value::Object(parameters.into_iter().collect()))?)
}

fn url_pairs(query: &str) -> Vec<(String, String)> {
    actix_web::web::Query::<Vec<(String, String)>>::from_query(query)
        .map(actix_web::web::Query::into_inner)
        .unwrap_or_default()
}

/// The content type of a request, without its parameters, in lower case.
pub fn media_type(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(|media_type| media_type.trim().to_ascii_lowercase())
}

/// 415, naming what would have been taken.
pub fn unsupported(expected: &str) -> Problem {
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::UnsupportedMediaType,
        format!("Expected a body with the content type {expected}."),
    )
    .param("expected", expected)
}

/// The whole body, as long as it stays within `largest` bytes and arrives in time.
///
/// # Errors
/// 413 when it is larger, 408 when it is slower, 400 when the connection breaks.
pub async fn collect(mut payload: Payload, largest: usize) -> Result<Bytes> {
    let arriving = async {
        let mut body = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| {
                Problem::new(StatusCode::BAD_REQUEST, Code::IncompleteBody, "The body broke off before its end.")
            })?;
            if body.len() + chunk.len() > largest {
                return Err(Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    Code::TooLarge,
                    format!("The body is larger than {} KiB.", largest / 1024),
                )
                .param("kib", largest / 1024));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    };
    tokio::time::timeout(PATIENCE, arriving).await.unwrap_or_else(|_| {
        Err(Problem::new(StatusCode::REQUEST_TIMEOUT, Code::TooSlow, "The body took too long to arrive."))
    })
}
