//! Sessions: signed-in devices, their tokens, and who asks, as handlers have it in their signature.

pub mod device;
pub mod http;
mod known_device;
pub(super) mod refresh;
mod store;
pub(super) mod tokens;

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderValue},
    web::Data,
};
use jiff::{SignedDuration, Timestamp};

pub use self::store::{end_sessions, end_sessions_up_to};
use super::{gate::Gate, owner::Owner};
use crate::platform::problem::{Code, Problem, Result};

/// For how long a password that was given counts as just given.
const RECENT: SignedDuration = SignedDuration::from_mins(10);

/// A patient, signed in: the token is good and its session has not ended.
#[derive(Clone)]
pub struct Session {
    /// The session's id.
    pub id: String,
    /// Who it is.
    pub owner: Owner,
    authenticated_at: Timestamp,
}

impl Session {
    async fn of(gate: &Gate, token: Option<String>) -> Result<Self> {
        let now = gate.clock.now();
        let bearer = token.and_then(|token| gate.tokens.check(&token, now)).ok_or_else(unauthenticated)?;
        let wrapper = gate.wrapper.clone();
        let read =
            move |connection: &mut _| store::session(connection, &bearer.account, &bearer.session, &wrapper, now);
        let mut session = gate.db.read(read).await?;
        session.owner.most_bytes = gate.most_bytes;
        Ok(session)
    }
}

impl FromRequest for Session {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let gate = Data::<Gate>::extract(request).into_inner();
        let token = bearer_token(request);
        Box::pin(async move {
            let gate = gate.map_err(|error| Problem::internal(error.to_string()))?;
            Self::of(&gate, token).await
        })
    }
}

/// A [`Session`] whose password was given within the last ten minutes.
pub struct Recently(pub Session);

impl FromRequest for Recently {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let gate = Data::<Gate>::extract(request).into_inner();
        let session = Session::from_request(request, payload);
        Box::pin(async move {
            let gate = gate.map_err(|error| Problem::internal(error.to_string()))?;
            let session = session.await?;
            if gate.clock.now().duration_since(session.authenticated_at) <= RECENT {
                return Ok(Self(session));
            }
            // RFC 9470: the client is told to ask for the password again.
            let challenge = HeaderValue::from_static("Bearer error=\"insufficient_user_authentication\", max_age=600");
            Err(Problem::unauthorized(
                Code::InsufficientUserAuthentication,
                "Please give your password once more for this.",
            )
            .header(header::WWW_AUTHENTICATE, challenge))
        })
    }
}

fn bearer_token(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

fn unauthenticated() -> Problem {
    Problem::unauthorized(Code::Unauthenticated, "Please sign in: an access token is needed here.")
}

/// 401: the session is over, or never was.
pub fn ended() -> Problem {
    Problem::unauthorized(Code::SessionEnded, "You are signed out on this device. Please sign in again.")
}
