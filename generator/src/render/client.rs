//! `lib.rs` and `client.rs`.

use super::{docs, moved, resources::handle_docs, rust};
use crate::{model::Client, plan::CratePlan};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The crate's root.
pub fn root(plan: &CratePlan) -> TokenStream {
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
    let generated = [
        ("api", true, true),
        ("client", true, false),
        ("error", api.errors.is_some(), false),
        ("filters", !api.filters.is_empty(), true),
        ("ids", !api.ids.is_empty(), false),
        ("moved", !plan.moved_calls.is_empty(), false),
        ("operations", true, true),
        ("types", true, true),
    ];
    let generated = generated
        .into_iter()
        .filter_map(|(name, has, public)| has.then_some((name, public)));
    let by_hand = plan.hand_written.modules.iter();
    let by_hand = by_hand.map(|module| (module.name.as_str(), module.is_public));
    let modules = generated.chain(by_hand).map(|(name, public)| {
        let (visible, name) = (public.then(|| quote!(pub)), rust::ident(name));
        quote!(#visible mod #name;)
    });
    let error = match &api.errors {
        Some(_) => quote!(error::ApiError),
        None => quote!(nomos_client_runtime::NoApiError as ApiError),
    };
    quote! {
        #docs
        #example
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #(#modules)*
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

/// The client.
pub fn client(plan: &CratePlan) -> TokenStream {
    let api = &plan.api;
    let base_url = &api.base_url;
    let env_prefix = &api.client.env_prefix;
    let env_docs = docs::docs([format!(
        "Creates a client from environment variables: the client credentials from \
         `{env_prefix}_CLIENT_ID` and `{env_prefix}_CLIENT_SECRET`, and optionally a base URL other than \
         production from `{env_prefix}_BASE_URL`."
    )]);
    let conventions = conventions(&api.client);
    let version = &plan.release.version.name;
    let client_docs = docs::docs([
        format!("A client for version `{version}`."),
        "Cheap to clone; clones share the connections, the token and the rate limit. `Client<ReadOnly>` has no \
         write operations.".into(),
    ]);
    let handles = api.resources.iter().map(|resource| {
        let (name, ty) = (
            rust::ident(&resource.name),
            rust::ident(&resource.type_name),
        );
        let docs = docs::docs([docs::summary(&handle_docs(resource))]);
        quote! {
            #docs
            pub fn #name(&self) -> api::#ty<S> {
                api::#ty(self.0.clone())
            }
        }
    });
    let gone = moved::handles(plan);
    let api_import = (!api.resources.is_empty()).then(|| {
        quote!(
            use crate::api;
        )
    });
    quote! {
        //! The client.
        use crate::{API_VERSION, RawCall};
        #api_import
        use nomos_client_runtime::{
            Api, ClientBuilder, ConfigError, Core, Login, Method, ScopedCore,
            scope::{CanRead, CanWrite, ReadOnly, ReadWrite},
        };

        const API: Api = Api {
            version: API_VERSION,
            env_prefix: #env_prefix,
            #(#conventions,)*
            ..Api::new(#base_url, concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        };

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client<S = ReadWrite>(ScopedCore<S>);

        impl Client {
            /// Creates a client for production that authenticates with this bearer token.
            ///
            /// # Errors
            ///
            /// Fails if the token is not a valid header value.
            pub fn new(token: impl Into<String>) -> Result<Self, ConfigError> {
                Self::builder().token(token).build()
            }

            #env_docs
            ///
            /// # Errors
            ///
            /// Fails if a variable is missing, empty or not Unicode, or if the base URL is not
            /// allowed.
            pub fn from_env() -> Result<Self, ConfigError> {
                ClientBuilder::from_env(API)?.build()
            }

            /// Creates a builder with all options.
            pub fn builder() -> ClientBuilder<Self> {
                ClientBuilder::new(API)
            }
        }

        impl From<Core> for Client {
            fn from(core: Core) -> Self {
                Self(core.into())
            }
        }

        impl<S> Client<S> {
            /// Returns the same client without its write operations.
            pub fn read_only(&self) -> Client<ReadOnly> {
                Client(self.0.rescoped())
            }

            /// Creates a GET request to a path below the base URL, including its query, for
            /// endpoints that are newer than this crate.
            pub fn raw_get(&self, path: impl Into<String>) -> RawCall
            where
                S: CanRead,
            {
                self.0.raw(Method::Get, path)
            }

            /// Creates a request to a path below the base URL, for endpoints that are newer than
            /// this crate.
            pub fn raw(&self, method: Method, path: impl Into<String>) -> RawCall
            where
                S: CanWrite,
            {
                self.0.raw(method, path)
            }

            /// Starts the login of a customer in the browser, with PKCE. `client` is the OAuth client
            /// ID, `redirect` the URI that the browser returns to.
            ///
            /// # Errors
            ///
            /// Fails if `redirect` is not an absolute URL.
            pub fn login(
                &self,
                client: impl Into<String>,
                redirect: impl Into<String>,
            ) -> Result<Login, ConfigError> {
                self.0.login(client, redirect)
            }

            /// The scopes of the current token, separated by spaces. `None` before the first call
            /// and if the API does not report them.
            pub fn granted_scope(&self) -> Option<String> {
                self.0.granted_scope()
            }

            #(#handles)*
            #gone
        }
    }
}

/// The fields of the runtime's `Api` that this API has.
fn conventions(client: &Client) -> Vec<TokenStream> {
    let texts = [
        ("sandbox_url", &client.sandbox),
        ("version_header", &client.version_header),
        ("token_path", &client.token_path),
        ("authorize_path", &client.authorize_path),
        ("read_scope", &client.read_scope),
        ("write_scope", &client.write_scope),
    ];
    let texts = texts.into_iter().filter_map(|(name, value)| {
        let (name, value) = (rust::ident(name), value.as_ref()?);
        Some(quote!(#name: Some(#value)))
    });
    let rate = client.requests_per_second.map(|rate| {
        let rate = Literal::u32_unsuffixed(rate);
        quote!(requests_per_second: Some(#rate))
    });
    texts.chain(rate).collect()
}
