//! Records that an import writes ahead of what its journal has reached: nobody sees them until the journal has.
//!
//! An import marks the journal, writes in pieces that the writes of others go between, and lets the journal reach all of
//! it at once. Nothing else is written to that journal meanwhile. What an import that was broken off left is taken back.

pub mod store;
