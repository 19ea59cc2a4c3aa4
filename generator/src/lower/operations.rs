//! Operations: parameters, bodies, answers, scopes.

use super::{
    context::{Context, SchemaRef},
    docs, filters, lists, names, objects, routes,
    schemas::{self, Site},
    settings,
};
use crate::{
    model::{
        Auth, Body, Encoding, Method, Moved, Operation, Output, Parameter, ParameterPlace, Scope,
        TypeRef,
    },
    spec::Pointer,
};
use openapiv3::{
    MediaType, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody,
    Response, SecurityScheme, StatusCode,
};

/// An operation with what is still needed to group it and to read its errors.
pub struct Found<'d> {
    pub operation: Operation,
    pub resource: String,
    pub tag: Option<&'d str>,
    pub pointer: Pointer,
    pub responses: Vec<(u16, &'d Response, Pointer)>,
}

/// Lowers every operation in document order; what cannot be lowered is left out after a diagnostic.
pub fn lower<'d>(cx: &mut Context<'d>) -> Vec<Found<'d>> {
    let mut found = Vec::new();
    let paths = Pointer::root().child("paths");
    for (path, item) in &cx.document.openapi.paths.paths {
        let at = paths.child(path);
        let ReferenceOr::Item(item) = item else {
            cx.error(
                &at,
                "references to path items are not supported",
                "write the path item here",
            );
            continue;
        };
        for (method, name, operation) in methods(item) {
            let at = at.child(name);
            let Some(method) = method else {
                cx.error(
                    &at,
                    format!("the method {name} is not supported"),
                    "remove the operation with the overlay",
                );
                continue;
            };
            match lower_one(cx, path, item, method, operation, at.clone()) {
                Some(operation) => found.push(operation),
                // An operation never goes missing without a word.
                None if cx.diagnostics.is_empty() => {
                    cx.error(
                        &at,
                        "the operation cannot be read",
                        "this is a defect of the generator: please report it",
                    );
                }
                None => {}
            }
        }
    }
    found
}

fn methods(
    item: &PathItem,
) -> impl Iterator<Item = (Option<Method>, &'static str, &openapiv3::Operation)> {
    [
        (Some(Method::Get), "get", &item.get),
        (Some(Method::Post), "post", &item.post),
        (Some(Method::Put), "put", &item.put),
        (Some(Method::Patch), "patch", &item.patch),
        (Some(Method::Delete), "delete", &item.delete),
        (None, "options", &item.options),
        (None, "head", &item.head),
        (None, "trace", &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, name, operation)| Some((method, name, operation.as_ref()?)))
}

fn lower_one<'d>(
    cx: &mut Context<'d>,
    path: &'d str,
    item: &'d PathItem,
    method: Method,
    operation: &'d openapiv3::Operation,
    at: Pointer,
) -> Option<Found<'d>> {
    // Every part is tried before the first problem ends the operation: one run says everything.
    let responses = responses(cx, operation, &at);
    let declared = declared_parameters(cx, item, operation, &at);
    let (scope, auth) = (scope(cx, operation, &at), auth(cx, operation, &at));
    let (responses, declared) = (responses?, declared?);
    let route = routes::route(cx, path, item, method, operation, &responses, &at)?;
    let type_prefix = route.type_prefix();
    let output = output(cx, &responses, &declared, &type_prefix, &at);
    let paged = matches!(output, Some(Output::Page(_)));
    let parameters = parameters(cx, path, &declared, paged, &route, &at);
    let body = match &operation.request_body {
        Some(body) => {
            lower_body(cx, body, method, &type_prefix, &at.child("requestBody")).map(Some)
        }
        None => Some(None),
    };
    let (output, parameters, body) = (output?, parameters?, body?);
    let filter = filters::lower(cx, &declared, &output, &route)?;
    let has_options = parameters.iter().any(|parameter| !parameter.required);
    let mut error_statuses: Vec<u16> = responses
        .iter()
        .map(|(status, ..)| *status)
        .filter(|status| *status >= 400)
        .collect();
    error_statuses.sort_unstable();
    let operation = Operation {
        id: format!("{}.{}", route.resource, route.action),
        builder: has_options
            .then(|| names::type_name(&format!("{}_{}", route.resource, route.action))),
        constant: names::const_name(&route.action),
        name: route.action,
        method,
        path: path.to_owned(),
        scope: scope?,
        auth: auth?,
        summary: operation.summary.clone().unwrap_or_default(),
        docs: operation.description.clone().unwrap_or_default(),
        parameters,
        body,
        output,
        filter,
        error_statuses,
        deprecated: operation.deprecated,
        availability: Default::default(),
        moved: moved(cx, operation, &at),
    };
    let tag = operation_tag(item, method);
    Some(Found {
        operation,
        resource: route.resource,
        tag,
        pointer: at,
        responses,
    })
}

fn operation_tag(item: &PathItem, method: Method) -> Option<&str> {
    let (.., operation) = methods(item).find(|(known, ..)| *known == Some(method))?;
    operation.tags.first().map(String::as_str)
}

/// The responses by status, ascending as in the document.
fn responses<'d>(
    cx: &mut Context<'d>,
    operation: &'d openapiv3::Operation,
    at: &Pointer,
) -> Option<Vec<(u16, &'d Response, Pointer)>> {
    let mut found = Vec::new();
    let at = at.child("responses");
    for (status, response) in &operation.responses.responses {
        let at = at.child(&status.to_string());
        let StatusCode::Code(status @ 200..) = status else {
            let message = "only single statuses from 200 are supported";
            cx.error(&at, message, "name each status");
            return None;
        };
        let (response, at) = match response {
            ReferenceOr::Item(response) => (response, at),
            ReferenceOr::Reference { reference } => component_response(cx, reference, &at)?,
        };
        found.push((*status, response, at));
    }
    if operation.responses.default.is_some() {
        cx.error(
            &at.child("default"),
            "a default response is not supported",
            "name each status",
        );
        return None;
    }
    Some(found)
}

fn component_response<'d>(
    cx: &mut Context<'d>,
    reference: &str,
    at: &Pointer,
) -> Option<(&'d Response, Pointer)> {
    let components = cx.document.openapi.components.as_ref();
    let found =
        reference
            .strip_prefix("#/components/responses/")
            .and_then(|name| match components?.responses.get(name)? {
                ReferenceOr::Item(response) => Some((response, name)),
                ReferenceOr::Reference { .. } => None,
            });
    let Some((response, name)) = found else {
        cx.error(
            &at.child("$ref"),
            format!("`{reference}` leads to no response"),
            "references are written `#/components/responses/<name>`",
        );
        return None;
    };
    Some((
        response,
        Pointer::root().join(["components", "responses", name]),
    ))
}

/// A declared parameter and where it stands.
pub struct Declared<'d> {
    pub data: &'d ParameterData,
    pub place: Option<ParameterPlace>,
    pub pointer: Pointer,
}

impl<'d> Declared<'d> {
    /// The parameter's schema.
    pub fn schema(&self) -> Option<SchemaRef<'d>> {
        match &self.data.format {
            ParameterSchemaOrContent::Schema(schema) => Some(SchemaRef::from(schema)),
            ParameterSchemaOrContent::Content(_) => None,
        }
    }
}

/// The parameters of an operation: its own, and those of the path item that it does not replace.
fn declared_parameters<'d>(
    cx: &mut Context<'d>,
    item: &'d PathItem,
    operation: &'d openapiv3::Operation,
    at: &Pointer,
) -> Option<Vec<Declared<'d>>> {
    let own = parameter_list(cx, &operation.parameters, at)?;
    let mut declared = parameter_list(cx, &item.parameters, &at.parent().unwrap_or_default())?;
    declared.retain(|shared| {
        !own.iter()
            .any(|own| own.data.name == shared.data.name && own.place == shared.place)
    });
    declared.extend(own);
    Some(declared)
}

fn parameter_list<'d>(
    cx: &mut Context<'d>,
    parameters: &'d [ReferenceOr<openapiv3::Parameter>],
    at: &Pointer,
) -> Option<Vec<Declared<'d>>> {
    let mut list = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let at = at.child("parameters").index(index);
        let (parameter, pointer) = match parameter {
            ReferenceOr::Item(parameter) => (parameter, at),
            ReferenceOr::Reference { reference } => component_parameter(cx, reference, &at)?,
        };
        let place = match parameter {
            openapiv3::Parameter::Path { .. } => Some(ParameterPlace::Path),
            openapiv3::Parameter::Query { .. } => Some(ParameterPlace::Query),
            openapiv3::Parameter::Header { .. } | openapiv3::Parameter::Cookie { .. } => None,
        };
        list.push(Declared {
            data: parameter.parameter_data_ref(),
            place,
            pointer,
        });
    }
    Some(list)
}

fn component_parameter<'d>(
    cx: &mut Context<'d>,
    reference: &str,
    at: &Pointer,
) -> Option<(&'d openapiv3::Parameter, Pointer)> {
    let components = cx.document.openapi.components.as_ref();
    let found =
        reference
            .strip_prefix("#/components/parameters/")
            .and_then(|name| match components?.parameters.get(name)? {
                ReferenceOr::Item(parameter) => Some((parameter, name)),
                ReferenceOr::Reference { .. } => None,
            });
    let Some((parameter, name)) = found else {
        cx.error(
            &at.child("$ref"),
            format!("`{reference}` leads to no parameter"),
            "references are written `#/components/parameters/<name>`",
        );
        return None;
    };
    Some((
        parameter,
        Pointer::root().join(["components", "parameters", name]),
    ))
}

/// Parameters that a caller gives one by one: not the ones of paging, not the filter.
fn parameters<'d>(
    cx: &mut Context<'d>,
    path: &str,
    declared: &[Declared<'d>],
    paged: bool,
    route: &routes::Route,
    at: &Pointer,
) -> Option<Vec<Parameter>> {
    let mut list: Vec<Parameter> = Vec::new();
    let mut complete = true;
    for parameter in declared {
        if paged && lists::is_paging(cx, &parameter.data.name) || filters::is_filter(cx, parameter)
        {
            continue;
        }
        match lower_parameter(cx, path, parameter, route) {
            Some(parameter) if list.iter().any(|known| known.name == parameter.name) => {
                let message = format!("two parameters would become `{}`", parameter.name);
                cx.error(
                    at,
                    message,
                    "name one of them with `x-rust-name` in the overlay",
                );
                complete = false;
            }
            Some(parameter) => list.push(parameter),
            None => complete = false,
        }
    }
    for name in path.split(['{', '}']).skip(1).step_by(2) {
        if !list
            .iter()
            .any(|known| known.place == ParameterPlace::Path && known.wire_name == name)
            && complete
        {
            cx.error(
                at,
                format!("the path has `{{{name}}}`, but no parameter of that name"),
                "declare it with `in: path`",
            );
            complete = false;
        }
    }
    complete.then_some(list)
}

fn lower_parameter<'d>(
    cx: &mut Context<'d>,
    path: &str,
    declared: &Declared<'d>,
    route: &routes::Route,
) -> Option<Parameter> {
    let at = &declared.pointer;
    let data = declared.data;
    let Some(place) = declared.place else {
        cx.error(
            at,
            format!(
                "`{}` is a header or cookie parameter, which is not supported",
                data.name
            ),
            "remove it with the overlay",
        );
        return None;
    };
    let Some(schema) = declared.schema() else {
        cx.error(
            at,
            "parameters with `content` are not supported",
            "give the parameter a `schema`",
        );
        return None;
    };
    if place == ParameterPlace::Path && !path.contains(&format!("{{{}}}", data.name)) {
        cx.error(
            at,
            format!("the path has no `{{{}}}`", data.name),
            "remove the parameter, or mend the path",
        );
        return None;
    }
    if place == ParameterPlace::Path && !data.required {
        cx.error(
            at,
            format!("`{}` is in the path, so it is required", data.name),
            "write `required: true`",
        );
        return None;
    }
    let description = data.description.clone().unwrap_or_default();
    let site = Site {
        docs: description.clone(),
        ..Site::new(format!(
            "{}{}",
            route.singular_type(),
            names::type_name(&data.name)
        ))
    };
    let lowered = schemas::lower(cx, schema, &at.child("schema"), &site)?;
    let mut ty = lowered.ty;
    let (inner, inner_at, _) = cx.resolve(schema, &at.child("schema"))?;
    let example = inner.schema_data.example.as_ref();
    if ty == TypeRef::String {
        let is_id = cx.settings.ids.property.as_deref() == Some(data.name.as_str());
        if let Some(owner) = route
            .owner_of(path, &data.name)
            .filter(|_| is_id && place == ParameterPlace::Path)
        {
            ty = cx.id(&format!("{}Id", names::type_name(&owner)), example);
        } else if let Some(id) = cx.id_by_field(&data.name, example) {
            ty = id;
        }
    }
    let is_enum = matches!(ty, TypeRef::Named(_)) && objects::is_enum(inner);
    if matches!(ty, TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Json)
        || matches!(ty, TypeRef::Named(_)) && !is_enum
    {
        cx.error(
            &inner_at,
            format!("the parameter `{}` is not a single value", data.name),
            "only strings, numbers, booleans, dates and enums can stand in a URL",
        );
        return None;
    }
    let name = match cx.rust_name(&data.extensions, settings::RUST_NAME, at) {
        Some(name) => name.to_owned(),
        None => names::method_name(&data.name),
    };
    let ty_is_id = matches!(ty, TypeRef::Id(_));
    Some(Parameter {
        wire_name: data.name.clone(),
        name: if name == "body" {
            "body_".to_owned()
        } else {
            name
        },
        ty,
        place,
        required: data.required,
        constraints: if ty_is_id { Vec::new() } else { lowered.limits },
        default: inner
            .schema_data
            .default
            .as_ref()
            .filter(|default| !default.is_null())
            .map(docs::display),
        deprecated: data.deprecated == Some(true),
        constant: objects::constant(cx, schema, at).filter(|_| data.required),
        docs: if is_enum {
            docs::split_values(&description).0
        } else {
            description
        },
    })
}

fn lower_body<'d>(
    cx: &mut Context<'d>,
    body: &'d ReferenceOr<RequestBody>,
    method: Method,
    type_prefix: &str,
    at: &Pointer,
) -> Option<Body> {
    let ReferenceOr::Item(body) = body else {
        cx.error(
            at,
            "references to request bodies are not supported",
            "write the body here",
        );
        return None;
    };
    let encoding = match cx.text(&body.extensions, settings::ENCODING, at) {
        None | Some("json") => Encoding::Json,
        Some("form") => Encoding::Form,
        Some(other) => {
            cx.error(
                &at.child(settings::ENCODING),
                format!("there is no encoding `{other}`"),
                "`x-encoding` is `json` or `form`",
            );
            return None;
        }
    };
    let (media, at) = json_content(cx, &body.content, at)?;
    let Some(schema) = &media.schema else {
        cx.error(&at, "the request body has no schema", "add one");
        return None;
    };
    let site = Site {
        patch: method == Method::Patch,
        ..Site::new(format!("{type_prefix}Body"))
    };
    let ty = schemas::lower(cx, SchemaRef::from(schema), &at.child("schema"), &site)?.ty;
    if !matches!(ty, TypeRef::Named(_))
        || cx
            .arena
            .get(&ty)
            .is_some_and(|ty| matches!(ty.kind, crate::model::Kind::Enum(_)))
    {
        cx.error(
            &at,
            "the request body is not an object",
            "only objects can be sent",
        );
        return None;
    }
    Some(Body {
        ty,
        encoding,
        docs: body.description.clone().unwrap_or_default(),
    })
}

/// The JSON form of a body; other forms have no type.
pub fn json_content<'d>(
    cx: &mut Context<'d>,
    content: &'d indexmap::IndexMap<String, MediaType>,
    at: &Pointer,
) -> Option<(&'d MediaType, Pointer)> {
    let at = at.child("content");
    let json = content.iter().find(|(name, _)| {
        let name = name.split(';').next().unwrap_or_default().trim();
        name == "application/json" || name.ends_with("+json")
    });
    let Some((name, media)) = json else {
        let names: Vec<_> = content.keys().map(String::as_str).collect();
        cx.error(
            &at,
            format!("no JSON among [{}]", names.join(", ")),
            "only `application/json` is supported",
        );
        return None;
    };
    Some((media, at.child(name)))
}

fn output<'d>(
    cx: &mut Context<'d>,
    responses: &[(u16, &'d Response, Pointer)],
    declared: &[Declared<'d>],
    type_prefix: &str,
    at: &Pointer,
) -> Option<Output> {
    let success: Vec<_> = responses
        .iter()
        .filter(|(status, ..)| (200..400).contains(status))
        .collect();
    let (status, response, response_at) = match success.as_slice() {
        [only] => *only,
        [] => {
            cx.error(
                &at.child("responses"),
                "the operation documents no success",
                "add a 2xx or 3xx response",
            );
            return None;
        }
        [_, (_, _, second), ..] => {
            cx.error(
                second,
                "several successful responses are not supported",
                "leave one with the overlay",
            );
            return None;
        }
    };
    if *status >= 300 {
        return Some(Output::Link);
    }
    if response.content.is_empty() {
        return Some(Output::Nothing);
    }
    let (media, at) = json_content(cx, &response.content, response_at)?;
    let Some(schema) = &media.schema else {
        cx.error(&at, "the response has no schema", "add one");
        return None;
    };
    let (schema, at) = (SchemaRef::from(schema), at.child("schema"));
    if let Some(list) = lists::lower(cx, schema, &at, declared, type_prefix)? {
        return Some(list);
    }
    let lowered = schemas::lower(cx, schema, &at, &Site::new(type_prefix))?;
    if lowered.nullable {
        cx.error(
            &at,
            "a response that can be null is not supported",
            "remove `nullable` with the overlay",
        );
        return None;
    }
    Some(Output::One(lowered.ty))
}

fn scope(
    cx: &mut Context<'_>,
    operation: &openapiv3::Operation,
    at: &Pointer,
) -> Option<Option<Scope>> {
    let Some(name) = cx.text(&operation.extensions, settings::SCOPE, at) else {
        let bearer = auth(cx, operation, at)? == Auth::Bearer;
        if bearer && !cx.settings.scopes.is_empty() {
            cx.error(
                at,
                "the operation needs a token, but no scope is known for it",
                "add `x-scope` in the overlay",
            );
            return None;
        }
        return Some(None);
    };
    let Some(marker) = cx.settings.scopes.get(name).cloned() else {
        cx.error(&at.child(settings::SCOPE), format!("the scope `{name}` is not listed"), "list it under `x-scopes` in the overlay, with the trait of the runtime that stands for it");
        return None;
    };
    Some(Some(Scope {
        name: name.to_owned(),
        marker,
    }))
}

fn auth(cx: &mut Context<'_>, operation: &openapiv3::Operation, at: &Pointer) -> Option<Auth> {
    let requirements = match (&operation.security, &cx.document.openapi.security) {
        (Some(own), _) => own,
        (None, Some(general)) => general,
        (None, None) => return Some(Auth::None),
    };
    let at = at.child("security");
    if requirements.len() > 1 || requirements.iter().any(|requirement| requirement.len() > 1) {
        let message = "a choice of security schemes is not supported";
        cx.error(&at, message, "leave one with the overlay");
        return None;
    }
    let Some(name) = requirements
        .first()
        .and_then(|requirement| requirement.keys().next())
    else {
        return Some(Auth::None);
    };
    let schemes = cx
        .document
        .openapi
        .components
        .as_ref()
        .map(|components| &components.security_schemes);
    match schemes.and_then(|schemes| schemes.get(name)) {
        Some(ReferenceOr::Item(SecurityScheme::HTTP { scheme, .. }))
            if scheme.eq_ignore_ascii_case("bearer") =>
        {
            Some(Auth::Bearer)
        }
        Some(ReferenceOr::Item(SecurityScheme::HTTP { scheme, .. }))
            if scheme.eq_ignore_ascii_case("basic") =>
        {
            Some(Auth::Basic)
        }
        _ => {
            cx.error(
                &at,
                format!("`{name}` is not a security scheme that is supported"),
                "supported are HTTP bearer and HTTP basic",
            );
            None
        }
    }
}

fn moved(cx: &mut Context<'_>, operation: &openapiv3::Operation, at: &Pointer) -> Option<Moved> {
    let route = cx.text(&operation.extensions, settings::MOVED_TO, at)?;
    Some(Moved {
        route: route.to_owned(),
        version: None,
        call: None,
    })
}
