//! Version `2025-12-01.chucky`.

use nomos_tests::version;

use crate::unpaged as list;

version!(nomos_chucky: bodies, every_version, oauth, personal_data, until_edison);

/// Number of event topics.
const TOPICS: usize = 4;

every_operation!(every_version, until_edison);
