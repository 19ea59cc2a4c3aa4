//! Types under construction: equal shapes are one type, and names are settled at the end.
//!
//! Until then a type goes by a provisional name, its number in the arena.

use super::{names, settings::RUST_TYPE};
use crate::{
    model::{
        EnumType, EnumValue, Field, IdType, Kind, Presence, Stage, StructType, Type, TypeRef,
        UnionType, Usage,
    },
    spec::{Diagnostic, Document, Pointer},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How good a name is for a type; the least wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    pub origin: NameOrigin,
    /// Shorter names stand closer to the thing itself.
    pub length: usize,
    pub name: String,
    pub pointer: Pointer,
    /// Why the type is kept apart from others of its shape.
    pub distinct: Option<String>,
    /// The overlay's documentation, before the document's own.
    pub docs: Option<String>,
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameOrigin {
    /// The overlay gives it.
    Overlay,
    /// A component of the document has it.
    Component,
    /// It is put together from where an inline schema stands.
    Inline,
}

impl Candidate {
    pub fn new(origin: NameOrigin, name: String, pointer: Pointer) -> Self {
        Self {
            origin,
            length: name.len(),
            name,
            pointer,
            distinct: None,
            docs: None,
        }
    }
}

/// What makes two types the same.
#[derive(PartialEq, Eq, Hash)]
enum Shape {
    Struct {
        fields: Vec<(String, TypeRef, Presence)>,
        /// The name of a type that is kept apart.
        distinct: Option<String>,
    },
    Enum(BTreeSet<String>),
    NamedEnum(String),
    Union {
        tag: String,
        default: Option<String>,
        variants: Vec<(String, Option<TypeRef>)>,
    },
}

struct Draft {
    ty: Type,
    best: Candidate,
    overlay_names: BTreeSet<String>,
}

/// All types of a document under construction.
#[derive(Default)]
pub struct Arena {
    drafts: Vec<Draft>,
    by_shape: HashMap<Shape, usize>,
}

impl Arena {
    pub fn add_struct(&mut self, ty: StructType, docs: String, candidate: Candidate) -> TypeRef {
        let mut fields: Vec<_> = ty
            .fields
            .iter()
            .map(|field| (field.wire_name.clone(), field.ty.clone(), field.presence))
            .collect();
        // The order of properties means nothing in JSON.
        fields.sort_by(|a, b| a.0.cmp(&b.0));
        let distinct = candidate.distinct.as_ref().map(|_| candidate.name.clone());
        self.add(
            Shape::Struct { fields, distinct },
            Kind::Struct(ty),
            docs,
            candidate,
        )
    }

    /// `name` is the overlay's; enums of one name are one type.
    pub fn add_enum(
        &mut self,
        values: Vec<EnumValue>,
        name: Option<&str>,
        docs: String,
        candidate: Candidate,
    ) -> TypeRef {
        let shape = match name {
            Some(name) => Shape::NamedEnum(name.to_owned()),
            None => Shape::Enum(values.iter().map(|value| value.wire_name.clone()).collect()),
        };
        self.add(shape, Kind::Enum(EnumType { values }), docs, candidate)
    }

    pub fn add_union(&mut self, union: UnionType, docs: String, candidate: Candidate) -> TypeRef {
        let shape = Shape::Union {
            tag: union.tag.wire_name.clone(),
            default: union.tag.default.clone(),
            variants: union
                .variants
                .iter()
                .map(|variant| (variant.wire_name.clone(), variant.ty.clone()))
                .collect(),
        };
        self.add(shape, Kind::Union(union), docs, candidate)
    }

    fn add(&mut self, shape: Shape, kind: Kind, docs: String, candidate: Candidate) -> TypeRef {
        let docs = candidate.docs.clone().unwrap_or(docs);
        let next = self.drafts.len();
        let index = *self.by_shape.entry(shape).or_insert(next);
        let overlay_name =
            (candidate.origin == NameOrigin::Overlay).then(|| candidate.name.clone());
        if index == next {
            let ty = Type {
                name: provisional(index),
                docs,
                at: Pointer::root(),
                kind,
                usage: Usage::default(),
                family: String::new(),
                distinct: candidate.distinct.clone(),
            };
            self.drafts.push(Draft {
                ty,
                best: candidate,
                overlay_names: overlay_name.into_iter().collect(),
            });
        } else if let Some(draft) = self.drafts.get_mut(index) {
            join(&mut draft.ty.kind, kind);
            draft.overlay_names.extend(overlay_name);
            if candidate < draft.best {
                draft.ty.docs = docs;
                draft.best = candidate;
            }
        }
        TypeRef::Named(provisional(index))
    }

    /// Says where values of an enum stand in the course of something.
    pub fn set_stages(&mut self, ty: &TypeRef, stages: BTreeMap<String, Stage>) {
        let index = index(ty);
        let draft = index.and_then(|index| self.drafts.get_mut(index));
        if let Some(Kind::Enum(kind)) = draft.map(|draft| &mut draft.ty.kind) {
            for value in &mut kind.values {
                value.stage = stages.get(&value.wire_name).copied().or(value.stage);
            }
        }
    }

    /// The draft behind a reference.
    pub fn get(&self, ty: &TypeRef) -> Option<&Type> {
        self.drafts.get(index(ty)?).map(|draft| &draft.ty)
    }

    /// A component that is read and also the body of a merge patch is two types: the patch says so
    /// in its name.
    fn name_patches(&mut self) {
        let names: Vec<_> = self
            .drafts
            .iter()
            .map(|draft| (draft.best.name.clone(), draft.best.pointer.clone()))
            .collect();
        for draft in &mut self.drafts {
            let same = |(name, pointer): &&(String, Pointer)| {
                *name == draft.best.name && *pointer == draft.best.pointer
            };
            if is_patch(&draft.ty.kind) && names.iter().filter(same).count() > 1 {
                draft.best.name.push_str("Patch");
            }
        }
    }

    /// Settles the names: provisional → final. Two types of one name are a diagnostic; `ids` have
    /// theirs already.
    pub fn settle(
        mut self,
        document: &Document,
        ids: &[IdType],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Type>, HashMap<String, String>) {
        self.name_patches();
        let mut owners: HashMap<String, Pointer> = HashMap::new();
        let mut names = HashMap::new();
        let mut types = Vec::new();
        for Draft {
            mut ty,
            best,
            overlay_names,
        } in self.drafts
        {
            let at = match best.origin {
                NameOrigin::Overlay => best.pointer.child(RUST_TYPE),
                NameOrigin::Component | NameOrigin::Inline => best.pointer.clone(),
            };
            let mut report = |message: String, help: &str| {
                diagnostics.push(
                    Diagnostic::error(message)
                        .help(help)
                        .at(document.place(&at)),
                );
            };
            if overlay_names.len() > 1 {
                let names: Vec<_> = overlay_names.iter().map(String::as_str).collect();
                report(
                    format!("one type is given the names {}", names.join(" and ")),
                    "its uses have the same shape: give them the same `x-rust-type`, or keep one apart with `x-distinct`",
                );
            }
            if let Some((one, other, variant)) = double_variant(&ty.kind) {
                report(
                    format!("`{one}` and `{other}` would both become the variant `{variant}`"),
                    "name one of them with `x-rust-variants` in the overlay",
                );
            }
            let name = names::free_type_name(best.name);
            if ids.iter().any(|id| id.name == name) {
                report(
                    format!("`{name}` is also the type of an identifier"),
                    "name one of them in the overlay",
                );
            }
            if let Some(other) = owners.insert(name.clone(), best.pointer.clone()) {
                let other = document.place(&other);
                report(
                    format!(
                        "two different types would be called `{name}`; the other stands at {other}"
                    ),
                    "name one of them with `x-rust-type` in the overlay",
                );
            }
            names.insert(ty.name.clone(), name);
            ty.at = best.pointer;
            types.push(ty);
        }
        (types, names)
    }
}

fn is_patch(kind: &Kind) -> bool {
    matches!(kind, Kind::Struct(kind) if kind.fields.iter().any(|field| field.presence == Presence::Patch))
}

/// Two values or branches that share a variant name, and that name.
fn double_variant(kind: &Kind) -> Option<(&str, &str, &str)> {
    let names: Vec<(&str, &str)> = match kind {
        Kind::Struct(_) => return None,
        Kind::Enum(kind) => kind
            .values
            .iter()
            .map(|value| (&*value.name, &*value.wire_name))
            .collect(),
        Kind::Union(kind) => kind
            .variants
            .iter()
            .map(|variant| (&*variant.name, &*variant.wire_name))
            .collect(),
    };
    let mut seen = HashMap::new();
    names
        .into_iter()
        .find_map(|(name, wire)| seen.insert(name, wire).map(|first| (first, wire, name)))
}

/// The draft that a reference names.
fn index(ty: &TypeRef) -> Option<usize> {
    let TypeRef::Named(name) = ty else {
        return None;
    };
    name.strip_prefix('#')?.parse().ok()
}

fn provisional(index: usize) -> String {
    format!("#{index}")
}

/// Joins what a second use of a type knows into the first.
fn join(kind: &mut Kind, other: Kind) {
    match (kind, other) {
        (Kind::Struct(kind), Kind::Struct(other)) => {
            for other in other.fields {
                let same = |field: &&mut Field| field.wire_name == other.wire_name;
                let Some(field) = kind.fields.iter_mut().find(same) else {
                    continue;
                };
                field.sensitive |= other.sensitive;
                field.deprecated &= other.deprecated;
                // A name that the overlay gives in one place holds in all.
                if field.name == names::field_name(&field.wire_name) {
                    field.name = other.name;
                }
                // A limit that holds in one place only would mislead in the other.
                field
                    .constraints
                    .retain(|constraint| other.constraints.contains(constraint));
                for alias in other.aliases {
                    if !field.aliases.contains(&alias) {
                        field.aliases.push(alias);
                    }
                }
            }
        }
        (Kind::Enum(kind), Kind::Enum(other)) => {
            for value in other.values {
                let same = |known: &&mut EnumValue| known.wire_name == value.wire_name;
                match kind.values.iter_mut().find(same) {
                    Some(known) => {
                        if known.name == names::variant_name(&known.wire_name) {
                            known.name = value.name;
                        }
                        if known.docs.is_empty() {
                            known.docs = value.docs;
                        }
                    }
                    None => kind.values.push(value),
                }
            }
        }
        _ => {}
    }
}
