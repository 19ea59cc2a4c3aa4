//! `filters.rs`: the fields that lists can be filtered by.

use super::{docs, rust};
use crate::model::{Api, FilterField, FilterKind, FilterSet};
use proc_macro2::TokenStream;
use quote::quote;

pub fn filters(api: &Api) -> TokenStream {
    let mut fields = api
        .filters
        .iter()
        .flat_map(|set| set.fields.iter().map(move |field| (set, field)));
    let example = fields
        .next()
        .map(|(set, field)| format!(", such as `{}::{}.is_null(true)`", set.name, field.name));
    let docs = docs::inner_docs([
        "Fields by which lists can be filtered.".to_owned(),
        format!(
            "A condition consists of a field and an operator{}. Multiple conditions on a list are joined with AND. \
             Only documented fields and operators exist; others do not compile. A server that does not support a \
             condition may ignore it silently, so verify the results if it matters.",
            example.unwrap_or_default()
        ),
    ]);
    let modules = api.filters.iter().map(module);
    quote!(#docs #(#modules)*)
}

fn module(set: &FilterSet) -> TokenStream {
    let name = rust::ident(&set.name);
    let item = rust::ty(&set.item, &quote!(types::));
    let docs = docs::docs([format!(
        "Conditions on lists of `{}`.",
        rust::ty(&set.item, &quote!())
    )]);
    let fields: Vec<_> = set
        .fields
        .iter()
        .map(|field| constant(field, &item))
        .collect();
    let mut kinds: Vec<_> = set.fields.iter().map(|field| kind(field.kind)).collect();
    kinds.sort();
    kinds.dedup();
    let kinds = kinds.into_iter().map(rust::ident);
    quote! {
        #docs
        pub mod #name {
            use crate::types;
            use ::nomos_client_runtime::{#(#kinds),*};
            #(#fields)*
        }
    }
}

fn constant(field: &FilterField, item: &TokenStream) -> TokenStream {
    let name = rust::ident(&field.name);
    let wire_name = &field.wire_name;
    let kind_name = rust::ident(kind(field.kind));
    let value = rust::ty(&field.value, &quote!(types::));
    let parameters = match field.kind {
        FilterKind::String if field.value == crate::model::TypeRef::String => quote!(#item),
        FilterKind::String | FilterKind::Enum => quote!(#item, #value),
        FilterKind::Number | FilterKind::Date | FilterKind::Boolean => quote!(#item),
    };
    let docs = docs::docs([format!(
        "`{}`: {}.",
        field.wire_name.replace('`', "'"),
        operators(field.kind)
    )]);
    quote!(#docs pub const #name: #kind_name<#parameters> = #kind_name::new(#wire_name);)
}

fn kind(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::String => "StringField",
        FilterKind::Number => "NumberField",
        FilterKind::Date => "DateField",
        FilterKind::Boolean => "BooleanField",
        FilterKind::Enum => "EnumField",
    }
}

fn operators(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::String => "text, compared as a whole or in part",
        FilterKind::Number => "a number or a range of numbers",
        FilterKind::Date => "a range of instants, inclusive",
        FilterKind::Boolean => "true or false",
        FilterKind::Enum => "one of the documented values",
    }
}
