//! Schemas as they are passed between the files of lowering: plain data.

use super::directions::Direction;
use crate::{
    model::{Constraint, TypeRef},
    spec::Pointer,
};
use openapiv3::{ReferenceOr, Schema};

/// A schema or a reference to one.
#[derive(Clone, Copy)]
pub enum SchemaRef<'d> {
    Reference(&'d str),
    Item(&'d Schema),
}

impl<'d> From<&'d ReferenceOr<Schema>> for SchemaRef<'d> {
    fn from(schema: &'d ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'d> From<&'d ReferenceOr<Box<Schema>>> for SchemaRef<'d> {
    fn from(schema: &'d ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

/// A schema or a reference, and its place.
#[derive(Clone)]
pub struct Located<'d> {
    pub schema: SchemaRef<'d>,
    pub at: Pointer,
}

impl<'d> Located<'d> {
    pub fn new(schema: impl Into<SchemaRef<'d>>, at: Pointer) -> Self {
        Self {
            schema: schema.into(),
            at,
        }
    }

    /// The schema itself, unless it is a reference.
    pub fn inline(&self) -> Option<&'d Schema> {
        match self.schema {
            SchemaRef::Item(schema) => Some(schema),
            SchemaRef::Reference(_) => None,
        }
    }

    /// The reference, unless it is the schema itself.
    pub fn reference(&self) -> Option<&'d str> {
        match self.schema {
            SchemaRef::Reference(reference) => Some(reference),
            SchemaRef::Item(_) => None,
        }
    }
}

/// A resolved schema.
#[derive(Clone)]
pub struct Resolved<'d> {
    pub schema: &'d Schema,
    pub at: Pointer,
    /// The component's name, if the schema was referenced.
    pub component: Option<String>,
}

impl<'d> Resolved<'d> {
    /// The schema as an inline schema.
    pub fn located(&self) -> Located<'d> {
        Located {
            schema: SchemaRef::Item(self.schema),
            at: self.at.clone(),
        }
    }
}

/// How a schema is used, as far as it affects its type and name.
#[derive(Clone, Debug, Default)]
pub struct SchemaUse {
    /// The fallback name of the type.
    pub name: String,
    /// The name whose identifier the object's id property is.
    pub id_owner: Option<String>,
    /// Whether it is the body of a merge patch.
    pub patch: bool,
    /// The description from its context, if it has none itself.
    pub docs: String,
}

impl SchemaUse {
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// A schema that is being lowered, as far as it decides which type that gives.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Opening {
    pub at: Pointer,
    /// Whether it is the body of a merge patch.
    pub patch: bool,
    /// In which direction it travels, if that matters.
    pub direction: Option<Direction>,
    /// The property that tells the branches of a union apart, which their structs do not have.
    pub without: Option<String>,
}

/// The result of lowering a schema.
#[derive(Clone, Debug)]
pub struct Lowered {
    pub ty: TypeRef,
    pub nullable: bool,
    pub limits: Vec<Constraint>,
}

impl Lowered {
    pub fn new(ty: TypeRef) -> Self {
        Self::limited(ty, Vec::new())
    }

    /// Its type where null has to be part of it: in a list or map. Any JSON includes null.
    pub fn or_null(self) -> TypeRef {
        if self.nullable && self.ty != TypeRef::Json {
            TypeRef::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }

    pub fn limited(ty: TypeRef, limits: Vec<Constraint>) -> Self {
        Self {
            ty,
            nullable: false,
            limits,
        }
    }
}

/// The properties of an object schema, merged from all branches of an `allOf`.
#[derive(Clone)]
pub struct Object<'d> {
    pub properties: Vec<Property<'d>>,
    pub nullable: bool,
    pub docs: String,
    /// The schema of properties that are not described.
    pub rest: Option<Located<'d>>,
    /// Required properties that may be declared in another branch.
    pub required: Vec<(&'d str, Pointer)>,
}

impl<'d> Object<'d> {
    /// The property of this name.
    pub fn property(&self, name: &str) -> Option<&Property<'d>> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// Adds a property, or merges it into a known one.
    pub fn add(&mut self, property: Property<'d>) {
        let known = self
            .properties
            .iter_mut()
            .find(|known| known.name == property.name);
        match known {
            Some(known) => known.merge(property),
            None => self.properties.push(property),
        }
    }
}

/// One property; several schemas if several branches of an `allOf` have it.
#[derive(Clone)]
pub struct Property<'d> {
    pub name: &'d str,
    pub first: Located<'d>,
    pub more: Vec<Located<'d>>,
    pub required: bool,
}

impl<'d> Property<'d> {
    /// Every schema that describes the property.
    pub fn schemas(&self) -> impl Iterator<Item = &Located<'d>> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The last schema, which is the most specific one.
    pub fn last(&self) -> &Located<'d> {
        self.more.last().unwrap_or(&self.first)
    }

    fn merge(&mut self, other: Self) {
        self.required |= other.required;
        for schema in std::iter::once(other.first).chain(other.more) {
            if !self.schemas().any(|known| known.at == schema.at) {
                self.more.push(schema);
            }
        }
    }
}
