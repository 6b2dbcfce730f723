//! Accounts: sign-up, sign-in, sessions, recovery, erasure.

mod device;
mod gate;
pub mod http;
mod passwords;
mod recovery;
mod refresh;
mod session;
pub mod store;
mod tokens;

pub use gate::Gate;
pub use passwords::Hasher;
pub use recovery::RecoveryCode;
pub use session::{Owner, Recently, Session};
