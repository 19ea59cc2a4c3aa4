//! Structs.

use super::{docs, rust, serde_attributes};
use crate::{
    model::{Api, Field, Kind, Presence, StructType, Type, TypeRef},
    plan::CratePlan,
    spelling,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// A struct, with `new` and setters if it is sent.
pub fn structure(plan: &CratePlan, ty: &Type, kind: &StructType) -> TokenStream {
    let name = rust::ident(&ty.name);
    let docs = docs::of_type(ty, &plan.timeline);
    let fields = kind.fields.iter().map(|field| {
        let docs = docs::docs(docs::field(
            field,
            &format!("`{}`.", field.wire_name),
            spelling::member(ty, &field.wire_name, &plan.timeline),
        ));
        let attribute = serde_attributes::attribute(field);
        let (name, ty) = (rust::ident(&field.name), field_type(field));
        quote!(#docs #attribute pub #name: #ty,)
    });
    let sensitive = kind.fields.iter().any(|field| field.sensitive);
    let derives = serde_attributes::derives(
        ty.usage,
        !sensitive,
        kind.starts_empty() && ty.usage.request,
    );
    let debug = sensitive.then(|| redacted_debug(&name, kind));
    // Serde derives into functions of the struct, so that names can be resolved first.
    let prepared = is_prepared(ty).then(|| prepared(&plan.api, ty, kind));
    let remote = prepared.as_ref().map(|_| quote!(#[serde(remote = "Self")]));
    let builder = ty
        .usage
        .request
        .then(|| constructor(&plan.api, &name, kind));
    quote! {
        #docs
        #derives
        #remote
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
        #prepared
        #builder
        #debug
    }
}

/// Whether an object is prepared before it is read: a field has several names, or takes all
/// properties without a field of their own.
pub fn is_prepared(ty: &Type) -> bool {
    let concerned = |field: &Field| !field.aliases.is_empty() || field.presence == Presence::Rest;
    let any = |kind: &StructType| kind.fields.iter().any(concerned);
    ty.usage.response && matches!(&ty.kind, Kind::Struct(kind) if any(kind))
}

/// Deserialization that uses the first of several names, and sets apart the properties without a
/// field.
fn prepared(api: &Api, ty: &Type, kind: &StructType) -> TokenStream {
    let name = rust::ident(&ty.name);
    let mut deserializer = quote!(deserializer);
    let fields = || kind.fields.iter();
    if fields().any(|field| field.presence == Presence::Rest) {
        let own = fields().filter(|field| field.presence != Presence::Rest);
        let own = own.flat_map(Field::wire_names);
        let tags = tags_around(api, &ty.name).into_iter();
        let tags: Vec<_> = tags
            .filter(|tag| !fields().any(|field| field.is_read_as(tag)))
            .collect();
        deserializer = quote! {
            nomos_client_runtime::WithRest::new(#deserializer, &[#(#own),*], &[#(#tags),*])
        };
    }
    let aliased = fields().filter(|field| !field.aliases.is_empty());
    let aliased: Vec<_> = aliased
        .map(|field| {
            let names = field.wire_names();
            quote!(&[#(#names),*])
        })
        .collect();
    if !aliased.is_empty() {
        deserializer = quote!(nomos_client_runtime::Aliased::new(#deserializer, &[#(#aliased),*]));
    }
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(#deserializer)
            }
        }
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    }
}

/// The tags of the unions that have this struct as a branch: they belong to the union.
fn tags_around<'a>(api: &'a Api, name: &str) -> BTreeSet<&'a str> {
    let unions = api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Union(kind) => Some(kind),
        _ => None,
    });
    let is_branch = |ty: &TypeRef| ty.name() == Some(name);
    let around = unions.filter(|union| {
        let mut payloads = union
            .variants
            .iter()
            .filter_map(|variant| variant.ty.as_ref());
        payloads.any(is_branch)
    });
    around.map(|union| union.tag.wire_name.as_str()).collect()
}

/// A `Debug` that hides personal and secret data.
fn redacted_debug(name: &Ident, kind: &StructType) -> TokenStream {
    let fields = kind.fields.iter().map(|field| {
        let hidden = field.sensitive.then(|| quote!(-));
        let name = rust::ident(&field.name);
        quote!(#hidden #name)
    });
    quote!(nomos_client_runtime::redacted_debug!(#name { #(#fields),* });)
}

fn field_type(field: &Field) -> TokenStream {
    let ty = rust::ty(&field.ty, &TokenStream::new());
    match field.presence {
        Presence::Required | Presence::Rest => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::Patch => quote!(Patch<#ty>),
    }
}

/// `new` with the required fields, and a setter for every other one.
fn constructor(api: &Api, name: &Ident, kind: &StructType) -> TokenStream {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    let mut setters = Vec::new();
    for field in &kind.fields {
        let rust_name = rust::ident(&field.name);
        let argument = rust::argument(api, &field.ty, &TokenStream::new());
        let value = rust::convert(api, &field.ty, &rust_name);
        if field.is_constructor_argument() {
            arguments.push(quote!(#rust_name: #argument));
            values.push(if rust_name == value.to_string() {
                quote!(#rust_name)
            } else {
                quote!(#rust_name: #value)
            });
            continue;
        }
        match (field.presence, rust::constant(api, field)) {
            (Presence::Rest, _) => {
                values.push(quote!(#rust_name: BTreeMap::new()));
                let value = match &field.ty {
                    TypeRef::Map(value) => rust::ty(value, &TokenStream::new()),
                    other => rust::ty(other, &TokenStream::new()),
                };
                setters.push(setter(
                    field,
                    &quote!(#rust_name: impl IntoIterator<Item = (impl Into<String>, #value)>),
                    &quote!(#rust_name.into_iter().map(|(name, value)| (name.into(), value)).collect()),
                ));
            }
            (Presence::Required, constant) => values.push(quote!(#rust_name: #constant)),
            (Presence::Nullable | Presence::Optional, None) => {
                values.push(quote!(#rust_name: None));
                setters.push(setter(
                    field,
                    &quote!(#rust_name: #argument),
                    &quote!(Some(#value)),
                ));
            }
            (Presence::Nullable | Presence::Optional, Some(constant)) => {
                values.push(quote!(#rust_name: None));
                setters.push(setter(field, &TokenStream::new(), &quote!(Some(#constant))));
            }
            (Presence::Patch, _) => {
                let ty = rust::ty(&field.ty, &TokenStream::new());
                values.push(quote!(#rust_name: Patch::Unset));
                setters.push(setter(
                    field,
                    &quote!(#rust_name: impl Into<Patch<#ty>>),
                    &quote!(#rust_name.into()),
                ));
            }
        }
    }
    let body = if kind.starts_empty() {
        quote!(<Self as Default>::default())
    } else {
        quote!(Self { #(#values),* })
    };
    let docs = docs::docs([if arguments.is_empty() {
        format!("Creates an empty `{name}`.")
    } else {
        format!("Creates a new `{name}` with its required fields.")
    }]);
    let many = rust::many_arguments(arguments.len());
    quote! {
        impl #name {
            #docs
            #many
            pub fn new(#(#arguments),*) -> Self {
                #body
            }
            #(#setters)*
        }
    }
}

/// A setter; one of a constant takes no argument.
fn setter(field: &Field, argument: &TokenStream, value: &TokenStream) -> TokenStream {
    let name = rust::ident(&field.name);
    let method = if field.name == "new" {
        format_ident!("new_")
    } else {
        name.clone()
    };
    let docs = docs::docs([match &field.constant {
        Some(constant) if argument.is_empty() => format!(
            "Sets `{}` to `{}`, its only value.",
            field.name,
            constant.replace('`', "'")
        ),
        _ => format!("Sets `{}`.", field.name),
    }]);
    quote! {
        #docs
        #[must_use]
        pub fn #method(mut self, #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}
