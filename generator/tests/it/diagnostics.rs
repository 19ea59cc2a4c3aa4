//! Each thing that can be wrong: what is said, where, and what to do.

mod lists;
mod names;
mod operations;
mod overlay;
mod places;
mod responses;
mod schemas;
mod text;
mod unions;
