//! What an overlay does to documents, and how it is repaired.

mod actions;
mod effects;
mod references;
mod repairs;
mod subsets;
