//! `lib.rs` and `client.rs`.

use super::{docs, resources::handle_docs, rust};
use crate::model::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// The crate's root.
pub fn root(api: &Api) -> TokenStream {
    let version = &api.release.version.name;
    let docs = docs::inner_docs([
        format!("Client of {}, version `{version}`.", api.title),
        api.docs.clone(),
        "A `Client` hands out one handle per resource; `operations` lists every call with its scope. Amounts are \
         exact decimals, instants are in UTC, and values that are newer than this crate are kept instead of \
         failing a response."
            .to_owned(),
    ]);
    let example = docs::inner_verbatim(&example(api));
    let ids = (!api.ids.is_empty()).then(|| {
        quote!(
            mod ids;
        )
    });
    let filters = (!api.filters.is_empty()).then(|| {
        quote!(
            pub mod filters;
        )
    });
    let error = match &api.errors {
        Some(_) => quote! {
            mod error;
            pub use error::ApiError;
        },
        None => quote! {
            pub use nomos_runtime::NoApiError as ApiError;
        },
    };
    quote! {
        #docs
        #example
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        pub mod api;
        mod client;
        #filters
        #ids
        pub mod operations;
        pub mod types;
        #error
        pub use client::Client;
        pub use jiff::{civil::Date, Timestamp};
        pub use nomos_runtime::{
            Auth, ClientBuilder, ConfigError, DecodeError, FileLink, Filter, List, Method, NoContent, Operation, Page,
            Patch, Transport, TransportError, UnknownVariant, decode, scope, scope::{ReadOnly, ReadWrite}, webhook,
        };
        pub use rust_decimal::Decimal;
        pub use serde_json;

        /// The API version that every request asks for.
        pub const API_VERSION: &str = #version;

        /// What a call fails with.
        pub type Error = nomos_runtime::Error<ApiError>;

        /// A call that is sent when it is awaited.
        pub type Call<T> = nomos_runtime::Call<T, ApiError>;
    }
}

/// The shortest program there is.
fn example(api: &Api) -> Vec<String> {
    let Some((resource, operation)) = api.first_list() else {
        return Vec::new();
    };
    let name = api.release.crate_name.replace('-', "_");
    let (handle, method) = (rust::ident(&resource.name), rust::ident(&operation.name));
    [
        "",
        "```no_run",
        &format!("# async fn example() -> Result<(), {name}::Error> {{"),
        &format!("let client = {name}::Client::new(\"token\")?;"),
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
pub fn client(api: &Api) -> TokenStream {
    let base_url = &api.base_url;
    let version = &api.release.version.name;
    let client_docs = docs::docs([
        format!("A client of version `{version}`."),
        "Cheap to clone; clones share their connections. `Client<ReadOnly>` has no operation that writes.".into(),
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
                api::#ty::new(self.core.clone())
            }
        }
    });
    let api_import = (!api.resources.is_empty()).then(|| {
        quote!(
            use crate::api;
        )
    });
    quote! {
        //! The way into the API.
        use crate::API_VERSION;
        #api_import
        use nomos_runtime::{Api, ClientBuilder, ConfigError, Core, scope::{ReadOnly, ReadWrite}};
        use std::marker::PhantomData;

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client<S = ReadWrite> {
            core: Core,
            scope: PhantomData<fn() -> S>,
        }

        impl Client {
            /// A client of production that sends this bearer token.
            ///
            /// # Errors
            ///
            /// Fails if the token cannot stand in a header.
            pub fn new(token: impl Into<String>) -> Result<Self, ConfigError> {
                Self::builder().token(token).build()
            }

            /// Everything that can be set.
            pub fn builder() -> ClientBuilder<Self> {
                ClientBuilder::new(Api {
                    version: API_VERSION,
                    base_url: #base_url,
                    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                })
            }

            /// The same client without the operations that write.
            pub fn read_only(&self) -> Client<ReadOnly> {
                Client { core: self.core.clone(), scope: PhantomData }
            }
        }

        impl From<Core> for Client {
            fn from(core: Core) -> Self {
                Self { core, scope: PhantomData }
            }
        }

        impl<S> Client<S> {
            #(#handles)*
        }
    }
}
