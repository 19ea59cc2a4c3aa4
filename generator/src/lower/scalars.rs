//! Strings and numbers.

use super::{
    candidates::candidate,
    context::{Context, Lowering},
    docs, enums,
    gaps::Gap,
    schema::{Lowered, Resolved, SchemaUse},
    settings,
};
use crate::{
    model::{Constraint, TypeRef},
    spec::Pointer,
};
use openapiv3::{
    IntegerFormat, IntegerType, NumberType, StringFormat, StringType, VariantOrUnknownOrEmpty,
};

use serde_json::Value;

/// The pattern of a date, if the document has no format.
const DATE_PATTERN: &str = r"^\d{4}-\d{2}-\d{2}$";

/// The format of integers that can be larger than a signed one.
const UNSIGNED: &str = "uint64";

/// A string: text, an enum, an identifier, a date or a timestamp.
pub fn string(
    cx: &mut Context<'_>,
    resolved: &Resolved<'_>,
    string: &StringType,
    schema_use: &SchemaUse,
) -> Lowering<Lowered> {
    let data = &resolved.schema.schema_data;
    let ty = if let Some(id) = cx.type_name(&data.extensions, settings::ID, &resolved.at) {
        cx.id(&id, data.example.as_ref())
    } else if !string.enumeration.is_empty() {
        let candidate = candidate(cx, resolved, schema_use);
        enums::lower(cx, resolved, string, candidate, &schema_use.docs)?
    } else {
        formatted(string)
    };
    let limits = if ty == TypeRef::String {
        docs::string_limits(string)
    } else {
        Vec::new()
    };
    Ok(Lowered {
        nullable: string.enumeration.contains(&None),
        ..Lowered::limited(ty, limits)
    })
}

/// A string by its format or pattern.
fn formatted(string: &StringType) -> TypeRef {
    match &string.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => TypeRef::Timestamp,
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => TypeRef::Date,
        VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => TypeRef::Base64,
        _ if string.pattern.as_deref() == Some(DATE_PATTERN) => TypeRef::Date,
        _ => TypeRef::String,
    }
}

/// A number: an exact decimal.
pub fn number(
    cx: &mut Context<'_>,
    resolved: &Resolved<'_>,
    number: &NumberType,
) -> Lowering<Lowered> {
    let mut limits = docs::number_limits(number);
    limits.extend(one_of(cx, &resolved.at));
    Ok(Lowered::limited(TypeRef::Decimal, limits))
}

/// An integer of the width of its format, unless its limits say more.
pub fn integer(
    cx: &mut Context<'_>,
    resolved: &Resolved<'_>,
    integer: &IntegerType,
) -> Lowering<Lowered> {
    let limits = integer.minimum.into_iter().chain(integer.maximum);
    let fits = |limit: i64| i32::try_from(limit).is_ok();
    let ty = match &integer.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) if limits.clone().all(fits) => {
            TypeRef::Int32
        }
        VariantOrUnknownOrEmpty::Unknown(format) if format == UNSIGNED => TypeRef::UInt64,
        _ => TypeRef::Int64,
    };
    let mut limits = docs::integer_limits(integer);
    limits.extend(one_of(cx, &resolved.at));
    Ok(Lowered::limited(ty, limits))
}

/// True or false, or only one of them.
pub fn boolean(cx: &Context<'_>, resolved: &Resolved<'_>) -> Lowered {
    Lowered::limited(
        TypeRef::Boolean,
        one_of(cx, &resolved.at).into_iter().collect(),
    )
}

/// An enum whose values have several JSON types.
pub fn mixed(cx: &mut Context<'_>, resolved: &Resolved<'_>) -> Lowered {
    cx.gap(Gap::MixedEnum, &resolved.at);
    Lowered::limited(
        TypeRef::Json,
        one_of(cx, &resolved.at).into_iter().collect(),
    )
}

/// The values of an `enum` as a limit: numbers stay numbers, which users calculate with.
fn one_of(cx: &Context<'_>, at: &Pointer) -> Option<Constraint> {
    let values = cx.document.value.pointer(at.child("enum").as_str())?;
    let values = values.as_array()?.iter().filter(|value| !value.is_null());
    let values: Vec<_> = values.map(Value::to_string).collect();
    (!values.is_empty()).then_some(Constraint::OneOf(values))
}
