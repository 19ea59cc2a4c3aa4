//! The serialization of a type: its derives and the attributes of its fields.

use crate::model::{Field, Presence, TypeRef, Usage};
use proc_macro2::TokenStream;
use quote::quote;

/// The derives of a type, which depend on where it is used.
pub fn derives(usage: Usage, debug: bool, default: bool) -> TokenStream {
    let debug = debug.then(|| quote!(Debug,));
    let default = default.then(|| quote!(Default,));
    let deserialize = usage.response.then(|| quote!(Deserialize,));
    quote!(#[derive(Clone, #debug #default PartialEq, Eq, Hash, #deserialize Serialize)])
}

/// The serde attribute of a field; empty if the field needs none.
pub fn attribute(field: &Field) -> TokenStream {
    let mut parts = Vec::new();
    let exact = *field.ty.innermost() == TypeRef::Decimal;
    if field.presence == Presence::Rest {
        return match exact {
            true => quote!(#[serde(flatten, with = "nomos_client_runtime::exact_rest")]),
            false => quote!(#[serde(flatten, deserialize_with = "nomos_client_runtime::rest")]),
        };
    }
    if field.name != field.wire_name {
        let wire_name = &field.wire_name;
        parts.push(quote!(rename = #wire_name));
    }
    for alias in &field.aliases {
        parts.push(quote!(alias = #alias));
    }
    if exact {
        parts.push(quote!(with = "nomos_client_runtime::exact"));
    }
    match field.presence {
        Presence::Required | Presence::Rest => {}
        // Serde accepts an absent option, but not one with a custom deserialize function.
        Presence::Nullable if exact => parts.push(quote!(default)),
        Presence::Nullable => {}
        Presence::Optional => {
            if exact {
                parts.push(quote!(default));
            }
            parts.push(quote!(skip_serializing_if = "Option::is_none"));
        }
        Presence::Patch => parts.push(quote!(default, skip_serializing_if = "Patch::is_unset")),
    }
    if parts.is_empty() {
        TokenStream::new()
    } else {
        quote!(#[serde(#(#parts),*)])
    }
}
