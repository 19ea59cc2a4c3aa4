//! `operations.rs`: the metadata of each operation, as constants.

use super::{docs, rules, rust};
use crate::{
    model::{Auth, Method, Operation},
    plan::CratePlan,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub fn constants(plan: &CratePlan) -> TokenStream {
    let api = &plan.api;
    let docs = docs::inner_docs([
        "Metadata of each operation: method, path, scope, and the versions that have it."
            .to_owned(),
        format!(
            "These are the operations of `{}`, with one module per resource.",
            api.version
        ),
    ]);
    let modules = api.resources.iter().map(|resource| {
        let module = rust::ident(&resource.name);
        let docs = docs::docs([format!("Operations of `{}()`.", resource.name)]);
        let constants = resource.operations.iter().map(|operation| {
            let docs = docs::docs([format!("`{}`", operation.route())]);
            let name = constant(operation);
            let value = value(plan, operation);
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

fn value(plan: &CratePlan, operation: &Operation) -> TokenStream {
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
    let availability = plan.timeline.of_operation(operation);
    let since = availability.since.as_ref().or(plan.versions.first());
    let since = since.map_or("", |since| since.name.as_str());
    let until = match &availability.until {
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
