//! What an API is: plain data, named, resolved and ordered. No OpenAPI, no Rust syntax beyond
//! names.

mod api;
mod bridge;
mod call;
mod client;
mod constraint;
mod filter;
mod hand_written;
mod operation;
mod rule;
mod skill;
mod types;
mod version;

pub use api::{Api, ErrorModel, ErrorStatus, FieldErrors, IdType, Resource};
pub use bridge::{Becomes, Bridge, BridgeArgument, TextOperator};
pub use call::{CallName, Route};
pub use client::Client;
pub use constraint::{Bound, Constraint, Count};
pub use filter::{FilterField, FilterKind, FilterSet};
pub use hand_written::{HandWritten, HandWrittenModule};
pub use operation::{
    Auth, Body, Encoding, Method, Moved, Operation, Output, Parameter, ParameterPlace, Scope,
};
pub use rule::{Check, Meaning, MeaningKind, Rule, Stage};
pub use skill::Skill;
pub use types::{
    EnumType, EnumValue, Field, Kind, Presence, StructType, Tag, Type, TypeRef, UnionType, Usage,
    Variant,
};
pub use version::{Availability, Release, Version};
