//! The form of a schema, independent of its spelling in OpenAPI.

use super::{
    context::{Context, ErrorReported, Lowering},
    gaps::Gap,
    schema::{Located, Resolved},
};
use crate::spec::{Diagnostic, Pointer};
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerType, NumberType, ObjectType, ReferenceOr,
    Schema, SchemaKind, StringType, Type,
};
use serde_json::Value;

/// The form of a schema, independent of its spelling in OpenAPI.
pub enum Form<'s> {
    /// No keywords, except perhaps `nullable`.
    Anything,
    String(&'s StringType),
    Number(&'s NumberType),
    Integer(&'s IntegerType),
    Boolean,
    Array(&'s ArrayType),
    /// An object with known properties, all in one place or spread over `allOf`.
    Object,
    /// An object with free keys.
    Map(Option<&'s AdditionalProperties>),
    /// Several schemas that all apply, of which only one does more than allow null.
    Wrapped {
        inner: Located<'s>,
        nullable: bool,
    },
    /// Values that no Rust type describes.
    Unmodelled(Gap),
    /// Values of several types, from a list.
    Mixed,
    /// One of several schemas.
    Choice(&'s [ReferenceOr<Schema>], &'static str),
}

/// Determines the form of a schema.
pub fn form<'d>(
    cx: &mut Context<'d>,
    Resolved { schema, at, .. }: &Resolved<'d>,
) -> Lowering<Form<'d>> {
    Ok(match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => Form::String(string),
        SchemaKind::Type(Type::Number(number)) => Form::Number(number),
        SchemaKind::Type(Type::Integer(integer)) => Form::Integer(integer),
        SchemaKind::Type(Type::Boolean(_)) => Form::Boolean,
        SchemaKind::Type(Type::Array(array)) => Form::Array(array),
        SchemaKind::Type(Type::Object(object)) => object_form(object),
        SchemaKind::AllOf { all_of } => all_of_form(cx, all_of, at)?,
        SchemaKind::AnyOf { any_of } => Form::Choice(any_of, "anyOf"),
        SchemaKind::OneOf { one_of } => Form::Choice(one_of, "oneOf"),
        SchemaKind::Not { .. } => Form::Unmodelled(Gap::Not),
        SchemaKind::Any(any) => any_form(cx, any, at)?,
    })
}

fn object_form(object: &ObjectType) -> Form<'_> {
    if object.properties.is_empty() {
        Form::Map(object.additional_properties.as_ref())
    } else {
        Form::Object
    }
}

/// A schema without `type`, or with keywords of several types.
fn any_form<'d>(cx: &mut Context<'d>, any: &'d AnySchema, at: &Pointer) -> Lowering<Form<'d>> {
    let is_object = !any.properties.is_empty() && any.any_of.is_empty() && any.one_of.is_empty();
    if any == &AnySchema::default() {
        return Ok(Form::Anything);
    }
    let of_list = AnySchema {
        enumeration: any.enumeration.clone(),
        ..AnySchema::default()
    };
    if *any == of_list {
        return Ok(Form::Mixed);
    }
    if let Some(ty) = any.typ.as_deref()
        && !["string", "number", "integer", "boolean", "array", "object"].contains(&ty)
    {
        let problem = Diagnostic::error(format!("unknown type `{ty}`"))
            .help("use `string`, `number`, `integer`, `boolean`, `array` or `object`")
            .wants(at, "type", "string");
        return Err(cx.report(&at.child("type"), problem));
    }
    if matches!(any.typ.as_deref(), None | Some("object")) && any.not.is_none() {
        if !any.all_of.is_empty() && any.any_of.is_empty() && any.one_of.is_empty() {
            return if any.properties.is_empty() && any.required.is_empty() {
                all_of_form(cx, &any.all_of, at)
            } else {
                Ok(Form::Object)
            };
        }
        if is_object {
            return Ok(Form::Object);
        }
        let only = |choice: &[_]| !choice.is_empty() && any.properties.is_empty();
        if only(&any.any_of) && any.one_of.is_empty() {
            return Ok(Form::Choice(&any.any_of, "anyOf"));
        }
        if only(&any.one_of) && any.any_of.is_empty() {
            return Ok(Form::Choice(&any.one_of, "oneOf"));
        }
    }
    Err(report_foreign_keywords(cx, any.typ.as_deref(), at))
}

/// Reports the keywords that do not belong to the type of a schema.
fn report_foreign_keywords(cx: &mut Context<'_>, ty: Option<&str>, at: &Pointer) -> ErrorReported {
    let own: &[&str] = match ty {
        Some("string") => &["format", "pattern", "enum", "minLength", "maxLength"],
        Some("number" | "integer") => &[
            "format",
            "multipleOf",
            "enum",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
        ],
        Some("boolean") => &["enum"],
        Some("array") => &["items", "minItems", "maxItems", "uniqueItems"],
        Some("object") => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    };
    const ANY: [&str; 12] = [
        "type",
        "nullable",
        "title",
        "description",
        "example",
        "default",
        "deprecated",
        "discriminator",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "xml",
    ];
    let keys = cx
        .document
        .value
        .pointer(at.as_str())
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let foreign: Vec<String> = keys
        .map(|(key, _)| key.clone())
        .filter(|key| {
            !key.starts_with("x-") && !ANY.contains(&key.as_str()) && !own.contains(&key.as_str())
        })
        .collect();
    let Some(ty) = ty else {
        let message = "unsupported combination of keywords";
        let help = "use one of `type`, `allOf`, `anyOf` or `oneOf`, with only the keywords that \
                    belong to it";
        return cx.error(at, message, help);
    };
    let reported = foreign.iter().map(|key| {
        let message = format!("the keyword `{key}` does not apply to the type `{ty}`");
        let at = at.child(key);
        let problem = Diagnostic::error(message)
            .help("remove one of the two with an overlay action")
            .wants_without(&at);
        cx.report(&at, problem)
    });
    reported.last().unwrap_or_else(|| {
        let message = format!("a limit or an enum value does not match the type `{ty}`");
        cx.error(at, message, "fix or remove it with an overlay action")
    })
}

/// `allOf` with one meaningful branch wraps it; with several it is an object.
fn all_of_form<'d>(
    cx: &mut Context<'d>,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
) -> Lowering<Form<'d>> {
    let mut meaningful = Vec::new();
    let mut nullable = false;
    for (index, branch) in branches.iter().enumerate() {
        let branch = Located::new(branch, at.child("allOf").index(index));
        let schema = cx.resolve(&branch)?.schema;
        if matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == AnySchema::default()) {
            nullable |= schema.schema_data.nullable;
        } else {
            meaningful.push(branch);
        }
    }
    match (meaningful.len(), meaningful.pop()) {
        (1, Some(inner)) => Ok(Form::Wrapped { inner, nullable }),
        (0, _) => Ok(Form::Anything),
        _ => Ok(Form::Object),
    }
}
