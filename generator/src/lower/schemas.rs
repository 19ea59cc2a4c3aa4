//! Schema → type: the entry point for every schema of a document.
//!
//! Which form a schema has decides which file lowers it: `scalars`, `collections`, `fields` for
//! objects, `choices`. Files that lower nested schemas receive [`lower`] as an argument.

use super::{
    candidates::candidate,
    choices, collections,
    context::{Context, Lowering},
    fields,
    forms::{self, Form},
    gaps::Gap,
    objects, recursion, scalars,
    schema::{Located, Lowered, Opening, Resolved, SchemaUse},
    settings,
};
use crate::{model::TypeRef, spec::Diagnostic};

/// Lowers a schema.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    located: &Located<'d>,
    schema_use: &SchemaUse,
) -> Lowering<Lowered> {
    let resolved = cx.resolve(located)?;
    // A component is the same type wherever it is used, except in a patch.
    let direction = cx.face(&resolved);
    let component = resolved.component.clone().filter(|_| !schema_use.patch);
    let component = component.map(|component| (component, direction));
    if let Some(known) = component.as_ref().and_then(|key| cx.components.get(key)) {
        return known.clone();
    }
    let opening = Opening {
        at: resolved.at.clone(),
        patch: schema_use.patch,
        direction,
        without: None,
    };
    let is_open = cx.open.contains_key(&opening);
    let lowered = recursion::lower(cx, &resolved, opening, |cx| {
        lower_resolved(cx, &resolved, schema_use)
    });
    if let Some(component) = component.filter(|_| !is_open) {
        cx.components.insert(component, lowered.clone());
    }
    lowered
}

fn lower_resolved<'d>(
    cx: &mut Context<'d>,
    resolved: &Resolved<'d>,
    schema_use: &SchemaUse,
) -> Lowering<Lowered> {
    let data = &resolved.schema.schema_data;
    cx.extensions.see(&data.extensions, &resolved.at);
    let form = forms::form(cx, resolved)?;
    report_unused_type_name(cx, resolved, &form);
    let lowered = match form {
        Form::Anything => any_json(cx, resolved),
        Form::String(string) => scalars::string(cx, resolved, string, schema_use),
        Form::Number(number) => scalars::number(cx, resolved, number),
        Form::Integer(integer) => scalars::integer(cx, resolved, integer),
        Form::Boolean => Ok(scalars::boolean(cx, resolved)),
        Form::Unmodelled(gap) => {
            cx.gap(gap, &resolved.at);
            Ok(Lowered::new(TypeRef::Json))
        }
        Form::Mixed => Ok(scalars::mixed(cx, resolved)),
        Form::Array(array) => collections::array(cx, array, &resolved.at, schema_use, lower),
        Form::Map(values) => collections::map(cx, values, &resolved.at, schema_use, lower),
        Form::Wrapped { inner, nullable } => {
            let inner = lower(cx, &inner, schema_use)?;
            Ok(Lowered {
                nullable: nullable || inner.nullable,
                ..inner
            })
        }
        Form::Object => {
            let candidate = candidate(cx, resolved, schema_use);
            let object = objects::object(cx, &resolved.located())?;
            fields::structure(cx, &object, candidate, schema_use, lower)
        }
        Form::Choice(branches, keyword) => {
            let candidate = candidate(cx, resolved, schema_use);
            let at = resolved.at.child(keyword);
            choices::lower(cx, data, branches, &at, candidate, schema_use, lower)
        }
    }?;
    Ok(Lowered {
        nullable: data.nullable || lowered.nullable,
        ..lowered
    })
}

/// Only structs, enums and unions have a name; a wrapper passes its name on.
fn report_unused_type_name(cx: &mut Context<'_>, resolved: &Resolved<'_>, form: &Form<'_>) {
    let has_name = match form {
        Form::Object | Form::Choice(..) | Form::Wrapped { .. } => true,
        Form::String(string) => !string.enumeration.is_empty(),
        _ => false,
    };
    let at = &resolved.at;
    if !has_name && cx.overlay_type_name(resolved.schema, at).is_some() {
        let at = at.child(settings::RUST_TYPE);
        let message = "`x-rust-type` has no effect: the schema is not an object, enum or union";
        let problem = Diagnostic::error(message).help("remove it from the overlay");
        cx.report(&at, problem.wants_without(&at));
    }
}

/// A schema without a type, which the overlay can accept.
fn any_json(cx: &mut Context<'_>, resolved: &Resolved<'_>) -> Lowering<Lowered> {
    let (extensions, at) = (&resolved.schema.schema_data.extensions, &resolved.at);
    if !cx.flag(extensions, settings::ANY_JSON, at) {
        let around = at.parent().unwrap_or_default();
        if at.last() == "schema" && cx.document.has(&around.child("in")) {
            let problem = Diagnostic::error("missing `type` in the schema of a parameter")
                .help("add a type with an overlay action")
                .wants(at, "type", "string")
                .or_wants(&around, settings::FILTER, true);
            return Err(cx.report(at, problem));
        }
        cx.gap(Gap::NoType, at);
    }
    Ok(Lowered {
        nullable: true,
        ..Lowered::new(TypeRef::Json)
    })
}
