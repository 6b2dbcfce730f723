//! What this slice needs at hand, and how a message goes out.

use actix_web::HttpRequest;

use super::{
    claims::Claims,
    mail::{letter, sender::Mailer, store::Kept},
    push::{
        encryption::encrypt,
        message,
        sender::{Message, Outcome, Sender},
        store::{self, Stored},
        vapid::Vapid,
    },
    tally::Tally,
};
use crate::{
    domain::{id::AccountId, reminder::Words},
    platform::{
        clock::Clock, config::Config, database::Db, keys::KeyRing, own_origin::OwnOrigin, problem::Result,
        sealing::Wrapper,
    },
};

/// The post: what reminders are made and sent with. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) wrapper: Wrapper,
    pub(super) claims: Claims,
    pub(super) vapid: Vapid,
    pub(super) loopback: bool,
    /// What mails go out by, if the operator set it up.
    pub(super) mail: Option<Mailer>,
    pub(super) tally: Tally,
    own_origin: OwnOrigin,
    sender: Sender,
}

impl Post {
    /// Over this database, with keys derived from the server's.
    ///
    /// # Errors
    /// When the system gives no threads to send from.
    pub fn open(
        config: &Config,
        ring: &KeyRing,
        (db, clock): (Db, Clock),
        (mail, tally): (Option<Mailer>, Tally),
    ) -> std::io::Result<Self> {
        Ok(Self {
            db,
            clock,
            wrapper: Wrapper::new(ring),
            claims: Claims::new(ring),
            vapid: Vapid::new(config, ring),
            loopback: config.push_to_loopback,
            mail,
            tally,
            own_origin: OwnOrigin::new(config),
            sender: Sender::start(config.push_to_loopback)?,
        })
    }

    /// How a browser reaches this server.
    pub(super) fn origin(&self, request: &HttpRequest) -> String {
        self.own_origin.origin(request)
    }

    /// Lets a reminder go out by mail, where the operator has a mail server.
    ///
    /// # Errors
    /// An internal problem, or 503 when too many mails wait.
    pub(super) fn mail(&self, to: &Kept, words: Words) -> Result<()> {
        if let Some(mailer) = &self.mail {
            mailer.queue(letter::reminder(mailer, to, words)?)?;
        }
        Ok(())
    }

    /// Sends a reminder to one browser, and forgets the browser when its push service does.
    ///
    /// # Errors
    /// An internal problem, or 503 when too many messages wait.
    pub(super) async fn send(&self, account: &AccountId, to: Stored, words: Words) -> Result<Outcome> {
        let subscription = &to.sealed.subscription;
        let (endpoint, now) = (&subscription.endpoint, self.clock.now());
        let message = Message {
            endpoint: endpoint.as_str().to_owned(),
            authorization: self.vapid.authorization(subscription.key_version, endpoint.origin(), now)?,
            body: encrypt(&subscription.keys, message::reminder(words, &to.sealed.origin).to_string().as_bytes())?,
        };
        let outcome = self.sender.send(message).await.inspect_err(|_| self.tally.pushed(Outcome::Failed))?;
        self.tally.pushed(outcome);
        if outcome == Outcome::Gone {
            let account = account.clone();
            self.db.write(move |connection| store::prune(connection, &account, &to)).await?;
        }
        Ok(outcome)
    }
}
