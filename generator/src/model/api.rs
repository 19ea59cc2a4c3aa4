//! One version of an API.

use super::{
    Client, ErrorModel, Field, FilterSet, Kind, Operation, Output, Presence, Type, TypeRef,
    UnionType, Version,
};
use crate::source::Pointer;
use serde::{Deserialize, Serialize};

/// One version of an API, as its document and the overlay describe it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Api {
    /// Which version.
    pub version: Version,
    /// The document's title.
    pub title: String,
    /// The document's description.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Where the API is served by default.
    pub base_url: String,
    /// What its client follows with every operation.
    #[serde(default)]
    pub client: Client,
    /// Resources in document order.
    pub resources: Vec<Resource>,
    /// Every type an operation needs, in the order they are first needed.
    pub types: Vec<Type>,
    /// Identifier types, by name.
    pub ids: Vec<IdType>,
    /// What a failed operation answers; `None` if the document has no error responses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<ErrorModel>,
    /// The fields that lists can be filtered by.
    pub filters: Vec<FilterSet>,
}

impl Api {
    /// Every operation with its resource, in order.
    pub fn operations(&self) -> impl Iterator<Item = (&Resource, &Operation)> {
        self.resources.iter().flat_map(|resource| {
            resource
                .operations
                .iter()
                .map(move |operation| (resource, operation))
        })
    }

    /// The operation of this route, for example `GET /books`.
    pub fn operation_at(&self, route: &str) -> Option<(&Resource, &Operation)> {
        self.operations()
            .find(|(_, operation)| operation.route() == route)
    }

    /// The first list that needs no arguments: what an example can call.
    pub fn first_list(&self) -> Option<(&Resource, &Operation)> {
        self.operations().find(|(_, operation)| {
            matches!(operation.output, Output::Page(_) | Output::List(_))
                && operation.arguments().next().is_none()
        })
    }

    /// The type of this name.
    pub fn type_named(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|ty| ty.name == name)
    }

    /// The fields that all variants of a union share, besides its tag: it has an accessor for each.
    pub fn common_fields(&self, kind: &UnionType) -> Vec<&Field> {
        let mut structs = Vec::new();
        for variant in &kind.variants {
            let Some(TypeRef::Named(name)) = &variant.ty else {
                return Vec::new();
            };
            match self.type_named(name).map(|ty| &ty.kind) {
                Some(Kind::Struct(kind)) => structs.push(kind),
                _ => return Vec::new(),
            }
        }
        let Some((first, others)) = structs.split_first() else {
            return Vec::new();
        };
        let alike = |field: &&Field| {
            others.iter().all(|other| {
                other.fields.iter().any(|known| {
                    known.name == field.name
                        && known.ty == field.ty
                        && known.presence == field.presence
                })
            })
        };
        first
            .fields
            .iter()
            .filter(alike)
            .filter(|field| !matches!(field.presence, Presence::Patch | Presence::Rest))
            .filter(|field| field.name != kind.tag.name)
            .collect()
    }
}

/// Operations that belong together, reached through one method of the client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    /// The method on the client and the module, for example `library_cards`.
    pub name: String,
    /// The handle's type, for example `LibraryCards`.
    pub type_name: String,
    /// What the resource is, from the tag of its operations.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Its operations in document order.
    pub operations: Vec<Operation>,
}

/// A string that identifies something; one type per kind of thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdType {
    /// For example `BookId`.
    pub name: String,
    /// An identifier from the document, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// Where the document names identifiers.
    #[serde(default)]
    pub at: Pointer,
}
