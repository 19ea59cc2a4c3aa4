//! What stands below a folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Folders, and files with their content.
pub type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// The state of every file and folder below `folder`, which may be missing, as far as `state` gives
/// one.
pub fn tree<T>(folder: &Path, state: impl Fn(&Path) -> Option<T>) -> BTreeMap<PathBuf, T> {
    let (mut tree, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if let Some(state) = state(&path) {
                tree.insert(path.clone(), state);
            }
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    tree
}

/// The content of a file; `None` for a folder.
pub fn content(path: &Path) -> Option<Vec<u8>> {
    path.is_file().then(|| fs::read(path).unwrap())
}

/// Writes what was below `from` to `folder`.
pub fn write(tree: &Tree, from: &Path, folder: &Path) {
    for (path, content) in tree {
        let path = folder.join(path.strip_prefix(from).unwrap());
        match content {
            Some(content) => fs::write(path, content).unwrap(),
            None => fs::create_dir_all(path).unwrap(),
        }
    }
}

/// Makes `to` what `from` is, and leaves alone the files that are the same already.
pub fn mirror(from: &Path, to: &Path) {
    let files = tree(from, content);
    for path in tree(to, content).into_keys() {
        if !files.contains_key(&from.join(path.strip_prefix(to).unwrap())) {
            fs::remove_file(path).unwrap();
        }
    }
    for (path, content) in files {
        let path = to.join(path.strip_prefix(from).unwrap());
        if fs::read(&path).ok().as_ref() != Some(&content) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
}
