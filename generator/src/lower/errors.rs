//! Error responses → one error type for the whole API.

use super::{
    context::{Context, Lowering, SchemaRef},
    operations::Found,
    responses,
    schemas::{self, Site},
    settings,
};
use crate::{
    model::{ErrorModel, ErrorStatus, FieldErrors, Kind, Presence, TypeRef},
    spec::Pointer,
};
use heck::ToUpperCamelCase;
use std::collections::BTreeMap;

/// Collects the documented errors of all operations; they must share one shape.
pub fn lower<'d>(cx: &mut Context<'d>, found: &[Found<'d>]) -> Lowering<Option<ErrorModel>> {
    let mut statuses: BTreeMap<u16, (String, Pointer)> = BTreeMap::new();
    let mut body: Option<(TypeRef, Pointer)> = None;
    for (status, response, at) in found.iter().flat_map(|found| &found.responses) {
        if *status < 400 {
            continue;
        }
        statuses
            .entry(*status)
            .or_insert_with(|| (response.description.clone(), at.clone()));
        let (media, at) = responses::json_content(cx, &response.content, at)?;
        let Some(schema) = &media.schema else {
            return Err(cx.error(&at, "the error response has no schema", "add one"));
        };
        let ty = schemas::lower(
            cx,
            SchemaRef::from(schema),
            &at.child("schema"),
            &Site::new("ErrorBody"),
        )?
        .ty;
        match &body {
            Some((first, first_at)) if *first != ty => {
                let message =
                    format!("error responses have different shapes; the other is {first_at}");
                return Err(cx.error(
                    &at,
                    message,
                    "make them agree; enums that differ become one type if the overlay gives them one `x-rust-type`",
                ));
            }
            Some(_) => {}
            None => body = Some((ty, at)),
        }
    }
    let Some((body, at)) = body else {
        return Ok(None);
    };
    let Some(fields) = &cx.settings.errors else {
        return Err(cx.error(
            &at,
            "the overlay does not name the fields of errors",
            "add `x-errors` with `code`, `message`, `request-id` and `docs`",
        ));
    };
    let wanted = [
        &fields.code,
        &fields.message,
        &fields.request_id,
        &fields.docs,
    ]
    .map(Clone::clone);
    let wire_names = wanted.clone();
    let entries = fields.fields.as_ref().map(|entries| {
        let texts = [&entries.code, &entries.field, &entries.message].map(Clone::clone);
        (entries.list.clone(), texts)
    });
    let at = Pointer::root().child(settings::ERRORS);
    let [code, message, request_id, docs_link] =
        wanted.map(|wire_name| rust_field(cx, &body, &wire_name, &at));
    let fields = entries
        .map(|(list, texts)| field_errors(cx, &body, &list, texts, &at))
        .transpose()?;
    Ok(Some(ErrorModel {
        wire_names,
        fields,
        statuses: statuses
            .into_iter()
            .map(|(status, (docs, at))| ErrorStatus {
                at,
                status,
                variant: variant(status),
                docs,
            })
            .collect(),
        code: code?,
        message: message?,
        request_id: request_id?,
        docs_link: docs_link?,
        body,
    }))
}

/// Finds the list of what is wrong with single fields, and the texts of its entries.
fn field_errors(
    cx: &mut Context<'_>,
    body: &TypeRef,
    list: &str,
    texts: [String; 3],
    at: &Pointer,
) -> Lowering<FieldErrors> {
    let found = match cx.arena.get(body).map(|body| &body.kind) {
        Some(Kind::Struct(body)) => body.fields.iter().find(|field| field.wire_name == list),
        _ => None,
    };
    let Some((field, TypeRef::Array(entry))) = found.map(|field| (field.clone(), field.ty.clone()))
    else {
        let message = format!("errors have no field `{list}` that is a list");
        return Err(cx.error(at, message, "mend `x-errors` in the overlay"));
    };
    let [code, place, message] = texts.map(|wire_name| rust_field(cx, &entry, &wire_name, at));
    Ok(FieldErrors {
        list: field.name,
        optional: field.presence != Presence::Required,
        code: code?,
        field: place?,
        message: message?,
    })
}

fn rust_field(
    cx: &mut Context<'_>,
    body: &TypeRef,
    wire_name: &str,
    at: &Pointer,
) -> Lowering<String> {
    let found = cx.arena.get(body).and_then(|body| match &body.kind {
        Kind::Struct(body) => body
            .fields
            .iter()
            .find(|field| field.wire_name == wire_name),
        Kind::Enum(_) | Kind::Union(_) => None,
    });
    let text = |ty: &TypeRef| match ty {
        TypeRef::String | TypeRef::Id(_) => true,
        ty => cx
            .arena
            .get(ty)
            .is_some_and(|ty| matches!(ty.kind, Kind::Enum(_))),
    };
    if let Some(field) = found
        && field.presence == Presence::Required
        && text(&field.ty)
    {
        return Ok(field.name.clone());
    }
    Err(cx.error(
        at,
        format!("errors have no field `{wire_name}` that is always a text"),
        "mend `x-errors` in the overlay",
    ))
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
