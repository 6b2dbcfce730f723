//! Sends messages to push services, on threads of its own: never more at once, however many are due.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use tokio::sync::oneshot;
use ureq::{Agent, http::Response};

use crate::platform::{
    outbound,
    problem::{Problem, Result},
};

/// How many messages are under way at once.
const AT_ONCE: usize = 16;
/// How many may wait.
const QUEUE: usize = 4096;

/// For how many seconds a push service keeps a message for a phone that is off: later it is no use.
const KEPT: &str = "3600";

/// A message, encrypted.
pub struct Message {
    /// Where it goes.
    pub endpoint: String,
    /// Who sends it.
    pub authorization: String,
    /// What only the browser reads.
    pub body: Vec<u8>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The push service took it.
    Taken,
    /// The browser takes no more messages at this address.
    Gone,
    /// The push service is busy, and may take it after that long.
    Busy(Duration),
    /// It was not taken, or the push service was not reached.
    Failed,
}

/// One message, and who waits to hear of it.
type Job = (Message, oneshot::Sender<Outcome>);

/// The sender. Cheap to clone; its threads end with the last clone.
#[derive(Clone)]
pub struct Sender(SyncSender<Job>);

impl Sender {
    /// With its threads; for tests `loopback` lets them reach this machine too.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(loopback: bool) -> std::io::Result<Self> {
        let (sender, jobs) = sync_channel(QUEUE);
        let (jobs, agent) = (Arc::new(Mutex::new(jobs)), outbound::agent(loopback));
        for _ in 0..AT_ONCE {
            let (jobs, agent) = (jobs.clone(), agent.clone());
            thread::Builder::new().name("push".to_owned()).spawn(move || {
                while let Some((message, tell)) = next(&jobs) {
                    // A panic fails one message, by dropping its channel, and none after it.
                    _ = catch_unwind(AssertUnwindSafe(|| _ = tell.send(send(&agent, message))));
                }
            })?;
        }
        Ok(Self(sender))
    }

    /// Sends a message.
    ///
    /// # Errors
    /// 503 when too many wait already.
    pub async fn send(&self, message: Message) -> Result<Outcome> {
        let (tell, told) = oneshot::channel();
        self.0.try_send((message, tell)).map_err(|_| Problem::busy(10))?;
        told.await.map_err(|_| Problem::internal("a message was begun and not finished"))
    }
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    // A lock is poisoned when its holder panics, and receiving does not.
    jobs.lock().ok()?.recv().ok()
}

/// How long a push service asks to be left alone, in seconds (RFC 9110, section 10.2.3); a minute where it does not say.
fn wait<T>(answer: &Response<T>) -> Duration {
    let told = answer.headers().get("retry-after").and_then(|after| after.to_str().ok()?.trim().parse().ok());
    told.map_or(Duration::from_mins(1), Duration::from_secs)
}

fn send(agent: &Agent, Message { endpoint, authorization, body }: Message) -> Outcome {
    let request = agent
        .post(&endpoint)
        .header("authorization", authorization)
        .header("content-encoding", "aes128gcm")
        .header("content-type", "application/notification+json")
        .header("ttl", KEPT)
        .header("topic", "afterglow")
        .header("urgency", "normal");
    // Why it failed is not told: the reason may name the address, which is the patient's own.
    match request.send(body).map(|answer| (answer.status().as_u16(), wait(&answer))) {
        Ok((200..=299, _)) => Outcome::Taken,
        Ok((404 | 410, _)) => Outcome::Gone,
        Ok((status @ (429 | 500..), after)) => {
            tracing::warn!(status, "a push service is busy");
            Outcome::Busy(after)
        }
        Ok((status, _)) => {
            tracing::warn!(status, "a push service did not take a reminder");
            Outcome::Failed
        }
        Err(_) => {
            tracing::warn!("a push service was not reached");
            Outcome::Failed
        }
    }
}
