//! `types.rs` and `types/`: structs, enums and unions, one file per module.

use super::{
    docs, enums,
    imports::Imports,
    rust, structs,
    tags::{TagEnum, tag_enums},
    unions,
};
use crate::{
    model::{Api, Kind, Presence, Type, TypeRef},
    plan::CratePlan,
};
use proc_macro2::TokenStream;
use quote::quote;

/// The files below `types/`, in the order of the resources they belong to.
pub fn modules(api: &Api) -> Vec<String> {
    let mut modules: Vec<String> = Vec::new();
    for ty in &api.types {
        if !modules.contains(&ty.module) {
            modules.push(ty.module.clone());
        }
    }
    modules
}

/// `types.rs`.
pub fn index(api: &Api) -> TokenStream {
    let docs = docs::inner_docs(["The types of requests and responses."]);
    let modules: Vec<_> = modules(api)
        .iter()
        .map(|module| rust::ident(module))
        .collect();
    let ids = (!api.ids.is_empty()).then(|| {
        quote!(
            pub use crate::ids::*;
        )
    });
    quote! {
        #docs
        #(mod #modules;)*
        #ids
        #(pub use self::#modules::*;)*
    }
}

/// One file of types.
pub fn module(plan: &CratePlan, module: &str) -> TokenStream {
    let api = &plan.api;
    let own: Vec<&Type> = api.types.iter().filter(|ty| ty.module == module).collect();
    let tags = tag_enums(api);
    let tag_of = |ty: &Type| tags.iter().find(|tag| tag.union == ty.name);
    let items: TokenStream = own.iter().map(|ty| item(plan, ty, tag_of(ty))).collect();
    let mut imports = Imports::default();
    for ty in &own {
        import(api, ty, tag_of(ty), &mut imports);
        let known = tag_of(ty).filter(|tag| tag.known.is_some());
        let mentioned = mentioned(api, ty).into_iter().filter_map(TypeRef::name);
        for name in mentioned.chain(known.map(|tag| tag.name.as_str())) {
            if !own.iter().any(|ty| ty.name == name) {
                imports.add(&format!("super::{}", rust::ident(name)));
            }
        }
    }
    let docs = docs::inner_docs([format!("Types of `{module}`.")]);
    quote!(#docs #imports #items)
}

/// The types that the code of a type mentions: its parts, and for a union the types that its
/// accessors return.
fn mentioned<'a>(api: &'a Api, ty: &'a Type) -> Vec<&'a TypeRef> {
    let mut mentioned = ty.parts();
    if let Kind::Union(kind) = &ty.kind
        && ty.usage.response
    {
        mentioned.extend(api.common_fields(kind).into_iter().map(|field| &field.ty));
    }
    mentioned
}

fn import(api: &Api, ty: &Type, tag: Option<&TagEnum<'_>>, imports: &mut Imports) {
    for ty in mentioned(api, ty) {
        imports.ty(ty);
    }
    match &ty.kind {
        Kind::Enum(_) => return imports.runtime("UnknownValue"),
        Kind::Struct(kind) => {
            let mut fields = kind.fields.iter();
            if fields.any(|field| field.presence == Presence::Patch) {
                imports.runtime("Patch");
            }
        }
        Kind::Union(_) => {}
    }
    imports.add("serde::Serialize");
    if ty.usage.response {
        imports.add("serde::Deserialize");
    }
    if structs::is_prepared(ty) {
        imports.add("serde::Deserializer");
    }
    if let Some(tag) = tag {
        imports.add("serde::Deserializer");
        imports.runtime("Tagged");
        imports.runtime("UnknownVariant");
        if tag.known.is_none() {
            imports.runtime("UnknownValue");
        }
    }
}

fn item(plan: &CratePlan, ty: &Type, tag: Option<&TagEnum<'_>>) -> TokenStream {
    match &ty.kind {
        Kind::Struct(kind) => structs::structure(plan, ty, kind),
        Kind::Enum(kind) => enums::enumeration(ty, kind, &plan.timeline),
        Kind::Union(kind) => unions::union(plan, ty, kind, tag),
    }
}
