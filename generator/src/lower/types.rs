//! The types of a version: collected while schemas are lowered, then finished in several passes,
//! each a file of this folder.
//!
//! 1. `collect`: every struct, enum and union becomes a type with a number as its name; types of
//!    equal `shape` are merged (`merge`).
//! 2. `unite`: types that were one in the last generation (`memory`) stay one.
//! 3. `variants`: values that only case or signs tell apart get different names.
//! 4. `names`: chooses the name of each type: the one it had, or one of those that its schemas
//!    suggest (`candidate`).
//! 5. `conflicts`: reports conflicting names.
//! 6. `rename`: replaces the numbers with names, in types and in all uses.
//! 7. `modules`: chooses the module of each type, from the operations that use it (`uses`).
//! 8. `usage`: marks which types are sent and which are read.
//! 9. `boxes`: boxes the fields that lead back to their own type.

mod boxes;
mod candidate;
mod collect;
mod conflicts;
mod memory;
mod merge;
mod modules;
mod names;
mod rename;
mod shape;
mod unite;
mod usage;
mod uses;
mod variants;

pub use candidate::{NameCandidate, NameOrigin};
pub use collect::TypeCollector;
pub use rename::each_use;

use crate::{
    model::{Api, Type},
    spec::{Diagnostic, Document},
};
use memory::Memory;
use names::Names;
use std::collections::HashMap;

/// Finishes the collected types and puts them into `api`, in the order in which its operations need
/// them; unused types are left out. `last` is the model of the last generation.
pub fn finish(
    api: &mut Api,
    collected: TypeCollector,
    last: Option<&Api>,
    document: &Document,
) -> Vec<Diagnostic> {
    let (mut collected, widened) = collected.finish();
    let memory = last.map_or_else(Memory::none, |last| Memory::of(last, api, &collected));
    let united = unite::unite(&mut collected, widened, &memory);
    variants::distinguish(&mut collected, &memory);
    let Names { names, mut notes } = names::choose(&collected, &memory, &united, document);
    notes.extend(conflicts::find(
        &collected, &names, &united, &api.ids, document,
    ));
    rename::uses(api, &names);
    let mut types: HashMap<String, Type> = rename::types(collected, &names, &united)
        .map(|ty| (ty.name.clone(), ty))
        .collect();
    let uses = uses::of(api);
    let modules = modules::choose(&uses, &types, last);
    usage::mark(&uses, &mut types);
    let ordered = modules.into_iter().filter_map(|(name, module)| {
        let ty = types.remove(&name)?;
        Some(Type { module, ..ty })
    });
    api.types = ordered.collect();
    boxes::insert(&mut api.types);
    notes
}
