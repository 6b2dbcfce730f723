//! Accounts: sign-up, sign-in, sessions, recovery, erasure.

mod attempts;
pub mod audit;
pub mod ended;
pub mod erasing;
mod gate;
pub mod http;
mod owner;
mod pages;
mod passwords;
mod proof;
mod recovery;
mod sessions;
pub mod store;

pub use self::{
    gate::Gate,
    owner::Owner,
    pages::Pages,
    passwords::Hasher,
    recovery::RecoveryCode,
    sessions::{Recently, Session, device},
};
