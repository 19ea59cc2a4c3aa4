//! Responses: the result of an operation.

use super::{
    context::{Context, Lowering},
    declared::DeclaredParameter,
    lists,
    media::json_content,
    schema::{Located, SchemaUse},
    schemas,
};
use crate::{
    model::{Output, TypeRef},
    spec::{Diagnostic, Pointer},
};
use openapiv3::{ReferenceOr, Response, StatusCode};

/// The responses by status, ascending as in the document.
pub fn responses<'d>(
    cx: &mut Context<'d>,
    operation: &'d openapiv3::Operation,
    at: &Pointer,
) -> Lowering<Vec<(u16, &'d Response, Pointer)>> {
    let mut found = Vec::new();
    let at = at.child("responses");
    for (status, response) in &operation.responses.responses {
        let at = at.child(&status.to_string());
        let StatusCode::Code(status @ 200..) = status else {
            let message = format!("unsupported response status `{status}`");
            return Err(cx.error(&at, message, "list each status (200 or higher) separately"));
        };
        let (response, at) = match response {
            ReferenceOr::Item(response) => (response, at),
            ReferenceOr::Reference { reference } => cx.component(
                reference,
                "responses",
                |components| &components.responses,
                &at,
            )?,
        };
        found.push((*status, response, at));
    }
    if operation.responses.default.is_some() {
        return Err(cx.error(
            &at.child("default"),
            "unsupported `default` response",
            "list each status separately",
        ));
    }
    Ok(found)
}

/// The result of a successful response.
pub fn output<'d>(
    cx: &mut Context<'d>,
    responses: &[(u16, &'d Response, Pointer)],
    declared: &[DeclaredParameter<'d>],
    type_prefix: &str,
    at: &Pointer,
) -> Lowering<Output> {
    let success: Vec<_> = responses
        .iter()
        .filter(|(status, ..)| (200..400).contains(status))
        .collect();
    let (status, response, response_at) = match success.as_slice() {
        [only] => *only,
        [] => {
            return Err(cx.error(
                &at.child("responses"),
                "missing success response",
                "add a 2xx or 3xx response",
            ));
        }
        [_, (_, _, second), ..] => {
            let problem = Diagnostic::error("unsupported second success response")
                .help("remove all but one with an overlay action")
                .wants_without(second);
            return Err(cx.report(second, problem));
        }
    };
    if *status >= 300 {
        return Ok(Output::Link);
    }
    if response.content.is_empty() {
        return Ok(Output::Nothing);
    }
    let (media, at) = json_content(cx, &response.content, response_at)?;
    let Some(schema) = &media.schema else {
        return Err(cx.error(&at, "missing `schema` in the response", "add a `schema`"));
    };
    let schema = Located::new(schema, at.child("schema"));
    if let Some(list) = lists::lower(cx, &schema, declared, type_prefix)? {
        return Ok(list);
    }
    let lowered = schemas::lower(cx, &schema, &SchemaUse::named(type_prefix))?;
    if lowered.nullable && lowered.ty != TypeRef::Json {
        let problem = Diagnostic::error("unsupported `nullable` on a response")
            .help("set `nullable: false` with an overlay action")
            .wants(&schema.at, "nullable", false);
        return Err(cx.report(&schema.at, problem));
    }
    Ok(Output::One(lowered.ty))
}
