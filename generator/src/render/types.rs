//! `types/`: structs, enums and unions, one file per family.

use super::{
    docs, lifecycle,
    rust::{self, Imports},
    structs, unions,
};
use crate::{
    model::{Api, EnumType, Kind, Presence, Type, TypeRef},
    spelling,
};
use proc_macro2::TokenStream;
use quote::quote;
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
        #(pub use self::#families::*;)*
    }
}

/// One file of types.
pub fn family(api: &Api, family: &str) -> TokenStream {
    let own: Vec<&Type> = api.types.iter().filter(|ty| ty.family == family).collect();
    let items: TokenStream = own.iter().map(|ty| item(api, ty)).collect();
    let elsewhere = |name: &&str| !own.iter().any(|ty| ty.name == *name);
    let others: BTreeSet<&str> = own
        .iter()
        .flat_map(|ty| mentioned(api, ty))
        .filter_map(TypeRef::name)
        .filter(elsewhere)
        .collect();
    let others: Vec<_> = others.into_iter().map(rust::ident).collect();
    let others = (!others.is_empty()).then(|| quote!(use super::{#(#others),*};));
    let imports = imports(api, &own).render();
    let docs = docs::inner_docs([format!("Types around `{family}`.")]);
    quote! {
        #docs
        #imports
        #others
        #items
    }
}

/// The types that the code of a type mentions: its parts, and for a union what its accessors hand
/// out.
fn mentioned<'a>(api: &'a Api, ty: &'a Type) -> Vec<&'a TypeRef> {
    let mut mentioned = ty.parts();
    if let Kind::Union(kind) = &ty.kind
        && ty.usage.response
    {
        mentioned.extend(
            unions::common_fields(api, kind)
                .into_iter()
                .map(|field| &field.ty),
        );
    }
    mentioned
}

fn imports(api: &Api, types: &[&Type]) -> Imports {
    let mut imports = Imports::default();
    for ty in types {
        mentioned(api, ty)
            .into_iter()
            .for_each(|ty| imports.add_type(ty));
        if matches!(ty.kind, Kind::Enum(_)) {
            imports.add("UnknownValue");
            continue;
        }
        imports.add("Serialize");
        if ty.usage.response {
            imports.add("Deserialize");
        }
        if structs::has_aliases(ty) {
            imports.add("Deserializer");
        }
        match &ty.kind {
            Kind::Struct(kind)
                if kind
                    .fields
                    .iter()
                    .any(|field| field.presence == Presence::Patch) =>
            {
                imports.add("Patch");
            }
            Kind::Union(_) if ty.usage.response => {
                for name in ["Deserializer", "Tagged", "UnknownVariant"] {
                    imports.add(name);
                }
            }
            _ => {}
        }
    }
    imports
}

fn item(api: &Api, ty: &Type) -> TokenStream {
    match &ty.kind {
        Kind::Struct(kind) => structs::structure(api, ty, kind),
        Kind::Enum(kind) => enumeration(ty, kind),
        Kind::Union(kind) => unions::union(api, ty, kind),
    }
}

/// The documentation of a type.
pub fn type_docs(ty: &Type) -> TokenStream {
    let fallback = format!("`{}` of the API.", ty.name);
    let meaning = if ty.docs.trim().is_empty() {
        fallback
    } else {
        ty.docs.clone()
    };
    docs::docs([meaning, spelling::availability(&ty.availability)])
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
        let docs = docs::docs([
            meaning,
            spelling::narrower(&value.availability, &ty.availability),
        ]);
        let name = rust::ident(&value.name);
        quote!(#docs #name,)
    });
    let lifecycle = lifecycle::methods(&name, kind);
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
            Unknown(UnknownValue),
        }
        nomos_client_runtime::open_enum! { #name { #(#table),* } }
        #lifecycle
    }
}
