//! Starts the command line, nothing else.

use std::process::ExitCode;

/// Gives back what sign-ins took for a moment, and answers more of many connections than the system's:
/// `tests/bench sign-ins standing`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    afterglow::operations::run()
}
