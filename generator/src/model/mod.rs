//! What an API is: plain data, named, resolved and ordered. No OpenAPI, no Rust syntax beyond names.

mod api;
mod filter;
mod operation;
mod types;
mod version;

pub use api::{Api, ErrorModel, ErrorStatus, FieldErrors, IdType, Resource};
pub use filter::{FilterField, FilterKind, FilterSet};
pub use operation::{
    Auth, Body, Encoding, Method, Moved, Operation, Output, Parameter, ParameterPlace, Scope,
};
pub use types::{
    Constraint, EnumType, EnumValue, Field, Kind, Presence, StructType, Tag, Type, TypeRef,
    UnionType, Usage, Variant,
};
pub use version::{Availability, Release, Version};
