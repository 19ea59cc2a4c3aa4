//! Tagged unions.

use super::{docs, enums, rust, serde_attributes::derives, tags::TagEnum};
use crate::{
    model::{Api, Field, Presence, Timeline, Type, TypeRef, UnionType, Usage, Variant},
    plan::CratePlan,
    spelling,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A tagged union, with accessors for the common fields of its branches. `tag` is the enum of its
/// tag, if the union is used in responses.
pub fn union(
    plan: &CratePlan,
    ty: &Type,
    kind: &UnionType,
    tag_enum: Option<&TagEnum<'_>>,
) -> TokenStream {
    let name = rust::ident(&ty.name);
    let docs = docs::of_type(ty, &plan.timeline);
    let tag = &kind.tag.wire_name;
    let variants = kind.variants.iter().map(|variant| {
        let wire_name = &variant.wire_name;
        let docs = variant_docs(ty, kind, variant, &plan.timeline);
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
    let reading = tag_enum.map(|tag_enum| {
        let deserialize = deserialize_union(&name, kind);
        let accessors = accessors(&plan.api, &name, kind, tag_enum);
        let tag_enum = tag_enum
            .known
            .is_none()
            .then(|| own_tag_enum(ty, kind, tag_enum, &plan.timeline));
        quote!(#deserialize #accessors #tag_enum)
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

fn variant_docs(
    ty: &Type,
    kind: &UnionType,
    variant: &Variant,
    timeline: &Timeline,
) -> TokenStream {
    let meaning = if variant.docs.trim().is_empty() {
        let wire_name = variant.wire_name.replace('`', "'");
        format!("`{}: {wire_name}`", kind.tag.wire_name)
    } else {
        docs::summary(&variant.docs)
    };
    docs::docs([meaning, spelling::member(ty, &variant.wire_name, timeline)])
}

/// An enum for a tag that has none in the document.
fn own_tag_enum(
    ty: &Type,
    kind: &UnionType,
    tag_enum: &TagEnum<'_>,
    timeline: &Timeline,
) -> TokenStream {
    let docs = docs::docs([format!(
        "The tag of `{}`, its property `{}`.",
        ty.name,
        kind.tag.wire_name.replace('`', "'")
    )]);
    let values = kind.variants.iter().map(|variant| enums::Value {
        docs: variant_docs(ty, kind, variant, timeline),
        name: &variant.name,
        wire_name: &variant.wire_name,
    });
    enums::open(&tag_enum.name, &docs, values)
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

/// Accessors for the tag and for every field that all branches share.
fn accessors(api: &Api, name: &Ident, kind: &UnionType, tag_enum: &TagEnum<'_>) -> TokenStream {
    let tag_name = rust::ident(&kind.tag.name);
    let tag_docs = docs::docs([format!("The value of `{}`.", kind.tag.wire_name)]);
    let tag_type = rust::ident(&tag_enum.name);
    let tags = kind.variants.iter().filter_map(|variant| {
        let name = rust::ident(&variant.name);
        let value = rust::ident(tag_enum.variant(kind, &variant.wire_name)?);
        let rest = variant.ty.as_ref().map(|_| quote!((_)));
        Some(quote!(Self::#name #rest => #tag_type::#value,))
    });
    let common = api.common_fields(kind);
    let fields = common.iter().map(|field| {
        let field_name = rust::ident(&field.name);
        let docs = docs::docs([
            docs::summary(&field.docs),
            "`None` for a variant that this crate does not know.".into(),
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
            pub fn #tag_name(&self) -> #tag_type {
                match self {
                    #(#tags)*
                    Self::Unknown(unknown) => unknown.tag().into(),
                }
            }
            #(#fields)*
        }
    }
}

/// How an accessor returns a field: text as `&str`, small values as copies, the rest by reference.
fn borrowed(field: &Field, value: &TokenStream) -> (TokenStream, TokenStream) {
    let ty = rust::ty(&field.ty, &TokenStream::new());
    let required = field.presence == Presence::Required;
    match (&field.ty, required) {
        (TypeRef::String, true) => (quote!(&str), quote!(Some(&#value))),
        (TypeRef::String, false) => (quote!(&str), quote!(#value.as_deref())),
        (TypeRef::Boxed(inner), required) => {
            let inner = rust::ty(inner, &TokenStream::new());
            let value = if required {
                quote!(Some(&#value))
            } else {
                quote!(#value.as_deref())
            };
            (quote!(&#inner), value)
        }
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

/// Conversions from a branch into the union, where the type identifies the branch.
fn conversions(name: &Ident, kind: &UnionType) -> TokenStream {
    kind.conversions()
        .map(|(variant, ty)| {
            let ty = rust::ty(ty, &TokenStream::new());
            let variant = rust::ident(&variant.name);
            quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(value)
                    }
                }
            }
        })
        .collect()
}
