//! `error.rs`: the one error type of the API.

use super::{docs, rust};
use crate::model::{ErrorModel, FieldErrors};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// `error.rs` of a crate.
pub fn api_error(errors: &ErrorModel) -> TokenStream {
    let body = rust::ty(&errors.body, &quote!(types::));
    let (variants, docs) = (variants(errors), errors.statuses.iter());
    let docs = docs.map(|status| docs::docs([format!("{}: {}", status.status, status.docs)]));
    let accessors = accessors(errors, &body);
    let field_errors = errors.fields.as_ref().map(field_errors);
    let field_error = field_errors.as_ref().map(|_| quote!(, FieldError));
    let of_runtime = of_runtime(errors);
    quote! {
        //! The errors of the API.
        use crate::types;
        use nomos_client_runtime::{DecodeError, Envelope #field_error};
        use std::{error, fmt};

        /// A documented error of the API, by HTTP status.
        ///
        /// A response that the API does not document (another status, or a body of another form) is
        /// not an `ApiError`; [`Error`](crate::Error) keeps its status, headers and body.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ApiError {
            #(#docs #variants(#body),)*
        }

        impl ApiError {
            #accessors
            #field_errors
        }

        #of_runtime

        impl fmt::Display for ApiError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                nomos_client_runtime::ApiError::write(self, f)
            }
        }

        impl error::Error for ApiError {}
    }
}

fn variants(errors: &ErrorModel) -> Vec<Ident> {
    let statuses = errors.statuses.iter();
    statuses
        .map(|status| rust::ident(&status.variant))
        .collect()
}

fn statuses(errors: &ErrorModel) -> impl Iterator<Item = Literal> {
    let statuses = errors.statuses.iter();
    statuses.map(|status| Literal::u16_unsuffixed(status.status))
}

/// The methods that every error has.
fn accessors(errors: &ErrorModel, body: &TokenStream) -> TokenStream {
    let (variants, statuses) = (variants(errors), statuses(errors));
    let [code, message, request_id, docs_link] = [
        &errors.code,
        &errors.message,
        &errors.request_id,
        &errors.docs_link,
    ]
    .map(|name| rust::ident(name));
    quote! {
        /// The HTTP status.
        pub fn status(&self) -> u16 {
            match self {
                #(Self::#variants(_) => #statuses,)*
            }
        }

        /// The body of the response.
        pub fn body(&self) -> &#body {
            match self {
                #(Self::#variants(body))|* => body,
            }
        }

        /// The machine-readable code of the error.
        pub fn code(&self) -> &str {
            self.body().#code.as_ref()
        }

        /// A human-readable message.
        pub fn message(&self) -> &str {
            self.body().#message.as_ref()
        }

        /// Identifies the request; quote it when contacting support.
        pub fn request_id(&self) -> &str {
            self.body().#request_id.as_ref()
        }

        /// A link to the documentation of the error.
        pub fn docs(&self) -> &str {
            self.body().#docs_link.as_ref()
        }
    }
}

/// The method for an error that lists invalid fields.
fn field_errors(fields: &FieldErrors) -> TokenStream {
    let [list, code, field, message] =
        [&fields.list, &fields.code, &fields.field, &fields.message].map(|name| rust::ident(name));
    let flatten = fields.optional.then(|| quote!(.flatten()));
    quote! {
        /// The errors of individual fields of the request.
        pub fn field_errors(&self) -> Vec<FieldError<'_>> {
            let errors = self.body().#list.iter()#flatten;
            errors
                .map(|error| FieldError {
                    code: error.#code.as_ref(),
                    field: error.#field.as_ref(),
                    message: error.#message.as_ref(),
                })
                .collect()
        }
    }
}

/// How the runtime reads an error, and what it takes from one.
fn of_runtime(errors: &ErrorModel) -> TokenStream {
    let (variants, statuses) = (variants(errors), statuses(errors));
    let [wire_code, wire_message, wire_request_id, wire_docs] = &errors.wire_names;
    let field_errors = errors.fields.as_ref().map(|_| {
        quote! {
            fn field_errors(&self) -> Vec<FieldError<'_>> {
                self.field_errors()
            }
        }
    });
    quote! {
        const ENVELOPE: Envelope = Envelope {
            code: #wire_code,
            message: #wire_message,
            request_id: #wire_request_id,
            docs: #wire_docs,
        };

        impl nomos_client_runtime::ApiError for ApiError {
            fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
                let variant = match status {
                    #(#statuses => Self::#variants,)*
                    _ => return None,
                };
                Some(ENVELOPE.decode(body).map(variant))
            }

            fn code(&self) -> &str {
                self.code()
            }

            fn message(&self) -> &str {
                self.message()
            }

            fn request_id(&self) -> &str {
                self.request_id()
            }

            fn docs(&self) -> &str {
                self.docs()
            }

            #field_errors
        }
    }
}
