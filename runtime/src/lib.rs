//! The hand-written half of the Nomos API clients.
//!
//! One generated crate per API version (`nomos-chucky`, `nomos-batman`, `nomos-edison`,
//! `nomos-curie`) knows the operations and types of that version. Everything that does not depend
//! on the version lives here: how a [`Call`] becomes a request, how a response becomes a value or
//! an [`Error`], exact decimals, typed [`filter`]s, [`scope`]s, the [`Rule`]s of requests, the
//! [`german`] calendar, [`slots`] of a day, the [`Watch`] over slow things, and the [`Transport`].
//!
//! Applications use the client crates, which re-export what is needed from this one.
//!
//! # Features
//!
//! - `rustls` (default): the transport that is used unless [`ClientBuilder::transport`] names
//!   another one, built on reqwest.
//! - `native-tls`: the same with the TLS of the operating system. Without either, a transport has
//!   to be named.
//! - `blocking`: the same calls without an async runtime in the caller (`send_blocking`).
//! - `tracing`: a span for each call, an event for each attempt.
//! - `testing`: a transport without sockets, for the tests of applications.
#![warn(missing_docs)]

mod aliased;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod client;
mod clock;
mod decode;
mod download;
mod encode;
mod error;
pub mod exact;
mod exchange;
mod file_link;
pub mod filter;
pub mod german;
mod link;
mod macros;
mod meaning;
mod observe;
mod operation;
mod page;
mod paging;
mod patch;
#[doc(hidden)]
pub mod private;
mod rate_limit;
mod raw;
mod reading;
mod redact;
mod request;
mod response;
mod retry;
mod rule;
pub mod scope;
pub mod slots;
mod tagged;
#[cfg(test)]
mod test_support;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod watch;
pub mod webhook;

#[cfg(feature = "blocking")]
pub use crate::blocking::Blocking;
pub use crate::{
    aliased::Aliased,
    auth::{Login, LoginError, OAuth, Pkce, Token, TokenError, TokenSource},
    builder::ClientBuilder,
    call::Call,
    client::{Api, Core},
    clock::{Clock, SystemClock},
    decode::{DecodeError, decode},
    download::Download,
    error::{ApiError, ConfigError, Envelope, Error, FieldError, NoApiError},
    file_link::FileLink,
    filter::{BooleanField, DateField, EnumField, Filter, NumberField, StringField},
    meaning::{Meaning, MeaningKind},
    observe::{Observer, Received, Sent},
    operation::{Auth, Method, Operation},
    page::{List, Page},
    paging::{Items, Pages},
    patch::Patch,
    raw::RawCall,
    response::{FromResponse, NoContent},
    retry::{Attempt, Failure, RetryPolicy},
    rule::{BrokenRule, Check, Rule},
    tagged::{Tagged, UnknownVariant},
    transport::{BodyStream, BoxFuture, Limits, Transport, TransportError, TransportErrorKind},
    watch::{Watch, Watched},
};
