//! What makes two types equal.
//!
//! Nested types have already been merged, so it is enough to compare their numbers.

use super::NameCandidate;
use crate::model::{EnumType, Kind, Presence, StructType, TypeRef, UnionType};
use std::collections::BTreeSet;

/// Types of equal shape are one type.
#[derive(PartialEq, Eq, Hash)]
pub enum Shape {
    Struct {
        /// By wire name: the order of properties is irrelevant in JSON.
        fields: Vec<(String, TypeRef, Presence)>,
        /// The name of a type that is kept separate.
        distinct: Option<String>,
    },
    Enum(BTreeSet<String>),
    /// Enums with the same name in the overlay are one type, whatever their values.
    NamedEnum(String),
    Union {
        tag: String,
        default: Option<String>,
        variants: Vec<(String, Option<TypeRef>)>,
    },
}

impl Shape {
    /// The shape of a type; `enum_name` is the overlay's name for an enum.
    pub fn of(kind: &Kind, candidate: &NameCandidate, enum_name: Option<&str>) -> Self {
        match (kind, enum_name) {
            (Kind::Struct(kind), _) => of_struct(kind, candidate),
            (Kind::Enum(_), Some(name)) => Self::NamedEnum(name.to_owned()),
            (Kind::Enum(kind), None) => of_enum(kind),
            (Kind::Union(kind), _) => of_union(kind),
        }
    }
}

/// The shape that a struct would have if it were not kept separate.
pub fn plain(kind: &StructType) -> Shape {
    Shape::Struct {
        fields: fields(kind),
        distinct: None,
    }
}

fn of_struct(kind: &StructType, candidate: &NameCandidate) -> Shape {
    let distinct = candidate.distinct.as_ref().map(|_| candidate.name.clone());
    Shape::Struct {
        fields: fields(kind),
        distinct,
    }
}

fn fields(kind: &StructType) -> Vec<(String, TypeRef, Presence)> {
    let fields = kind.fields.iter();
    let mut fields: Vec<_> = fields
        .map(|field| (field.wire_name.clone(), field.ty.clone(), field.presence))
        .collect();
    fields.sort_by(|a, b| a.0.cmp(&b.0));
    fields
}

fn of_enum(kind: &EnumType) -> Shape {
    let values = kind.values.iter();
    Shape::Enum(values.map(|value| value.wire_name.clone()).collect())
}

fn of_union(kind: &UnionType) -> Shape {
    let variants = kind.variants.iter();
    Shape::Union {
        tag: kind.tag.wire_name.clone(),
        default: kind.tag.default.clone(),
        variants: variants
            .map(|variant| (variant.wire_name.clone(), variant.ty.clone()))
            .collect(),
    }
}
