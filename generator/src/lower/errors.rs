//! Error responses → one error type for the whole API.

use super::{
    context::{Context, Lowering},
    media::json_content,
    operations::LoweredOperation,
    schema::{Located, SchemaUse},
    schemas, settings,
};
use crate::{
    model::{ErrorModel, ErrorStatus, Field, FieldErrors, Kind, Presence, TypeRef},
    spec::{Diagnostic, Pointer},
};
use heck::ToUpperCamelCase;
use openapiv3::Response;
use std::collections::BTreeMap;

/// Collects the documented errors of all operations. They are read as one type, in which a field
/// that not every error has is optional.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    operations: &[LoweredOperation<'d>],
) -> Lowering<Option<ErrorModel>> {
    let responses = operations.iter().flat_map(|lowered| &lowered.responses);
    let mut statuses: BTreeMap<u16, ErrorStatus> = BTreeMap::new();
    let mut body: Option<(TypeRef, Pointer)> = None;
    for (status, response, at) in responses.filter(|(status, ..)| *status >= 400) {
        let documented = statuses.entry(*status);
        documented.or_insert_with(|| error_status(*status, response, at));
        let (ty, at) = body_type(cx, response, at)?;
        match &body {
            Some((first, first_at)) if *first != ty && !cx.types.widen(first, &ty) => {
                return Err(cx.error(
                    &at,
                    format!(
                        "error responses have different schemas: the first one is `{first_at}`"
                    ),
                    "give the fields that both have the same types in the overlay; enums with \
                     the same `x-rust-type` are merged",
                ));
            }
            Some(_) => {}
            None => body = Some((ty, at)),
        }
    }
    match body {
        Some((body, at)) => error_model(cx, body, statuses, &at).map(Some),
        None => Ok(None),
    }
}

fn error_status(status: u16, response: &Response, at: &Pointer) -> ErrorStatus {
    ErrorStatus {
        status,
        variant: variant(status),
        docs: response.description.clone(),
        at: at.clone(),
    }
}

/// The type of an error's body, and its place.
fn body_type<'d>(
    cx: &mut Context<'d>,
    response: &'d Response,
    at: &Pointer,
) -> Lowering<(TypeRef, Pointer)> {
    let (media, at) = json_content(cx, &response.content, at)?;
    let Some(schema) = &media.schema else {
        let message = "missing `schema` in the error response";
        return Err(cx.error(&at, message, "add a `schema`"));
    };
    let schema = Located::new(schema, at.child("schema"));
    let lowered = schemas::lower(cx, &schema, &SchemaUse::named("ErrorBody"))?;
    Ok((lowered.ty, at))
}

/// Finds the fields that the overlay names in the body.
fn error_model(
    cx: &mut Context<'_>,
    body: TypeRef,
    statuses: BTreeMap<u16, ErrorStatus>,
    body_at: &Pointer,
) -> Lowering<ErrorModel> {
    let Some(named) = cx.settings.errors.clone() else {
        return Err(cx.error(
            body_at,
            "missing `x-errors`: the fields of the error body are unknown",
            "add `x-errors` with `code`, `message`, `request-id` and `docs` to the overlay",
        ));
    };
    let at = Pointer::root().child(settings::ERRORS);
    let wire_names = [named.code, named.message, named.request_id, named.docs];
    let [code, message, request_id, docs_link] = wire_names
        .each_ref()
        .map(|wire_name| text_field(cx, &body, wire_name, &at));
    let fields = match &named.fields {
        Some(named) => Some(field_errors(cx, &body, named, &at.child("fields"))?),
        None => None,
    };
    Ok(ErrorModel {
        statuses: statuses.into_values().collect(),
        code: code?,
        message: message?,
        request_id: request_id?,
        docs_link: docs_link?,
        wire_names,
        fields,
        body,
    })
}

/// Finds the array of errors about individual fields, and the string fields of its items.
fn field_errors(
    cx: &mut Context<'_>,
    body: &TypeRef,
    named: &settings::FieldErrorFields,
    at: &Pointer,
) -> Lowering<FieldErrors> {
    let list = field(cx, body, &named.list).cloned();
    let entry = list.as_ref().map(|list| &list.ty);
    let (Some(list), Some(TypeRef::Array(entry))) = (&list, entry) else {
        let message = format!("missing array field `{}` in the error body", named.list);
        let problem = Diagnostic::error(message).help("fix `x-errors` in the overlay");
        return Err(cx.report(at, problem.wants_without(at)));
    };
    let [code, field, message] = [&named.code, &named.field, &named.message]
        .map(|wire_name| text_field(cx, entry, wire_name, at));
    Ok(FieldErrors {
        list: list.name.clone(),
        optional: list.presence != Presence::Required,
        code: code?,
        field: field?,
        message: message?,
    })
}

/// The Rust name of a required string field.
fn text_field(
    cx: &mut Context<'_>,
    of: &TypeRef,
    wire_name: &str,
    at: &Pointer,
) -> Lowering<String> {
    let is_text =
        |ty: &TypeRef| matches!(ty, TypeRef::String | TypeRef::Id(_)) || cx.types.is_enum(ty);
    let found = field(cx, of, wire_name);
    match found.filter(|field| field.presence == Presence::Required && is_text(&field.ty)) {
        Some(field) => Ok(field.name.clone()),
        None => Err(cx.error(
            at,
            format!("missing required string field `{wire_name}` in the error body"),
            "fix `x-errors` in the overlay",
        )),
    }
}

fn field<'c>(cx: &'c Context<'_>, of: &TypeRef, wire_name: &str) -> Option<&'c Field> {
    match cx.types.kind(of)? {
        Kind::Struct(kind) => {
            let mut fields = kind.fields.iter();
            fields.find(|field| field.wire_name == wire_name)
        }
        Kind::Enum(_) | Kind::Union(_) => None,
    }
}

/// The status in words: 404 → `NotFound`.
fn variant(status: u16) -> String {
    let reason = http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason());
    reason.map_or_else(
        || format!("Status{status}"),
        |reason| reason.to_upper_camel_case(),
    )
}
