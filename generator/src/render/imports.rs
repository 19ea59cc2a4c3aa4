//! Imports: the paths that a file uses, merged and laid out.

use crate::model::TypeRef;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};
use syn::{ItemUse, UseTree};

/// The paths that a file imports.
#[derive(Default)]
pub struct Imports(BTreeSet<String>);

impl Imports {
    /// Adds a path.
    pub fn add(&mut self, path: &str) {
        self.0.insert(path.to_owned());
    }

    /// Adds an item of the runtime.
    pub fn runtime(&mut self, name: &str) {
        self.0.insert(format!("nomos_client_runtime::{name}"));
    }

    /// Adds the imports for the spelling of a type, except for types of the crate.
    pub fn ty(&mut self, ty: &TypeRef) {
        match ty {
            TypeRef::Decimal => self.add("rust_decimal::Decimal"),
            TypeRef::Timestamp => self.add("jiff::Timestamp"),
            TypeRef::Date => self.add("jiff::civil::Date"),
            TypeRef::Base64 => self.runtime("Base64"),
            TypeRef::Array(inner) | TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => {
                self.ty(inner);
            }
            TypeRef::Map(inner) => {
                self.add("std::collections::BTreeMap");
                self.ty(inner);
            }
            _ => {}
        }
    }

    /// The same, with the module `types` for types of the crate.
    pub fn qualified(&mut self, ty: &TypeRef) {
        self.ty(ty);
        if ty.name().is_some() {
            self.add("crate::types");
        }
    }
}

impl ToTokens for Imports {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for path in &self.0 {
            // The paths are written in this crate, and model names are identifiers.
            if let Ok(path) = path.parse::<TokenStream>() {
                tokens.extend(quote!(use #path;));
            }
        }
    }
}

/// The imports below a path.
#[derive(Default)]
struct Tree {
    /// The path itself.
    own: bool,
    below: BTreeMap<Name, Tree>,
}

/// A segment of a path, in the order of rustfmt.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    rank: usize,
    plain: String,
    spelled: String,
}

impl Name {
    fn new(spelled: String) -> Self {
        let special = ["self", "super", "crate"];
        let rank = special.iter().position(|name| *name == spelled);
        Self {
            rank: rank.unwrap_or(special.len()),
            plain: spelled.trim_start_matches("r#").to_owned(),
            spelled,
        }
    }
}

/// Imports of one visibility, merged by crate, sorted, and laid out as rustfmt does.
pub fn merged(uses: &[ItemUse], width: usize) -> String {
    let mut root = Tree::default();
    for import in uses {
        let global = import.leading_colon.map_or("", |_| "::");
        insert(&mut root, global, &import.tree);
    }
    let visibility = uses.first().map(|import| import.vis.to_token_stream());
    let keyword = format!("{} use ", visibility.unwrap_or_default());
    let keyword = keyword.trim_start();
    let lines = root.below.into_iter().map(|(name, tree)| {
        let path = spell(&name, tree, keyword.len(), width);
        format!("{keyword}{path};")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn insert(tree: &mut Tree, global: &str, import: &UseTree) {
    let mut own = |name: String| tree.below.entry(Name::new(name)).or_default().own = true;
    match import {
        UseTree::Path(path) => {
            let name = Name::new(format!("{global}{}", path.ident));
            insert(tree.below.entry(name).or_default(), "", &path.tree);
        }
        UseTree::Group(group) => {
            for import in &group.items {
                insert(tree, global, import);
            }
        }
        UseTree::Name(name) if name.ident == "self" => tree.own = true,
        UseTree::Name(name) => own(format!("{global}{}", name.ident)),
        UseTree::Rename(rename) => own(format!("{global}{} as {}", rename.ident, rename.rename)),
        UseTree::Glob(_) => own("*".to_owned()),
    }
}

/// A path with everything below it; `before` is the number of columns in front of it.
fn spell(Name { spelled: name, .. }: &Name, tree: Tree, before: usize, width: usize) -> String {
    const INDENT: usize = 4;
    if tree.below.is_empty() {
        return name.clone();
    }
    let only = !tree.own && tree.below.len() == 1;
    let (before_next, width_next) = if only {
        (before + name.len() + "::".len(), width)
    } else {
        (0, width.saturating_sub(INDENT))
    };
    let own = tree.own.then(|| "self".to_owned());
    let below = tree.below.into_iter();
    let below = below.map(|(name, tree)| spell(&name, tree, before_next, width_next));
    let entries: Vec<String> = own.into_iter().chain(below).collect();
    if only {
        return format!("{name}::{}", entries.concat());
    }
    let nested = entries.iter().any(|entry| entry.contains('{'));
    let line = format!("{name}::{{{}}}", entries.join(", "));
    if !nested && before + line.len() < width {
        return line;
    }
    let mut block = format!("{name}::{{");
    let mut room = 0;
    let mut after_list = false;
    for entry in entries {
        let needed = entry.len() + " ,".len();
        if needed > room || after_list || nested && entry.contains("::") {
            block.push_str("\n    ");
            // The space is missing at the beginning of a line.
            room = width + 1 - INDENT;
        } else {
            block.push(' ');
        }
        room = room.saturating_sub(needed);
        after_list = entry.contains('{');
        block.push_str(&entry.replace('\n', "\n    "));
        block.push(',');
    }
    block.push_str("\n}");
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::{File, Item};

    fn laid_out(code: &str) -> String {
        let File { items, .. } = syn::parse_file(code).unwrap();
        let uses = items.into_iter().map(|item| match item {
            Item::Use(import) => import,
            _ => panic!("not an import"),
        });
        merged(&uses.collect::<Vec<_>>(), 60)
    }

    #[test]
    fn imports_are_merged_by_crate_and_sorted() {
        let code = "use std::fmt; use b::c; use crate::{x, Y}; use super::z; use b::c::d; use ::a::r#type;";
        assert_eq!(
            laid_out(code),
            "use super::z;\nuse crate::{Y, x};\nuse ::a::r#type;\nuse b::c::{self, d};\nuse std::fmt;"
        );
    }

    #[test]
    fn a_long_list_fills_lines() {
        let code = "pub use a::{Aaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbb, Cccccccccccccc, d::Eeee};";
        assert_eq!(
            laid_out(code),
            "pub use a::{\n    Aaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbb, Cccccccccccccc,\n    d::Eeee,\n};"
        );
    }

    #[test]
    fn a_list_in_a_list_has_a_line_of_its_own() {
        let code = "use a::{B, C, d::E, f::{G, H}, i};";
        assert_eq!(
            laid_out(code),
            "use a::{\n    B, C,\n    d::E,\n    f::{G, H},\n    i,\n};"
        );
    }
}
