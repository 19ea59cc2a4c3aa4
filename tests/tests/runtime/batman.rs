//! Version `2025-12-16.batman`.

use nomos_tests::version;

version!(nomos_batman: blocking, changes, files, tokens, walks);
