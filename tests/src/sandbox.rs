//! An HTTP server that emulates an API and validates its clients against the OpenAPI document.
//!
//! It reads `specs/<version>.yaml` independently of the generator, so that a mistake there cannot
//! affect both sides of a test. Every request is validated and recorded. The response to a valid
//! request conforms to the document; the response to any other is the documented error envelope.
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
//! A [stateful](Builder::stateful) sandbox stores data instead of responding with examples: it
//! returns what was created, and enforces the rules of the API. Its initial data is listed in
//! [`ids`], and it has the additional endpoints in [`CONTROL`].
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
mod spelling;
mod store;
mod world;

pub use fault::{Fault, UnknownFault};
pub use files::{FileRequest, FileServer};
pub use oauth::OAuth;
pub use record::{Place, Recorded, Response, Violation};
pub use sample::{Answers, Sample};
pub use server::{Builder, Sandbox};
pub use spelling::read as read_document;
pub use world::{CONTROL, Webhook, ids};
