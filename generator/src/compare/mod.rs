//! Model × model: what the versions of an API have in common.

mod availability;

pub use availability::settle;
