//! Arrays and maps.

use super::{
    context::{Context, LowerSchema, Lowering},
    docs,
    forms::{self, Form},
    names,
    schema::{Located, Lowered, SchemaUse},
    settings,
};
use crate::{
    model::TypeRef,
    spec::{Diagnostic, Pointer},
};
use openapiv3::{AdditionalProperties, ArrayType};
use serde_json::json;

/// An array; its items are named after the singular of its name.
pub fn array<'d>(
    cx: &mut Context<'d>,
    array: &'d ArrayType,
    at: &Pointer,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<Lowered> {
    let Some(items) = &array.items else {
        let problem = Diagnostic::error("missing `items` in the array schema")
            .help("add `items` with an overlay action")
            .wants(at, "items", json!({ settings::ANY_JSON: true }));
        return Err(cx.report(at, problem));
    };
    let items = Located::new(items, at.child("items"));
    let item_use = SchemaUse::named(names::singular(&schema_use.name));
    let inner = lower(cx, &items, &item_use)?;
    if inner.nullable && inner.ty != TypeRef::Json {
        let problem = Diagnostic::error("unsupported `nullable` on array items")
            .help("set `nullable: false` with an overlay action")
            .wants(&items.at, "nullable", false);
        return Err(cx.report(&items.at, problem));
    }
    let ty = TypeRef::Array(Box::new(inner.ty));
    Ok(Lowered::limited(ty, docs::array_limits(array)))
}

/// An object with free keys.
pub fn map<'d>(
    cx: &mut Context<'d>,
    values: Option<&'d AdditionalProperties>,
    at: &Pointer,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<Lowered> {
    let values = match values {
        Some(AdditionalProperties::Any(true)) => TypeRef::Json,
        Some(AdditionalProperties::Schema(values)) => {
            let values = Located::new(&**values, at.child("additionalProperties"));
            map_values(cx, &values, schema_use, lower)?
        }
        None | Some(AdditionalProperties::Any(false)) => {
            let problem = Diagnostic::error("the object has no properties")
                .help("add `properties`, or allow any with `additionalProperties`")
                .wants(at, "additionalProperties", true);
            return Err(cx.report(at, problem));
        }
    };
    Ok(Lowered::new(TypeRef::Map(Box::new(values))))
}

fn map_values<'d>(
    cx: &mut Context<'d>,
    values: &Located<'d>,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<TypeRef> {
    let resolved = cx.resolve(values)?;
    if matches!(forms::form(cx, &resolved)?, Form::Anything) {
        return Ok(TypeRef::Json);
    }
    let value_use = SchemaUse::named(format!("{}Value", schema_use.name));
    let inner = lower(cx, values, &value_use)?;
    if inner.nullable {
        let problem = Diagnostic::error("unsupported `nullable` on map values")
            .help("set `nullable: false` with an overlay action")
            .wants(&values.at, "nullable", false);
        return Err(cx.report(&values.at, problem));
    }
    Ok(inner.ty)
}
