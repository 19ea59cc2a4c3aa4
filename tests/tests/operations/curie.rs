//! Version `2026-05-27.curie`.

use nomos_tests::version;

use crate::{paged as list, paged as reductions};

version!(
    nomos_curie: bodies, curie_bodies, every_version, oauth, personal_data, since_curie, since_edison
);

/// Number of event topics.
const TOPICS: usize = 19;

every_operation!(every_version, since_curie, since_edison);
