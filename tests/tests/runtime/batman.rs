//! Version `2025-12-16.batman`.

use nomos_batman as api;

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
