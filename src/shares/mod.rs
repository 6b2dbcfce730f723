//! Links for clinicians: who may see what for how long, and each visit.

pub mod http;
pub mod jwe;
mod passcodes;
pub mod smart_health_links;
pub mod store;
mod tickets;
mod visitor;

pub use self::visitor::{Reception, Visitor};
