//! Matches the operations and types of the newer model with those of the older one, even if they
//! were renamed.
//!
//! Operations are matched first, see [`operations`]: those with the same route, those that the
//! overlay declares as moved, and those that apparently moved. Types and identifiers follow, see
//! [`types`]: those with the same name, and those in the same place of a matched item.

mod operations;
mod types;

pub use operations::{Call, OperationPair};

use crate::model::{Api, TypeRef};
use std::collections::BTreeMap;

/// The matched items of two models.
pub struct Pairs<'a> {
    pub operations: Vec<OperationPair<'a>>,
    /// Operations that are in one model only.
    pub removed: Vec<Call<'a>>,
    pub added: Vec<Call<'a>>,
    /// Types of both models, older name first.
    pub types: BTreeMap<String, String>,
    /// Identifiers of both models, older name first.
    pub ids: BTreeMap<String, String>,
}

impl<'a> Pairs<'a> {
    pub fn find(old: &'a Api, new: &'a Api) -> Self {
        let operations = operations::find(old, new);
        let (types, ids) = types::find(old, new, &operations.pairs);
        Self {
            operations: operations.pairs,
            removed: operations.removed,
            added: operations.added,
            types,
            ids,
        }
    }

    /// The older type, by its name in the newer model.
    pub fn renamed(&self, ty: &TypeRef) -> TypeRef {
        let rename = |names: &BTreeMap<String, String>, name: &String| {
            names.get(name).unwrap_or(name).clone()
        };
        match ty {
            TypeRef::Named(name) => TypeRef::Named(rename(&self.types, name)),
            TypeRef::Id(name) => TypeRef::Id(rename(&self.ids, name)),
            TypeRef::Array(inner) => TypeRef::Array(Box::new(self.renamed(inner))),
            TypeRef::Map(inner) => TypeRef::Map(Box::new(self.renamed(inner))),
            TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(self.renamed(inner))),
            TypeRef::Boxed(inner) => TypeRef::Boxed(Box::new(self.renamed(inner))),
            other => other.clone(),
        }
    }
}
