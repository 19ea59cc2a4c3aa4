//! Responses: the result of an operation, and its errors.

use super::{
    context::{Context, Lowering},
    declared::DeclaredParameter,
    lists,
    media::json,
    schema::{Located, SchemaUse},
    schemas,
};
use crate::{
    model::{JSON, Output, Statuses, TypeRef},
    spec::{Diagnostic, Pointer},
};
use openapiv3::{ReferenceOr, Response, StatusCode};

/// A documented response.
pub struct Documented<'d> {
    pub status: Statuses,
    pub response: &'d Response,
    pub at: Pointer,
}

/// The documented responses of an operation, each in document order.
pub struct Responses<'d> {
    pub successes: Vec<Documented<'d>>,
    pub errors: Vec<Documented<'d>>,
}

impl Responses<'_> {
    /// Whether a success has a body.
    pub fn have_content(&self) -> bool {
        let mut successes = self.successes.iter();
        successes.any(|success| !success.response.content.is_empty())
    }
}

/// Finds the responses of an operation. `default` stands for errors, unless nothing else stands for
/// a success.
pub fn responses<'d>(
    cx: &mut Context<'d>,
    operation: &'d openapiv3::Operation,
    at: &Pointer,
) -> Lowering<Responses<'d>> {
    let at = at.child("responses");
    let mut found = Responses {
        successes: Vec::new(),
        errors: Vec::new(),
    };
    for (status, response) in &operation.responses.responses {
        let at = at.child(&status.to_string());
        let status = match *status {
            StatusCode::Code(status @ 200..) => Statuses::One(status),
            StatusCode::Range(class @ 2..=5) => Statuses::Range(class * 100, class * 100 + 99),
            _ => {
                let message = format!("unsupported response status `{status}`");
                return Err(cx.error(&at, message, "remove it with an overlay action"));
            }
        };
        let documented = documented(cx, status, response, at)?;
        match status.is_error() {
            true => found.errors.push(documented),
            false => found.successes.push(documented),
        }
    }
    if let Some(response) = &operation.responses.default {
        let documented = documented(cx, Statuses::Others, response, at.child("default"))?;
        match found.successes.is_empty() {
            true => found.successes.push(documented),
            false => found.errors.push(documented),
        }
    }
    found.errors.sort_by_key(|error| error.status);
    Ok(found)
}

fn documented<'d>(
    cx: &mut Context<'d>,
    status: Statuses,
    response: &'d ReferenceOr<Response>,
    at: Pointer,
) -> Lowering<Documented<'d>> {
    let (response, at) = match response {
        ReferenceOr::Item(response) => (response, at),
        ReferenceOr::Reference { reference } => cx.component(
            reference,
            "responses",
            |components| &components.responses,
            &at,
        )?,
    };
    Ok(Documented {
        status,
        response,
        at,
    })
}

/// The result of the successful responses.
pub fn output<'d>(
    cx: &mut Context<'d>,
    responses: &Responses<'d>,
    declared: &[DeclaredParameter<'d>],
    type_prefix: &str,
) -> Lowering<Output> {
    let mut output = None;
    for success in &responses.successes {
        let next = output_of(cx, success, declared, type_prefix)?;
        output = Some(match output {
            None => next,
            Some(output) => match either(output, next) {
                Some(output) => output,
                None => {
                    let message = "unsupported second success response with a body of another type";
                    let problem = Diagnostic::error(message)
                        .help("keep one of them: remove the other ones with an overlay action")
                        .wants_without(&success.at);
                    return Err(cx.report(&success.at, problem));
                }
            },
        });
    }
    // Without a documented success, nothing is known of a body.
    Ok(output.unwrap_or(Output::Nothing))
}

/// What is one or the other.
fn either(one: Output, other: Output) -> Option<Output> {
    use Output::{Nothing, One, Optional, Raw};
    match (one, other) {
        (one, other) if one == other => Some(one),
        // Without content, it is empty.
        (Raw, Nothing) | (Nothing, Raw) => Some(Raw),
        (One(ty) | Optional(ty), Nothing) | (Nothing, One(ty) | Optional(ty)) => Some(Optional(ty)),
        (One(one), Optional(other)) | (Optional(one), One(other)) if one == other => {
            Some(Optional(one))
        }
        _ => None,
    }
}

fn output_of<'d>(
    cx: &mut Context<'d>,
    success: &Documented<'d>,
    declared: &[DeclaredParameter<'d>],
    type_prefix: &str,
) -> Lowering<Output> {
    if matches!(
        success.status,
        Statuses::One(300..) | Statuses::Range(300.., _)
    ) {
        return Ok(Output::Link);
    }
    let Documented { response, at, .. } = success;
    if response.content.is_empty() {
        return Ok(Output::Nothing);
    }
    let Some((name, media)) = json(&response.content) else {
        return Ok(Output::Raw);
    };
    let at = at.child("content").child(name);
    let Some(schema) = &media.schema else {
        return Ok(Output::One(TypeRef::Json));
    };
    let schema = Located::new(schema, at.child("schema"));
    if let Some(list) = lists::lower(cx, &schema, declared, type_prefix)? {
        return Ok(list);
    }
    let lowered = schemas::lower(cx, &schema, &SchemaUse::named(type_prefix))?;
    Ok(match lowered.nullable {
        true => Output::Optional(lowered.ty),
        false => Output::One(lowered.ty),
    })
}

/// The media types of the successful responses; `None` if that is plain JSON, which every request
/// asks for.
pub fn accept(responses: &Responses<'_>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for success in &responses.successes {
        let content = &success.response.content;
        match json(content) {
            Some((name, _)) => names.push(name),
            None => names.extend(content.keys().map(String::as_str)),
        }
    }
    let is_text = |name: &&str| {
        name.bytes()
            .all(|byte| byte.is_ascii_graphic() || byte == b' ')
    };
    let mut unique: Vec<&str> = Vec::new();
    for name in names.into_iter().filter(is_text) {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    match unique.as_slice() {
        [] | [JSON] => None,
        names => Some(names.join(", ")),
    }
}
