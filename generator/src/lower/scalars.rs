//! Strings and numbers.

use super::{
    candidates::candidate,
    context::{Context, Lowering},
    docs, enums,
    schema::{Lowered, Resolved, SchemaUse},
    settings,
};
use crate::{
    model::TypeRef,
    spec::{Diagnostic, Pointer},
};
use openapiv3::{
    IntegerFormat, IntegerType, NumberType, StringFormat, StringType, VariantOrUnknownOrEmpty,
};

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
        formatted(cx, string, &resolved.at)?
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
fn formatted(cx: &mut Context<'_>, string: &StringType, at: &Pointer) -> Lowering<TypeRef> {
    Ok(match &string.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => TypeRef::Timestamp,
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => TypeRef::Date,
        VariantOrUnknownOrEmpty::Item(format @ (StringFormat::Binary | StringFormat::Byte)) => {
            let format = format!("{format:?}").to_lowercase();
            let message = format!("unsupported string format `{format}`");
            let problem = Diagnostic::error(message)
                .help("remove the `format` with an overlay action")
                .wants_without(&at.child("format"));
            return Err(cx.report(at, problem));
        }
        _ if string.pattern.as_deref() == Some(DATE_PATTERN) => TypeRef::Date,
        _ => TypeRef::String,
    })
}

/// A number: an exact decimal.
pub fn number(
    cx: &mut Context<'_>,
    resolved: &Resolved<'_>,
    number: &NumberType,
) -> Lowering<Lowered> {
    require_no_enum(cx, number.enumeration.is_empty(), &resolved.at)?;
    let limits = docs::number_limits(number);
    Ok(Lowered::limited(TypeRef::Decimal, limits))
}

/// An integer of the width of its format, unless its limits say more.
pub fn integer(
    cx: &mut Context<'_>,
    resolved: &Resolved<'_>,
    integer: &IntegerType,
) -> Lowering<Lowered> {
    require_no_enum(cx, integer.enumeration.is_empty(), &resolved.at)?;
    let limits = integer.minimum.into_iter().chain(integer.maximum);
    let fits = |limit: i64| i32::try_from(limit).is_ok();
    let ty = match &integer.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) if limits.clone().all(fits) => {
            TypeRef::Int32
        }
        VariantOrUnknownOrEmpty::Unknown(format) if format == UNSIGNED => TypeRef::UInt64,
        _ => TypeRef::Int64,
    };
    Ok(Lowered::limited(ty, docs::integer_limits(integer)))
}

fn require_no_enum(cx: &mut Context<'_>, has_none: bool, at: &Pointer) -> Lowering<()> {
    if has_none {
        return Ok(());
    }
    let at = at.child("enum");
    let problem = Diagnostic::error("unsupported `enum` of numbers")
        .help("remove the `enum` with an overlay action")
        .wants_without(&at);
    Err(cx.report(&at, problem))
}
