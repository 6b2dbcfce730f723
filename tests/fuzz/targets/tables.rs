//! Tables of any kind. The first line says what becomes of their columns, in JSON; where it does not, they are looked
//! at as in a preview.

#![no_main]

use afterglow::portability::elsewhere::{App, Columns, Told};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (columns, file) = input.split_at(end);
    let columns = String::from_utf8(columns.to_vec()).ok().and_then(|text| Columns::try_from(text).ok());
    let told = Told { columns: columns.unwrap_or_default(), ..Told::default() };
    afterglow_fuzz::with(|world| world.import_elsewhere(Some(App::Table), file.get(1..).unwrap_or_default(), told));
});
