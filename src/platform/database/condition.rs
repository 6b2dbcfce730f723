//! How the database fares: whether it answers, and whether damage was noticed since the start.

use std::{
    fmt::Display,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, time::timeout};

use crate::platform::problem::{Problem, Result};

/// How long whoever asks waits for a sign of life: a probe's own patience is seldom longer.
const WITHIN: Duration = Duration::from_millis(900);

/// What is known of a database's condition. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Condition(Arc<Known>);

#[derive(Debug)]
struct Known {
    damaged: AtomicBool,
    answered: AtomicBool,
    loses_by_failover: AtomicBool,
    /// One question is under way at a time: a database that is away shall not take a connection for each probe.
    turn: Arc<Semaphore>,
}

impl Default for Condition {
    fn default() -> Self {
        Self(Arc::new(Known {
            damaged: AtomicBool::new(false),
            answered: AtomicBool::new(true),
            loses_by_failover: AtomicBool::new(false),
            turn: Arc::new(Semaphore::new(1)),
        }))
    }
}

impl Condition {
    /// Notes that something of the file is damaged, and says so in the log, once.
    pub fn note_damage(&self, what: impl Display) {
        if !self.0.damaged.swap(true, Ordering::SeqCst) {
            tracing::error!(
                %what,
                "the database is damaged. What can be read is still answered. Keep a copy of its files as they are, end \
                 this server, and restore the latest backup with: afterglow restore"
            );
        }
    }

    /// Whether damage was noticed since the start.
    pub fn is_damaged(&self) -> bool {
        self.0.damaged.load(Ordering::SeqCst)
    }

    /// Notes whether a failover of PostgreSQL would lose what was acknowledged, and says so in the log when that begins.
    pub fn note_failover(&self, warning: Option<&str>) {
        let did = self.0.loses_by_failover.swap(warning.is_some(), Ordering::SeqCst);
        if let Some(warning) = warning.filter(|_| !did) {
            tracing::warn!("{warning}");
        }
    }

    /// Whether it would, when it was last looked at.
    pub fn loses_by_failover(&self) -> bool {
        self.0.loses_by_failover.load(Ordering::SeqCst)
    }

    /// Whether it gave a sign of life when it was last asked for one.
    pub fn answered(&self) -> bool {
        self.0.answered.load(Ordering::SeqCst)
    }

    /// Waits a second at most for the sign of life that `question` asks for.
    ///
    /// # Errors
    /// What `question` returns, or 503 when its answer takes longer.
    pub async fn ask(&self, question: impl Future<Output = Result<()>> + Send + 'static) -> Result<()> {
        let known = Arc::clone(&self.0);
        let asked = async move {
            let turn = Arc::clone(&known.turn).acquire_owned().await.map_err(Problem::internal)?;
            // It goes on when nobody waits any more, and lets no other begin meanwhile.
            let answer = tokio::spawn(async move {
                let _turn = turn;
                question.await
            });
            answer.await.map_err(Problem::internal)?
        };
        let answer = timeout(WITHIN, asked).await.unwrap_or_else(|_| Err(Problem::unreachable()));
        self.0.answered.store(answer.is_ok(), Ordering::SeqCst);
        answer
    }
}
