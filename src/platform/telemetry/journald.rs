//! The priority of each line, as systemd's journal reads it from what a service writes (sd-daemon(3)): `<3>` and so on
//! at the line's beginning. Without it every line is of the same priority there, and `journalctl -p warning` empty.

use std::{
    fmt,
    os::{fd::AsFd, unix::ffi::OsStrExt},
};

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    registry::LookupSpan,
};

/// Lines of another format, with their priority where the journal reads them.
pub struct Prioritised<F> {
    lines: F,
    is_journal: bool,
}

impl<F> Prioritised<F> {
    /// Looks once whether standard error is the journal.
    pub fn of(lines: F) -> Self {
        Self { lines, is_journal: is_journal() }
    }
}

/// Whether standard error is the stream that systemd names in `JOURNAL_STREAM`, as `device:inode`: a service may have
/// sent it elsewhere since.
fn is_journal() -> bool {
    let Some(named) = std::env::var_os("JOURNAL_STREAM") else { return false };
    let Ok(stream) = rustix::fs::fstat(std::io::stderr().as_fd()) else { return false };
    named.as_bytes() == format!("{}:{}", stream.st_dev, stream.st_ino).as_bytes()
}

/// The priorities of syslog.
fn priority(level: Level) -> u8 {
    match level {
        Level::ERROR => 3,
        Level::WARN => 4,
        Level::INFO => 6,
        _ => 7,
    }
}

impl<S, N, F> FormatEvent<S, N> for Prioritised<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut line: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        if self.is_journal {
            write!(line, "<{}>", priority(*event.metadata().level()))?;
        }
        self.lines.format_event(context, line, event)
    }
}
