//! Version `2025-12-01.chucky`.

use nomos_chucky as api;

#[path = "blocking.rs"]
mod blocking;
#[path = "changes.rs"]
mod changes;
#[path = "files.rs"]
mod files;
#[path = "single_answers.rs"]
mod single_answers;
#[path = "tokens.rs"]
mod tokens;
