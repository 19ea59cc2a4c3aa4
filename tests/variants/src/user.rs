//! A program that uses everything a crate offers: each public field, variant, constant, method,
//! conversion and derived trait. It compiles with another generation of the crate exactly if
//! programs do.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use std::{collections::BTreeSet, fs, io, path::Path};
use syn::{
    Attribute, Fields, FnArg, GenericArgument, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct,
    PathArguments, ReturnType, Signature, Type, UseTree, Visibility, ext::IdentExt as _,
    punctuated::Punctuated,
};

/// The name under which the program knows the crate.
pub const CLIENT: &str = "client";

/// Traits that a crate derives, and where they are.
const DERIVED: [(&str, &str); 9] = [
    ("Clone", "std::clone::Clone"),
    ("Copy", "std::marker::Copy"),
    ("Debug", "std::fmt::Debug"),
    ("Default", "std::default::Default"),
    ("PartialEq", "std::cmp::PartialEq"),
    ("Eq", "std::cmp::Eq"),
    ("PartialOrd", "std::cmp::PartialOrd"),
    ("Ord", "std::cmp::Ord"),
    ("Hash", "std::hash::Hash"),
];

/// The program for the crate whose sources are in `folder`.
///
/// # Errors
///
/// A file cannot be read, or is not Rust.
pub fn program(folder: &Path) -> io::Result<String> {
    let mut modules = TokenStream::new();
    let client = Ident::new(CLIENT, Span::call_site());
    let root = Module {
        path: quote!(#client),
        parent: quote!(#client),
        is_public: true,
        beside: Vec::new(),
    };
    root.file(&folder.join("lib.rs"), folder, &mut modules)?;
    let program = syn::parse2(quote!(#![allow(warnings)] #modules)).map_err(io::Error::other)?;
    Ok(prettyplease::unparse(&program))
}

/// A module, by what it is for a user.
struct Module {
    /// The path of the innermost public module.
    path: TokenStream,
    /// The same of the module around it.
    parent: TokenStream,
    /// Whether it is public itself.
    is_public: bool,
    /// The public modules beside it, which export what a private one has.
    beside: Vec<Ident>,
}

impl Module {
    /// Adds what a file and its modules offer.
    fn file(&self, file: &Path, folder: &Path, modules: &mut TokenStream) -> io::Result<()> {
        let syntax = syn::parse_file(&fs::read_to_string(file)?)
            .map_err(|error| io::Error::other(format!("{}: {error}", file.display())))?;
        for item in &syntax.items {
            if let Item::Mod(module) = item
                && module.content.is_none()
                && !is_conditional(&module.attrs)
            {
                let name = module.ident.to_string();
                let below = folder.join(&name);
                let child = self.child(&module.ident, &module.vis, &syntax.items);
                child.file(&below.with_extension("rs"), &below, modules)?;
            }
        }
        modules.extend(self.items(&syntax.items));
        Ok(())
    }

    fn child(&self, name: &Ident, visibility: &Visibility, around: &[Item]) -> Self {
        let (is_public, path) = (is_public(visibility), &self.path);
        let beside = around.iter().filter_map(|item| match item {
            Item::Mod(module) if !is_public && self::is_public(&module.vis) => {
                Some(module.ident.clone())
            }
            _ => None,
        });
        Self {
            path: match is_public {
                true => quote!(#path::#name),
                false => path.clone(),
            },
            parent: path.clone(),
            is_public,
            beside: beside.collect(),
        }
    }

    /// A module of the program that uses these items.
    fn items(&self, items: &[Item]) -> TokenStream {
        let (mut uses, mut imports) = (Uses::default(), Vec::new());
        let mut modules = TokenStream::new();
        for item in items {
            match item {
                Item::Use(import) if !is_conditional(&import.attrs) => {
                    if !is_public(&import.vis) {
                        leaves(&import.tree, &TokenStream::new(), &mut imports);
                    } else if self.is_public {
                        uses.exports(&import.tree, &self.path);
                    }
                }
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        let module = self.child(&module.ident, &module.vis, &[]);
                        modules.extend(module.items(items));
                    }
                }
                item => uses.item(item),
            }
        }
        let mentioned = names(uses.found.clone());
        let imports = imports
            .into_iter()
            .filter(|(name, _)| mentioned.contains(name));
        let imports = imports.map(|(_, import)| quote!(use #import;));
        let (path, beside, found) = (&self.path, &self.beside, &uses.found);
        let items = quote!(use #path::*; #(use #path::#beside::*;)* #(#imports)* #found);
        // Paths are different from outside.
        let client = format_ident!("{CLIENT}").to_token_stream();
        let items = replaced(replaced(items, "crate", &client), "super", &self.parent);
        quote!(const _: () = { #items }; #modules)
    }
}

/// What the program does with the items of a module.
#[derive(Default)]
struct Uses {
    found: TokenStream,
    count: usize,
}

impl Uses {
    fn name(&mut self) -> Ident {
        self.count += 1;
        format_ident!("use_{}", self.count)
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.fields(item),
            Item::Enum(item) if is_public(&item.vis) => self.variants(item),
            Item::Const(item) if is_public(&item.vis) => {
                let (name, ty) = (&item.ident, &item.ty);
                self.found.extend(quote!(const _: #ty = #name;));
            }
            Item::Impl(item) if !is_conditional(&item.attrs) => match &item.trait_ {
                None => self.methods(item),
                Some((bound, _)) if item.generics.params.is_empty() => {
                    self.bounds(&item.self_ty, &[bound.to_token_stream()]);
                }
                Some(_) => {}
            },
            _ => {}
        }
    }

    fn fields(&mut self, item: &ItemStruct) {
        let (ty, (generics, arguments, _)) = (&item.ident, item.generics.split_for_impl());
        for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
            let (name, field_type, function) = (&field.ident, &field.ty, self.name());
            self.found.extend(quote! {
                fn #function #generics(value: #ty #arguments) -> #field_type { value.#name }
            });
        }
        if item.generics.params.is_empty() {
            self.bounds(ty, &derived(&item.attrs));
        }
    }

    fn variants(&mut self, item: &ItemEnum) {
        let ty = &item.ident;
        let is_open = item
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("non_exhaustive"));
        let mut arms = TokenStream::new();
        for variant in &item.variants {
            let (name, function) = (&variant.ident, self.name());
            if let Fields::Unnamed(fields) = &variant.fields {
                let payload = fields.unnamed.iter().map(|field| &field.ty);
                let payload = quote!(#(#payload),*);
                self.found
                    .extend(quote!(fn #function(value: #payload) -> #ty { #ty::#name(value) }));
                arms.extend(quote!(#ty::#name(value) => { let _: #payload = value; }));
            } else {
                self.found
                    .extend(quote!(fn #function() -> #ty { #ty::#name }));
                arms.extend(quote!(#ty::#name => {}));
            }
        }
        let (function, rest) = (self.name(), is_open.then(|| quote!(_ => {})));
        self.found
            .extend(quote!(fn #function(value: #ty) { match value { #arms #rest } }));
        self.bounds(ty, &derived(&item.attrs));
    }

    fn bounds(&mut self, ty: &impl ToTokens, bounds: &[TokenStream]) {
        let function = self.name();
        self.found.extend(quote! {
            fn #function() { fn is<T: #(#bounds)+*>() {} is::<#ty>(); }
        });
    }

    /// Calls every method from a trait with the same signatures.
    fn methods(&mut self, item: &ItemImpl) {
        let (ty, name) = (&item.self_ty, self.name());
        let (generics, arguments, bounds) = item.generics.split_for_impl();
        let (mut declared, mut defined) = (TokenStream::new(), TokenStream::new());
        for item in &item.items {
            match item {
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    let (signature, body) = call(&method.sig);
                    declared.extend(quote!(#signature;));
                    defined.extend(quote!(#signature { #body }));
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    let name = &item.ident;
                    let value_type = item.ty.to_token_stream();
                    let value_type = replaced(value_type, "Self", &ty.to_token_stream());
                    self.found
                        .extend(quote!(const _: #value_type = <#ty>::#name;));
                }
                _ => {}
            }
        }
        if !declared.is_empty() {
            self.found.extend(quote! {
                trait #name #generics: Sized #bounds { #declared }
                impl #generics #name #arguments for #ty #bounds { #defined }
            });
        }
    }

    /// Imports what a module exports by name.
    fn exports(&mut self, tree: &UseTree, path: &TokenStream) {
        let mut exported = Vec::new();
        leaves(tree, &TokenStream::new(), &mut exported);
        for (export, _) in exported {
            let (export, name) = (format_ident!("{export}"), self.name());
            self.found.extend(quote!(use #path::#export as #name;));
        }
    }
}

/// The signature of a method that calls this one, and its body.
fn call(signature: &Signature) -> (TokenStream, TokenStream) {
    let (method, is_async) = (&signature.ident, signature.asyncness);
    let mut called = signature.clone();
    called.ident = format_ident!("use_{}", method.unraw());
    called.constness = None;
    let mut arguments: Punctuated<TokenStream, syn::Token![,]> = Punctuated::new();
    for (number, input) in called.inputs.iter_mut().enumerate() {
        match input {
            FnArg::Receiver(receiver) => {
                receiver.mutability = None;
                arguments.push(quote!(self));
            }
            FnArg::Typed(input) => {
                let name = format_ident!("argument_{number}");
                input.pat = syn::parse_quote!(#name);
                arguments.push(quote!(#name));
            }
        }
    }
    let await_ = is_async.map(|_| quote!(.await));
    let mut body = quote!(Self::#method(#arguments) #await_);
    if let Some(answer) = answer(&signature.output) {
        // Optional parameters of a call make another type of it, which is awaited like the first.
        let client = format_ident!("{CLIENT}");
        called.output = syn::parse_quote! {
            -> impl ::std::future::IntoFuture<Output = ::std::result::Result<#answer, #client::Error>>
        };
        if last_name(&answer).is_some_and(|name| name == "Page") {
            body = quote!(let call = #body; let _ = (call.clone().items(), call.clone().pages()); call);
        }
    }
    (called.to_token_stream(), body)
}

/// What a call answers, if it is one.
fn answer(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, ty) = output else {
        return None;
    };
    last_name(ty).filter(|name| *name == "Call")?;
    let Type::Path(path) = &**ty else { return None };
    match &path.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(answer) => Some(answer.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn last_name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => Some(&path.path.segments.last()?.ident),
        _ => None,
    }
}

fn derived(attributes: &[Attribute]) -> Vec<TokenStream> {
    let mut found = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        // What else is derived is no promise to users.
        let _ = attribute.parse_nested_meta(|meta| {
            let known = DERIVED.iter().find(|(name, _)| meta.path.is_ident(name));
            found.extend(known.and_then(|(_, path)| path.parse::<TokenStream>().ok()));
            Ok(())
        });
    }
    found
}

/// The names that an import brings in, each with its path.
fn leaves(tree: &UseTree, path: &TokenStream, found: &mut Vec<(String, TokenStream)>) {
    match tree {
        UseTree::Path(tree) => {
            let name = &tree.ident;
            leaves(&tree.tree, &quote!(#path #name::), found);
        }
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| leaves(tree, path, found)),
        UseTree::Name(tree) if tree.ident == "self" => {
            let name = names(path.clone()).into_iter().next_back();
            found.extend(name.map(|name| (name, quote!(#path self))));
        }
        UseTree::Name(tree) => {
            let name = &tree.ident;
            found.push((name.to_string(), quote!(#path #name)));
        }
        UseTree::Rename(tree) => {
            let (name, rename) = (&tree.ident, &tree.rename);
            found.push((rename.to_string(), quote!(#path #name as #rename)));
        }
        UseTree::Glob(_) => {}
    }
}

/// The same with something else for an identifier.
fn replaced(tokens: TokenStream, name: &str, by: &TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(found) if found == name => by.clone(),
        TokenTree::Group(group) => {
            let content = replaced(group.stream(), name, by);
            Group::new(group.delimiter(), content).to_token_stream()
        }
        token => token.to_token_stream(),
    });
    tokens.collect()
}

/// Every identifier in it.
fn names(tokens: TokenStream) -> BTreeSet<String> {
    let names = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Ident(name) => BTreeSet::from([name.to_string()]),
        TokenTree::Group(group) => names(group.stream()),
        _ => BTreeSet::new(),
    });
    names.collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg"))
}
