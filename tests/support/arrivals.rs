//! What comes about in a while.

use std::{
    thread,
    time::{Duration, Instant},
};

/// Waits until so many have come in all, and a little longer, in which no more may.
#[track_caller]
pub fn expect<T>(wanted: usize, received: impl Fn() -> Vec<T>) -> Vec<T> {
    let began = Instant::now();
    while received().len() < wanted && began.elapsed() < Duration::from_secs(30) {
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(150));
    let received = received();
    assert_eq!(received.len(), wanted);
    received
}

/// Waits until something is so.
#[track_caller]
pub fn until(is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "it did not come about");
        thread::sleep(Duration::from_millis(10));
    }
}
