//! Files of other apps, chosen by the first letter: read, previewed, and what was decided is written.

#![no_main]

use afterglow::portability::elsewhere::{App, Moods, Told};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, file)) = input.split_first() else { return };
    // One letter more than there are apps: the content tells which app it is.
    let app = App::ALL.get(usize::from(choice.wrapping_sub(b'A')) % (App::ALL.len() + 1)).copied();
    let moods = Moods::new([("so so".to_owned(), 3)]).expect("a score of Daylio's");
    afterglow_fuzz::with(|world| world.import_elsewhere(app, file, Told { moods, ..Told::default() }));
});
