//! Seventh pass: chooses the module of each type.
//!
//! A type belongs to the resource whose operation needs it first. Types that an operation takes or
//! returns come before the types they contain, so that a type is in the module of the resource it
//! represents.

use super::uses::Use;
use crate::model::{Api, Type, TypeRef};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// The module of each type in `uses`, in order of first use. A type stays in the module that it had
/// in `last` as long as there is one.
pub fn choose(
    uses: &[Use],
    types: &HashMap<String, Type>,
    last: Option<&Api>,
) -> IndexMap<String, String> {
    let mut modules = IndexMap::new();
    for (used, name) in uses.iter().filter_map(|used| Some((used, name(&used.ty)?))) {
        if types.contains_key(name) && !modules.contains_key(name) {
            modules.insert(name.to_owned(), used.module.clone());
        }
    }
    let mut visited = HashSet::new();
    for name in uses.iter().filter_map(|used| name(&used.ty)) {
        add_parts(name, types, &mut modules, &mut visited);
    }
    let exists = |module: &str| uses.iter().any(|used| used.module == module);
    for (name, module) in &mut modules {
        let before = last.and_then(|api| api.type_named(name));
        if let Some(before) = before.filter(|before| exists(&before.module)) {
            module.clone_from(&before.module);
        }
    }
    modules
}

/// The parts of a type belong to its module, unless they already have one.
fn add_parts<'t>(
    of: &'t str,
    types: &'t HashMap<String, Type>,
    modules: &mut IndexMap<String, String>,
    visited: &mut HashSet<&'t str>,
) {
    let (Some(ty), Some(module)) = (types.get(of), modules.get(of).cloned()) else {
        return;
    };
    if !visited.insert(of) {
        return;
    }
    for part in ty.parts().into_iter().filter_map(name) {
        if types.contains_key(part) && !modules.contains_key(part) {
            modules.insert(part.to_owned(), module.clone());
        }
        add_parts(part, types, modules, visited);
    }
}

/// The named type at the bottom of lists and maps.
fn name(ty: &TypeRef) -> Option<&str> {
    match ty.innermost() {
        TypeRef::Named(name) => Some(name),
        _ => None,
    }
}
