//! Two models that are being compared.

use super::{change::Change, pairs::Pairs};
use crate::{
    model::{Api, Dated, Kind as TypeKind, Timeline, Type, TypeRef},
    source::Pointer,
};
use std::collections::BTreeSet;

/// Two models that are being compared.
pub struct Comparison<'a> {
    pub old: &'a Api,
    pub new: &'a Api,
    pub timelines: (&'a Timeline, &'a Timeline),
    pub pairs: Pairs<'a>,
    pub changes: Vec<Change>,
    /// Types that only one model has and that no change accounts for yet.
    pub gone: BTreeSet<String>,
    pub come: BTreeSet<String>,
}

impl<'a> Comparison<'a> {
    pub fn new(old: Dated<'a>, new: Dated<'a>) -> Self {
        let timelines = (old.timeline, new.timeline);
        let (old, new) = (old.api, new.api);
        let pairs = Pairs::find(old, new);
        let mut gone = unpaired(&old.types, |name| new.type_named(name).is_none());
        let mut come = unpaired(&new.types, |name| old.type_named(name).is_none());
        for (old, new) in &pairs.types {
            gone.remove(old);
            come.remove(new);
        }
        Self {
            old,
            new,
            timelines,
            pairs,
            changes: Vec::new(),
            gone,
            come,
        }
    }

    pub fn add(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Adds a change together with the types that were removed and added with it.
    pub fn add_instead(&mut self, mut change: Change, old: &[&TypeRef], new: &[&TypeRef]) {
        let (gone, come) = (
            claim(self.old, &mut self.gone, old),
            claim(self.new, &mut self.come, new),
        );
        change.old_nodes.extend(places(self.old, &gone));
        change.new_nodes.extend(places(self.new, &come));
        change.types.extend(gone);
        change.types.extend(come);
        self.changes.push(change);
    }

    pub fn add_without(&mut self, change: Change, old: &[&TypeRef]) {
        self.add_instead(change, old, &[]);
    }

    pub fn add_with(&mut self, change: Change, new: &[&TypeRef]) {
        self.add_instead(change, &[], new);
    }

    pub fn same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        self.pairs.renamed(old) == *new
    }

    /// Whether two types look the same on the wire: identifiers are text, and enums of the same
    /// values are alike.
    pub fn alike(&self, old: &TypeRef, new: &TypeRef) -> bool {
        let values = |api: &Api, name: &str| match &api.type_named(name)?.kind {
            TypeKind::Enum(kind) => {
                let values = kind.values.iter().map(|value| value.wire_name.clone());
                Some(values.collect::<BTreeSet<_>>())
            }
            _ => None,
        };
        match (old.unboxed(), new.unboxed()) {
            (
                TypeRef::Id(_) | TypeRef::String | TypeRef::Base64,
                TypeRef::Id(_) | TypeRef::String | TypeRef::Base64,
            ) => true,
            (TypeRef::Array(old), TypeRef::Array(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::Nullable(old), TypeRef::Nullable(new)) => self.alike(old, new),
            (TypeRef::Named(old_name), TypeRef::Named(new_name)) => {
                let values = (values(self.old, old_name), values(self.new, new_name));
                values.0.is_some() && values.0 == values.1
                    || self.same(old.unboxed(), new.unboxed())
            }
            (old, new) => old == new,
        }
    }
}

fn unpaired(types: &[Type], only: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let names = types.iter().map(|ty| &ty.name);
    names.filter(|name| only(name)).cloned().collect()
}

/// The places of types.
pub fn places<'a>(api: &'a Api, names: &'a [String]) -> impl Iterator<Item = Pointer> + 'a {
    let types = names.iter().filter_map(|name| api.type_named(name));
    types.map(|ty| ty.at.clone())
}

/// Removes from `open` every type that is reachable from `refs`; types that both models have account
/// for their own parts.
pub fn claim(api: &Api, open: &mut BTreeSet<String>, refs: &[&TypeRef]) -> Vec<String> {
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
