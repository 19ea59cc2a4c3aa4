//! Version `2026-05-27.curie`.

use nomos_tests::version;

version!(nomos_curie: blocking, changes, files, tokens, walks);
