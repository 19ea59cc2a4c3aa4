//! `error.rs`: the one error type of the API.

use super::{docs, rust};
use crate::model::{ErrorModel, ErrorStatus, FieldErrors, Statuses, TextField};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// `error.rs` of a crate.
pub fn api_error(errors: &ErrorModel) -> TokenStream {
    let types = quote!(types::);
    let variants = errors.statuses.iter().map(|status| {
        let docs = docs::docs([format!("{}: {}", status.status, status.docs)]);
        let (name, body) = (variant(status), rust::ty(&status.body, &types));
        let content = match status.status {
            Statuses::One(_) => quote!(#body),
            Statuses::Range(..) | Statuses::Others => quote!(u16, #body),
        };
        quote!(#docs #name(#content))
    });
    let variants: Vec<_> = variants.collect();
    let accessors = accessors(errors);
    let field_errors = field_errors(errors);
    let field_error = field_errors.as_ref().map(|_| quote!(, FieldError));
    let reader = match envelope(errors) {
        Some(_) => quote!(Envelope),
        None => quote!(decode),
    };
    let of_runtime = of_runtime(errors, field_errors.is_some());
    let has_type = errors.bodies.iter().any(|body| body.ty.name().is_some());
    let types_module = has_type.then(|| {
        quote!(
            use crate::types;
        )
    });
    quote! {
        //! The errors of the API.
        #types_module
        use nomos_client_runtime::{DecodeError, #reader #field_error};
        use std::{error, fmt};

        /// A documented error of the API, by HTTP status.
        ///
        /// A response that the API does not document (another status, or a body of another form) is
        /// not an `ApiError`; [`Error`](crate::Error) keeps its status, headers and body.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ApiError {
            #(#variants,)*
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

fn variant(status: &ErrorStatus) -> Ident {
    rust::ident(&status.variant)
}

/// A pattern for an error with this status, which gives the body this name.
fn pattern(status: &ErrorStatus, body: &TokenStream) -> TokenStream {
    let name = variant(status);
    match status.status {
        Statuses::One(_) => quote!(Self::#name(#body)),
        Statuses::Range(..) | Statuses::Others => quote!(Self::#name(_, #body)),
    }
}

/// The arms of a match, one for each value.
fn arms(all: impl Iterator<Item = (TokenStream, TokenStream)>) -> Vec<TokenStream> {
    let mut arms: Vec<(Vec<TokenStream>, TokenStream)> = Vec::new();
    for (pattern, value) in all {
        let text = value.to_string();
        match arms.iter_mut().find(|(_, known)| known.to_string() == text) {
            Some((patterns, _)) => patterns.push(pattern),
            None => arms.push((vec![pattern], value)),
        }
    }
    let arms = arms.into_iter();
    arms.map(|(patterns, value)| quote!(#(#patterns)|* => #value))
        .collect()
}

/// The methods that every error has.
fn accessors(errors: &ErrorModel) -> TokenStream {
    let statuses = arms(errors.statuses.iter().map(|status| {
        let name = variant(status);
        match status.status {
            Statuses::One(number) => {
                let number = Literal::u16_unsuffixed(number);
                (quote!(Self::#name(_)), quote!(#number))
            }
            Statuses::Range(..) | Statuses::Others => {
                (quote!(Self::#name(status, _)), quote!(*status))
            }
        }
    }));
    let body = errors.only_body().map(|body| {
        let ty = rust::ty(&body.ty, &quote!(types::));
        let patterns = errors
            .statuses
            .iter()
            .map(|status| pattern(status, &quote!(body)));
        quote! {
            /// The body of the response.
            pub fn body(&self) -> &#ty {
                match self {
                    #(#patterns)|* => body,
                }
            }
        }
    });
    let texts = TEXTS.into_iter().enumerate().map(|(index, (name, docs))| {
        let value = text_of(errors, index)?;
        let (docs, name) = (docs::docs([docs.to_owned()]), rust::ident(name));
        Some(quote! {
            #docs
            pub fn #name(&self) -> &str {
                #value
            }
        })
    });
    quote! {
        /// The HTTP status.
        pub fn status(&self) -> u16 {
            match self {
                #(#statuses,)*
            }
        }

        #body

        #(#texts)*
    }
}

/// The methods for the texts of errors, in the order of `ErrorBody::texts`, and what they return.
const TEXTS: [(&str, &str); 4] = [
    ("code", "The machine-readable code of the error."),
    ("message", "A human-readable message."),
    (
        "request_id",
        "Identifies the request; quote it when contacting support.",
    ),
    ("docs", "A link to the documentation of the error."),
];

/// The value of a text, which is empty for bodies without it; `None` if no body has it.
fn text_of(errors: &ErrorModel, index: usize) -> Option<TokenStream> {
    let value = |body: TokenStream, text: &TextField| {
        let name = rust::ident(&text.name);
        match text.optional {
            false => quote!(#body.#name.as_ref()),
            true => quote!(#body.#name.as_ref().map_or("", |text| text.as_ref())),
        }
    };
    if let Some(only) = errors.only_body() {
        return only.texts()[index].map(|text| value(quote!(self.body()), text));
    }
    let mut exists = false;
    let arms = arms(errors.statuses.iter().map(|status| {
        match errors
            .body(&status.body)
            .and_then(|body| body.texts()[index])
        {
            Some(text) => {
                exists = true;
                (pattern(status, &quote!(body)), value(quote!(body), text))
            }
            None => (pattern(status, &quote!(_)), quote!("")),
        }
    }));
    exists.then(|| quote!(match self { #(#arms,)* }))
}

/// The method for errors that list invalid fields.
fn field_errors(errors: &ErrorModel) -> Option<TokenStream> {
    let of = |body: TokenStream, fields: &FieldErrors| {
        let [list, code, field, message] =
            [&fields.list, &fields.code, &fields.field, &fields.message]
                .map(|name| rust::ident(name));
        let flatten = fields.optional.then(|| quote!(.flatten()));
        quote! {
            let errors = #body.#list.iter()#flatten;
            errors
                .map(|error| FieldError {
                    code: error.#code.as_ref(),
                    field: error.#field.as_ref(),
                    message: error.#message.as_ref(),
                })
                .collect()
        }
    };
    let value = match errors.only_body() {
        Some(only) => of(quote!(self.body()), only.fields.as_ref()?),
        None => {
            let arms = arms(errors.statuses.iter().filter_map(|status| {
                let fields = errors.body(&status.body)?.fields.as_ref()?;
                let value = of(quote!(body), fields);
                Some((pattern(status, &quote!(body)), quote!({ #value })))
            }));
            if arms.is_empty() {
                return None;
            }
            quote!(match self { #(#arms)* _ => Vec::new() })
        }
    };
    Some(quote! {
        /// The errors of individual fields of the request.
        pub fn field_errors(&self) -> Vec<FieldError<'_>> {
            #value
        }
    })
}

/// The shape in which the runtime also reads bodies that are not as documented, if they have the
/// texts for it.
fn envelope(errors: &ErrorModel) -> Option<TokenStream> {
    let texts = errors.only_body()?.texts();
    let [Some(code), Some(message), Some(request_id), Some(docs)] = texts else {
        return None;
    };
    let [code, message, request_id, docs] =
        [code, message, request_id, docs].map(|text| &text.wire_name);
    Some(quote! {
        const ENVELOPE: Envelope = Envelope {
            code: #code,
            message: #message,
            request_id: #request_id,
            docs: #docs,
        };
    })
}

/// How the runtime reads an error, and what it takes from one.
fn of_runtime(errors: &ErrorModel, has_field_errors: bool) -> TokenStream {
    let envelope = envelope(errors);
    let decode = decode(errors, envelope.is_some());
    let texts = TEXTS.into_iter().enumerate().map(|(index, (name, _))| {
        let name = rust::ident(name);
        let value = match text_of(errors, index) {
            Some(_) => quote!(self.#name()),
            None => quote!(""),
        };
        quote! {
            fn #name(&self) -> &str {
                #value
            }
        }
    });
    let field_errors = has_field_errors.then(|| {
        quote! {
            fn field_errors(&self) -> Vec<FieldError<'_>> {
                self.field_errors()
            }
        }
    });
    quote! {
        #envelope

        impl nomos_client_runtime::ApiError for ApiError {
            fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
                #decode
            }

            #(#texts)*

            #field_errors
        }
    }
}

fn decode(errors: &ErrorModel, has_envelope: bool) -> TokenStream {
    let decode = match has_envelope {
        true => quote!(ENVELOPE.decode(body)),
        false => quote!(decode(body)),
    };
    let are_alike = errors.only_body().is_some()
        && errors
            .statuses
            .iter()
            .all(|status| matches!(status.status, Statuses::One(_)));
    let arms = errors.statuses.iter().map(|status| {
        let name = variant(status);
        let value = match (are_alike, status.status) {
            (true, _) => quote!(Self::#name),
            (false, Statuses::One(_)) => quote!(#decode.map(Self::#name)),
            (false, _) => quote!(#decode.map(|body| Self::#name(status, body))),
        };
        match status.status {
            Statuses::One(number) => {
                let number = Literal::u16_unsuffixed(number);
                quote!(#number => #value)
            }
            Statuses::Range(first, last) => {
                let (first, last) = (
                    Literal::u16_unsuffixed(first),
                    Literal::u16_unsuffixed(last),
                );
                quote!(#first..=#last => #value)
            }
            Statuses::Others => quote!(_ => #value),
        }
    });
    let arms: Vec<_> = arms.collect();
    let is_complete = errors
        .statuses
        .iter()
        .any(|status| status.status == Statuses::Others);
    let otherwise = (!is_complete).then(|| quote!(_ => return None,));
    match are_alike {
        true => quote! {
            let variant = match status { #(#arms,)* #otherwise };
            Some(#decode.map(variant))
        },
        false => quote!(Some(match status { #(#arms,)* #otherwise })),
    }
}
