//! Enums.

use super::{docs, lifecycle, rust};
use crate::{
    model::{EnumType, Timeline, Type},
    spelling,
};
use proc_macro2::TokenStream;
use quote::quote;

/// A value of an enum.
pub struct Value<'a> {
    pub docs: TokenStream,
    pub name: &'a str,
    pub wire_name: &'a str,
}

/// An enum of the document.
pub fn enumeration(ty: &Type, kind: &EnumType, timeline: &Timeline) -> TokenStream {
    let values = kind.values.iter().map(|value| {
        let meaning = if value.docs.is_empty() {
            format!("`{}`", value.wire_name.replace('`', "'"))
        } else {
            value.docs.clone()
        };
        let gate = spelling::member(ty, &value.wire_name, timeline);
        Value {
            docs: docs::docs([meaning, gate]),
            name: &value.name,
            wire_name: &value.wire_name,
        }
    });
    let open = open(&ty.name, &docs::of_type(ty, timeline), values);
    let lifecycle = lifecycle::methods(&rust::ident(&ty.name), kind);
    quote!(#open #lifecycle)
}

/// An open enum, which keeps unknown values.
pub fn open<'a>(
    name: &str,
    docs: &TokenStream,
    values: impl IntoIterator<Item = Value<'a>>,
) -> TokenStream {
    let name = rust::ident(name);
    let (variants, table): (Vec<_>, Vec<_>) = values
        .into_iter()
        .map(|value| {
            let (docs, name, wire_name) = (value.docs, rust::ident(value.name), value.wire_name);
            (quote!(#docs #name), quote!(#name = #wire_name))
        })
        .unzip();
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the crate does not know.
            Unknown(UnknownValue),
        }
        nomos_client_runtime::open_enum!(#name { #(#table),* });
    }
}
