//! Request bodies.

use super::{
    context::{Context, Lowering, SchemaRef},
    responses::json_content,
    schemas::{self, Site},
    settings,
};
use crate::{
    model::{Body, Encoding, Kind, Method, TypeRef},
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
            "references to request bodies are not supported",
            "write the body here",
        ));
    };
    cx.see(&body.extensions, at);
    let encoding = match cx.text(&body.extensions, settings::ENCODING, at) {
        None | Some("json") => Encoding::Json,
        Some("form") => Encoding::Form,
        Some(other) => {
            return Err(cx.error(
                &at.child(settings::ENCODING),
                format!("there is no encoding `{other}`"),
                "`x-encoding` is `json` or `form`",
            ));
        }
    };
    let (media, at) = json_content(cx, &body.content, at)?;
    let Some(schema) = &media.schema else {
        return Err(cx.error(&at, "the request body has no schema", "add one"));
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
            .is_some_and(|ty| matches!(ty.kind, Kind::Enum(_)))
    {
        return Err(cx.error(
            &at,
            "the request body is not an object",
            "only objects can be sent",
        ));
    }
    Ok(Body {
        ty,
        encoding,
        at,
        docs: body.description.clone().unwrap_or_default(),
    })
}
