//! An HTTP server that judges clients by an API's OpenAPI document.
//!
//! It reads `specs/<version>.yaml` by itself, never through the generator, so that a mistake there
//! cannot hide on both sides of the wire. Every request is validated and recorded; a valid one is
//! answered with data that conforms to the document, any other with the documented error envelope.
//!
//! ```no_run
//! # async fn example() {
//! use nomos_tests::sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start("2026-05-27.curie").await;
//! // … point a client at `sandbox.url()` …
//! assert_eq!(sandbox.violations(), []);
//! # }
//! ```
//!
//! A [stateful](Builder::stateful) sandbox answers from a small world instead of examples: what is
//! created is found again, and the rules of the API are kept. It has what [`ids`] lists from the
//! start, and takes the calls of [`CONTROL`] beside those of the API.
//!
//! ```no_run
//! # async fn example() {
//! use nomos_tests::sandbox::{Sandbox, ids};
//!
//! let now = "2026-06-15T10:00:00Z".parse().expect("a time");
//! let sandbox = Sandbox::builder("2026-05-27.curie").stateful().now(now).start().await;
//! println!("{}/subscriptions/{}", sandbox.url(), ids::SUBSCRIPTION);
//! # }
//! ```

mod answer;
mod body;
mod connection;
mod decode;
mod document;
mod fault;
mod files;
mod filter;
mod headers;
mod message;
mod oauth;
mod query;
mod rate_limit;
mod record;
mod request;
mod sample;
mod schema;
mod server;
mod store;
mod world;

pub use fault::{Fault, UnknownFault};
pub use files::{FileRequest, FileServer};
pub use oauth::OAuth;
pub use record::{Place, Recorded, Response, Violation};
pub use sample::{Answers, Sample};
pub use server::{Builder, Sandbox};
pub use world::{CONTROL, Webhook, ids};
