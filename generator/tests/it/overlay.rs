//! What an overlay does to documents, and how it is repaired.

mod references;
mod repairs;
mod subsets;
