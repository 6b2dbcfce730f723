//! The rounds that every server makes, looking whose turn has come.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use jiff::SignedDuration;
use rand::seq::SliceRandom;

use super::{
    post::Post,
    push::{sender::Outcome, store as subscriptions},
    store, turn,
};
use crate::{
    accounts,
    domain::{id::AccountId, reminder::Words},
    platform::{database::DbConnection, problem::Result},
};

/// How many accounts are found at once.
const BATCH: i64 = 1000;
/// How many of them have their turn at once.
const AT_ONCE: usize = 64;
/// The longest that is waited for a busy push service: later a reminder would be about another part of the day.
const LONGEST_WAIT: Duration = Duration::from_mins(30);
/// After how long an account is looked at again of which something did not read.
const AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// Makes rounds for ever.
pub async fn go_on(post: Post, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(problem) = round(&post).await {
            tracing::warn!(code = problem.code(), cause = problem.cause(), "could not look for reminders");
        }
    }
}

async fn round(post: &Post) -> Result<()> {
    loop {
        let now = post.clock.now();
        let due = post.db.read(move |connection| store::due(connection, now, BATCH)).await?;
        // Those at 0 are to be planned anew, and not late.
        let first = due.iter().filter_map(|(_, due_at)| due_at.filter(|due_at| *due_at > 0)).min();
        let late = first.map_or(0, |first| now.as_millisecond().saturating_sub(first));
        post.tally.looked(Duration::from_millis(u64::try_from(late).unwrap_or_default()));
        let mut due: Vec<AccountId> = due.into_iter().map(|(account, _)| account).collect();
        let all = i64::try_from(due.len()).is_ok_and(|found| found < BATCH);
        // Several servers find the same accounts: each begins elsewhere, so that they seldom meet.
        due.shuffle(&mut rand::rng());
        let turns = stream::iter(due).map(|account| take_turn(post, account)).buffer_unordered(AT_ONCE);
        let went_well = turns.fold(true, |well, turn| async move { well && turn }).await;
        if all || !went_well {
            return Ok(());
        }
    }
}

async fn take_turn(post: &Post, account: AccountId) -> bool {
    let Err(problem) = remind(post, &account).await else { return true };
    tracing::warn!(code = problem.code(), cause = problem.cause(), "someone could not be reminded");
    let again = post.clock.now().saturating_add(AGAIN).unwrap_or_default();
    _ = post.db.write(move |connection| store::put_off(connection, &account, again)).await;
    false
}

async fn remind(post: &Post, account: &AccountId) -> Result<()> {
    let (of, now) = (account.clone(), post.clock.now());
    let tools = (post.wrapper.clone(), post.claims.clone());
    let taken = post.db.write(move |connection| turn::take(connection, &of, (&tools.0, &tools.1), now)).await?;
    let Some(nudge) = taken else { return Ok(()) };
    if let Some(to) = &nudge.mail
        && let Err(problem) = post.mail(to, nudge.words)
    {
        tracing::warn!(code = problem.code(), cause = problem.cause(), "a reminder could not be mailed");
    }
    for one in nudge.to {
        // What one browser's push service does is not the other's business.
        let session = one.session.clone();
        match post.send(account, one, nudge.words).await {
            Ok(Outcome::Busy(wait)) if wait <= LONGEST_WAIT => {
                actix_web::rt::spawn(once_more(post.clone(), (account.clone(), session), nudge.words, wait));
            }
            Ok(_) => {}
            Err(problem) => {
                tracing::warn!(code = problem.code(), cause = problem.cause(), "a reminder could not be sent");
            }
        }
    }
    Ok(())
}

/// Sends a reminder again that its push service did not take, to the browser's address of then. It was claimed, so no
/// other server does; and should both arrive, the second takes the place of the first (RFC 8030, section 5.4).
async fn once_more(post: Post, (account, session): (AccountId, String), words: Words, wait: Duration) {
    tokio::time::sleep(wait).await;
    let (of, wrapper) = (account.clone(), post.wrapper.clone());
    let find = move |connection: &mut DbConnection| {
        let owner = accounts::store::owner(connection, &of, &wrapper)?;
        subscriptions::find(connection, &owner, &session)
    };
    // Whoever signed out or erased their account meanwhile is left alone.
    if let Ok(Some(to)) = post.db.read(find).await {
        _ = post.send(&account, to, words).await;
    }
}
