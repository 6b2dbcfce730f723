//! Web Push (RFC 8030): where a browser wants messages, and how they get there unread by anyone on the way.

pub mod encryption;
pub mod message;
pub mod sender;
pub mod store;
pub mod subscription;
pub mod vapid;
