//! `client.rs`: the client, with a method per resource.

use super::{docs, moved, resources::handle_docs, rust};
use crate::{
    model::{Client, Resource},
    plan::CratePlan,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `client.rs` of a crate.
pub fn client(plan: &CratePlan) -> TokenStream {
    let api = &plan.api;
    let docs = docs::docs([
        format!("A client for version `{}`.", plan.release.version.name),
        "Cheap to clone; clones share the connections, the token and the rate limit. `Client<ReadOnly>` has no \
         write operations.".into(),
    ]);
    let api_import = (!api.resources.is_empty()).then(|| {
        quote!(
            use crate::api;
        )
    });
    let (conventions, creation, access) = (conventions(plan), creation(&api.client), access());
    let handles = api.resources.iter().map(handle);
    let gone = moved::handles(plan);
    quote! {
        //! The client.
        use crate::{API_VERSION, RawCall};
        #api_import
        use nomos_client_runtime::{
            Api, ClientBuilder, ConfigError, Core, Login, Method, ScopedCore,
            scope::{CanRead, CanWrite, ReadOnly, ReadWrite},
        };

        #conventions

        #docs
        #[derive(Clone, Debug)]
        pub struct Client<S = ReadWrite>(ScopedCore<S>);

        impl Client {
            #creation
        }

        impl From<Core> for Client {
            fn from(core: Core) -> Self {
                Self(core.into())
            }
        }

        impl<S> Client<S> {
            #access
            #(#handles)*
            #gone
        }
    }
}

/// What the runtime has to know of the API.
fn conventions(plan: &CratePlan) -> TokenStream {
    let (client, base_url) = (&plan.api.client, &plan.api.base_url);
    let env_prefix = &client.env_prefix;
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
        quote!(requests_per_second: Some(#rate),)
    });
    quote! {
        const API: Api = Api {
            version: API_VERSION,
            env_prefix: #env_prefix,
            #(#texts,)*
            #rate
            ..Api::new(#base_url, concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        };
    }
}

/// The functions that create a client.
fn creation(conventions: &Client) -> TokenStream {
    let env_prefix = &conventions.env_prefix;
    let env_docs = docs::docs([format!(
        "Creates a client from environment variables: the client credentials from \
         `{env_prefix}_CLIENT_ID` and `{env_prefix}_CLIENT_SECRET`, and optionally a base URL other than \
         production from `{env_prefix}_BASE_URL`."
    )]);
    quote! {
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
}

/// The methods of every client.
fn access() -> TokenStream {
    quote! {
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
    }
}

/// The method that gives the handle of a resource.
fn handle(resource: &Resource) -> TokenStream {
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
}
