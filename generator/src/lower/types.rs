//! The types of a version: collected while schemas are lowered, then finished in several passes,
//! each a file of this folder.
//!
//! 1. `collect`: every struct, enum and union becomes a type with a number as its name; types of
//!    equal `shape` are merged (`merge`).
//! 2. `names`: chooses the name of each type among those that its schemas suggest (`candidate`).
//! 3. `conflicts`: reports conflicting names.
//! 4. `rename`: replaces the numbers with names, in types and in all uses.
//! 5. `modules`: chooses the module of each type, from the operations that use it (`uses`).
//! 6. `usage`: marks which types are sent and which are read.

mod candidate;
mod collect;
mod conflicts;
mod merge;
mod modules;
mod names;
mod rename;
mod shape;
mod usage;
mod uses;

pub use candidate::{NameCandidate, NameOrigin};
pub use collect::TypeCollector;

use crate::{
    model::{Api, Type},
    spec::{Diagnostic, Document},
};
use std::collections::HashMap;

/// Finishes the collected types and puts them into `api`, in the order in which its operations need
/// them; unused types are left out.
pub fn finish(
    api: &mut Api,
    collected: TypeCollector,
    document: &Document,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let collected = collected.finish();
    let names = names::choose(&collected);
    diagnostics.extend(conflicts::find(&collected, &names, &api.ids, document));
    rename::uses(api, &names);
    let mut types: HashMap<String, Type> = rename::types(collected, &names)
        .map(|ty| (ty.name.clone(), ty))
        .collect();
    let uses = uses::of(api);
    let modules = modules::choose(&uses, &types);
    usage::mark(&uses, &mut types);
    let ordered = modules.into_iter().filter_map(|(name, module)| {
        let ty = types.remove(&name)?;
        Some(Type { module, ..ty })
    });
    api.types = ordered.collect();
}
