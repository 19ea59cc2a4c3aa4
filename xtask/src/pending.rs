//! Surface snapshots for `cargo insta review`.

use crate::commit::Files;
use nomos_generator::Output;
use std::{fs, path::Path};

const HEADER: &str = "---\nsource: tests/tests/surface.rs\n---\n";

/// Pending snapshots (`.snap.new`) for surfaces that differ from the snapshots in `folder`, as
/// insta writes them. Pending snapshots that are obsolete are removed.
pub fn snapshots(folder: &Path, output: &Output) -> Files {
    let mut files = Files::new();
    if !folder.is_dir() {
        return files;
    }
    for plan in &output.plans {
        let version = &plan.release.version;
        let Some(surface) = output.surfaces.get(&version.name) else {
            continue;
        };
        let path = folder.join(format!("{}.snap", version.codename));
        let accepted = fs::read_to_string(&path).unwrap_or_default();
        let (header, body) = match accepted.match_indices("---\n").nth(1) {
            Some((at, line)) => accepted.split_at(at + line.len()),
            None => (HEADER, ""),
        };
        let pending = path.with_extension("snap.new");
        if body.trim() == surface.trim() {
            if pending.exists() {
                files.insert(pending, None);
            }
        } else {
            files.insert(pending, Some(format!("{header}{}\n", surface.trim_end())));
        }
    }
    files
}
