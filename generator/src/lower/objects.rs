//! Object schemas, `allOf` included, → structs.

use super::{
    arena::Candidate,
    context::{Context, SchemaRef},
    docs, names,
    schemas::{self, Form, Lowered, Site},
    settings,
};
use crate::{
    model::{Field, Presence, StructType, TypeRef},
    spec::Pointer,
};
use heck::ToUpperCamelCase;
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;
use std::collections::HashSet;

/// The properties of an object, wherever the document spells them.
pub struct Object<'d> {
    pub properties: Vec<Property<'d>>,
    pub nullable: bool,
    pub docs: String,
}

/// One property; several schemas if several branches of an `allOf` have it.
pub struct Property<'d> {
    pub name: &'d str,
    pub schemas: Vec<(SchemaRef<'d>, Pointer)>,
    pub required: bool,
}

/// Collects the properties of an object schema; `None` after a diagnostic.
pub fn view<'d>(cx: &mut Context<'d>, schema: SchemaRef<'d>, at: &Pointer) -> Option<Object<'d>> {
    let (schema, at, _) = cx.resolve(schema, at)?;
    let docs = schema.schema_data.description.clone().unwrap_or_default();
    let mut object = Object {
        properties: Vec::new(),
        nullable: schema.schema_data.nullable,
        docs,
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(kind)) => {
            if matches!(
                kind.additional_properties,
                Some(openapiv3::AdditionalProperties::Schema(_))
            ) {
                let help = "describe either the properties or the free keys";
                cx.error(
                    &at.child("additionalProperties"),
                    "properties and typed free keys in one object are not supported",
                    help,
                );
                return None;
            }
            add_properties(cx, &mut object, kind.properties.iter(), &kind.required, &at);
        }
        SchemaKind::AllOf { all_of } => add_branches(cx, &mut object, all_of, &at)?,
        SchemaKind::Any(any) => {
            add_branches(cx, &mut object, &any.all_of, &at)?;
            add_properties(cx, &mut object, any.properties.iter(), &any.required, &at);
        }
        _ => {
            cx.error(
                &at,
                "an object is expected here",
                "only objects can be put together",
            );
            return None;
        }
    }
    Some(object)
}

/// Whether the schema is an object with known properties.
pub fn is_object<'d>(cx: &mut Context<'d>, schema: SchemaRef<'d>, at: &Pointer) -> Option<bool> {
    let (schema, at, _) = cx.resolve(schema, at)?;
    Some(match schemas::form(cx, schema, &at)? {
        Form::Object => true,
        // `type: object` alone is an object too: a branch of a union can be empty but for its tag.
        Form::Map(None) => true,
        Form::Wrapped { inner, at, .. } => is_object(cx, inner, &at)?,
        _ => false,
    })
}

fn add_branches<'d>(
    cx: &mut Context<'d>,
    object: &mut Object<'d>,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
) -> Option<()> {
    for (index, branch) in branches.iter().enumerate() {
        let branch = view(cx, SchemaRef::from(branch), &at.child("allOf").index(index))?;
        object.nullable |= branch.nullable;
        if object.docs.is_empty() {
            object.docs = branch.docs;
        }
        for property in branch.properties {
            merge(object, property);
        }
    }
    Some(())
}

fn add_properties<'d>(
    cx: &mut Context<'d>,
    object: &mut Object<'d>,
    properties: impl Iterator<Item = (&'d String, &'d ReferenceOr<Box<Schema>>)>,
    required: &'d [String],
    at: &Pointer,
) {
    for (name, schema) in properties {
        let schemas = vec![(SchemaRef::from(schema), at.child("properties").child(name))];
        let required = required.contains(name);
        merge(
            object,
            Property {
                name,
                schemas,
                required,
            },
        );
    }
    for (index, name) in required.iter().enumerate() {
        match object
            .properties
            .iter_mut()
            .find(|property| property.name == name)
        {
            Some(property) => property.required = true,
            None => {
                let at = at.child("required").index(index);
                cx.error(
                    &at,
                    format!("`{name}` is required but not described"),
                    "add it to `properties`",
                );
            }
        }
    }
}

fn merge<'d>(object: &mut Object<'d>, property: Property<'d>) {
    match object
        .properties
        .iter_mut()
        .find(|known| known.name == property.name)
    {
        Some(known) => {
            known.required |= property.required;
            known.schemas.extend(property.schemas);
        }
        None => object.properties.push(property),
    }
}

/// Turns an object into a struct.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    object: &Object<'d>,
    candidate: Candidate,
    site: &Site,
) -> Option<TypeRef> {
    let fields = fields(cx, object, None, &candidate, site)?;
    let ty = StructType { fields };
    Some(cx.arena.add_struct(ty, object.docs.clone(), candidate))
}

/// The fields of an object; every property is tried, so that one run finds all problems.
/// `without` is the tag of a union, which the enum around the struct carries.
pub fn fields<'d>(
    cx: &mut Context<'d>,
    object: &Object<'d>,
    without: Option<&str>,
    candidate: &Candidate,
    site: &Site,
) -> Option<Vec<Field>> {
    let mut complete = true;
    let mut fields: Vec<Field> = Vec::new();
    for property in object
        .properties
        .iter()
        .filter(|property| Some(property.name) != without)
    {
        match field(cx, property, &candidate.name, site) {
            Some(Some(field)) => fields.push(field),
            Some(None) => {}
            None => complete = false,
        }
    }
    let mut seen = HashSet::new();
    for field in &fields {
        if !seen.insert(field.name.clone()) {
            let message = format!("two properties would become the field `{}`", field.name);
            cx.error(
                &candidate.pointer,
                message,
                "name one of them with `x-rust-name` in the overlay",
            );
            complete = false;
        }
    }
    complete.then_some(fields)
}

/// One field; the inner `None` is a property that the overlay leaves out.
fn field<'d>(
    cx: &mut Context<'d>,
    property: &Property<'d>,
    owner: &str,
    site: &Site,
) -> Option<Option<Field>> {
    let (first, at) = property.schemas.first()?;
    let inline = inline_schema(*first);
    let extensions = inline.map(|schema| &schema.schema_data.extensions);
    if let Some(extensions) = extensions
        && cx.flag(extensions, settings::OMIT, at)
    {
        return Some(None);
    }
    let lowered = property_type(cx, property, owner, site)?;
    let data = inline.map(|schema| &schema.schema_data);
    let name =
        match extensions.and_then(|extensions| cx.rust_name(extensions, settings::RUST_NAME, at)) {
            Some(name) => name.to_owned(),
            None => names::field_name(property.name),
        };
    let aliases = match extensions.and_then(|extensions| extensions.get(settings::ALIASES)) {
        Some(aliases) => aliases
            .as_array()?
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        None => Vec::new(),
    };
    let description = match data.and_then(|data| data.description.as_deref()) {
        Some(description) => description.to_owned(),
        None => {
            let (schema, ..) = cx.resolve(*first, at)?;
            schema.schema_data.description.clone().unwrap_or_default()
        }
    };
    let is_enum = matches!(lowered.ty, TypeRef::Named(_));
    Some(Some(Field {
        wire_name: property.name.to_owned(),
        name,
        presence: presence(property.required, lowered.nullable, site.patch),
        constant: constant(cx, *first, at),
        docs: if is_enum {
            docs::split_values(&description).0
        } else {
            description
        },
        constraints: lowered.limits,
        default: data
            .and_then(|data| data.default.as_ref())
            .filter(|default| !default.is_null())
            .map(display),
        sensitive: extensions
            .is_some_and(|extensions| cx.flag(extensions, settings::SENSITIVE, at)),
        aliases,
        availability: Default::default(),
        ty: lowered.ty,
    }))
}

fn presence(required: bool, nullable: bool, patch: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if patch => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}

/// The type of a property. Where several branches of an `allOf` describe it, they must agree.
fn property_type<'d>(
    cx: &mut Context<'d>,
    property: &Property<'d>,
    owner: &str,
    site: &Site,
) -> Option<Lowered> {
    let mut joined: Option<Lowered> = None;
    for (schema, at) in &property.schemas {
        let name = format!(
            "{owner}{}",
            names::type_name(property.name).to_upper_camel_case()
        );
        let mut lowered = schemas::lower(cx, *schema, at, &Site::new(name))?;
        if lowered.ty == TypeRef::String {
            let example =
                inline_schema(*schema).and_then(|schema| schema.schema_data.example.as_ref());
            let id_owner = site.id_owner.as_deref().unwrap_or(owner);
            if cx.settings.ids.property.as_deref() == Some(property.name) {
                lowered.ty = cx.id(&format!("{id_owner}Id"), example);
            } else if let Some(id) = cx.id_by_field(property.name, example) {
                lowered.ty = id;
            }
            if lowered.ty != TypeRef::String {
                // Identifiers are opaque: their length says nothing to a caller.
                lowered.limits.clear();
            }
        }
        joined = Some(match joined {
            None => lowered,
            Some(first) if first.ty == lowered.ty => {
                // Strictly null would need every branch to allow it; documents mean that one is enough.
                Lowered {
                    nullable: first.nullable || lowered.nullable,
                    ..first
                }
            }
            Some(_) => {
                let message = format!(
                    "`{}` has different types in the branches of `allOf`",
                    property.name
                );
                cx.error(at, message, "make them agree with the overlay");
                return None;
            }
        });
    }
    joined
}

/// The only value that an enum property can have.
pub fn constant<'d>(cx: &mut Context<'d>, schema: SchemaRef<'d>, at: &Pointer) -> Option<String> {
    let (schema, ..) = cx.resolve(schema, at)?;
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => match string.enumeration.as_slice() {
            [Some(only)] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The schema itself, unless it is a reference: what a property says about itself.
fn inline_schema<'d>(schema: SchemaRef<'d>) -> Option<&'d Schema> {
    match schema {
        SchemaRef::Item(schema) => Some(schema),
        SchemaRef::Reference(_) => None,
    }
}

/// A default as a person reads it.
fn display(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether the schema is a string with an enum.
pub fn is_enum(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::String(string)) if !string.enumeration.is_empty())
}
