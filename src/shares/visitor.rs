//! Who visits: the bearer of a link, as handlers have it in their signature.
//!
//! A [`Visitor`] and a patient's session are different types with different headers: neither can stand
//! in for the other.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
    web::Data,
};
use jiff::Timestamp;

use super::{
    passcodes::{Passcodes, not_active},
    store::{self, Attempt, Share},
};
use crate::{
    accounts::{
        self, Owner,
        audit::{self, Action, Chain},
        device,
        ended::{self, Act},
    },
    domain::account::Secret,
    platform::{
        clock::Clock,
        config::Config,
        database::Db,
        keys::KeyRing,
        ledger::Ledger,
        link_secret::LinkSecret,
        own_origin::OwnOrigin,
        problem::{Code, Problem, Result},
        sealing::Wrapper,
    },
};

/// The header in which a visitor gives the passcode, percent-encoded.
const PASSCODE: &str = "share-passcode";
/// How a clinic's own system comes.
pub const SMART_HEALTH_LINK: &str = "smart_health_link";

/// What the routes of this slice need at hand. Cheap to clone.
#[derive(Clone)]
pub struct Reception {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) passcodes: Passcodes,
    own_origin: OwnOrigin,
    pub(super) chain: Chain,
    pub(super) ended: Ledger,
    wrapper: Wrapper,
}

impl Reception {
    /// Over this database, with keys derived from the server's.
    pub fn new(config: &Config, ring: &KeyRing, db: Db, clock: Clock) -> Self {
        Self {
            db,
            clock,
            passcodes: Passcodes::new(ring),
            own_origin: OwnOrigin::new(config),
            chain: Chain::new(ring),
            ended: Ledger::at(config.ended_list()),
            wrapper: Wrapper::new(ring),
        }
    }

    /// How browsers reach this server, as the start of a link.
    pub fn origin(&self, request: &HttpRequest) -> String {
        self.own_origin.origin(request)
    }

    /// Lets a visitor in, once link and passcode are right, and notes the visit.
    ///
    /// # Errors
    /// 404 for a link that is not active, 401 for a passcode that is missing or wrong.
    pub async fn admit(
        &self,
        secret: Option<LinkSecret>,
        passcode: Option<Secret>,
        (way, device): (&'static str, String),
    ) -> Result<Visitor> {
        let visitor = self.look(secret).await?;
        if visitor.share.asks_passcode() {
            self.demand_passcode(&visitor, passcode, noted(way, &device).to_owned()).await?;
        }
        let (owner, id, now) = (visitor.owner.clone(), visitor.share.id.clone(), visitor.now);
        let chain = self.chain.clone();
        self.db
            .write(move |connection| {
                if store::note_visit(connection, &owner, &id, (way, &device), now)? {
                    let event = (Action::LinkVisited, noted(way, &device));
                    audit::store::append(connection, &chain, &owner.account, event, now)?;
                }
                Ok(())
            })
            .await?;
        Ok(visitor)
    }

    /// Whom a live link would let in, passcode aside.
    ///
    /// # Errors
    /// 404 for a link that is not active.
    pub async fn look(&self, secret: Option<LinkSecret>) -> Result<Visitor> {
        let (secret, now, wrapper) = (secret.ok_or_else(not_active)?, self.clock.now(), self.wrapper.clone());
        let found = self.db.read(move |connection| {
            let owner = accounts::store::owner(connection, &secret.account, &wrapper)?;
            Ok(store::behind(connection, &owner, &secret)?.map(|share| (owner, share)))
        });
        let found = match found.await {
            // The account was erased, or never was.
            Err(problem) if problem.status() == StatusCode::NOT_FOUND => None,
            found => found?,
        };
        let (owner, share) = found.filter(|(_, share)| share.is_live(now)).ok_or_else(not_active)?;
        Ok(Visitor { owner, share, now })
    }

    /// Writes down that a link has ended by wrong passcodes: an older database would give ten more.
    async fn stays_ended(&self, visitor: &Visitor) -> Result<()> {
        let (account, act) = (visitor.owner.account.clone(), Act::Link(visitor.share.id.clone()));
        ended::end((&self.db, &self.ended), (account, act, visitor.now), |_, _| Ok(())).await
    }

    async fn demand_passcode(&self, visitor: &Visitor, passcode: Option<Secret>, device: String) -> Result<()> {
        let Visitor { owner, share, now } = visitor;
        let asked = |code, detail, remaining: i64| {
            Problem::new(StatusCode::UNAUTHORIZED, code, detail)
                .header(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Share"))
                .param("remaining", remaining)
                .member("remainingAttempts", remaining)
        };
        let Some(passcode) = passcode else {
            return Err(asked(
                Code::PasscodeRequired,
                "Please give the passcode for this link.",
                share.remaining_attempts(),
            ));
        };
        let digests = self.passcodes.digests(&share.id, &passcode)?;
        let (owner, id, chain, now) = (owner.clone(), share.id.clone(), self.chain.clone(), *now);
        let attempt = self.db.write(move |connection| {
            let attempt = store::attempt(connection, &owner, &id, &digests)?;
            // Ten in all end the link, so they cannot fill the trail.
            if matches!(attempt, Attempt::Wrong { .. }) {
                audit::store::append(connection, &chain, &owner.account, (Action::LinkRefused, &device), now)?;
            }
            Ok(attempt)
        });
        match attempt.await? {
            Attempt::Right => Ok(()),
            Attempt::TooMany => Err(not_active()),
            Attempt::Wrong { remaining } => {
                if remaining == 0 {
                    self.stays_ended(visitor).await?;
                }
                tracing::warn!("a wrong passcode was given for a link");
                Err(asked(Code::WrongPasscode, "This is not the passcode for this link.", remaining))
            }
        }
    }
}

/// What the audit trail says of a visitor's device: never the words that a program chose for itself.
fn noted<'a>(way: &str, device: &'a str) -> &'a str {
    if way == SMART_HEALTH_LINK { "SMART Health Link" } else { device }
}

/// The bearer of a live link.
pub struct Visitor {
    /// Whose journal it is.
    pub owner: Owner,
    /// What may be seen of it.
    pub share: Share,
    /// When the visit began.
    pub now: Timestamp,
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let reception = Data::<Reception>::extract(request).into_inner();
        let (secret, passcode, device) = (link_secret(request), passcode(request), device::of(request));
        let way = match request.match_pattern().unwrap_or_default().rsplit('/').next() {
            Some("report.pdf") => "pdf",
            Some("fhir") => "fhir",
            _ => "page",
        };
        Box::pin(async move {
            let reception = reception.map_err(|error| Problem::internal(error.to_string()))?;
            reception.admit(secret, passcode, (way, device)).await
        })
    }
}

/// The secret of a link that a request brings.
pub(super) fn link_secret(request: &HttpRequest) -> Option<LinkSecret> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("share").then(|| LinkSecret::read(secret.trim())).flatten()
}

fn passcode(request: &HttpRequest) -> Option<Secret> {
    let value = request.headers().get(PASSCODE)?.to_str().ok()?;
    let decoded = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
    Secret::try_from(decoded.into_owned()).ok()
}
