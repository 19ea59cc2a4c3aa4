//! `ids.rs`: one type per kind of identifier.

use super::{docs, rust};
use crate::model::Api;
use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

pub fn ids(api: &Api) -> TokenStream {
    let docs = docs::inner_docs([
        "Identifiers.",
        "Each kind of object has its own type, so that they cannot be confused. Any text is accepted; the API \
         validates it.",
    ]);
    let ids = api.ids.iter().map(|id| {
        let name = rust::ident(&id.name);
        let what = id
            .name
            .strip_suffix("Id")
            .unwrap_or(&id.name)
            .to_snake_case()
            .replace('_', " ");
        let article = if what.starts_with(['a', 'e', 'i', 'o']) {
            "an"
        } else {
            "a"
        };
        let example = id
            .example
            .as_ref()
            .map(|example| format!(", for example `{}`", example.replace('`', "'")));
        let docs = docs::docs([format!(
            "Identifies {article} {what}{}.",
            example.unwrap_or_default()
        )]);
        quote! {
            #docs
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(String);
            nomos_client_runtime::id_type!(#name);
        }
    });
    quote!(#docs #(#ids)*)
}
