//! The modules of a crate, read from its files.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Item, Meta};

/// The files of a crate by path below its `src`.
pub type Files = BTreeMap<String, String>;

/// A module, without what only tests have: a file, or a part of one in braces.
pub struct Module {
    /// Its names from the crate root, which has none.
    pub path: Vec<String>,
    /// The file it is in.
    pub file: String,
    pub items: Vec<Item>,
}

/// Every module of a crate.
pub struct Source {
    pub modules: Vec<Module>,
    /// Files that no `mod` declares.
    pub unreached: Vec<String>,
}

impl Source {
    pub fn read(files: &Files) -> Self {
        let mut reader = Reader {
            files,
            modules: Vec::new(),
            reached: BTreeSet::new(),
        };
        reader.file(Vec::new(), "lib.rs", true);
        let unreached = files.keys().filter(|file| !reader.reached.contains(*file));
        Self {
            unreached: unreached.cloned().collect(),
            modules: reader.modules,
        }
    }

    /// The module with these names.
    pub fn module(&self, path: &[String]) -> Option<usize> {
        self.modules.iter().position(|module| module.path == path)
    }
}

struct Reader<'f> {
    files: &'f Files,
    modules: Vec<Module>,
    reached: BTreeSet<String>,
}

impl Reader<'_> {
    /// Reads a file, and those of its modules. `kept`: not for tests only.
    fn file(&mut self, path: Vec<String>, file: &str, kept: bool) {
        self.reached.insert(file.to_owned());
        let parsed = syn::parse_file(&self.files[file]);
        let parsed = parsed.unwrap_or_else(|error| panic!("{file}: {error}"));
        self.module(path, file, parsed.items, kept);
    }

    fn module(&mut self, path: Vec<String>, file: &str, mut items: Vec<Item>, kept: bool) {
        for item in &mut items {
            let Item::Mod(inner) = item else { continue };
            let kept = kept && !is_test(&inner.attrs);
            let mut path = path.clone();
            path.push(inner.ident.to_string());
            if let Some((_, items)) = inner.content.take() {
                self.module(path, file, items, kept);
                continue;
            }
            let place = path.join("/");
            let mut places = [format!("{place}.rs"), format!("{place}/mod.rs")].into_iter();
            let found = places.find(|file| self.files.contains_key(file));
            let found = found.unwrap_or_else(|| panic!("{file}: there is no {place}.rs"));
            self.file(path, &found, kept);
        }
        if kept {
            items.retain(|item| !is_test(attributes(item)));
            let file = file.to_owned();
            self.modules.push(Module { path, file, items });
        }
    }
}

/// Whether only tests have it.
pub fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string() == "test",
        _ => false,
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
