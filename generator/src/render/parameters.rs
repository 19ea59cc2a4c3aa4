//! Parameters as arguments, and in the calls that send them.

use super::{imports::Imports, rust};
use crate::model::{Api, Kind, Parameter, ParameterPlace, Style, StyleForm, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of the argument or of the setter's argument.
pub fn argument(api: &Api, parameter: &Parameter) -> TokenStream {
    let types = quote!(types::);
    match (items(api, parameter), &parameter.ty) {
        (Some(item @ (TypeRef::String | TypeRef::Id(_) | TypeRef::Decimal)), _) => {
            let item = rust::ty(item, &types);
            quote!(impl IntoIterator<Item = impl Into<#item>>)
        }
        (None, ty) if is_serialized(api, parameter) && !matches!(ty, TypeRef::Array(_)) => {
            rust::ty(ty, &types)
        }
        (_, ty) => rust::argument(api, ty, &types),
    }
}

/// Whether the value is more than one or several texts.
fn is_serialized(api: &Api, parameter: &Parameter) -> bool {
    is_json(parameter) || items(api, parameter).is_none() && !is_single(api, &parameter.ty)
}

fn is_json(parameter: &Parameter) -> bool {
    let style = parameter.style;
    style.is_some_and(|style| style.form == StyleForm::Json)
}

/// The type of the items of a list of single values.
pub fn items<'p>(api: &Api, parameter: &'p Parameter) -> Option<&'p TypeRef> {
    let is_json = parameter
        .style
        .is_some_and(|style| style.form == StyleForm::Json);
    match &parameter.ty {
        TypeRef::Array(item) if !is_json && is_single(api, item) => Some(item),
        _ => None,
    }
}

/// `.path::<types::BookId>("id", id)`, or the same in another place or style.
pub fn call(api: &Api, parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let wire_name = &parameter.wire_name;
    let (ty, value) = match &parameter.constant {
        Some(constant) => (quote!(&str), quote!(#constant)),
        None => {
            let name = rust::ident(&parameter.name);
            (rust::ty(&parameter.ty, &quote!(types::)), quote!(#name))
        }
    };
    let Some(style) = parameter.style else {
        return match parameter.place {
            ParameterPlace::Path => quote!(.path::<#ty>(#wire_name, #value)),
            ParameterPlace::Query => quote!(.query::<#ty>(#wire_name, #value)),
            ParameterPlace::Header => quote!(.header::<#ty>(#wire_name, #value)),
            ParameterPlace::Cookie => quote!(.cookie::<#ty>(#wire_name, #value)),
        };
    };
    imports.runtime("ParameterStyle");
    let spelled = spelled(parameter.place, style);
    if let Some(item) = items(api, parameter) {
        let item = rust::ty(item, &quote!(types::));
        return quote!(.list::<#item>(#wire_name, #spelled, #value));
    }
    if !is_serialized(api, parameter) {
        return quote!(.value::<#ty>(#wire_name, #spelled, #value));
    }
    let value = match &parameter.ty {
        TypeRef::Array(_) => quote!(Vec::from_iter(#value)),
        _ => value,
    };
    // The fields of structs say for themselves how decimals are written.
    let value = match parameter.ty.innermost() {
        TypeRef::Decimal => {
            imports.runtime("exact::Exactly");
            quote!(Exactly(#value))
        }
        _ => value,
    };
    match is_json(parameter) {
        true => quote!(.content(#wire_name, #spelled, #value)),
        false => quote!(.object(#wire_name, #spelled, #value)),
    }
}

/// `ParameterStyle::QUERY.explode(false)`.
fn spelled(place: ParameterPlace, style: Style) -> TokenStream {
    let place = rust::ident(&place.as_str().to_uppercase());
    let form = match style.form {
        StyleForm::Simple | StyleForm::Form | StyleForm::Json => None,
        StyleForm::SpaceDelimited => Some(quote!(.space_delimited())),
        StyleForm::PipeDelimited => Some(quote!(.pipe_delimited())),
        StyleForm::DeepObject => Some(quote!(.deep_object())),
        StyleForm::Label => Some(quote!(.label())),
        StyleForm::Matrix => Some(quote!(.matrix())),
    };
    let explode = style.explode;
    let explode = (explode != style.form.explodes()).then(|| quote!(.explode(#explode)));
    let reserved = style.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(ParameterStyle::#place #form #explode #reserved)
}

/// Whether a value is a single text.
fn is_single(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Json => false,
        TypeRef::Named(name) => {
            let named = api.type_named(name);
            named.is_some_and(|ty| matches!(ty.kind, Kind::Enum(_)))
        }
        _ => true,
    }
}
