//! Data files that are compiled into the program, and that the web app is built with, too.

/// Reads such a file.
#[expect(clippy::expect_used, reason = "it cannot change any more once the program is built, and tests read it")]
pub(super) fn read<T: serde::Deserialize<'static>>(json: &'static str) -> T {
    serde_json::from_str(json).expect("the file was tested before the program was built")
}
