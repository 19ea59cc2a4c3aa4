//! `types/`: structs, enums and unions, one file per family.

use super::{docs, rust, serde_attributes};
use crate::model::{
    Api, Availability, EnumType, Field, Kind, Presence, StructType, Type, TypeRef, UnionType,
    Usage, Variant,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// The files below `types/`, in the order of the resources they belong to.
pub fn families(api: &Api) -> Vec<String> {
    let mut families: Vec<String> = Vec::new();
    for ty in &api.types {
        if !families.contains(&ty.family) {
            families.push(ty.family.clone());
        }
    }
    families
}

/// `types/mod.rs`.
pub fn index(api: &Api) -> TokenStream {
    let docs = docs::inner_docs(["What requests and responses are made of."]);
    let families: Vec<_> = families(api)
        .iter()
        .map(|family| rust::ident(family))
        .collect();
    let ids = (!api.ids.is_empty()).then(|| {
        quote!(
            pub use crate::ids::*;
        )
    });
    quote! {
        #docs
        #(mod #families;)*
        #ids
        #(pub use #families::*;)*
    }
}

/// One file of types.
pub fn family(api: &Api, family: &str) -> TokenStream {
    let own: Vec<&Type> = api.types.iter().filter(|ty| ty.family == family).collect();
    let items: TokenStream = own.iter().map(|ty| item(api, ty)).collect();
    let elsewhere = |name: &&str| !own.iter().any(|ty| ty.name == *name);
    let others: BTreeSet<&str> = own
        .iter()
        .flat_map(|ty| ty.references())
        .filter(elsewhere)
        .collect();
    let others: Vec<_> = others.into_iter().map(rust::ident).collect();
    let others = (!others.is_empty()).then(|| quote!(use super::{#(#others),*};));
    let imports = rust::imports(&items);
    let docs = docs::inner_docs([format!("Types around `{family}`.")]);
    quote! {
        #docs
        #imports
        #others
        #items
    }
}

fn item(api: &Api, ty: &Type) -> TokenStream {
    match &ty.kind {
        Kind::Struct(kind) => structure(api, ty, kind),
        Kind::Enum(kind) => enumeration(ty, kind),
        Kind::Union(kind) => union(api, ty, kind),
    }
}

fn type_docs(ty: &Type) -> TokenStream {
    let fallback = format!("`{}` of the API.", ty.name);
    let meaning = if ty.docs.trim().is_empty() {
        fallback
    } else {
        ty.docs.clone()
    };
    docs::docs([meaning, docs::availability(&ty.availability)])
}

fn structure(api: &Api, ty: &Type, kind: &StructType) -> TokenStream {
    let name = rust::ident(&ty.name);
    let docs = type_docs(ty);
    let fields = kind.fields.iter().map(|field| {
        let docs = docs::docs(docs::field(
            field,
            &format!("`{}`.", field.wire_name),
            &ty.availability,
        ));
        let attribute = serde_attributes::attribute(field);
        let (name, ty) = (rust::ident(&field.name), field_type(field));
        quote!(#docs #attribute pub #name: #ty,)
    });
    let sensitive = kind.fields.iter().any(|field| field.sensitive);
    let derives = derives(ty.usage, !sensitive, starts_empty(kind) && ty.usage.request);
    let debug = sensitive.then(|| redacted_debug(&name, kind));
    let builder = ty.usage.request.then(|| constructor(api, &name, kind));
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
        #builder
        #debug
    }
}

fn derives(usage: Usage, debug: bool, default: bool) -> TokenStream {
    let debug = debug.then(|| quote!(Debug,));
    let default = default.then(|| quote!(Default,));
    let deserialize = usage.response.then(|| quote!(Deserialize,));
    quote!(#[derive(Clone, #debug #default PartialEq, #deserialize Serialize)])
}

/// Whether `new()` has nothing to ask for and nothing to fill in.
fn starts_empty(kind: &StructType) -> bool {
    kind.fields
        .iter()
        .all(|field| field.presence != Presence::Required)
}

/// `Debug` that does not show what is personal or secret.
fn redacted_debug(name: &Ident, kind: &StructType) -> TokenStream {
    let text = name.to_string();
    let fields = kind.fields.iter().map(|field| {
        let (label, name) = (&field.name, rust::ident(&field.name));
        if field.sensitive {
            quote!(.field(#label, &format_args!("[redacted]")))
        } else {
            quote!(.field(#label, &self.#name))
        }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text)#(#fields)*.finish()
            }
        }
    }
}

fn field_type(field: &Field) -> TokenStream {
    let ty = rust::ty(&field.ty, &TokenStream::new());
    match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::Patch => quote!(Patch<#ty>),
    }
}

/// `new` with what is required, and a setter for everything else.
fn constructor(api: &Api, name: &Ident, kind: &StructType) -> TokenStream {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    let mut setters = Vec::new();
    for field in &kind.fields {
        let rust_name = rust::ident(&field.name);
        let (argument, value) = rust::argument(
            &field.ty,
            &TokenStream::new(),
            rust::is_union(api, &field.ty),
            &rust_name,
        );
        match (field.presence, constant(api, field)) {
            (Presence::Required, None) => {
                arguments.push(quote!(#rust_name: #argument));
                values.push(if rust_name == value.to_string() {
                    quote!(#rust_name)
                } else {
                    quote!(#rust_name: #value)
                });
            }
            (Presence::Required, Some(constant)) => values.push(quote!(#rust_name: #constant)),
            (Presence::Nullable | Presence::Optional, _) => {
                values.push(quote!(#rust_name: None));
                setters.push(setter(field, &argument, &quote!(Some(#value))));
            }
            (Presence::Patch, _) => {
                let ty = rust::ty(&field.ty, &TokenStream::new());
                values.push(quote!(#rust_name: Patch::Unset));
                setters.push(setter(
                    field,
                    &quote!(impl Into<Patch<#ty>>),
                    &quote!(#rust_name.into()),
                ));
            }
        }
    }
    let body = if starts_empty(kind) {
        quote!(Self::default())
    } else {
        quote!(Self { #(#values),* })
    };
    let docs = docs::docs([if arguments.is_empty() {
        "Nothing set."
    } else {
        "With what is required."
    }]);
    let many = (arguments.len() > 7).then(|| quote!(#[expect(clippy::too_many_arguments)]));
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

fn setter(field: &Field, argument: &TokenStream, value: &TokenStream) -> TokenStream {
    let name = rust::ident(&field.name);
    let method = if field.name == "new" {
        format_ident!("new_")
    } else {
        name.clone()
    };
    let docs = docs::docs([format!("Sets `{}`.", field.name)]);
    quote! {
        #docs
        #[must_use]
        pub fn #method(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The value of a field that can have only one.
fn constant(api: &Api, field: &Field) -> Option<TokenStream> {
    let (TypeRef::Named(name), Some(constant)) = (&field.ty, &field.constant) else {
        return None;
    };
    let Kind::Enum(kind) = &api.type_named(name)?.kind else {
        return None;
    };
    let value = kind
        .values
        .iter()
        .find(|value| value.wire_name == *constant)?;
    let (name, variant) = (rust::ident(name), rust::ident(&value.name));
    Some(quote!(#name::#variant))
}

fn enumeration(ty: &Type, kind: &EnumType) -> TokenStream {
    let name = rust::ident(&ty.name);
    let docs = type_docs(ty);
    let variants = kind.values.iter().map(|value| {
        let wire_name = value.wire_name.replace('`', "'");
        let meaning = if value.docs.is_empty() {
            format!("`{wire_name}`")
        } else {
            value.docs.clone()
        };
        let docs = docs::docs([meaning, narrower(&value.availability, &ty.availability)]);
        let name = rust::ident(&value.name);
        quote!(#docs #name,)
    });
    let table = kind.values.iter().map(|value| {
        let (name, wire_name) = (rust::ident(&value.name), &value.wire_name);
        quote!(#name = #wire_name)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know.
            Unknown(String),
        }
        nomos_runtime::open_enum! { #name { #(#table),* } }
    }
}

fn narrower(availability: &Availability, around: &Availability) -> String {
    if availability == around {
        String::new()
    } else {
        docs::availability(availability)
    }
}

fn union(api: &Api, ty: &Type, kind: &UnionType) -> TokenStream {
    let name = rust::ident(&ty.name);
    let docs = type_docs(ty);
    let tag = &kind.tag.wire_name;
    let variants = kind.variants.iter().map(|variant| {
        let wire_name = &variant.wire_name;
        let meaning = if variant.docs.trim().is_empty() {
            format!(
                "`{}: {}`",
                kind.tag.wire_name,
                variant.wire_name.replace('`', "'")
            )
        } else {
            docs::summary(&variant.docs)
        };
        let docs = docs::docs([meaning, narrower(&variant.availability, &ty.availability)]);
        let name = rust::ident(&variant.name);
        let payload = payload(variant);
        quote!(#docs #[serde(rename = #wire_name)] #name #payload,)
    });
    let derives = derives(
        Usage {
            response: false,
            ..ty.usage
        },
        true,
        false,
    );
    let unknown = ty.usage.response.then(|| {
        quote! {
            /// A variant that this version of the crate does not know, with its JSON.
            #[serde(untagged)]
            Unknown(UnknownVariant),
        }
    });
    let reading = ty.usage.response.then(|| {
        let (deserialize, accessors) =
            (deserialize_union(&name, kind), accessors(api, &name, kind));
        quote!(#deserialize #accessors)
    });
    let conversions = conversions(&name, kind);
    quote! {
        #docs
        #derives
        #[serde(tag = #tag)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }
        #reading
        #conversions
    }
}

fn payload(variant: &Variant) -> TokenStream {
    match &variant.ty {
        Some(ty) => {
            let ty = rust::ty(ty, &TokenStream::new());
            quote!((#ty))
        }
        None => TokenStream::new(),
    }
}

/// The tag is read first, then exactly one branch.
fn deserialize_union(name: &Ident, kind: &UnionType) -> TokenStream {
    let tag = &kind.tag.wire_name;
    let default = match &kind.tag.default {
        Some(default) => quote!(Some(#default)),
        None => quote!(None),
    };
    let arms = kind.variants.iter().map(|variant| {
        let (value, variant_name) = (&variant.wire_name, rust::ident(&variant.name));
        match &variant.ty {
            Some(_) => quote!(#value => tagged.decode().map(Self::#variant_name),),
            None => quote!(#value => Ok(Self::#variant_name),),
        }
    });
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let tagged = Tagged::read(deserializer, #tag, #default)?;
                match tagged.tag() {
                    #(#arms)*
                    _ => Ok(Self::Unknown(tagged.into_unknown())),
                }
            }
        }
    }
}

/// The tag, and every field that all branches have alike.
fn accessors(api: &Api, name: &Ident, kind: &UnionType) -> TokenStream {
    let tag_name = rust::ident(&kind.tag.name);
    let tag_docs = docs::docs([format!("The value of `{}`.", kind.tag.wire_name)]);
    let tags = kind.variants.iter().map(|variant| {
        let (value, name) = (&variant.wire_name, rust::ident(&variant.name));
        let rest = variant.ty.as_ref().map(|_| quote!((_)));
        quote!(Self::#name #rest => #value,)
    });
    let common = common_fields(api, kind);
    let fields = common
        .iter()
        .filter(|field| field.name != kind.tag.name)
        .map(|field| {
            let field_name = rust::ident(&field.name);
            let docs = docs::docs([
                docs::summary(&field.docs),
                "`None` in a variant that this crate does not know.".into(),
            ]);
            let variants = kind
                .variants
                .iter()
                .map(|variant| rust::ident(&variant.name));
            let (ty, value) = borrowed(field, &quote!(value.#field_name));
            let arms = variants.map(|variant| quote!(Self::#variant(value) => #value,));
            quote! {
                #docs
                pub fn #field_name(&self) -> Option<#ty> {
                    match self {
                        #(#arms)*
                        Self::Unknown(_) => None,
                    }
                }
            }
        });
    quote! {
        impl #name {
            #tag_docs
            pub fn #tag_name(&self) -> &str {
                match self {
                    #(#tags)*
                    Self::Unknown(unknown) => unknown.tag(),
                }
            }
            #(#fields)*
        }
    }
}

/// How an accessor hands out a field: text as `&str`, small values as copies, the rest by reference.
fn borrowed(field: &Field, value: &TokenStream) -> (TokenStream, TokenStream) {
    let ty = rust::ty(&field.ty, &TokenStream::new());
    let required = field.presence == Presence::Required;
    match (&field.ty, required) {
        (TypeRef::String, true) => (quote!(&str), quote!(Some(&#value))),
        (TypeRef::String, false) => (quote!(&str), quote!(#value.as_deref())),
        (ty_ref, required) if ty_ref.is_copy() => (
            ty,
            if required {
                quote!(Some(#value))
            } else {
                value.clone()
            },
        ),
        (_, true) => (quote!(&#ty), quote!(Some(&#value))),
        (_, false) => (quote!(&#ty), quote!(#value.as_ref())),
    }
}

fn common_fields<'a>(api: &'a Api, kind: &UnionType) -> Vec<&'a Field> {
    let mut structs = Vec::new();
    for variant in &kind.variants {
        let Some(TypeRef::Named(name)) = &variant.ty else {
            return Vec::new();
        };
        match api.type_named(name).map(|ty| &ty.kind) {
            Some(Kind::Struct(kind)) => structs.push(kind),
            _ => return Vec::new(),
        }
    }
    let Some((first, others)) = structs.split_first() else {
        return Vec::new();
    };
    let alike = |field: &&Field| {
        others.iter().all(|other| {
            other.fields.iter().any(|known| {
                known.name == field.name && known.ty == field.ty && known.presence == field.presence
            })
        })
    };
    first
        .fields
        .iter()
        .filter(alike)
        .filter(|field| field.presence != Presence::Patch)
        .collect()
}

/// A branch becomes the union where its type says which branch it is.
fn conversions(name: &Ident, kind: &UnionType) -> TokenStream {
    let unique = kind.variants.iter().filter(|variant| {
        kind.variants
            .iter()
            .filter(|other| other.ty == variant.ty)
            .count()
            == 1
    });
    unique
        .filter_map(|variant| {
            let ty = rust::ty(variant.ty.as_ref()?, &TokenStream::new());
            let variant = rust::ident(&variant.name);
            Some(quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(value)
                    }
                }
            })
        })
        .collect()
}
