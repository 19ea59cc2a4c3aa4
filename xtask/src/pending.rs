//! Surface snapshots that wait for `cargo insta review`.

use crate::commit::Files;
use nomos_generator::Output;
use std::{fs, path::Path};

const HEADER: &str = "---\nsource: tests/tests/surface.rs\n---\n";

/// The snapshots below `folder` that differ from what was generated, as insta leaves them for
/// review; one that no longer waits is removed.
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
        let known = fs::read_to_string(&path).unwrap_or_default();
        let (header, body) = match known.match_indices("---\n").nth(1) {
            Some((at, line)) => known.split_at(at + line.len()),
            None => (HEADER, ""),
        };
        let waiting = path.with_extension("snap.new");
        if body.trim() == surface.trim() {
            if waiting.exists() {
                files.insert(waiting, None);
            }
        } else {
            files.insert(waiting, Some(format!("{header}{}\n", surface.trim_end())));
        }
    }
    files
}
