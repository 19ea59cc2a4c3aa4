//! `operations.rs`: what is known of each operation, as constants.

use super::{docs, rules, rust};
use crate::model::{Api, Auth, Method, Operation};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub fn constants(api: &Api) -> TokenStream {
    let docs = docs::inner_docs([
        "What is known of each operation: method, path, scope, and the versions that have it."
            .to_owned(),
        format!(
            "The operations of `{}`, one module per resource.",
            api.release.version
        ),
    ]);
    let oldest = api
        .versions
        .first()
        .map_or("", |release| release.version.name.as_str());
    let modules = api.resources.iter().map(|resource| {
        let module = rust::ident(&resource.name);
        let docs = docs::docs([format!("Operations of `{}()`.", resource.name)]);
        let constants = resource.operations.iter().map(|operation| {
            let docs = docs::docs([format!("`{}`", operation.route())]);
            let name = constant(operation);
            let value = value(operation, oldest);
            quote!(#docs pub const #name: Operation = #value;)
        });
        let mut runtime = vec!["Auth", "Method", "Operation"];
        let operations = &resource.operations;
        if operations
            .iter()
            .any(|operation| !operation.rules.is_empty())
        {
            runtime.extend(["Check", "Rule"]);
        }
        if operations
            .iter()
            .any(|operation| !operation.meanings.is_empty())
        {
            runtime.extend(["Meaning", "MeaningKind"]);
        }
        let runtime = runtime.into_iter().map(rust::ident);
        quote! {
            #docs
            pub mod #module {
                use ::nomos_client_runtime::{#(#runtime),*};
                #(#constants)*
            }
        }
    });
    let all = api.operations().map(|(resource, operation)| {
        let module = rust::ident(&resource.name);
        let name = constant(operation);
        quote!(&self::#module::#name)
    });
    quote! {
        #docs
        use ::nomos_client_runtime::Operation;
        /// Every operation, in the order of the document.
        pub const ALL: &[&Operation] = &[#(#all),*];
        #(#modules)*
    }
}

/// The constant's name in its resource's module.
pub fn constant(operation: &Operation) -> Ident {
    rust::ident(&operation.constant)
}

fn value(operation: &Operation, oldest: &str) -> TokenStream {
    let id = &operation.id;
    let path = &operation.path;
    let method = match operation.method {
        Method::Get => quote!(Get),
        Method::Post => quote!(Post),
        Method::Put => quote!(Put),
        Method::Patch => quote!(Patch),
        Method::Delete => quote!(Delete),
    };
    let scope = match &operation.scope {
        Some(scope) => {
            let name = &scope.name;
            quote!(Some(#name))
        }
        None => quote!(None),
    };
    let auth = match operation.auth {
        Auth::None => quote!(None),
        Auth::Bearer => quote!(Bearer),
        Auth::Basic => quote!(Basic),
    };
    let since = operation
        .availability
        .since
        .as_ref()
        .map_or(oldest, |since| since.name.as_str());
    let until = match &operation.availability.until {
        Some(until) => {
            let until = &until.name;
            quote!(Some(#until))
        }
        None => quote!(None),
    };
    let (rules, meanings) = (rules::rules(operation), rules::meanings(operation));
    quote! {
        Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            scope: #scope,
            auth: Auth::#auth,
            since: #since,
            until: #until,
            rules: #rules,
            meanings: #meanings,
        }
    }
}
