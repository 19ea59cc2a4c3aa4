//! Version `2026-01-29.edison`.

use nomos_edison as api;

use crate::{paged as list, unpaged as reductions};

#[path = "bodies.rs"]
mod bodies;
#[path = "every_version.rs"]
mod every_version;
#[path = "oauth.rs"]
mod oauth;
#[path = "personal_data.rs"]
mod personal_data;
#[path = "since_edison.rs"]
mod since_edison;
#[path = "until_edison.rs"]
mod until_edison;

/// How many topics events have.
const TOPICS: usize = 4;

every_operation!(every_version, since_edison, until_edison);
