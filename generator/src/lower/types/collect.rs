//! First pass: collects all types; types of equal shape are merged.
//!
//! A type is collected after the types it contains. Until names are chosen, its name is its number.

use super::{
    NameCandidate, NameOrigin,
    merge::{merge, widen},
    shape::{self, Shape},
};
use crate::{
    model::{EnumType, EnumValue, Kind, Stage, StructType, Type, TypeRef, UnionType},
    spec::Pointer,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All types of a document so far.
#[derive(Default)]
pub struct TypeCollector {
    types: Vec<CollectedType>,
    by_shape: HashMap<Shape, usize>,
    widened: Vec<(usize, usize)>,
    stand_ins: usize,
}

/// A type without a name yet.
#[derive(Clone)]
pub struct CollectedType {
    pub ty: Type,
    /// The best of the names that its schemas suggest.
    pub best: NameCandidate,
    /// Every name that the overlay gives to it.
    pub overlay_names: BTreeSet<String>,
    /// Whether all its schemas are the request form of one that is different in responses.
    pub is_sent: bool,
}

impl TypeCollector {
    /// Adds a struct.
    pub fn add_struct(
        &mut self,
        ty: StructType,
        docs: String,
        candidate: NameCandidate,
    ) -> TypeRef {
        self.add(Kind::Struct(ty), None, docs, candidate)
    }

    /// Adds an enum; `name` is the overlay's, and enums of one name are one type.
    pub fn add_enum(
        &mut self,
        values: Vec<EnumValue>,
        name: Option<&str>,
        docs: String,
        candidate: NameCandidate,
    ) -> TypeRef {
        self.add(Kind::Enum(EnumType { values }), name, docs, candidate)
    }

    /// Adds a union.
    pub fn add_union(
        &mut self,
        union: UnionType,
        docs: String,
        candidate: NameCandidate,
    ) -> TypeRef {
        self.add(Kind::Union(union), None, docs, candidate)
    }

    fn add(
        &mut self,
        kind: Kind,
        enum_name: Option<&str>,
        docs: String,
        candidate: NameCandidate,
    ) -> TypeRef {
        let docs = candidate.docs.clone().unwrap_or(docs);
        let shape = Shape::of(&kind, &candidate, enum_name);
        let next = self.types.len();
        let number = *self.by_shape.entry(shape).or_insert(next);
        match self.types.get_mut(number) {
            Some(known) => known.merge(kind, docs, candidate),
            None => (self.types).push(CollectedType::new(number, kind, docs, candidate)),
        }
        numbered(number)
    }

    /// How many types there are so far.
    pub fn count(&self) -> usize {
        self.types.len()
    }

    /// A stand-in for a type that is not known yet, because it contains itself.
    pub fn stand_in(&mut self) -> TypeRef {
        self.stand_ins += 1;
        TypeRef::Named(format!("@{}", self.stand_ins))
    }

    /// Puts a type in the place of its stand-in, in all types from number `first` on.
    pub fn settle(&mut self, stand_in: &TypeRef, ty: &TypeRef, first: usize) {
        for (number, collected) in self.types.iter_mut().enumerate().skip(first) {
            let parts = collected.ty.kind.parts_mut().into_iter();
            let replaced = parts.filter_map(|part| part.replace(stand_in, ty).then_some(()));
            if replaced.count() > 0 {
                // Types of this shape may follow.
                let shape = Shape::of(&collected.ty.kind, &collected.best, None);
                self.by_shape.entry(shape).or_insert(number);
            }
        }
    }

    /// Sets the stages of the values of an enum.
    pub fn set_stages(&mut self, ty: &TypeRef, stages: BTreeMap<String, Stage>) {
        let collected = number(ty).and_then(|number| self.types.get_mut(number));
        if let Some(Kind::Enum(kind)) = collected.map(|collected| &mut collected.ty.kind) {
            for value in &mut kind.values {
                value.stage = stages.get(&value.wire_name).copied().or(value.stage);
            }
        }
    }

    /// The kind of a named type, if known.
    pub fn kind(&self, ty: &TypeRef) -> Option<&Kind> {
        self.types
            .get(number(ty)?)
            .map(|collected| &collected.ty.kind)
    }

    /// Whether a type is an enum.
    pub fn is_enum(&self, ty: &TypeRef) -> bool {
        matches!(self.kind(ty), Some(Kind::Enum(_)))
    }

    /// Makes one type of two structs that are read in the same place, and of their enums in the
    /// same fields; whether that is possible.
    pub fn widen(&mut self, ty: &TypeRef, other: &TypeRef) -> bool {
        let (Some(into), Some(part)) = (number(ty), number(other)) else {
            return false;
        };
        let (Some(Kind::Struct(kind)), Some(Kind::Struct(more))) =
            (self.kind(ty), self.kind(other))
        else {
            return false;
        };
        let is_enum = |ty: &TypeRef| self.is_enum(ty);
        let alike = |one: &TypeRef, other: &TypeRef| one == other || is_enum(one) && is_enum(other);
        let Some(widened) = widen(kind, more, alike) else {
            return false;
        };
        let enums: Vec<_> = kind
            .fields
            .iter()
            .filter_map(|field| {
                let mut more = more.fields.iter();
                let same =
                    more.find(|same| same.wire_name == field.wire_name && same.ty != field.ty)?;
                Some((number(&field.ty)?, number(&same.ty)?))
            })
            .collect();
        self.types[into].ty.kind = Kind::Struct(widened);
        self.widened.push((part, into));
        for (into, part) in enums {
            let values = self.types[part].ty.kind.clone();
            merge(&mut self.types[into].ty.kind, values);
            self.widened.push((part, into));
        }
        true
    }

    /// The places of structs that are kept separate although nothing else has their shape.
    pub fn needlessly_distinct(&self) -> Vec<Pointer> {
        let mut counts: HashMap<Shape, usize> = HashMap::new();
        let structs = || {
            self.types
                .iter()
                .filter_map(|collected| match &collected.ty.kind {
                    Kind::Struct(kind) => Some((collected, kind)),
                    Kind::Enum(_) | Kind::Union(_) => None,
                })
        };
        for (_, kind) in structs() {
            *counts.entry(shape::plain(kind)).or_default() += 1;
        }
        let needless = structs().filter(|(collected, kind)| {
            collected.ty.distinct.is_some() && counts.get(&shape::plain(kind)) == Some(&1)
        });
        needless
            .map(|(collected, _)| collected.best.pointer.clone())
            .collect()
    }

    /// Every type, by number, and the numbers of those that have become part of another one.
    pub fn finish(self) -> (Vec<CollectedType>, Vec<(usize, usize)>) {
        (self.types, self.widened)
    }
}

impl CollectedType {
    fn new(number: usize, kind: Kind, docs: String, candidate: NameCandidate) -> Self {
        Self {
            ty: Type {
                name: provisional_name(number),
                docs,
                at: candidate.pointer.clone(),
                kind,
                usage: Default::default(),
                module: String::new(),
                distinct: candidate.distinct.clone(),
                named_by_overlay: false,
            },
            overlay_names: overlay_name(&candidate).into_iter().collect(),
            is_sent: candidate.is_sent,
            best: candidate,
        }
    }

    /// Adds another occurrence of the type; the better name wins, with its documentation.
    fn merge(&mut self, kind: Kind, docs: String, candidate: NameCandidate) {
        merge(&mut self.ty.kind, kind);
        self.overlay_names.extend(overlay_name(&candidate));
        self.is_sent &= candidate.is_sent;
        if candidate < self.best {
            self.ty.docs = docs;
            self.ty.at.clone_from(&candidate.pointer);
            self.best = candidate;
        }
    }
}

fn overlay_name(candidate: &NameCandidate) -> Option<String> {
    (candidate.origin == NameOrigin::Overlay).then(|| candidate.name.clone())
}

/// A type that has no name yet.
pub fn numbered(number: usize) -> TypeRef {
    TypeRef::Named(provisional_name(number))
}

fn provisional_name(number: usize) -> String {
    format!("#{number}")
}

/// The number of a type that has no name yet.
pub fn number(ty: &TypeRef) -> Option<usize> {
    let TypeRef::Named(name) = ty else {
        return None;
    };
    name.strip_prefix('#')?.parse().ok()
}
