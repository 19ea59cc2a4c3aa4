//! Schema → type.

use super::{
    arena::{Candidate, NameOrigin},
    context::{Context, Lowering, SchemaRef},
    docs, enums, fields,
    forms::{Form, form},
    names, objects, settings, unions,
};
use crate::{
    model::{Constraint, TypeRef},
    spec::Pointer,
};
use openapiv3::{
    AdditionalProperties, ArrayType, IntegerFormat, Schema, StringFormat, StringType,
    VariantOrUnknownOrEmpty,
};

/// A schema with its type.
#[derive(Clone, Debug)]
pub struct Lowered {
    pub ty: TypeRef,
    pub nullable: bool,
    pub limits: Vec<Constraint>,
}

impl Lowered {
    fn new(ty: TypeRef, nullable: bool) -> Self {
        Self {
            ty,
            nullable,
            limits: Vec::new(),
        }
    }
}

/// Where a schema stands, as far as that decides names and types.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The name of the type if nothing better is found.
    pub name: String,
    /// The name whose identifier the object's id property is.
    pub id_owner: Option<String>,
    /// Whether it is the body of a merge patch.
    pub patch: bool,
    /// What is said about the schema from outside, if it says nothing itself.
    pub docs: String,
}

impl Site {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// Lowers a schema.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    schema: SchemaRef<'d>,
    at: &Pointer,
    site: &Site,
) -> Lowering<Lowered> {
    cx.enter(schema, at, |cx, schema, at, component| {
        let Some(component) = component else {
            return lower_resolved(cx, schema, at, None, site);
        };
        // A component is the same type wherever it is used, but for the fields of a patch.
        if site.patch {
            return lower_resolved(cx, schema, at, Some(component), site);
        }
        if let Some(known) = cx.components.get(component) {
            return known.clone();
        }
        let lowered = lower_resolved(cx, schema, at, Some(component), site);
        cx.components.insert(component.to_owned(), lowered.clone());
        lowered
    })
}

fn lower_resolved<'d>(
    cx: &mut Context<'d>,
    schema: &'d Schema,
    at: &Pointer,
    component: Option<&str>,
    site: &Site,
) -> Lowering<Lowered> {
    cx.see(&schema.schema_data.extensions, at);
    let nullable = schema.schema_data.nullable;
    let form = form(cx, schema, at)?;
    let named = matches!(form, Form::Object | Form::Choice(..))
        || matches!(&form, Form::String(string) if !string.enumeration.is_empty());
    if !named && !matches!(form, Form::Wrapped { .. }) && cx.overlay_type_name(schema, at).is_some()
    {
        cx.error(
            &at.child(settings::RUST_TYPE),
            "`x-rust-type` names a type that has no name of its own",
            "remove it from the overlay",
        );
    }
    match form {
        Form::Anything => {
            if !cx.flag(&schema.schema_data.extensions, settings::ANY_JSON, at) {
                return Err(cx.error(
                    at,
                    "the schema says nothing about the type",
                    "give it a type, or accept any JSON with `x-any-json: true` in the overlay",
                ));
            }
            Ok(Lowered::new(TypeRef::Json, true))
        }
        Form::String(string) => {
            let ty = lower_string(cx, schema, string, at, component, site)?;
            let null_listed = string.enumeration.contains(&None);
            let limits = if ty == TypeRef::String {
                docs::string_limits(string)
            } else {
                Vec::new()
            };
            Ok(Lowered {
                ty,
                nullable: nullable || null_listed,
                limits,
            })
        }
        Form::Number(number) => {
            if !number.enumeration.is_empty() {
                return Err(cx.error(
                    &at.child("enum"),
                    "enums of numbers are not supported",
                    "remove the enum with the overlay",
                ));
            }
            Ok(Lowered {
                ty: TypeRef::Decimal,
                nullable,
                limits: docs::number_limits(number),
            })
        }
        Form::Integer(integer) => {
            if !integer.enumeration.is_empty() {
                return Err(cx.error(
                    &at.child("enum"),
                    "enums of numbers are not supported",
                    "remove the enum with the overlay",
                ));
            }
            let narrow = matches!(
                integer.format,
                VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32)
            );
            let ty = if narrow {
                TypeRef::Int32
            } else {
                TypeRef::Int64
            };
            Ok(Lowered {
                ty,
                nullable,
                limits: docs::integer_limits(integer),
            })
        }
        Form::Boolean => Ok(Lowered::new(TypeRef::Boolean, nullable)),
        Form::Array(array) => lower_array(cx, array, nullable, at, site),
        Form::Map(values) => lower_map(cx, values, nullable, at, site),
        Form::Wrapped {
            inner,
            at,
            nullable: wrapper,
        } => {
            let inner = lower(cx, inner, &at, site)?;
            Ok(Lowered {
                nullable: nullable || wrapper || inner.nullable,
                ..inner
            })
        }
        Form::Object => {
            let candidate = candidate(cx, schema, at, component, site);
            let object = objects::view(cx, SchemaRef::Item(schema), at)?;
            let ty = fields::lower(cx, &object, candidate, site)?;
            Ok(Lowered::new(ty, nullable || object.nullable))
        }
        Form::Choice(branches, keyword) => {
            let candidate = candidate(cx, schema, at, component, site);
            let (ty, branch_nullable) =
                unions::lower(cx, schema, branches, &at.child(keyword), candidate, site)?;
            Ok(Lowered::new(ty, nullable || branch_nullable))
        }
    }
}

/// The name that a schema suggests for its type.
pub fn candidate(
    cx: &mut Context<'_>,
    schema: &Schema,
    at: &Pointer,
    component: Option<&str>,
    site: &Site,
) -> Candidate {
    let (origin, name) = match (cx.overlay_type_name(schema, at), component) {
        (Some(name), _) => (NameOrigin::Overlay, name),
        (None, Some(component)) => (NameOrigin::Component, names::type_name(component)),
        (None, None) => (NameOrigin::Inline, site.name.clone()),
    };
    let extensions = &schema.schema_data.extensions;
    let distinct = cx.text(extensions, settings::DISTINCT, at);
    let docs = cx.text(extensions, settings::RUST_DOCS, at);
    Candidate {
        distinct: distinct.map(str::to_owned),
        docs: docs.map(str::to_owned),
        ..Candidate::new(origin, name, at.clone())
    }
}

fn lower_string(
    cx: &mut Context<'_>,
    schema: &Schema,
    string: &StringType,
    at: &Pointer,
    component: Option<&str>,
    site: &Site,
) -> Lowering<TypeRef> {
    let data = &schema.schema_data;
    if let Some(id) = cx.type_name(&data.extensions, settings::ID, at) {
        return Ok(cx.id(&id, data.example.as_ref()));
    }
    if !string.enumeration.is_empty() {
        let candidate = candidate(cx, schema, at, component, site);
        return enums::lower(cx, schema, string, at, candidate, &site.docs);
    }
    Ok(match &string.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => TypeRef::Timestamp,
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => TypeRef::Date,
        VariantOrUnknownOrEmpty::Item(format @ (StringFormat::Binary | StringFormat::Byte)) => {
            return Err(cx.error(
                at,
                format!("strings of format {format:?} are not supported"),
                "remove the format with the overlay",
            ));
        }
        _ if string.pattern.as_deref() == Some(r"^\d{4}-\d{2}-\d{2}$") => TypeRef::Date,
        _ => TypeRef::String,
    })
}

fn lower_array<'d>(
    cx: &mut Context<'d>,
    array: &'d ArrayType,
    nullable: bool,
    at: &Pointer,
    site: &Site,
) -> Lowering<Lowered> {
    let Some(items) = &array.items else {
        return Err(cx.error(at, "the array does not say what it holds", "add `items`"));
    };
    let at = at.child("items");
    let inner = lower(
        cx,
        SchemaRef::from(items),
        &at,
        &Site::new(names::singular(&site.name)),
    )?;
    if inner.nullable && inner.ty != TypeRef::Json {
        return Err(cx.error(
            &at,
            "arrays with null items are not supported",
            "remove `nullable` with the overlay",
        ));
    }
    Ok(Lowered {
        ty: TypeRef::Array(Box::new(inner.ty)),
        nullable,
        limits: docs::array_limits(array),
    })
}

fn lower_map<'d>(
    cx: &mut Context<'d>,
    values: Option<&'d AdditionalProperties>,
    nullable: bool,
    at: &Pointer,
    site: &Site,
) -> Lowering<Lowered> {
    let values = match values {
        Some(AdditionalProperties::Any(true)) => TypeRef::Json,
        Some(AdditionalProperties::Schema(values)) => {
            let values = SchemaRef::from(&**values);
            let at = at.child("additionalProperties");
            let (inner, inner_at, _) = cx.resolve(values, &at)?;
            if matches!(form(cx, inner, &inner_at)?, Form::Anything) {
                TypeRef::Json
            } else {
                let inner = lower(cx, values, &at, &Site::new(format!("{}Value", site.name)))?;
                if inner.nullable {
                    return Err(cx.error(
                        &at,
                        "maps with null values are not supported",
                        "remove `nullable` with the overlay",
                    ));
                }
                inner.ty
            }
        }
        None | Some(AdditionalProperties::Any(false)) => {
            return Err(cx.error(
                at,
                "the object has no properties",
                "list them, or allow free ones with `additionalProperties`",
            ));
        }
    };
    Ok(Lowered::new(TypeRef::Map(Box::new(values)), nullable))
}
