//! Version `2026-05-27.curie`.

use nomos_curie as api;

use crate::{paged as list, paged as reductions};

#[path = "bodies.rs"]
mod bodies;
#[path = "curie_bodies.rs"]
mod curie_bodies;
#[path = "every_version.rs"]
mod every_version;
#[path = "oauth.rs"]
mod oauth;
#[path = "personal_data.rs"]
mod personal_data;
#[path = "since_curie.rs"]
mod since_curie;
#[path = "since_edison.rs"]
mod since_edison;

/// How many topics events have.
const TOPICS: usize = 19;

every_operation!(every_version, since_curie, since_edison);
