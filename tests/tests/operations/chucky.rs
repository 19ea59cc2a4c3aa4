//! Version `2025-12-01.chucky`.

use nomos_chucky as api;

use crate::unpaged as list;

#[path = "bodies.rs"]
mod bodies;
#[path = "every_version.rs"]
mod every_version;
#[path = "oauth.rs"]
mod oauth;
#[path = "personal_data.rs"]
mod personal_data;
#[path = "until_edison.rs"]
mod until_edison;

/// How many topics events have.
const TOPICS: usize = 4;

every_operation!(every_version, until_edison);
