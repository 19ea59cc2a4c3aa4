//! Request bodies.

use super::{
    context::{Context, Lowering},
    media::request_content,
    schema::{Located, SchemaUse},
    schemas, settings,
};
use crate::{
    model::{Body, Encoding, Method, TypeRef},
    spec::Pointer,
};
use openapiv3::{ReferenceOr, RequestBody};

/// Lowers a request body.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    body: &'d ReferenceOr<RequestBody>,
    method: Method,
    type_prefix: &str,
    at: &Pointer,
) -> Lowering<Body> {
    let ReferenceOr::Item(body) = body else {
        return Err(cx.error(
            at,
            "unsupported `$ref` to a request body",
            "write the request body inline",
        ));
    };
    cx.extensions.see(&body.extensions, at);
    let given = match cx.text(&body.extensions, settings::ENCODING, at) {
        None => None,
        Some("json") => Some(Encoding::Json),
        Some("form") => Some(Encoding::Form),
        Some(other) => {
            return Err(cx.error(
                &at.child(settings::ENCODING),
                format!("unknown encoding `{other}`"),
                "set `x-encoding` to `json` or `form`",
            ));
        }
    };
    let (declared, media, at) = request_content(cx, &body.content, at)?;
    let Some(schema) = &media.schema else {
        let message = "missing `schema` in the request body";
        return Err(cx.error(&at, message, "add a `schema`"));
    };
    let schema_use = SchemaUse {
        patch: method == Method::Patch,
        ..SchemaUse::named(format!("{type_prefix}Body"))
    };
    let schema = Located::new(schema, at.child("schema"));
    let ty = cx.sent(|cx| schemas::lower(cx, &schema, &schema_use))?.ty;
    if !matches!(ty, TypeRef::Named(_)) || cx.types.is_enum(&ty) {
        return Err(cx.error(
            &at,
            "unsupported request body: the schema is not an object",
            "describe the request body as an object",
        ));
    }
    Ok(Body {
        ty,
        encoding: given.unwrap_or(declared),
        at,
        docs: body.description.clone().unwrap_or_default(),
    })
}
