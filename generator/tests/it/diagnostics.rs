//! Every diagnostic: its message, its place, and its help.

mod lists;
mod names;
mod operations;
mod overlay;
mod places;
mod responses;
mod schemas;
mod text;
mod unions;
