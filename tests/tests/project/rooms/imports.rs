//! The names that a `use` brings.

use syn::{Ident, UseTree};

/// One name of a `use`.
pub struct Import {
    pub path: Vec<String>,
    /// What it is called here; `None` for all names below the path.
    pub name: Option<String>,
    pub line: usize,
}

/// Every name that a `use` brings.
pub fn flatten(tree: &UseTree) -> Vec<Import> {
    let mut found = Vec::new();
    add(tree, &[], &mut found);
    found
}

fn add(tree: &UseTree, above: &[String], found: &mut Vec<Import>) {
    match tree {
        UseTree::Path(tree) => add(&tree.tree, &below(above, &tree.ident), found),
        UseTree::Name(tree) => {
            let path = below(above, &tree.ident);
            found.push(Import {
                name: path.last().cloned(),
                line: line(&tree.ident),
                path,
            });
        }
        UseTree::Rename(tree) => found.push(Import {
            path: below(above, &tree.ident),
            name: Some(tree.rename.to_string()),
            line: line(&tree.ident),
        }),
        UseTree::Glob(tree) => found.push(Import {
            path: above.to_vec(),
            name: None,
            line: tree.star_token.spans[0].start().line,
        }),
        UseTree::Group(group) => {
            for tree in &group.items {
                add(tree, above, found);
            }
        }
    }
}

/// The path of a name below another; `self` in braces is that other one.
fn below(above: &[String], name: &Ident) -> Vec<String> {
    let mut path = above.to_vec();
    if name != "self" || above.is_empty() {
        path.push(name.to_string());
    }
    path
}

fn line(name: &Ident) -> usize {
    name.span().start().line
}
