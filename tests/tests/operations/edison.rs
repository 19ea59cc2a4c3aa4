//! Version `2026-01-29.edison`.

use nomos_tests::version;

use crate::{paged as list, unpaged as reductions};

version!(nomos_edison: bodies, every_version, oauth, personal_data, since_edison, until_edison);

/// Number of event topics.
const TOPICS: usize = 4;

every_operation!(every_version, since_edison, until_edison);
