//! Eighth pass: marks which types are sent and which are read, including the types they contain.

use super::uses::Use;
use crate::model::{Kind, Type, TypeRef, Usage};
use std::collections::{HashMap, HashSet};

/// Marks the types that `uses` reach.
pub fn mark(uses: &[Use], types: &mut HashMap<String, Type>) {
    for used in uses {
        mark_reached(&used.ty, used.usage, types, &mut HashSet::new());
    }
    for ty in types.values_mut().filter(|ty| !ty.usage.request) {
        drop_examples(&mut ty.kind);
    }
}

fn mark_reached(
    ty: &TypeRef,
    usage: Usage,
    types: &mut HashMap<String, Type>,
    visited: &mut HashSet<String>,
) {
    let TypeRef::Named(name) = ty.innermost() else {
        return;
    };
    let Some(ty) = types.get_mut(name) else {
        return;
    };
    if !visited.insert(name.clone()) {
        return;
    }
    ty.usage.request |= usage.request;
    ty.usage.response |= usage.response;
    let parts: Vec<TypeRef> = ty.parts().into_iter().cloned().collect();
    for part in parts {
        mark_reached(&part, usage, types, visited);
    }
}

/// Examples are for requests.
fn drop_examples(kind: &mut Kind) {
    if let Kind::Struct(kind) = kind {
        for field in &mut kind.fields {
            field.example = None;
        }
    }
}
