//! Schemas that contain themselves.
//!
//! A schema that is reached again while it is being lowered gets a stand-in for its type. As soon
//! as the type is known, it takes the place of the stand-in.

use super::{
    context::{Context, Lowering},
    gaps::Gap,
    schema::{Lowered, Opening, Resolved},
};
use crate::model::TypeRef;

/// Schemas inside of each other; no real document nests as many.
const MAX_DEPTH: usize = 1_000;

/// Lowers a schema with `with`, unless that is being done already.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    resolved: &Resolved<'d>,
    opening: Opening,
    with: impl FnOnce(&mut Context<'d>) -> Lowering<Lowered>,
) -> Lowering<Lowered> {
    let at = &resolved.at;
    if let Some(stand_in) = cx.open.get_mut(&opening) {
        let stand_in = stand_in.get_or_insert_with(|| cx.types.stand_in());
        return Ok(Lowered {
            nullable: resolved.schema.schema_data.nullable,
            ..Lowered::new(stand_in.clone())
        });
    }
    if cx.open.len() == MAX_DEPTH {
        let message = format!("more than {MAX_DEPTH} schemas inside of each other");
        return Err(cx.error(at, message, "end the chain with an overlay action"));
    }
    let first = cx.types.count();
    cx.open.insert(opening.clone(), None);
    let lowered = with(cx);
    let stand_in = cx.open.remove(&opening).flatten();
    let (Some(stand_in), Ok(mut lowered)) = (stand_in, lowered.clone()) else {
        return lowered;
    };
    if lowered.ty == stand_in {
        return Err(cx.error(at, "circular reference", "fix the document"));
    }
    if lowered.ty.replace(&stand_in, &TypeRef::Json) {
        cx.gap(Gap::ListOfItself, at);
    }
    cx.types.settle(&stand_in, &lowered.ty, first);
    for known in cx.components.values_mut().flatten() {
        known.ty.replace(&stand_in, &lowered.ty);
    }
    Ok(lowered)
}
