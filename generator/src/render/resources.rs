//! `api.rs` and `api/`: one file per resource, with a method per operation.

use super::{docs, examples, imports::Imports, operations, parameters, rust};
use crate::{
    model::{Api, Auth, Body, Encoding, JSON, Operation, Output, Parameter, Resource, TypeRef},
    plan::CratePlan,
    spelling,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `api.rs`.
pub fn index(plan: &CratePlan) -> TokenStream {
    let api = &plan.api;
    let docs = docs::inner_docs([
        "Operations, grouped by resource. Each handle is a method of the client.",
    ]);
    let modules = api
        .resources
        .iter()
        .map(|resource| rust::ident(&resource.name));
    let exports = api.resources.iter().map(|resource| {
        let module = rust::ident(&resource.name);
        let builders = resource
            .operations
            .iter()
            .filter_map(|operation| operation.builder.as_deref());
        let names = std::iter::once(resource.type_name.as_str())
            .chain(builders)
            .map(rust::ident);
        quote!(pub use self::#module::{#(#names),*};)
    });
    let gone = plan.gone_resources().into_values().map(rust::ident);
    quote!(#docs #(mod #modules;)* #(#exports)* #(pub use crate::moved::#gone;)*)
}

/// `api/<resource>.rs`.
pub fn resource(plan: &CratePlan, resource: &Resource) -> TokenStream {
    let name = rust::ident(&resource.type_name);
    let mut imports = Imports::default();
    let methods: TokenStream = resource
        .operations
        .iter()
        .map(|operation| method(plan, resource, operation, &mut imports))
        .collect();
    let builders: TokenStream = resource
        .operations
        .iter()
        .filter_map(|operation| builder(plan, operation, &mut imports))
        .collect();
    let handle = handle(&name, &handle_docs(resource), &methods, &mut imports);
    let docs = docs::inner_docs([format!("Operations of `{}()`.", resource.name)]);
    quote!(#docs #imports #handle #builders)
}

/// The handle of a resource, whose methods are its calls.
pub fn handle(
    name: &Ident,
    docs: &str,
    methods: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    imports.runtime("ScopedCore");
    imports.runtime("scope::ReadWrite");
    let docs = docs::docs([docs]);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name<S = ReadWrite>(pub(crate) ScopedCore<S>);
        impl<S> #name<S> {
            #methods
        }
    }
}

/// The documentation of a resource.
pub fn handle_docs(resource: &Resource) -> String {
    if resource.docs.trim().is_empty() {
        format!("Operations on `{}`.", resource.name)
    } else {
        resource.docs.clone()
    }
}

/// The last paragraph of the documentation of a call.
fn facts(plan: &CratePlan, operation: &Operation) -> String {
    let mut facts = format!("`{}`", operation.route());
    match (&operation.scope, operation.auth) {
        (Some(scope), _) => facts.push_str(&format!(", scope `{}`", scope.name)),
        (None, Auth::Basic) => facts.push_str(", with client ID and secret (`with_basic_auth`)"),
        (None, Auth::None) => facts.push_str(", without a token"),
        (None, Auth::Bearer) => {}
    }
    facts.push('.');
    let history = spelling::history(operation, &plan.timeline);
    if !history.is_empty() {
        facts.push_str(&format!(" {history}"));
    }
    facts
}

/// The documentation of a method: the operation, its arguments and rules, and an example.
fn method_docs(plan: &CratePlan, resource: &Resource, operation: &Operation) -> TokenStream {
    let arguments: Vec<_> = operation.required().filter_map(argument_docs).collect();
    let paragraphs = vec![
        sentence(&operation.summary),
        operation.docs.clone(),
        arguments.join("\n"),
        spelling::rules(operation),
        match operation.output {
            Output::Raw => raw_docs(operation),
            Output::Optional(_) => "Returns `None` for a response without content.".to_owned(),
            _ => String::new(),
        },
        facts(plan, operation),
    ];
    docs::with_example(paragraphs, &examples::lines(plan, resource, operation))
}

/// How to read a body that is not JSON.
fn raw_docs(operation: &Operation) -> String {
    let call = match operation.builder {
        Some(_) => ".into_call()",
        None => "",
    };
    format!(
        "Reads the body into memory; `{call}.write_to(writer)` and `{call}.download()` read it as \
         it arrives."
    )
}

/// The arguments of a method: required parameters, then the body.
fn arguments(api: &Api, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
    let mut arguments = Vec::new();
    for parameter in operation.required() {
        imports.qualified(&parameter.ty);
        let (name, ty) = (
            rust::ident(&parameter.name),
            parameters::argument(api, parameter),
        );
        arguments.push(quote!(#name: #ty));
    }
    if let Some(body) = &operation.body {
        imports.qualified(&body.ty);
        let ty = rust::argument(api, &body.ty, &quote!(types::));
        arguments.push(quote!(body: #ty));
    }
    arguments
}

/// `.json::<types::InsertBook>(body)`, and the media type if it is another one.
fn body_call(body: &Body) -> TokenStream {
    let ty = rust::ty(&body.ty, &quote!(types::));
    let value = match &body.ty {
        TypeRef::Array(_) => quote!(Vec::from_iter(body)),
        _ => quote!(body),
    };
    match body.encoding {
        Encoding::Json => {
            let media_type = body.media_type();
            let declared = (media_type != JSON).then(|| quote!(.content_type(#media_type)));
            quote!(.json::<#ty>(#value)#declared)
        }
        Encoding::Form => quote!(.form::<#ty>(#value)),
    }
}

fn method(
    plan: &CratePlan,
    resource: &Resource,
    operation: &Operation,
    imports: &mut Imports,
) -> TokenStream {
    let name = rust::ident(&operation.name);
    let docs = method_docs(plan, resource, operation);
    let arguments = arguments(&plan.api, operation, imports);
    let body = operation.body.as_ref().map(body_call);
    let parameters: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| parameters::call(&plan.api, parameter, imports))
        .collect();
    let accept = operation.accept.iter().map(|media_types| {
        // Errors have media types of their own.
        let media_types = format!("{media_types}, */*;q=0.1");
        quote!(.accept(#media_types))
    });
    let key = operation.idempotency_key().map(|parameter| {
        let wire_name = &parameter.wire_name;
        quote!(.idempotency_key(#wire_name))
    });
    let (module, constant) = (rust::ident(&resource.name), operations::constant(operation));
    imports.add("crate::operations");
    imports.runtime("CallBuilder");
    let call = quote!(CallBuilder::new(&self.0, &operations::#module::#constant)#(#parameters)*#body #key #(#accept)*);
    let (result, call) = match &operation.builder {
        Some(builder) => {
            let builder = rust::ident(builder);
            (quote!(#builder), quote!(#builder(#call)))
        }
        None => {
            let output = output(operation, imports);
            imports.add("crate::Call");
            (quote!(Call<#output>), quote!(#call.build()))
        }
    };
    let scope = scope(operation, imports);
    // The handle itself counts too.
    let many = rust::many_arguments(1 + arguments.len());
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated = "deprecated by the API"]));
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#arguments),*) -> #result #scope {
            #call
        }
    }
}

/// The bound for the scope that this call requires.
pub fn scope(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let marker = &operation.scope.as_ref()?.marker;
    imports.runtime(&format!("scope::{marker}"));
    let marker = rust::ident(marker);
    Some(quote!(where S: #marker))
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

/// A line for an argument that is documented.
fn argument_docs(parameter: &Parameter) -> Option<String> {
    let said = docs::parameter(parameter).join(" ");
    let said: Vec<_> = said.split_whitespace().collect();
    (!said.is_empty()).then(|| format!("- `{}`: {}", parameter.name, said.join(" ")))
}

/// The result of a call.
pub fn output(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let ty = operation.output.ty().map(|ty| {
        imports.qualified(ty);
        rust::ty(ty, &quote!(types::))
    });
    let wrapper = match &operation.output {
        Output::One(_) => return quote!(#ty),
        Output::Optional(_) => return quote!(Option<#ty>),
        Output::Page(_) => "Page",
        Output::List(_) => "List",
        Output::Raw => "RawContent",
        Output::Link => "FileLink",
        Output::Nothing => "NoContent",
    };
    imports.runtime(wrapper);
    let (wrapper, ty) = (rust::ident(wrapper), ty.map(|ty| quote!(<#ty>)));
    quote!(#wrapper #ty)
}

/// The struct that collects optional parameters.
fn builder(plan: &CratePlan, operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let api = &plan.api;
    let name = rust::ident(operation.builder.as_ref()?);
    imports.runtime("CallBuilder");
    imports.add("crate::ApiError");
    let output = output(operation, imports);
    let docs = docs::docs([
        match operation.summary.trim() {
            "" => "A call and its optional parameters.".to_owned(),
            summary => format!("{summary}: a call and its optional parameters."),
        },
        facts(plan, operation),
    ]);
    let types = quote!(types::);
    let setters: Vec<_> = operation
        .optional()
        .map(|parameter| {
            imports.qualified(&parameter.ty);
            let rust_name = rust::ident(&parameter.name);
            let ty = parameters::argument(api, parameter);
            let mut said = docs::parameter(parameter);
            if parameter.docs.trim().is_empty() {
                said.insert(0, format!("Sets `{}`.", parameter.name));
            }
            let docs = docs::docs(said);
            let call = parameters::call(api, parameter, imports);
            quote! {
                #docs
                pub fn #rust_name(self, #rust_name: #ty) -> Self {
                    Self(self.0 #call)
                }
            }
        })
        .collect();
    let paging = match &operation.output {
        Output::Page(item) => {
            let filter = operation.filter.is_some();
            if filter {
                imports.runtime("Filter");
            }
            Some(paging(&rust::ty(item, &types), filter))
        }
        Output::List(item) => Some(items(&rust::ty(item, &types))),
        _ => None,
    };
    Some(quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name(CallBuilder<#output, ApiError>);
        impl #name {
            #(#setters)*
            #paging
        }
        nomos_client_runtime::operation!(#name, #output, ApiError);
    })
}

/// The walk over a list, which a plain call already has.
fn items(item: &TokenStream) -> TokenStream {
    quote! {
        /// Iterates over the items of the list.
        pub fn items(self) -> nomos_client_runtime::Items<#item, ApiError> {
            self.into_call().items()
        }
    }
}

/// The setters for paging and the walks over pages, which a plain call already has.
fn paging(item: &TokenStream, filter: bool) -> TokenStream {
    let filter = filter.then(|| {
        quote! {
            /// Adds a condition. Multiple conditions are joined with AND.
            pub fn filter(self, filter: Filter<#item>) -> Self {
                Self(self.0.with(|call| call.filter(filter)))
            }
        }
    });
    let items = items(item);
    quote! {
        /// Iterates over the pages of the list, starting at the current cursor.
        pub fn pages(self) -> nomos_client_runtime::Pages<#item, ApiError> {
            self.into_call().pages()
        }
        #items
        /// Sets the maximum number of items per page.
        pub fn limit(self, limit: u32) -> Self {
            Self(self.0.with(|call| call.limit(limit)))
        }
        /// Starts at this cursor, from the previous page.
        pub fn cursor(self, cursor: impl Into<String>) -> Self {
            Self(self.0.with(|call| call.cursor(cursor)))
        }
        #filter
    }
}
