//! What an API is: plain data, named, resolved and ordered. No OpenAPI, no Rust syntax beyond
//! names.

mod api;
mod call;
mod client;
mod constraint;
mod errors;
mod filter;
mod item;
mod moved;
mod operation;
mod rule;
mod skill;
mod snapshot;
mod style;
mod timeline;
mod types;
mod version;

pub use api::{Api, IdType, Resource};
pub use call::{CallName, Route};
pub use client::Client;
pub use constraint::{Bound, Constraint, Count};
pub use errors::{ErrorBody, ErrorModel, ErrorStatus, FieldErrors, Statuses, TextField};
pub use filter::{FilterField, FilterKind, FilterSet};
pub use item::Item;
pub use moved::{Moved, TextOperator};
pub use operation::{
    Auth, Body, Encoding, FORM, JSON, Method, Operation, Output, Parameter, ParameterPlace, Scope,
    essence,
};
pub use rule::{Check, Meaning, MeaningKind, Rule, Stage};
pub use skill::Skill;
pub use snapshot::Snapshot;
pub use style::{Style, StyleForm};
pub use timeline::{Availability, Dated, Successor, Timeline};
pub use types::{
    EnumType, EnumValue, Field, Kind, Presence, StructType, Tag, Type, TypeRef, UnionType, Usage,
    Variant,
};
pub use version::{Release, Version};
