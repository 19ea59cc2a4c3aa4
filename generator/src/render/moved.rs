//! `moved.rs`: calls of older versions that make the calls which took their place.

use super::{docs, resources, rust};
use crate::{
    model::{Api, Becomes, Bridge, BridgeArgument, Operation, Resource},
    spelling,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// Resources that are gone as a whole, by name, with the types of their handles.
pub fn gone(api: &Api) -> BTreeMap<&str, &str> {
    let bridges = api.bridges.iter();
    let gone = bridges.filter(|bridge| {
        !api.resources
            .iter()
            .any(|known| known.name == bridge.resource)
    });
    gone.map(|bridge| (bridge.resource.as_str(), bridge.type_name.as_str()))
        .collect()
}

/// The call that takes a bridge's place.
pub fn target<'a>(api: &'a Api, bridge: &Bridge) -> Option<(&'a Resource, &'a Operation)> {
    api.operations()
        .find(|(_, operation)| operation.id == bridge.target)
}

/// What to write instead, for example "call `loans().list()` with a filter on
/// `filters::loan::CARD`".
pub fn advice(api: &Api, bridge: &Bridge) -> String {
    let call = target(api, bridge).map(|(resource, operation)| operation.call(&resource.name));
    let filters = bridge.conditions().map(|(set, field, _)| (set, field));
    spelling::instead(&call.unwrap_or_default(), filters)
}

/// The methods of the client that hand out what is gone.
pub fn handles(api: &Api) -> TokenStream {
    gone(api)
        .into_iter()
        .map(|(name, ty)| {
            let mut calls: Vec<_> = api
                .bridges
                .iter()
                .filter(|bridge| bridge.resource == name)
                .filter_map(|bridge| target(api, bridge))
                .map(|(resource, _)| format!("`{}()`", resource.name))
                .collect();
            calls.dedup();
            let note = format!("moved: see {}", calls.join(", "));
            let docs = docs::docs([format!(
                "Calls of `{name}()` that moved to {}.",
                calls.join(", ")
            )]);
            let (name, ty) = (rust::ident(name), rust::ident(ty));
            quote! {
                #docs
                #[deprecated(note = #note)]
                pub fn #name(&self) -> api::#ty<S> {
                    api::#ty::new(self.core.clone())
                }
            }
        })
        .collect()
}

/// `moved.rs`.
pub fn moved(api: &Api) -> TokenStream {
    let mut resources: BTreeMap<&str, Vec<&Bridge>> = BTreeMap::new();
    for bridge in &api.bridges {
        resources.entry(&bridge.type_name).or_default().push(bridge);
    }
    let mut imports = rust::Imports::default();
    let gone = gone(api);
    let items: TokenStream = resources
        .into_iter()
        .map(|(ty, bridges)| {
            let methods: TokenStream = bridges
                .iter()
                .filter_map(|bridge| method(api, bridge))
                .collect();
            let ty_name = rust::ident(ty);
            match gone.iter().find(|(_, known)| **known == ty) {
                Some((name, _)) => {
                    imports.add("PhantomData");
                    let docs = format!("What is left of `{name}()`: calls that moved.");
                    resources::handle(&ty_name, &docs, &methods)
                }
                None => quote!(impl<S> api::#ty_name<S> { #methods }),
            }
        })
        .collect();
    let targets = api.bridges.iter().filter_map(|bridge| target(api, bridge));
    let outputs = targets.filter(|(_, operation)| operation.builder.is_none());
    let outputs = outputs.filter_map(|(_, operation)| operation.output.ty());
    let arguments = api
        .bridges
        .iter()
        .flat_map(|bridge| &bridge.arguments)
        .map(|argument| &argument.ty);
    for ty in outputs.chain(arguments) {
        imports.add_type(ty);
        if ty.name().is_some() {
            imports.add("types");
        }
    }
    let imports = imports.render();
    let runtime = (!gone.is_empty()).then(|| {
        quote!(
            use nomos_client_runtime::{Core, scope::ReadWrite};
        )
    });
    let docs = docs::inner_docs(["Calls of older versions that moved, under their old names."]);
    quote! {
        #docs
        use crate::api;
        #imports
        #runtime
        #items
    }
}

fn method(api: &Api, bridge: &Bridge) -> Option<TokenStream> {
    let (resource, operation) = target(api, bridge)?;
    let advice = advice(api, bridge);
    let note = format!("moved: {advice}");
    let compared: Vec<_> = bridge
        .conditions()
        .map(|(set, field, operator)| format!("`filters::{set}::{field}.{operator}(…)`"))
        .collect();
    let how = if compared.is_empty() {
        String::new()
    } else {
        format!(", filtered by {}", compared.join(" and "))
    };
    let docs = docs::docs([
        resources::sentence(&bridge.summary),
        format!(
            "Moved in `{}`: this sends `{}`{how}. Instead {advice}.",
            bridge.gone,
            operation.route()
        ),
    ]);
    let types = quote!(types::);
    let signature = bridge.arguments.iter().map(|argument| {
        let name = rust::ident(&argument.name);
        let ty = rust::argument(api, &argument.ty, &types);
        quote!(#name: #ty)
    });
    let parameters = operation.required().filter_map(|parameter| {
        let wanted = Becomes::Parameter(parameter.name.clone());
        let argument = bridge
            .arguments
            .iter()
            .find(|argument| argument.becomes == wanted)?;
        let name = rust::ident(&argument.name);
        Some(quote!(#name))
    });
    let filters = bridge
        .arguments
        .iter()
        .filter_map(|argument| filter(api, argument));
    let (name, handle, call) = (
        rust::ident(&bridge.name),
        rust::ident(&resource.type_name),
        rust::ident(&operation.name),
    );
    let result = match &operation.builder {
        Some(builder) => {
            let builder = rust::ident(builder);
            quote!(api::#builder)
        }
        None => {
            let output = resources::output(operation, &quote!(nomos_client_runtime::));
            quote!(crate::Call<#output>)
        }
    };
    let scope = operation.scope.as_ref().map(|scope| {
        let marker = rust::ident(&scope.marker);
        quote!(where S: nomos_client_runtime::scope::#marker)
    });
    let many = rust::many_arguments(1 + bridge.arguments.len());
    Some(quote! {
        #docs
        #[deprecated(note = #note)]
        #many
        pub fn #name(&self, #(#signature),*) -> #result #scope {
            api::#handle::<S>::new(self.core.clone()).#call(#(#parameters),*)#(#filters)*
        }
    })
}

fn filter(api: &Api, argument: &BridgeArgument) -> Option<TokenStream> {
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
    let value = rust::convert_into(api, &argument.ty, &quote!(types::), &name);
    Some(quote!(.filter(crate::filters::#set::#field.#operator(#value))))
}
