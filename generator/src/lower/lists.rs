//! List envelopes: an object whose only content is an array of items, plus paging.

use super::{
    context::{Context, ErrorReported, Lowering},
    declared::{DeclaredParameter, ParameterRole},
    objects,
    schema::{Located, SchemaUse},
    schemas, settings,
};
use crate::{
    model::{Output, TypeRef},
    spec::{Diagnostic, Pointer},
};
use serde_json::json;

/// Lowers a list envelope; `None` if the schema is not one.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    located: &Located<'d>,
    declared: &[DeclaredParameter<'d>],
    item_name: &str,
) -> Lowering<Option<Output>> {
    let Some(list) = list(cx, located)? else {
        return Ok(None);
    };
    let ty = schemas::lower(cx, &list, &SchemaUse::named(item_name))?.ty;
    let TypeRef::Array(item) = ty else {
        return Ok(None);
    };
    (cx.extensions).mark_read(Pointer::root().child(settings::PAGING));
    let roles = declared.iter().map(|parameter| parameter.role);
    match roles.filter(|role| *role == ParameterRole::Paging).count() {
        0 => Ok(Some(Output::List(*item))),
        2 => Ok(Some(Output::Page(*item))),
        _ => Err(report_half_paging(cx, declared, &list)),
    }
}

/// Reports a list with a cursor or a limit, but not both.
fn report_half_paging(
    cx: &mut Context<'_>,
    declared: &[DeclaredParameter<'_>],
    list: &Located<'_>,
) -> ErrorReported {
    let mut problem =
        Diagnostic::error("missing paging parameter: the list has only one of the two")
            .help("add the other one with an overlay action, or remove this one");
    let mut paging = declared
        .iter()
        .filter(|it| it.role == ParameterRole::Paging);
    if let (Some(known), Some(settings)) = (paging.next(), &cx.settings.paging) {
        let (name, ty) = if known.data.name == settings.cursor {
            (&settings.limit, "integer")
        } else {
            (&settings.cursor, "string")
        };
        let missing = json!([{"name": name, "in": "query", "schema": {"type": ty}}]);
        let parameters = known.pointer.parent().unwrap_or_default();
        let around = parameters.parent().unwrap_or_default();
        problem = problem.wants(&around, "parameters", missing);
    }
    cx.report(&list.at, problem)
}

/// The list inside of an envelope, if the schema is one: besides the list it has only what paging
/// needs.
fn list<'d>(cx: &mut Context<'d>, located: &Located<'d>) -> Lowering<Option<Located<'d>>> {
    let Some(paging) = &cx.settings.paging else {
        return Ok(None);
    };
    let items = paging.items.clone();
    let envelope = [paging.next.clone(), paging.more.clone()];
    if !objects::is_object(cx, located)? {
        return Ok(None);
    }
    let mut list = None;
    for property in objects::object(cx, located)?.properties {
        let schema = property.first;
        let is_omitted = schema.inline().is_some_and(|inline| {
            cx.flag(&inline.schema_data.extensions, settings::OMIT, &schema.at)
        });
        if property.name == items {
            list = Some(schema);
        } else if !is_omitted && !envelope.iter().any(|name| name == property.name) {
            return Ok(None);
        }
    }
    Ok(list)
}
