//! Version `2025-12-16.batman`.

use nomos_tests::version;

use crate::paged as list;

version!(nomos_batman: bodies, every_version, oauth, personal_data, until_edison);

/// Number of event topics.
const TOPICS: usize = 4;

every_operation!(every_version, until_edison);
