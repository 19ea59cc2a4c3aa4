//! Which operations and types of the newer model are which of the older one, whatever they are
//! called now.

use crate::model::{Api, Kind, Operation, Output, Resource, Type, TypeRef};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// An operation with its resource.
pub type Call<'a> = (&'a Resource, &'a Operation);

/// An operation on both sides.
#[derive(Clone, Copy)]
pub struct OperationPair<'a> {
    pub old: Call<'a>,
    pub new: Call<'a>,
    /// Whether it has another route now.
    pub moved: bool,
}

/// What belongs together.
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
        let mut pairs = Self {
            operations: Vec::new(),
            removed: Vec::new(),
            added: new.operations().collect(),
            types: BTreeMap::new(),
            ids: BTreeMap::new(),
        };
        for old in old.operations() {
            let same = |(_, new): &Call<'_>| {
                new.method == old.1.method && shape(&new.path) == shape(&old.1.path)
            };
            match pairs.added.iter().position(same) {
                Some(index) => pairs.operations.push(OperationPair {
                    old,
                    new: pairs.added.remove(index),
                    moved: false,
                }),
                None => pairs.removed.push(old),
            }
        }
        let mut names = Names::new(old, new);
        names.equal_names();
        for pair in pairs.operations.clone() {
            names.operations(pair);
        }
        pairs.moves(old, new, &mut names);
        if let (Some(old), Some(new)) = (&old.errors, &new.errors) {
            names.meet(&old.body, &new.body);
        }
        (pairs.types, pairs.ids) = (names.types, names.ids);
        pairs
    }

    /// Finds moved operations: those of which the overlay says so, then those that give the same.
    fn moves(&mut self, old: &Api, new: &'a Api, names: &mut Names<'_>) {
        let removed = std::mem::take(&mut self.removed);
        let mut taken = BTreeSet::new();
        for call in removed {
            let told = call.1.moved.as_ref().and_then(|moved| {
                new.operations()
                    .find(|(_, operation)| operation.route() == moved.route)
            });
            let target = told.or_else(|| {
                let candidates = self
                    .added
                    .iter()
                    .filter(|(_, new)| !taken.contains(&new.id));
                let scored = candidates.map(|new| (likeness(old, call, names.new, *new), *new));
                scored
                    .filter(|(likeness, _)| *likeness >= MOVED)
                    .max_by_key(|(likeness, _)| *likeness)
                    .map(|(_, new)| new)
            });
            let Some(target) = target else {
                self.removed.push(call);
                continue;
            };
            taken.insert(target.1.id.clone());
            let pair = OperationPair {
                old: call,
                new: target,
                moved: true,
            };
            names.operations(pair);
            self.operations.push(pair);
        }
        self.added.retain(|(_, new)| !taken.contains(&new.id));
    }

    /// The older type as the newer model calls it.
    pub fn renamed(&self, ty: &TypeRef) -> TypeRef {
        let rename = |names: &BTreeMap<String, String>, name: &String| {
            names.get(name).unwrap_or(name).clone()
        };
        match ty {
            TypeRef::Named(name) => TypeRef::Named(rename(&self.types, name)),
            TypeRef::Id(name) => TypeRef::Id(rename(&self.ids, name)),
            TypeRef::Array(inner) => TypeRef::Array(Box::new(self.renamed(inner))),
            TypeRef::Map(inner) => TypeRef::Map(Box::new(self.renamed(inner))),
            other => other.clone(),
        }
    }
}

/// A path without the names of its arguments, which no request carries.
fn shape(path: &str) -> String {
    let parts = path.split(['{', '}']).enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { part } else { "{}" })
        .collect()
}

/// How alike two operations of different routes have to be to be one that moved.
const MOVED: u32 = 3;

fn likeness(old_api: &Api, old: Call<'_>, new_api: &Api, new: Call<'_>) -> u32 {
    let ((_, old), (_, new)) = (old, new);
    if old.method != new.method || old.body.is_some() != new.body.is_some() {
        return 0;
    }
    let forms = discriminant(&old.output) == discriminant(&new.output);
    let types = match (old.output.ty(), new.output.ty()) {
        (Some(old), Some(new)) if old == new => 2,
        (Some(old), Some(new)) if alike(old_api, old, new_api, new) => 2,
        (None, None) => 0,
        _ => return 0,
    };
    let word = |operation: &Operation| {
        let last = operation
            .path
            .rsplit('/')
            .find(|part| !part.starts_with('{'));
        last.unwrap_or_default().replace('_', "-")
    };
    let words = word(old) == word(new);
    u32::from(forms) + types + u32::from(words)
}

/// Whether two structs share most of their fields.
fn alike(old_api: &Api, old: &TypeRef, new_api: &Api, new: &TypeRef) -> bool {
    let fields = |api: &Api, ty: &TypeRef| -> BTreeSet<String> {
        match ty
            .name()
            .and_then(|name| api.type_named(name))
            .map(|ty| &ty.kind)
        {
            Some(Kind::Struct(kind)) => kind
                .fields
                .iter()
                .map(|field| field.wire_name.clone())
                .collect(),
            _ => BTreeSet::new(),
        }
    };
    let (old, new) = (fields(old_api, old), fields(new_api, new));
    let common = old.intersection(&new).count();
    common >= 3 && common * 3 >= old.len().max(new.len()) * 2
}

/// Pairs of names, found by following what both models use in the same place.
struct Names<'a> {
    old: &'a Api,
    new: &'a Api,
    types: BTreeMap<String, String>,
    ids: BTreeMap<String, String>,
    /// Types of the newer model that have a pair.
    taken: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn new(old: &'a Api, new: &'a Api) -> Self {
        Self {
            old,
            new,
            types: BTreeMap::new(),
            ids: BTreeMap::new(),
            taken: BTreeSet::new(),
        }
    }

    /// What has its name still is what it was.
    fn equal_names(&mut self) {
        for ty in &self.old.types {
            if self.new.type_named(&ty.name).is_some() {
                self.types.insert(ty.name.clone(), ty.name.clone());
                self.taken.insert(ty.name.clone());
            }
        }
        for id in self.old.ids.iter().filter(|id| {
            self.new.ids.contains(id) || self.new.ids.iter().any(|new| new.name == id.name)
        }) {
            self.ids.insert(id.name.clone(), id.name.clone());
        }
        for ty in &self.old.types {
            if let (Some(old), Some(new)) =
                (self.old.type_named(&ty.name), self.new.type_named(&ty.name))
            {
                self.contents(old, new);
            }
        }
    }

    fn operations(&mut self, pair: OperationPair<'_>) {
        let ((_, old), (_, new)) = (pair.old, pair.new);
        if let (Some(old), Some(new)) = (old.output.ty(), new.output.ty())
            && (!pair.moved
                || !matches!(&pair.new.1.output, Output::One(_))
                || discriminant(&pair.old.1.output) == discriminant(&pair.new.1.output))
        {
            self.meet(old, new);
        }
        if let (Some(old), Some(new)) = (&old.body, &new.body) {
            self.meet(&old.ty, &new.ty);
        }
        for old in &old.parameters {
            if let Some(new) = new
                .parameters
                .iter()
                .find(|new| new.wire_name == old.wire_name)
            {
                self.meet(&old.ty, &new.ty);
            }
        }
        if let (Some(old), Some(new)) = (old.filter, new.filter)
            && let (Some(old), Some(new)) = (self.old.filters.get(old), self.new.filters.get(new))
        {
            for old in &old.fields {
                if let Some(new) = new.fields.iter().find(|new| new.wire_name == old.wire_name) {
                    self.meet(&old.value, &new.value);
                }
            }
        }
    }

    /// Both stand in the same place: if neither has a pair yet, they are one.
    fn meet(&mut self, old: &TypeRef, new: &TypeRef) {
        match (old, new) {
            (TypeRef::Array(old), TypeRef::Array(new)) | (TypeRef::Map(old), TypeRef::Map(new)) => {
                self.meet(old, new);
            }
            (TypeRef::Id(old), TypeRef::Id(new)) => {
                let known = |api: &Api, name: &str| api.ids.iter().any(|id| id.name == name);
                if !known(self.new, old) && !known(self.old, new) && !self.ids.contains_key(old) {
                    self.ids.insert(old.clone(), new.clone());
                }
            }
            (TypeRef::Named(old), TypeRef::Named(new))
                if !self.types.contains_key(old) && !self.taken.contains(new) =>
            {
                let (Some(old), Some(new)) = (self.old.type_named(old), self.new.type_named(new))
                else {
                    return;
                };
                if discriminant(&old.kind) == discriminant(&new.kind) {
                    self.types.insert(old.name.clone(), new.name.clone());
                    self.taken.insert(new.name.clone());
                    self.contents(old, new);
                }
            }
            _ => {}
        }
    }

    fn contents(&mut self, old: &Type, new: &Type) {
        match (&old.kind, &new.kind) {
            (Kind::Struct(old), Kind::Struct(new)) => {
                for old in &old.fields {
                    let name = &old.wire_name;
                    let mut fields = new.fields.iter();
                    let same =
                        fields.find(|new| new.wire_name == *name || new.aliases.contains(name));
                    if let Some(new) = same {
                        self.meet(&old.ty, &new.ty);
                    }
                }
            }
            (Kind::Union(old), Kind::Union(new)) => {
                for old in &old.variants {
                    let same = new
                        .variants
                        .iter()
                        .find(|new| new.wire_name == old.wire_name);
                    if let (Some(old), Some(new)) = (&old.ty, same.and_then(|new| new.ty.as_ref()))
                    {
                        self.meet(old, new);
                    }
                }
            }
            _ => {}
        }
    }
}
