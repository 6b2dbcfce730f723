//! The one HTTP error: RFC 9457 `application/problem+json` with a stable `code`.

mod code;

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use serde::Serialize;
use serde_json::{Map, Value};

pub use self::code::Code;
use crate::domain::fault::{Fault, Faults};

/// What every fallible step between a request and its answer returns.
pub type Result<T> = std::result::Result<T, Problem>;

/// Why a request was not fulfilled, for the person who made it. The cause of an inner failure is kept
/// for the log and never sent.
#[derive(Debug)]
pub struct Problem(Box<Parts>);

/// Boxed, so that a result is small where all goes well.
#[derive(Debug)]
struct Parts {
    status: StatusCode,
    code: Code,
    params: Map<String, Value>,
    detail: String,
    faults: Option<Faults>,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have.
#[derive(utoipa::ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "stands for `Problem` in the API document alone")]
pub struct ProblemSchema {
    /// Always `about:blank`: the code tells problems apart.
    r#type: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What went wrong, in English.
    detail: String,
    /// Stable name of the problem, for programs.
    #[schema(example = "invalid_body")]
    code: String,
    /// What a sentence about it needs to know, as limits and numbers.
    #[schema(value_type = Object)]
    params: (),
    /// What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
    /// how many there are.
    #[schema(nullable = false)]
    errors: Option<Vec<Fault>>,
    /// What is stored now, as reading it answers; null where it is gone: with `changed_elsewhere`.
    #[schema(value_type = Option<Object>)]
    current: Option<()>,
    /// The revision to write it again with: with `damaged_record`.
    #[schema(nullable = false)]
    revision: Option<i64>,
    /// How many tries are left: with `passcode_required` and `wrong_passcode`. SMART Health Links name it so.
    #[schema(rename = "remainingAttempts", nullable = false)]
    remaining_attempts: Option<i64>,
    /// When the server went back to an older database, if ever: with a refusal to sign in.
    #[schema(value_type = String, format = DateTime, required = false)]
    restored_at: (),
}

impl Problem {
    /// A problem with this status, stable code and message for a person.
    pub fn new(status: StatusCode, code: Code, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self(Box::new(Parts {
            status,
            code,
            params: Map::new(),
            detail,
            faults: None,
            members: Map::new(),
            headers: Vec::new(),
            cause: None,
        }))
    }

    /// 404: no such thing, or not this patient's: nobody can tell which.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, "There is nothing here.")
    }

    /// 401: who asks is not known, or no longer.
    pub fn unauthorized(code: Code, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail)
            .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    /// 412: what a writer goes by is no longer what is stored.
    pub fn changed_elsewhere() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            Code::ChangedElsewhere,
            "This was changed elsewhere in the meantime; `current` is how it is now.",
        )
    }

    /// 503: too much to do at once; worth trying again after some seconds.
    pub fn busy(retry_after_seconds: u32) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Busy,
            "Too much is going on right now. Please try again in a moment.",
        )
        .header(header::RETRY_AFTER, HeaderValue::from(retry_after_seconds))
    }

    /// 503: the database does not answer; worth trying again after some seconds.
    pub fn unreachable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unreachable,
            "The journal cannot be reached right now, and nothing of this request was saved. Please try again soon.",
        )
        .header(header::RETRY_AFTER, HeaderValue::from(5))
    }

    /// 503: the database went away while it saved. Asking again is safe and tells.
    pub fn outcome_unknown() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::OutcomeUnknown,
            "The connection broke while this was being saved: it may be saved, or not. Please try again.",
        )
        .header(header::RETRY_AFTER, HeaderValue::from(1))
    }

    /// 507: the disk has no room left. Room may be made at any time, so asking again later is right.
    pub fn storage_full() -> Self {
        Self::new(
            StatusCode::INSUFFICIENT_STORAGE,
            Code::StorageFull,
            "The server's disk is full, and nothing of this request was saved. What is stored already can still be read.",
        )
        .header(header::RETRY_AFTER, HeaderValue::from(60))
    }

    /// 503: the disk may not be written to, or failed. A commit that failed halfway may still be found after a crash.
    pub fn storage_failed() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::StorageFailed,
            "The server's disk failed while this was being saved: do not count on it. Please try again later.",
        )
        .header(header::RETRY_AFTER, HeaderValue::from(60))
    }

    /// 500: something broke inside. The cause goes to the log alone.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut problem = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            "Something went wrong on the server. Nothing of this request was saved.",
        );
        problem.0.cause = Some(cause.into());
        problem
    }

    /// The same problem with something that a sentence about it needs to know.
    #[must_use]
    pub fn param(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.params.insert(name.to_owned(), value.into());
        self
    }

    /// The same problem with an extension member.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Serialize) -> Self {
        self.0.members.insert(name.to_owned(), serde_json::to_value(value).unwrap_or_default());
        self
    }

    /// The same problem with the cause of another, which it is told in place of.
    #[must_use]
    pub fn in_place_of(mut self, other: Self) -> Self {
        self.0.cause = other.0.cause;
        self
    }

    /// The same problem answered with one more header; a later one replaces an earlier of its name.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.retain(|(present, _)| *present != name);
        self.0.headers.push((name, value));
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The message for a person.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The stable name of the problem.
    pub fn code(&self) -> &'static str {
        self.0.code.name()
    }

    /// What broke inside, if that is what happened.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.0.cause.as_deref()
    }

    /// Whether the database failed, or could not be reached: not what was asked of it.
    pub fn is_of_the_database(&self) -> bool {
        let Some(cause) = self.cause() else { return false };
        cause.is::<diesel::result::Error>()
    }

    /// Everything wrong with the body, if that is the problem.
    pub fn faults(&self) -> Option<&Faults> {
        self.0.faults.as_ref()
    }

    /// An extension member.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        self.0.members.get(name)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.0.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.status
    }

    fn error_response(&self) -> HttpResponse {
        if let Some(cause) = &self.0.cause {
            tracing::error!(code = self.code(), cause = %cause, "request failed");
        }
        let mut body = self.0.members.clone();
        if let Some(faults) = &self.0.faults {
            body.insert("errors".to_owned(), serde_json::to_value(faults.named()).unwrap_or_default());
        }
        body.insert("type".to_owned(), "about:blank".into());
        body.insert("title".to_owned(), self.0.status.canonical_reason().unwrap_or_default().into());
        body.insert("status".to_owned(), self.0.status.as_u16().into());
        body.insert("detail".to_owned(), self.0.detail.clone().into());
        body.insert("code".to_owned(), self.code().into());
        body.insert("params".to_owned(), self.0.params.clone().into());
        let mut response = HttpResponse::build(self.0.status);
        for header in &self.0.headers {
            response.insert_header(header.clone());
        }
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        response.content_type("application/problem+json").body(Value::Object(body).to_string())
    }
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        let detail = "Some of what was sent is not as expected; `errors` says where. Nothing was saved.";
        let mut problem =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidBody, detail).param("faults", faults.count());
        problem.0.faults = Some(faults);
        problem
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::not_found(),
            other => Self::internal(other),
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        // The error's text may quote the value it stumbled over: only its place is logged.
        Self::internal(format!("a stored body does not read at line {} column {}", error.line(), error.column()))
    }
}
