//! Each thing that can be wrong: what is said, where, and what to do.

mod operations;
mod overlay;
mod places;
mod schemas;
mod text;
