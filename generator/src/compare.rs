//! Comparison of two models: their changes, as data.
//!
//! ```text
//! Pairs::find ─► operations, parameters ─► types, fields ─► filters, errors ─► types that came and went with them
//! ```

mod advice;
mod change;
mod documentation;
mod errors;
mod fields;
mod filters;
mod kind;
mod limits;
mod operations;
mod pairs;
mod parameters;
mod stand_in;
mod subject;
mod types;
mod unmodelled;
mod users;
mod value;

pub use advice::Advice;
pub use change::{Change, Detail};
pub use kind::{Class, Direction, Impact, Kind};
pub(crate) use pairs::{Call, Pairs};
pub(crate) use stand_in::stand_in;
pub use subject::Subject;
pub use unmodelled::unmodelled;
pub use users::{Role, User};
pub use value::{Form, Value};

use crate::{
    model::{Api, Dated, Kind as TypeKind, Timeline, Type, TypeRef},
    source::Pointer,
};
use std::collections::BTreeSet;

/// Every change from `old` to `new`, breaking ones first, each group in document order.
pub fn compare(old: Dated<'_>, new: Dated<'_>) -> Vec<Change> {
    let timelines = (old.timeline, new.timeline);
    let (old, new) = (old.api, new.api);
    let mut comparison = Comparison {
        old,
        new,
        timelines,
        pairs: Pairs::find(old, new),
        changes: Vec::new(),
        gone: unpaired(&old.types, |name| new.type_named(name).is_none()),
        come: unpaired(&new.types, |name| old.type_named(name).is_none()),
    };
    comparison.forget_renamed();
    comparison.server();
    comparison.operations();
    comparison.types();
    comparison.filters();
    comparison.errors();
    comparison.unreported_types();
    comparison.documentation();
    let mut changes = comparison.changes;
    for change in &mut changes {
        change.identify(&new.version.name);
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.class));
    changes
}

fn unpaired(types: &[Type], only: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let names = types.iter().map(|ty| &ty.name);
    names.filter(|name| only(name)).cloned().collect()
}

/// Two models that are being compared.
struct Comparison<'a> {
    old: &'a Api,
    new: &'a Api,
    timelines: (&'a Timeline, &'a Timeline),
    pairs: Pairs<'a>,
    changes: Vec<Change>,
    /// Types that only one model has and that no change accounts for yet.
    gone: BTreeSet<String>,
    come: BTreeSet<String>,
}

impl Comparison<'_> {
    fn add(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Adds a change together with the types that were removed and added with it.
    fn add_instead(&mut self, mut change: Change, old: &[&TypeRef], new: &[&TypeRef]) {
        change.types.extend(claim(self.old, &mut self.gone, old));
        change.types.extend(claim(self.new, &mut self.come, new));
        self.changes.push(change);
    }

    fn add_without(&mut self, change: Change, old: &[&TypeRef]) {
        self.add_instead(change, old, &[]);
    }

    fn add_with(&mut self, change: Change, new: &[&TypeRef]) {
        self.add_instead(change, &[], new);
    }

    fn same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        self.pairs.renamed(old) == *new
    }

    /// Whether two types look the same on the wire: identifiers are text, and enums of the same
    /// values are alike.
    fn alike(&self, old: &TypeRef, new: &TypeRef) -> bool {
        let values = |api: &Api, name: &str| match &api.type_named(name)?.kind {
            TypeKind::Enum(kind) => {
                let values = kind.values.iter().map(|value| value.wire_name.clone());
                Some(values.collect::<BTreeSet<_>>())
            }
            _ => None,
        };
        match (old, new) {
            (TypeRef::Id(_) | TypeRef::String, TypeRef::Id(_) | TypeRef::String) => true,
            (TypeRef::Array(old), TypeRef::Array(new)) | (TypeRef::Map(old), TypeRef::Map(new)) => {
                self.alike(old, new)
            }
            (TypeRef::Named(old), TypeRef::Named(new)) => {
                let (old, new) = (values(self.old, old), values(self.new, new));
                old.is_some() && old == new
            }
            (old, new) => old == new,
        }
    }

    fn forget_renamed(&mut self) {
        for (old, new) in &self.pairs.types {
            self.gone.remove(old);
            self.come.remove(new);
        }
    }

    fn server(&mut self) {
        if self.old.base_url != self.new.base_url {
            let at = Pointer::root().join(["servers", "0", "url"]);
            let change = Change::new(Kind::ServerChanged, None, Subject::Api, &at)
                .effect(&self.old.base_url, &self.new.base_url)
                .advice(Advice::CheckCredentials);
            self.add(change);
        }
    }

    /// Types that were added or removed without a change that accounts for them, each with the types
    /// that only it uses.
    fn unreported_types(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut gone = std::mem::take(&mut self.gone);
        while let Some(ty) = take_root(old, &mut gone) {
            let mut change = types::change(Kind::TypeRemoved, ty);
            change.types = claim(old, &mut gone, &ty.parts());
            self.add(change);
        }
        let mut come = std::mem::take(&mut self.come);
        while let Some(ty) = take_root(new, &mut come) {
            let mut change = types::change(Kind::TypeAdded, ty);
            change.types = claim(new, &mut come, &ty.parts());
            change.users = users::users(new, &ty.name);
            self.add(change);
        }
    }
}

/// Removes a type from `open` that is not part of another one in it, if there is one.
fn take_root<'a>(api: &'a Api, open: &mut BTreeSet<String>) -> Option<&'a Type> {
    let types = || open.iter().filter_map(|name| api.type_named(name));
    let leads_to = |outer: &Type, name: &str| {
        let mut parts = outer.parts().into_iter();
        outer.name != name && parts.any(|part| part.innermost().name() == Some(name))
    };
    let is_root = |ty: &&Type| !types().any(|outer| leads_to(outer, &ty.name));
    let root = types().find(is_root).or_else(|| types().next())?;
    open.remove(&root.name);
    Some(root)
}

/// Removes from `open` every type that is reachable from `refs`; types that both models have account
/// for their own parts.
fn claim(api: &Api, open: &mut BTreeSet<String>, refs: &[&TypeRef]) -> Vec<String> {
    let mut claimed = Vec::new();
    let mut queue: Vec<&TypeRef> = refs.to_vec();
    while let Some(ty) = queue.pop() {
        if let TypeRef::Named(name) = ty.innermost()
            && open.remove(name)
        {
            claimed.push(name.clone());
            queue.extend(api.type_named(name).into_iter().flat_map(|ty| ty.parts()));
        }
    }
    claimed.sort();
    claimed
}
