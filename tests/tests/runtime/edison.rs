//! Version `2026-01-29.edison`.

use nomos_tests::version;

version!(nomos_edison: blocking, changes, files, tokens, walks);
