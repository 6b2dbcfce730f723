//! Days, instants and zones as text: what is read is written so that it reads the same.

#![no_main]

use std::{fmt::Display, str::FromStr};

use afterglow::domain::{
    day::{Day, Moment, When},
    reminder::TimeOfDay,
    zone::ZoneName,
};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(text) = str::from_utf8(input) else { return };
    if let Some(moment) = same_again::<Moment>(text) {
        assert_eq!(moment.date(), moment.offset().to_datetime(moment.instant()).date());
    }
    if let Some(day) = same_again::<Day>(text) {
        assert_eq!(day.to_string(), text);
    }
    if let Some(when) = same_again::<When>(text) {
        assert!((1899..=2200).contains(&when.date().year()));
    }
    if let Ok(zone) = ZoneName::try_from(text.to_owned()) {
        assert!(zone.rules().is_some());
    }
    _ = TimeOfDay::try_from(text.to_owned());
});

fn same_again<T: FromStr + Display + PartialEq + std::fmt::Debug>(text: &str) -> Option<T>
where
    T::Err: std::fmt::Debug,
{
    let read: T = text.parse().ok()?;
    let written = read.to_string();
    assert_eq!(written.parse::<T>().expect("what was written"), read);
    Some(read)
}
