//! Error responses → one error type for the whole API.

use super::{
    context::{Context, ErrorReported, Lowering},
    media,
    operations::LoweredOperation,
    responses::Documented,
    schema::{Located, SchemaUse},
    schemas, settings,
};
use crate::{
    model::{
        ErrorBody, ErrorModel, ErrorStatus, Field, FieldErrors, Kind, Presence, Statuses,
        TextField, TypeRef,
    },
    spec::{Diagnostic, Pointer},
};
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use std::collections::BTreeMap;

/// Where errors usually have their texts, in snake case, if the overlay does not say so; the first
/// one counts.
const CODE: &[&str] = &["code", "error", "type"];
const MESSAGE: &[&str] = &["message", "detail", "title", "error_description"];
const REQUEST_ID: &[&str] = &["request_id"];
const DOCS: &[&str] = &["docs", "documentation_url"];

/// Collects the documented errors of all operations. Bodies that have a field in common are read as
/// one type, in which a field that not every one has is optional. A response without JSON has
/// nothing to read.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    operations: &[LoweredOperation<'d>],
) -> Lowering<Option<ErrorModel>> {
    let mut statuses: BTreeMap<Statuses, ErrorStatus> = BTreeMap::new();
    let mut bodies: Vec<TypeRef> = Vec::new();
    for error in operations.iter().flat_map(|operation| &operation.errors) {
        let name = body_name(error.status, bodies.is_empty());
        let Some(ty) = body_type(cx, error, &name)? else {
            continue;
        };
        let mut known = bodies.iter();
        let known = known.find(|known| **known == ty || cx.types.widen(known, &ty));
        let body = known.cloned().unwrap_or(ty);
        if !bodies.contains(&body) {
            bodies.push(body.clone());
        }
        let status = statuses.entry(error.status);
        let status = status.or_insert_with(|| error_status(error, &body));
        if status.body != body {
            status.body = TypeRef::Json;
        }
    }
    if statuses.is_empty() {
        return Ok(None);
    }
    error_model(cx, statuses.into_values().collect()).map(Some)
}

fn error_status(error: &Documented<'_>, body: &TypeRef) -> ErrorStatus {
    ErrorStatus {
        status: error.status,
        variant: variant(error.status),
        body: body.clone(),
        docs: error.response.description.clone(),
        at: error.at.clone(),
    }
}

/// The type of an error's body, if it is JSON.
fn body_type<'d>(
    cx: &mut Context<'d>,
    error: &Documented<'d>,
    name: &str,
) -> Lowering<Option<TypeRef>> {
    let Some((media_type, media)) = media::json(&error.response.content) else {
        return Ok(None);
    };
    let Some(schema) = &media.schema else {
        return Ok(Some(TypeRef::Json));
    };
    let at = error.at.join(["content", media_type, "schema"]);
    let lowered = schemas::lower(cx, &Located::new(schema, at), &SchemaUse::named(name))?;
    Ok(Some(lowered.ty))
}

/// The name of a body, if it has no other. A type that several errors share gets the shortest one.
fn body_name(status: Statuses, is_first: bool) -> String {
    match variant(status) {
        _ if is_first => "ErrorBody".to_owned(),
        variant if variant.ends_with("Error") => format!("{variant}Body"),
        variant => format!("{variant}ErrorBody"),
    }
}

/// Finds the texts in the bodies.
fn error_model(cx: &mut Context<'_>, statuses: Vec<ErrorStatus>) -> Lowering<ErrorModel> {
    let mut bodies: Vec<ErrorBody> = Vec::new();
    for status in &statuses {
        if bodies.iter().all(|body| body.ty != status.body) {
            bodies.push(error_body(cx, &status.body)?);
        }
    }
    let model = ErrorModel { statuses, bodies };
    (cx.extensions).mark_read(Pointer::root().child(settings::ERRORS));
    let fields = cx
        .settings
        .errors
        .as_ref()
        .and_then(|named| named.fields.clone());
    if let Some(named) = fields
        && model.bodies.iter().all(|body| body.fields.is_none())
    {
        return Err(report_no_list(cx, &named));
    }
    if let Some(named) = &cx.settings.errors {
        let texts = [&named.code, &named.message, &named.request_id, &named.docs];
        let found = |index: usize| {
            model
                .bodies
                .iter()
                .any(|body| body.texts()[index].is_some())
        };
        let missing = texts.into_iter().enumerate();
        let missing = missing.filter(|(index, name)| name.is_some() && !found(*index));
        let missing: Vec<_> = missing.filter_map(|(_, name)| name.clone()).collect();
        let mut problem = None;
        for name in missing {
            problem = Some(cx.error(
                &Pointer::root().child(settings::ERRORS),
                format!("missing string field `{name}` in the error body"),
                "fix `x-errors` in the overlay",
            ));
        }
        if let Some(problem) = problem {
            return Err(problem);
        }
    }
    Ok(model)
}

/// Finds the texts in one body: those that the overlay names, or those with a usual name.
fn error_body(cx: &mut Context<'_>, body: &TypeRef) -> Lowering<ErrorBody> {
    let named = cx.settings.errors.clone();
    let text = |of: fn(&settings::ErrorFields) -> &Option<String>, usual: &[&str]| match &named {
        Some(named) => text_field(cx, body, of(named).as_ref()?),
        None => usual.iter().find_map(|name| {
            let field = find(cx, body, |field| field.wire_name.to_snake_case() == *name)?;
            text_field(cx, body, &field.wire_name)
        }),
    };
    let [code, message, request_id, docs_link] = [
        text(|named| &named.code, CODE),
        text(|named| &named.message, MESSAGE),
        text(|named| &named.request_id, REQUEST_ID),
        text(|named| &named.docs, DOCS),
    ];
    let fields = named.as_ref().and_then(|named| named.fields.as_ref());
    let fields = fields.filter(|named| field(cx, body, &named.list).is_some());
    Ok(ErrorBody {
        ty: body.clone(),
        code,
        message,
        request_id,
        docs_link,
        fields: fields
            .map(|named| field_errors(cx, body, named))
            .transpose()?,
    })
}

/// Finds the array of errors about individual fields, and the string fields of its items.
fn field_errors(
    cx: &mut Context<'_>,
    body: &TypeRef,
    named: &settings::FieldErrorFields,
) -> Lowering<FieldErrors> {
    let at = Pointer::root().child(settings::ERRORS).child("fields");
    let list = field(cx, body, &named.list).cloned();
    let entry = list.as_ref().map(|list| &list.ty);
    let (Some(list), Some(TypeRef::Array(entry))) = (&list, entry) else {
        return Err(report_no_list(cx, named));
    };
    let [code, field, message] = [&named.code, &named.field, &named.message].map(|wire_name| {
        let found = text_field(cx, entry, wire_name).filter(|field| !field.optional);
        found.map(|field| field.name).ok_or_else(|| {
            let message = format!("missing required string field `{wire_name}` in the error body");
            cx.error(&at, message, "fix `x-errors` in the overlay")
        })
    });
    Ok(FieldErrors {
        list: list.name.clone(),
        optional: list.presence != Presence::Required,
        code: code?,
        field: field?,
        message: message?,
    })
}

fn report_no_list(cx: &mut Context<'_>, named: &settings::FieldErrorFields) -> ErrorReported {
    let at = Pointer::root().child(settings::ERRORS).child("fields");
    let message = format!("missing array field `{}` in the error body", named.list);
    let problem = Diagnostic::error(message)
        .help("fix `x-errors` in the overlay")
        .wants_without(&at);
    cx.report(&at, problem)
}

/// The string field with this name.
fn text_field(cx: &Context<'_>, of: &TypeRef, wire_name: &str) -> Option<TextField> {
    let field = field(cx, of, wire_name)?;
    let is_text =
        matches!(field.ty, TypeRef::String | TypeRef::Id(_)) || cx.types.is_enum(&field.ty);
    is_text.then(|| TextField {
        wire_name: wire_name.to_owned(),
        name: field.name.clone(),
        optional: field.presence != Presence::Required,
    })
}

fn field<'c>(cx: &'c Context<'_>, of: &TypeRef, wire_name: &str) -> Option<&'c Field> {
    find(cx, of, |field| field.wire_name == wire_name)
}

fn find<'c>(
    cx: &'c Context<'_>,
    of: &TypeRef,
    is_wanted: impl Fn(&Field) -> bool,
) -> Option<&'c Field> {
    match cx.types.kind(of)? {
        Kind::Struct(kind) => {
            let mut fields = kind.fields.iter();
            fields.find(|field| is_wanted(field))
        }
        Kind::Enum(_) | Kind::Union(_) => None,
    }
}

/// The status in words: 404 → `NotFound`.
fn variant(status: Statuses) -> String {
    let status = match status {
        Statuses::One(status) => status,
        Statuses::Range(400, _) => return "ClientError".to_owned(),
        Statuses::Range(..) => return "ServerError".to_owned(),
        Statuses::Others => return "Other".to_owned(),
    };
    let reason = http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason());
    reason.map_or_else(
        || format!("Status{status}"),
        |reason| reason.to_upper_camel_case(),
    )
}
