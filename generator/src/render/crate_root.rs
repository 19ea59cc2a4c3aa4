//! `lib.rs`: the modules of a crate and what it re-exports.

use super::{docs, rust};
use crate::{
    model::{Type, TypeRef},
    plan::{CratePlan, GENERATED_MODULES},
};
use proc_macro2::TokenStream;
use quote::quote;

/// The root of a crate. `is_generated` says whether a module of [`GENERATED_MODULES`] is there.
pub fn root(plan: &CratePlan, is_generated: impl Fn(&str) -> bool) -> TokenStream {
    let api = &plan.api;
    let version = &plan.release.version.name;
    let docs = docs::inner_docs([
        format!("Client for the {}, version `{version}`.", api.title),
        api.docs.clone(),
        "A `Client` has one handle per resource; `operations` lists every operation with its scope. Amounts are \
         exact decimals, instants are in UTC, and values that are newer than this crate are kept instead of \
         failing a response."
            .to_owned(),
    ]);
    let example = docs::inner_verbatim(&example(plan));
    let modules = modules(plan, is_generated);
    let error = match &api.errors {
        Some(_) => quote!(error::ApiError),
        None => quote!(nomos_client_runtime::NoApiError as ApiError),
    };
    let mut parts = api.types.iter().flat_map(Type::parts);
    let has_base64 = parts.any(|part| *part.innermost() == TypeRef::Base64);
    let base64 = has_base64.then(|| {
        quote!(
            pub use nomos_client_runtime::Base64;
        )
    });
    quote! {
        #docs
        #example
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #modules
        pub use #error;
        pub use client::Client;
        pub use jiff::{civil::Date, Timestamp};
        pub use nomos_client_runtime::{
            Attempt, Auth, BodyStream, BoxFuture, BrokenRule, Check, ClientBuilder, Clock, ConfigError, DecodeError,
            Download, Failure, FieldError, FileLink, Filter, Limits, List, Login, LoginError, Meaning, MeaningKind,
            Method, NoContent, OAuth, Observer, Operation, Page, Patch, Pkce, Received, RetryPolicy, Rule, Sent,
            SystemClock, Token, TokenError, TokenSource, Transport, TransportError, TransportErrorKind, UnknownValue,
            UnknownVariant, Watched, decode, scope, scope::{ReadOnly, ReadWrite},
        };
        #base64
        pub use rust_decimal::Decimal;
        pub use serde_json;
        #[cfg(feature = "blocking")]
        pub use nomos_client_runtime::Blocking;
        #[cfg(feature = "testing")]
        pub use nomos_client_runtime::testing;

        /// The API version that every request is pinned to.
        pub const API_VERSION: &str = #version;

        /// The error of a call.
        pub type Error = nomos_client_runtime::Error<ApiError>;

        /// A call that is sent when it is awaited.
        pub type Call<T> = nomos_client_runtime::Call<T, ApiError>;

        /// A request to an arbitrary path, see `Client::raw`.
        pub type RawCall = nomos_client_runtime::RawCall<ApiError>;

        /// The pages of a list, fetched one after the other.
        pub type Pages<T> = nomos_client_runtime::Pages<T, ApiError>;

        /// The items of all pages of a list, fetched page by page.
        pub type Items<T> = nomos_client_runtime::Items<T, ApiError>;

        /// The successive states of an object, found by polling.
        pub type Watch<T> = nomos_client_runtime::Watch<T, ApiError>;
    }
}

/// The declarations of all modules: those that are generated, then those written by hand.
fn modules(plan: &CratePlan, is_generated: impl Fn(&str) -> bool) -> TokenStream {
    let generated = GENERATED_MODULES.into_iter();
    let generated = generated.filter(|(name, _)| is_generated(name));
    let by_hand = plan.hand_written.modules.iter();
    let by_hand = by_hand.map(|module| (module.name.as_str(), module.is_public));
    let modules = generated.chain(by_hand).map(|(name, is_public)| {
        let (visible, name) = (is_public.then(|| quote!(pub)), rust::ident(name));
        quote!(#visible mod #name;)
    });
    modules.collect()
}

/// The shortest possible program.
fn example(plan: &CratePlan) -> Vec<String> {
    let Some((resource, operation)) = plan.api.first_list() else {
        return Vec::new();
    };
    let name = plan.release.crate_name.replace('-', "_");
    let (handle, method) = (rust::ident(&resource.name), rust::ident(&operation.name));
    [
        "",
        "```no_run",
        &format!("# async fn example() -> Result<(), {name}::Error> {{"),
        &format!("let client = {name}::Client::from_env()?;"),
        &format!("let list = client.{handle}().{method}().await?;"),
        "println!(\"{} entries\", list.items.len());",
        "# Ok(())",
        "# }",
        "```",
    ]
    .map(str::to_owned)
    .into()
}
