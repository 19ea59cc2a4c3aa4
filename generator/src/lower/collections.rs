//! Arrays and maps.

use super::{
    context::{Context, LowerSchema, Lowering},
    docs,
    forms::{self, Form},
    names,
    schema::{Located, Lowered, SchemaUse},
};
use crate::{model::TypeRef, spec::Pointer};
use openapiv3::{AdditionalProperties, ArrayType};

/// An array; its items are named after the singular of its name.
pub fn array<'d>(
    cx: &mut Context<'d>,
    array: &'d ArrayType,
    at: &Pointer,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<Lowered> {
    let Some(items) = &array.items else {
        return Err(cx.error(at, "missing `items` in the array schema", "add `items`"));
    };
    let items = Located::new(items, at.child("items"));
    let item_use = SchemaUse::named(names::singular(&schema_use.name));
    let inner = lower(cx, &items, &item_use)?;
    if inner.nullable && inner.ty != TypeRef::Json {
        return Err(cx.error(
            &items.at,
            "unsupported `nullable` on array items",
            "remove `nullable` with an overlay action",
        ));
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
            return Err(cx.error(
                at,
                "the object has no properties",
                "add `properties`, or allow any with `additionalProperties`",
            ));
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
        return Err(cx.error(
            &values.at,
            "unsupported `nullable` on map values",
            "remove `nullable` with an overlay action",
        ));
    }
    Ok(inner.ty)
}
