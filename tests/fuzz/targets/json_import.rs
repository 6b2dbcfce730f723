//! Afterglow's own JSON: read as the route does, and what was read is written.

#![no_main]

libfuzzer_sys::fuzz_target!(|file: &[u8]| afterglow_fuzz::with(|world| world.import(file)));
