//! Hands mails to the operator's mail server, on threads of its own: never more at once, however many are due.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use lettre::{Message, SmtpTransport, Transport, message::Mailbox};
use tokio::sync::oneshot;

use crate::{
    platform::{
        config::Origin,
        mail::MailServer,
        problem::{Problem, Result},
    },
    reminders::tally::Tally,
};

/// How many mails are under way at once.
const AT_ONCE: usize = 4;
/// How many may wait.
const QUEUE: usize = 16_384;

/// How long one may wait: later it would be about another part of the day.
const LATEST: Duration = Duration::from_hours(1);

/// One mail, since when it waits, and who hears whether it was taken.
type Job = (Message, Instant, oneshot::Sender<bool>);

/// The sender. Cheap to clone; its threads end with the last clone.
#[derive(Clone)]
pub struct Mailer {
    /// Whose mails they are.
    pub from: Mailbox,
    /// How their links begin: by the operator's word, never by a request's.
    pub origin: Origin,
    jobs: SyncSender<Job>,
    tally: Tally,
}

impl Mailer {
    /// With its threads. The mail server is not asked yet.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn start(server: &MailServer, origin: &Origin, tally: &Tally) -> std::result::Result<Self, String> {
        let transport = server.transport()?;
        let (jobs, waiting) = sync_channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..AT_ONCE {
            let (waiting, transport, tally) = (waiting.clone(), transport.clone(), tally.clone());
            let work = move || {
                while let Some((mail, since, tell)) = next(&waiting) {
                    // A panic fails one mail, by dropping its channel, and none after it.
                    let sent = || since.elapsed() <= LATEST && hand_over(&transport, &mail);
                    let taken = catch_unwind(AssertUnwindSafe(sent));
                    tally.mailed(taken.as_ref().is_ok_and(|taken| *taken));
                    _ = taken.map(|taken| tell.send(taken));
                }
            };
            thread::Builder::new().name("mail".to_owned()).spawn(work).map_err(|error| error.to_string())?;
        }
        Ok(Self { from: server.from.clone(), origin: origin.clone(), jobs, tally: tally.clone() })
    }

    /// Sends a mail; `false` when it was not taken. It is not tried again: what timed out may have been taken.
    ///
    /// # Errors
    /// 503 when too many wait already.
    pub async fn send(&self, mail: Message) -> Result<bool> {
        self.queue(mail)?.await.map_err(|_| Problem::internal("a mail was begun and not finished"))
    }

    /// Lets a mail go out when its turn comes: however slow the mail server is, nothing waits for it.
    ///
    /// # Errors
    /// 503 when too many wait already.
    pub fn queue(&self, mail: Message) -> Result<oneshot::Receiver<bool>> {
        let (tell, told) = oneshot::channel();
        self.jobs.try_send((mail, Instant::now(), tell)).map_err(|_| {
            self.tally.mailed(false);
            Problem::busy(10)
        })?;
        Ok(told)
    }
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    // A lock is poisoned when its holder panics, and receiving does not.
    jobs.lock().ok()?.recv().ok()
}

fn hand_over(transport: &SmtpTransport, mail: &Message) -> bool {
    let Err(error) = transport.send(mail) else { return true };
    // What the mail server says may name the address, which is the patient's own: its number alone is told.
    let status = error.status().map(|code| code.to_string());
    tracing::warn!(status, timeout = error.is_timeout(), tls = error.is_tls(), "the mail server did not take a mail");
    false
}
