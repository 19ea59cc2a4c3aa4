//! The public items of a hand-written module.

use crate::model::Item;
use quote::{ToTokens, quote};
use syn::{ImplItem, ItemImpl, Visibility};

/// The public items of a module with this code; none if it is not Rust, which was reported.
pub fn items(module: &str, code: &str) -> Vec<Item> {
    let mut found = Vec::new();
    if let Ok(file) = syn::parse_file(code) {
        for item in &file.items {
            of_item(module, item, &mut found);
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn of_item(module: &str, item: &syn::Item, found: &mut Vec<Item>) {
    let mut add = |name: &dyn ToTokens, signature: &dyn ToTokens| {
        found.push(Item {
            path: format!("{module}::{}", spelled(name)),
            signature: spelled(signature),
        });
    };
    match item {
        syn::Item::Fn(item) if is_public(&item.vis) => add(&item.sig.ident, &item.sig),
        syn::Item::Const(item) if is_public(&item.vis) => {
            let (name, ty) = (&item.ident, &item.ty);
            add(name, &quote!(const #name: #ty));
        }
        syn::Item::Type(item) if is_public(&item.vis) => {
            let (name, generics, ty) = (&item.ident, &item.generics, &item.ty);
            add(name, &quote!(type #name #generics = #ty));
        }
        syn::Item::Trait(item) if is_public(&item.vis) => {
            let (name, generics) = (&item.ident, &item.generics);
            let methods = item.items.iter().filter_map(|item| match item {
                syn::TraitItem::Fn(method) => Some(&method.sig),
                _ => None,
            });
            add(name, &quote!(trait #name #generics { #(#methods;)* }));
        }
        syn::Item::Struct(item) if is_public(&item.vis) => {
            let (name, generics) = (&item.ident, &item.generics);
            let fields = item.fields.iter().filter(|field| is_public(&field.vis));
            let fields = fields.map(|field| {
                let (name, ty) = (&field.ident, &field.ty);
                quote!(#name: #ty)
            });
            add(name, &quote!(struct #name #generics { #(#fields),* }));
        }
        syn::Item::Enum(item) if is_public(&item.vis) => {
            let (name, generics) = (&item.ident, &item.generics);
            let variants = item.variants.iter().map(|variant| {
                let (name, types) = (&variant.ident, variant.fields.iter().map(|field| &field.ty));
                quote!(#name(#(#types),*))
            });
            add(name, &quote!(enum #name #generics { #(#variants),* }));
        }
        syn::Item::Use(item) if is_public(&item.vis) => add(&item.tree, &item.tree),
        syn::Item::Impl(item) => of_impl(module, item, found),
        _ => {}
    }
}

/// The public methods and constants of a type.
fn of_impl(module: &str, item: &ItemImpl, found: &mut Vec<Item>) {
    if item.trait_.is_some() {
        return;
    }
    let ty = spelled(&item.self_ty);
    for member in &item.items {
        let (name, signature) = match member {
            ImplItem::Fn(method) if is_public(&method.vis) => {
                (&method.sig.ident, spelled(&method.sig))
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                let (name, ty) = (&constant.ident, &constant.ty);
                (name, spelled(&quote!(const #name: #ty)))
            }
            _ => continue,
        };
        found.push(Item {
            path: format!("{module}::{ty}::{name}"),
            signature,
        });
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as a person writes them, more or less.
fn spelled(tokens: &dyn ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, plain) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        (" :", ":"),
        ("& ", "&"),
    ] {
        text = text.replace(spaced, plain);
    }
    text
}
