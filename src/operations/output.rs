//! What commands say on their standard output.

use std::{
    fmt,
    io::{self, ErrorKind, Write},
    sync::{Mutex, PoisonError},
};

use super::Failure;

/// Why a line could not be written, of the first that could not.
static UNSAID: Mutex<Option<io::Error>> = Mutex::new(None);

/// Says a line, as `println!` does, but ends nothing where it cannot be written. Where nobody reads any more, as behind
/// `head`, the work goes on; any other reason is told once it is done.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::operations::output::line(format_args!($($text)*))
    };
}
pub(super) use say;

/// Says a line: see [`say!`].
pub(super) fn line(text: fmt::Arguments<'_>) {
    if let Err(error) = writeln!(io::stdout(), "{text}")
        && error.kind() != ErrorKind::BrokenPipe
    {
        UNSAID.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// Whether every line was said to whoever wanted it.
///
/// # Errors
/// Why one was not.
pub(super) fn said() -> Result<(), Failure> {
    UNSAID.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), |error| Err(unwritten(error)))
}

/// Prints a long text, of which a reader may want only the beginning. Returns whether one still reads.
///
/// # Errors
/// Why it could not be written.
pub(super) fn print(text: &[u8]) -> Result<bool, Failure> {
    match io::stdout().write_all(text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritten(error)),
        outcome => Ok(outcome.is_ok()),
    }
}

fn unwritten(error: io::Error) -> Failure {
    Failure::Io("standard output".to_owned(), error)
}
