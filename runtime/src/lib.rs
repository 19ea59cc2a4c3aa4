//! The runtime that generated API clients share.
//!
//! A generated crate knows the operations and types of one API version. Everything that does not
//! depend on the version lives here: how a [`Call`] becomes a request, how a response becomes a
//! value or an [`Error`], exact decimals, typed [`filter`]s, [`scope`]s, the [`Rule`]s of requests,
//! the [`Watch`] over slow things, and the [`Transport`].
//!
//! Applications use the client crates, which re-export what is needed from this one.
//!
//! # Features
//!
//! - `rustls` (default): the default transport, built on reqwest; [`ClientBuilder::transport`]
//!   replaces it.
//! - `native-tls`: the same with the operating system's TLS. Without either, a transport must be
//!   set.
//! - `blocking`: the same calls without an async runtime in the caller (`send_blocking`).
//! - `tracing`: a span for each call, an event for each attempt.
//! - `testing`: a transport without sockets, for the tests of applications.
//! - `energy`: the German calendar, slots of a day, and forecasts (`energy`).
#![warn(missing_docs)]

mod api;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod builder;
mod call;
mod clock;
mod encode;
#[cfg(feature = "energy")]
pub mod energy;
mod error;
mod future;
mod headers;
mod list;
mod macros;
mod operation;
#[doc(hidden)]
pub mod private;
pub mod scope;
#[cfg(test)]
mod test_support;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
pub mod webhook;

#[cfg(feature = "blocking")]
pub use crate::blocking::Blocking;
pub use crate::{
    api::Api,
    auth::{Login, LoginError, OAuth, Pkce, Token, TokenSource},
    body::{Aliased, Envelope, Patch, Tagged, UnknownValue, UnknownVariant, decode, exact},
    builder::ClientBuilder,
    call::{
        Call,
        arguments::{Argument, CallBuilder},
        core::Core,
        download::Download,
        file_link::FileLink,
        observer::{Observer, Received, Sent},
        raw::RawCall,
        response::{FromResponse, NoContent},
        retry::{Attempt, Failure, RetryPolicy},
        scoped::ScopedCore,
        watch::{Watch, Watched},
    },
    clock::{Clock, SystemClock},
    error::{
        ApiError, ConfigError, DecodeError, Error, FieldError, NoApiError, TokenError,
        TransportError, TransportErrorKind,
    },
    future::BoxFuture,
    list::{
        BooleanField, DateField, EnumField, Filter, Items, List, NumberField, Page, Pages,
        StringField, filter,
    },
    operation::{
        Auth, BrokenRule, Check, CustomCheck, Meaning, MeaningKind, Method, Operation, Rule,
    },
    transport::{BodyStream, Limits, Transport},
};
