//! `api/`: one file per resource, with a method per operation.

use super::{
    docs, moved, operations,
    rust::{self, Imports},
};
use crate::{
    model::{Api, Auth, Encoding, Operation, Output, Parameter, ParameterPlace, Resource, TypeRef},
    spelling,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// `api/mod.rs`.
pub fn index(api: &Api) -> TokenStream {
    let docs =
        docs::inner_docs(["Operations, one handle per resource. The client hands them out."]);
    let modules = api.resources.iter().map(|resource| {
        let module = rust::ident(&resource.name);
        let builders = resource
            .operations
            .iter()
            .filter_map(|operation| operation.builder.as_deref());
        let names = std::iter::once(resource.type_name.as_str())
            .chain(builders)
            .map(rust::ident);
        quote!(mod #module; pub use self::#module::{#(#names),*};)
    });
    let gone = moved::gone(api).into_values().map(rust::ident);
    quote!(#docs #(#modules)* #(pub use crate::moved::#gone;)*)
}

/// `api/<resource>.rs`.
pub fn resource(api: &Api, resource: &Resource) -> TokenStream {
    let name = rust::ident(&resource.type_name);
    let methods: TokenStream = resource
        .operations
        .iter()
        .map(|operation| method(api, resource, operation))
        .collect();
    let builders: TokenStream = resource
        .operations
        .iter()
        .map(|operation| builder(api, operation))
        .collect();
    let handle = handle(&name, &handle_docs(resource), &methods);
    let imports = imports(resource).render();
    let runtime = runtime_imports(resource).into_iter().map(rust::ident);
    let scopes: BTreeSet<&str> = resource
        .operations
        .iter()
        .filter_map(|operation| operation.scope.as_ref())
        .map(|scope| scope.marker.as_str())
        .chain(["ReadWrite"])
        .collect();
    let scopes = scopes.into_iter().map(rust::ident);
    let module_docs = docs::inner_docs([format!("Operations of `{}()`.", resource.name)]);
    quote! {
        #module_docs
        use crate::{Call, operations};
        #imports
        use nomos_client_runtime::{#(#runtime,)* scope::{#(#scopes),*}};
        #handle
        #builders
    }
}

/// A handle: what a resource's calls are made on.
pub fn handle(name: &Ident, docs: &str, methods: &TokenStream) -> TokenStream {
    let docs = docs::docs([docs]);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name<S = ReadWrite> {
            pub(crate) core: Core,
            scope: PhantomData<fn() -> S>,
        }
        impl<S> #name<S> {
            pub(crate) fn new(core: Core) -> Self {
                Self { core, scope: PhantomData }
            }
            #methods
        }
    }
}

fn imports(resource: &Resource) -> Imports {
    let mut imports = Imports::default();
    imports.add("PhantomData");
    for operation in &resource.operations {
        if operation.builder.is_some() {
            imports.add("ApiError");
        }
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.constant.is_none());
        let body = operation.body.iter().map(|body| &body.ty);
        for ty in parameters
            .map(|parameter| &parameter.ty)
            .chain(body)
            .chain(operation.output.ty())
        {
            imports.add_type(ty);
            if ty.name().is_some() {
                imports.add("types");
            }
        }
    }
    imports
}

fn runtime_imports(resource: &Resource) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::from(["Core"]);
    for operation in &resource.operations {
        names.extend(match operation.output {
            Output::One(_) => None,
            Output::Page(_) => Some("Page"),
            Output::List(_) => Some("List"),
            Output::Link => Some("FileLink"),
            Output::Nothing => Some("NoContent"),
        });
        if operation.builder.is_some() && operation.filter.is_some() {
            names.insert("Filter");
        }
    }
    names
}

/// What a resource is.
pub fn handle_docs(resource: &Resource) -> String {
    if resource.docs.trim().is_empty() {
        format!("Operations on `{}`.", resource.name)
    } else {
        resource.docs.clone()
    }
}

/// What the documentation of every call ends with.
fn facts(operation: &Operation) -> String {
    let mut facts = format!("`{}`", operation.route());
    match (&operation.scope, operation.auth) {
        (Some(scope), _) => facts.push_str(&format!(", scope `{}`", scope.name)),
        (None, Auth::Basic) => facts.push_str(", with client id and secret (`with_basic_auth`)"),
        (None, Auth::None) => facts.push_str(", without a token"),
        (None, Auth::Bearer) => {}
    }
    facts.push('.');
    let history = spelling::history(operation);
    if !history.is_empty() {
        facts.push_str(&format!(" {history}"));
    }
    facts
}

fn method(api: &Api, resource: &Resource, operation: &Operation) -> TokenStream {
    let name = rust::ident(&operation.name);
    let mut paragraphs = vec![sentence(&operation.summary), operation.docs.clone()];
    let arguments: Vec<_> = operation.required().filter_map(argument_docs).collect();
    paragraphs.push(arguments.join("\n"));
    paragraphs.push(spelling::rules(operation));
    paragraphs.push(facts(operation));
    let docs = docs::docs(paragraphs);
    let output = output(operation, &TokenStream::new());
    let scope = operation.scope.as_ref().map(|scope| {
        let marker = rust::ident(&scope.marker);
        quote!(where S: #marker)
    });
    let types = quote!(types::);
    let mut signature: Vec<TokenStream> = operation
        .required()
        .map(|parameter| {
            let name = rust::ident(&parameter.name);
            let ty = rust::argument(api, &parameter.ty, &types);
            quote!(#name: #ty)
        })
        .collect();
    let body = operation.body.as_ref().map(|body| {
        let argument = rust::argument(api, &body.ty, &types);
        signature.push(quote!(body: #argument));
        let value = rust::convert_into(api, &body.ty, &types, &rust::ident("body"));
        match body.encoding {
            Encoding::Json => quote!(.json(&#value)),
            Encoding::Form => quote!(.form(&#value)),
        }
    });
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| parameter_call(api, parameter));
    let (module, constant) = (rust::ident(&resource.name), operations::constant(operation));
    let call = quote!(Call::new(&self.core, &operations::#module::#constant)#(#parameters)*#body);
    let (result, call) = match &operation.builder {
        Some(builder) => {
            let builder = rust::ident(builder);
            (quote!(#builder), quote!(#builder { call: #call }))
        }
        None => (quote!(Call<#output>), call),
    };
    // The handle itself counts too.
    let many = rust::many_arguments(1 + signature.len());
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated = "the API advises against it"]));
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#signature),*) -> #result #scope {
            #call
        }
    }
}

/// Summaries are written without a full stop; as documentation they are sentences.
pub fn sentence(summary: &str) -> String {
    let summary = summary.trim();
    if summary.is_empty() || summary.ends_with(['.', '!', '?']) {
        summary.to_owned()
    } else {
        format!("{summary}.")
    }
}

/// A line per argument; an argument of which nothing is said has its name.
fn argument_docs(parameter: &Parameter) -> Option<String> {
    let said = docs::parameter(parameter).join(" ");
    let said: Vec<_> = said.split_whitespace().collect();
    (!said.is_empty()).then(|| format!("- `{}`: {}", parameter.name, said.join(" ")))
}

/// `.path("id", id.into())` or `.query("price", price.into().normalize())`.
fn parameter_call(api: &Api, parameter: &Parameter) -> TokenStream {
    let wire_name = &parameter.wire_name;
    let name = rust::ident(&parameter.name);
    let value = match &parameter.constant {
        Some(constant) => quote!(#constant),
        None => parameter_value(api, parameter, &name),
    };
    match parameter.place {
        ParameterPlace::Path => quote!(.path(#wire_name, #value)),
        ParameterPlace::Query => quote!(.query(#wire_name, #value)),
    }
}

fn parameter_value(api: &Api, parameter: &Parameter, name: &Ident) -> TokenStream {
    let value = rust::convert_into(api, &parameter.ty, &quote!(types::), name);
    // `2500.0` and `2500` are one number, and the API is given the plain one.
    let plain = (parameter.ty == TypeRef::Decimal).then(|| quote!(.normalize()));
    quote!(#value #plain)
}

/// What a call yields; `runtime` stands before the names of the runtime.
pub fn output(operation: &Operation, runtime: &TokenStream) -> TokenStream {
    let types = quote!(types::);
    match &operation.output {
        Output::One(ty) => rust::ty(ty, &types),
        Output::Page(ty) => {
            let ty = rust::ty(ty, &types);
            quote!(#runtime Page<#ty>)
        }
        Output::List(ty) => {
            let ty = rust::ty(ty, &types);
            quote!(#runtime List<#ty>)
        }
        Output::Link => quote!(#runtime FileLink),
        Output::Nothing => quote!(#runtime NoContent),
    }
}

/// The struct that collects optional parameters.
fn builder(api: &Api, operation: &Operation) -> TokenStream {
    let Some(name) = &operation.builder else {
        return TokenStream::new();
    };
    let name = rust::ident(name);
    let output = output(operation, &TokenStream::new());
    let docs = docs::docs([
        match operation.summary.trim() {
            "" => "The call, with its optional parameters.".to_owned(),
            summary => format!("{summary}: the call, with its optional parameters."),
        },
        facts(operation),
    ]);
    let types = quote!(types::);
    let setters = operation.optional().map(|parameter| {
        let rust_name = rust::ident(&parameter.name);
        let ty = rust::argument(api, &parameter.ty, &types);
        let mut said = docs::parameter(parameter);
        if parameter.docs.trim().is_empty() {
            said.insert(0, format!("Sets `{}`.", parameter.name));
        }
        let docs = docs::docs(said);
        let call = parameter_call(api, parameter);
        quote! {
            #docs
            pub fn #rust_name(mut self, #rust_name: #ty) -> Self {
                self.call = self.call #call;
                self
            }
        }
    });
    let paging = match &operation.output {
        Output::Page(item) => Some(paging(&rust::ty(item, &types), operation.filter.is_some())),
        _ => None,
    };
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name {
            call: Call<#output>,
        }
        impl #name {
            #(#setters)*
            #paging
        }
        nomos_client_runtime::operation!(#name, #output, ApiError);
    }
}

/// The setters of a page that a plain call has by itself.
fn paging(item: &TokenStream, filter: bool) -> TokenStream {
    let filter = filter.then(|| {
        quote! {
            /// Adds a condition; conditions are joined with AND.
            pub fn filter(mut self, filter: Filter<#item>) -> Self {
                self.call = self.call.filter(filter);
                self
            }
        }
    });
    quote! {
        /// Sets how many items a page holds at most.
        pub fn limit(mut self, limit: u32) -> Self {
            self.call = self.call.limit(limit);
            self
        }
        /// Starts after the page that gave this cursor.
        pub fn cursor(mut self, cursor: impl Into<String>) -> Self {
            self.call = self.call.cursor(cursor);
            self
        }
        #filter
    }
}
