//! Version `2026-01-29.edison`.

use nomos_edison as api;

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
