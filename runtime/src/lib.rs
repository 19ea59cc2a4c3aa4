//! The hand-written half of the Nomos API clients.
//!
//! One generated crate per API version (`nomos-chucky`, `nomos-batman`, `nomos-edison`,
//! `nomos-curie`) knows the operations and types of that version. Everything that does not depend
//! on the version lives here: how a [`Call`] becomes a request, how a response becomes a value or
//! an [`Error`], exact decimals, typed [`filter`]s, [`scope`]s, and the [`Transport`].
//!
//! Applications use the client crates, which re-export what is needed from this one.
//!
//! # Features
//!
//! - `reqwest` (default): the transport that is used unless [`ClientBuilder::transport`] names
//!   another one. Without it, a transport has to be named.
#![warn(missing_docs)]

mod aliased;
mod base_url;
mod call;
mod client;
mod decode;
mod encode;
mod error;
pub mod exact;
mod file_link;
pub mod filter;
mod macros;
mod operation;
mod page;
mod patch;
#[doc(hidden)]
pub mod private;
mod redact;
mod request;
mod response;
pub mod scope;
mod tagged;
#[cfg(test)]
mod test_support;
mod transport;
pub mod webhook;

pub use crate::{
    aliased::Aliased,
    call::Call,
    client::{Api, ClientBuilder, Core},
    decode::{DecodeError, decode},
    error::{ApiError, ConfigError, Error, NoApiError},
    file_link::FileLink,
    filter::{BooleanField, DateField, EnumField, Filter, NumberField, StringField},
    operation::{Auth, Method, Operation},
    page::{List, Page},
    patch::Patch,
    response::{FromResponse, NoContent},
    tagged::{Tagged, UnknownVariant},
    transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind},
};
