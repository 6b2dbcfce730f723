//! Afterglow's own archives, and those of eMoods: read as the routes do, and what was read is written.

#![no_main]

use afterglow::portability::elsewhere::{App, Told};

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    afterglow_fuzz::with(|world| {
        world.import(file);
        world.import_elsewhere(Some(App::Emoods), file, Told::default());
    });
});
