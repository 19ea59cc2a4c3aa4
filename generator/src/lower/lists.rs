//! List envelopes: an object whose only content is an array of items, plus paging.

use super::{
    context::{Context, Lowering, SchemaRef},
    objects,
    parameters::Declared,
    schemas::{self, Site},
    settings,
};
use crate::{
    model::{Output, TypeRef},
    spec::Pointer,
};

/// Whether a parameter steers paging.
pub fn is_paging(cx: &Context<'_>, name: &str) -> bool {
    cx.settings
        .paging
        .as_ref()
        .is_some_and(|paging| paging.cursor == name || paging.limit == name)
}

/// Lowers a list envelope; `None` is for schemas that are none.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    schema: SchemaRef<'d>,
    at: &Pointer,
    declared: &[Declared<'d>],
    item_name: &str,
) -> Lowering<Option<Output>> {
    let Some(paging) = &cx.settings.paging else {
        return Ok(None);
    };
    let (items, envelope) = (
        paging.items.clone(),
        [
            paging.items.clone(),
            paging.next.clone(),
            paging.more.clone(),
        ],
    );
    if !objects::is_object(cx, schema, at)? {
        return Ok(None);
    }
    let object = objects::view(cx, schema, at)?;
    let mut list = None;
    for property in &object.properties {
        let (schema, at) = &property.first;
        let omitted = match schema {
            SchemaRef::Item(schema) => cx.flag(&schema.schema_data.extensions, settings::OMIT, at),
            SchemaRef::Reference(_) => false,
        };
        if property.name == items {
            list = Some((*schema, at.clone()));
        } else if !omitted && !envelope.iter().any(|name| name == property.name) {
            return Ok(None);
        }
    }
    let Some((schema, at)) = list else {
        return Ok(None);
    };
    let TypeRef::Array(item) = schemas::lower(cx, schema, &at, &Site::new(item_name))?.ty else {
        return Ok(None);
    };
    let steering = declared
        .iter()
        .filter(|parameter| is_paging(cx, &parameter.data.name))
        .count();
    match steering {
        0 => Ok(Some(Output::List(*item))),
        2 => Ok(Some(Output::Page(*item))),
        _ => Err(cx.error(
            &at,
            "the list has only one of the two paging parameters",
            "add the other with the overlay, or remove this one",
        )),
    }
}
