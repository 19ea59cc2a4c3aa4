//! The shared runtime of the generated API clients.
//!
//! A generated crate contains the operations and types of one API version. Everything that does not
//! depend on the version is here: sending a [`Call`], decoding its response into a value or an
//! [`Error`], exact decimals, typed [`filter`]s, [`scope`]s, the [`Rule`]s of requests, polling
//! with a [`Watch`], and the [`Transport`].
//!
//! Applications depend on a client crate, which re-exports what they need from this one.
//!
//! # Features
//!
//! - `rustls` (default): the default transport, built on reqwest; [`ClientBuilder::transport`]
//!   replaces it.
//! - `native-tls`: the default transport with the native TLS library of the platform. Without
//!   either feature, a transport must be set.
//! - `blocking`: blocking calls, for callers without an async runtime (`send_blocking`).
//! - `tracing`: a span for each call and an event for each attempt.
//! - `testing`: an in-memory transport, for the tests of applications.
//! - `energy`: the German calendar, time slots, and forecasts (module `energy`).
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
        content::RawContent,
        core::Core,
        download::Download,
        file_link::FileLink,
        observer::{Observer, Received, Sent},
        raw::RawCall,
        response::{FromResponse, NoContent},
        retry::{Attempt, Failure, RetryPolicy},
        scoped::ScopedCore,
        style::ParameterStyle,
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
