//! Version `2026-05-27.curie`.

use nomos_curie as api;

#[path = "blocking.rs"]
mod blocking;
#[path = "changes.rs"]
mod changes;
#[path = "files.rs"]
mod files;
#[path = "tokens.rs"]
mod tokens;
#[path = "walks.rs"]
mod walks;
