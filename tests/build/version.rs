//! The generated crates.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A generated crate and the model it was generated from.
pub struct Version {
    /// Such as `2026-05-27.curie`.
    pub name: String,
    /// The last part of its name.
    pub codename: String,
    /// The API in this version.
    pub api: Value,
    folder: PathBuf,
}

/// Every generated crate, oldest version first.
pub fn versions(generated: &Path) -> Vec<Version> {
    let folders = fs::read_dir(generated).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let mut versions: Vec<_> = folders.filter_map(Version::read).collect();
    versions.sort_by(|one, other| one.name.cmp(&other.name));
    versions
}

impl Version {
    fn read(folder: PathBuf) -> Option<Self> {
        let text = fs::read_to_string(folder.join("model.json")).ok()?;
        let mut model: Value = serde_json::from_str(&text).unwrap();
        let api = model["api"].take();
        let text = |key: &str| api["version"][key].as_str().unwrap().to_owned();
        Some(Self {
            name: text("name"),
            codename: text("codename"),
            folder,
            api,
        })
    }

    /// The name of its crate in Rust.
    pub fn krate(&self) -> String {
        let name = self.folder.file_name().unwrap().to_str().unwrap();
        name.replace('-', "_")
    }

    /// Its operations, each with its resource.
    pub fn operations(&self) -> impl Iterator<Item = (&Value, &Value)> {
        let resources = list(&self.api["resources"]);
        resources.flat_map(|resource| {
            list(&resource["operations"]).map(move |operation| (resource, operation))
        })
    }

    /// The type with this name.
    pub fn type_named(&self, name: &str) -> &Value {
        list(&self.api["types"])
            .find(|ty| ty["name"] == name)
            .unwrap_or_else(|| panic!("{} has no type {name}", self.name))
    }

    /// Whether the crate has a module of this name that is written by hand.
    pub fn has_module(&self, name: &str) -> bool {
        self.folder.join("src").join(name).exists()
    }
}

/// The items of an array; none if it is absent.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A text of the model.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}

/// A name as Rust spells it.
pub fn ident(name: &str) -> String {
    // The generator appends `_` to those that cannot be raw.
    const PLAIN: &str = "abstract as async await become box break const continue do dyn else enum \
                         extern false final fn for gen if impl in let loop macro match mod move \
                         mut override priv pub ref return static struct trait true try type \
                         typeof unsafe unsized use virtual where while yield";
    match PLAIN.split(' ').any(|keyword| keyword == name) {
        true => format!("r#{name}"),
        false => name.to_owned(),
    }
}
