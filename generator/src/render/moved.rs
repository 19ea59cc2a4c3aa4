//! `moved.rs`: calls of older versions, forwarded to the calls that replaced them.

use super::{docs, imports::Imports, resources, rust};
use crate::{
    model::Api,
    plan::{Becomes, CratePlan, MovedArgument, MovedCall},
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// The methods of the client that return handles of removed resources.
pub fn handles(plan: &CratePlan) -> TokenStream {
    plan.gone_resources()
        .into_iter()
        .map(|(name, ty)| {
            let mut calls: Vec<_> = plan
                .moved_calls
                .iter()
                .filter(|moved| moved.resource == name)
                .filter_map(|moved| moved.target(&plan.api))
                .map(|(resource, _)| format!("`{}()`", resource.name))
                .collect();
            calls.dedup();
            let note = format!("moved: see {}", calls.join(", "));
            let docs = docs::docs([format!(
                "Calls of the former `{name}()`, which moved to {}.",
                calls.join(", ")
            )]);
            let (name, ty) = (rust::ident(name), rust::ident(ty));
            quote! {
                #docs
                #[deprecated(note = #note)]
                pub fn #name(&self) -> api::#ty<S> {
                    api::#ty(self.0.clone())
                }
            }
        })
        .collect()
}

/// `moved.rs`.
pub fn moved(plan: &CratePlan) -> TokenStream {
    let mut resources: BTreeMap<&str, Vec<&MovedCall>> = BTreeMap::new();
    for moved in &plan.moved_calls {
        resources.entry(&moved.type_name).or_default().push(moved);
    }
    let mut imports = Imports::default();
    imports.add("crate::api");
    let gone = plan.gone_resources();
    let items: TokenStream = resources
        .into_iter()
        .map(|(ty, calls)| {
            let methods: TokenStream = calls
                .iter()
                .filter_map(|moved| method(&plan.api, moved, &mut imports))
                .collect();
            let ty_name = rust::ident(ty);
            match gone.iter().find(|(_, known)| **known == ty) {
                Some((name, _)) => {
                    let docs = format!("Calls of the former `{name}()` that moved.");
                    resources::handle(&ty_name, &docs, &methods, &mut imports)
                }
                None => quote!(impl<S> api::#ty_name<S> { #methods }),
            }
        })
        .collect();
    let docs = docs::inner_docs(["Calls of older versions that moved, under their former names."]);
    quote!(#docs #imports #items)
}

fn method(api: &Api, moved: &MovedCall, imports: &mut Imports) -> Option<TokenStream> {
    let (resource, operation) = moved.target(api)?;
    for argument in &moved.arguments {
        imports.qualified(&argument.ty);
    }
    let advice = moved.advice(api);
    let note = format!("moved: {advice}");
    let compared: Vec<_> = moved
        .conditions()
        .map(|(set, field, operator)| format!("`filters::{set}::{field}.{operator}(…)`"))
        .collect();
    let how = if compared.is_empty() {
        String::new()
    } else {
        format!(", filtered by {}", compared.join(" and "))
    };
    let docs = docs::docs([
        resources::sentence(&moved.summary),
        format!(
            "Moved in `{}`: this call sends `{}`{how}. To migrate, {advice}.",
            moved.gone,
            operation.route()
        ),
    ]);
    let types = quote!(types::);
    let signature = moved.arguments.iter().map(|argument| {
        let name = rust::ident(&argument.name);
        let ty = rust::argument(api, &argument.ty, &types);
        quote!(#name: #ty)
    });
    let parameters = operation.required().filter_map(|parameter| {
        let wanted = Becomes::Parameter(parameter.name.clone());
        let argument = moved
            .arguments
            .iter()
            .find(|argument| argument.becomes == wanted)?;
        let name = rust::ident(&argument.name);
        Some(quote!(#name))
    });
    let filters: Vec<_> = moved.arguments.iter().filter_map(filter).collect();
    if !filters.is_empty() {
        imports.add("crate::filters");
    }
    let (name, handle, call) = (
        rust::ident(&moved.name),
        rust::ident(&resource.type_name),
        rust::ident(&operation.name),
    );
    let result = match &operation.builder {
        Some(builder) => {
            let builder = rust::ident(builder);
            quote!(api::#builder)
        }
        None => {
            let output = resources::output(operation, imports);
            imports.add("crate::Call");
            quote!(Call<#output>)
        }
    };
    let scope = resources::scope(operation, imports);
    let many = rust::many_arguments(1 + moved.arguments.len());
    Some(quote! {
        #docs
        #[deprecated(note = #note)]
        #many
        pub fn #name(&self, #(#signature),*) -> #result #scope {
            api::#handle(self.0.clone()).#call(#(#parameters),*)#(#filters)*
        }
    })
}

fn filter(argument: &MovedArgument) -> Option<TokenStream> {
    let Becomes::Condition {
        set,
        field,
        operator,
    } = &argument.becomes
    else {
        return None;
    };
    let (set, field) = (rust::ident(set), rust::ident(field));
    let operator = rust::ident(&operator.to_string());
    let name = rust::ident(&argument.name);
    Some(quote!(.filter(filters::#set::#field.#operator(#name))))
}
