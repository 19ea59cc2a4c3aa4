//! Arrays and maps.

use super::{
    context::{Context, LowerSchema, Lowering},
    docs,
    forms::{self, Form},
    gaps::Gap,
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
        cx.gap(Gap::NoType, at);
        let ty = TypeRef::Array(Box::new(TypeRef::Json));
        return Ok(Lowered::limited(ty, docs::array_limits(array)));
    };
    let items = Located::new(items, at.child("items"));
    let item_use = SchemaUse::named(names::singular(&schema_use.name));
    let inner = lower(cx, &items, &item_use)?;
    let ty = TypeRef::Array(Box::new(inner.or_null()));
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
        None | Some(AdditionalProperties::Any(_)) => TypeRef::Json,
        Some(AdditionalProperties::Schema(values)) => {
            let values = Located::new(&**values, at.child("additionalProperties"));
            self::values(cx, &values, &schema_use.name, lower)?
        }
    };
    Ok(Lowered::new(TypeRef::Map(Box::new(values))))
}

/// The type of the values of free keys of `owner`.
pub fn values<'d>(
    cx: &mut Context<'d>,
    values: &Located<'d>,
    owner: &str,
    lower: LowerSchema,
) -> Lowering<TypeRef> {
    let resolved = cx.resolve(values)?;
    if matches!(forms::form(cx, &resolved)?, Form::Anything) {
        return Ok(TypeRef::Json);
    }
    let value_use = SchemaUse::named(format!("{owner}Value"));
    Ok(lower(cx, values, &value_use)?.or_null())
}
