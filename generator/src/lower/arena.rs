//! Types under construction: equal shapes are one type, and names are settled at the end.
//!
//! Until then a type goes by a provisional name, its number in the arena.

use crate::{
    model::{
        EnumType, EnumValue, Field, Kind, Presence, StructType, Type, TypeRef, UnionType, Usage,
    },
    spec::{Diagnostic, Document, Pointer},
};
use std::collections::{BTreeSet, HashMap};

/// How good a name is for a type; the least wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    pub origin: NameOrigin,
    /// Shorter names stand closer to the thing itself.
    pub length: usize,
    pub name: String,
    pub pointer: Pointer,
    /// Whether the type is kept apart from others of its shape.
    pub distinct: bool,
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
            distinct: false,
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
        let distinct = candidate.distinct.then(|| candidate.name.clone());
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
                kind,
                usage: Usage::default(),
                family: String::new(),
                availability: Default::default(),
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

    /// The draft behind a reference.
    pub fn get(&self, ty: &TypeRef) -> Option<&Type> {
        let TypeRef::Named(name) = ty else {
            return None;
        };
        let index: usize = name.strip_prefix('#')?.parse().ok()?;
        self.drafts.get(index).map(|draft| &draft.ty)
    }

    /// Settles the names: provisional → final. Two types of one name are a diagnostic.
    pub fn settle(
        self,
        document: &Document,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Type>, HashMap<String, String>) {
        let mut owners: HashMap<String, Candidate> = HashMap::new();
        let mut names = HashMap::new();
        let mut types = Vec::new();
        for draft in self.drafts {
            if draft.overlay_names.len() > 1 {
                let names: Vec<_> = draft.overlay_names.iter().map(String::as_str).collect();
                diagnostics.push(
                    Diagnostic::error(format!(
                        "one type is given the names {}",
                        names.join(" and ")
                    ))
                    .help("its uses have the same shape: give them the same `x-rust-type`")
                    .at(document.place(&draft.best.pointer)),
                );
            }
            if let Some(other) = owners.insert(draft.best.name.clone(), draft.best.clone()) {
                diagnostics.push(
                    Diagnostic::error(format!(
                        "two different types would be called `{}`; the other stands at {}",
                        draft.best.name,
                        document.place(&other.pointer),
                    ))
                    .help("name one of them with `x-rust-type` in the overlay")
                    .at(document.place(&draft.best.pointer)),
                );
            }
            names.insert(draft.ty.name.clone(), draft.best.name);
            types.push(draft.ty);
        }
        (types, names)
    }
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
                if !kind
                    .values
                    .iter()
                    .any(|known| known.wire_name == value.wire_name)
                {
                    kind.values.push(value);
                }
            }
        }
        _ => {}
    }
}
