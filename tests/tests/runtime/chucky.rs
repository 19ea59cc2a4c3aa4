//! Version `2025-12-01.chucky`.

use nomos_tests::version;

version!(nomos_chucky: blocking, changes, files, single_answers, tokens);
