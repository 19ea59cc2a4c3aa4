//! Object schemas: their properties, wherever the document spells them.

use super::{
    context::{Context, Lowering, SchemaRef},
    forms::{self, Form},
};
use crate::spec::Pointer;
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

/// An object, put together from all branches of an `allOf`.
#[derive(Clone)]
pub struct Object<'d> {
    pub properties: Vec<Property<'d>>,
    pub nullable: bool,
    pub docs: String,
    /// Properties that are required in a place that does not describe them: another branch may.
    required: Vec<(&'d str, Pointer)>,
}

impl<'d> Object<'d> {
    /// The property of this name.
    pub fn property(&self, name: &str) -> Option<&Property<'d>> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }
}

/// One property; several schemas if several branches of an `allOf` have it.
#[derive(Clone)]
pub struct Property<'d> {
    pub name: &'d str,
    pub first: (SchemaRef<'d>, Pointer),
    pub more: Vec<(SchemaRef<'d>, Pointer)>,
    pub required: bool,
}

impl<'d> Property<'d> {
    /// Every schema that describes the property.
    pub fn schemas(&self) -> impl Iterator<Item = &(SchemaRef<'d>, Pointer)> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The last schema, which says most precisely what a branch is.
    pub fn last(&self) -> &(SchemaRef<'d>, Pointer) {
        self.more.last().unwrap_or(&self.first)
    }
}

/// Collects the properties of an object schema.
pub fn view<'d>(cx: &mut Context<'d>, schema: SchemaRef<'d>, at: &Pointer) -> Lowering<Object<'d>> {
    let mut object = open_view(cx, schema, at)?;
    settle_required(cx, &mut object);
    Ok(object)
}

fn open_view<'d>(
    cx: &mut Context<'d>,
    schema: SchemaRef<'d>,
    at: &Pointer,
) -> Lowering<Object<'d>> {
    cx.enter(schema, at, |cx, schema, at, component| {
        let Some(component) = component else {
            return resolved_view(cx, schema, at);
        };
        // Many ways can lead to one component; it is walked once.
        if let Some(known) = cx.views.get(component) {
            return known.clone();
        }
        let view = resolved_view(cx, schema, at);
        cx.views.insert(component.to_owned(), view.clone());
        view
    })
}

fn resolved_view<'d>(
    cx: &mut Context<'d>,
    schema: &'d Schema,
    at: &Pointer,
) -> Lowering<Object<'d>> {
    let docs = schema.schema_data.description.clone().unwrap_or_default();
    let mut object = Object {
        properties: Vec::new(),
        nullable: schema.schema_data.nullable,
        docs,
        required: Vec::new(),
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(kind)) => {
            if matches!(
                kind.additional_properties,
                Some(openapiv3::AdditionalProperties::Schema(_))
            ) {
                let help = "describe either the properties or the free keys";
                return Err(cx.error(
                    &at.child("additionalProperties"),
                    "properties and typed free keys in one object are not supported",
                    help,
                ));
            }
            add_properties(&mut object, kind.properties.iter(), &kind.required, at);
        }
        SchemaKind::AllOf { all_of } => add_branches(cx, &mut object, all_of, at)?,
        SchemaKind::Any(any) => {
            add_branches(cx, &mut object, &any.all_of, at)?;
            add_properties(&mut object, any.properties.iter(), &any.required, at);
        }
        _ => {
            return Err(cx.error(
                at,
                "an object is expected here",
                "only objects can be put together",
            ));
        }
    }
    Ok(object)
}

/// Whether the schema is an object with known properties.
pub fn is_object<'d>(cx: &mut Context<'d>, schema: SchemaRef<'d>, at: &Pointer) -> Lowering<bool> {
    cx.enter(schema, at, |cx, schema, at, _| {
        Ok(match forms::form(cx, schema, at)? {
            Form::Object => true,
            // `type: object` alone is an object too: a branch of a union can be empty but for its
            // tag.
            Form::Map(None) => true,
            Form::Wrapped { inner, at, .. } => is_object(cx, inner, &at)?,
            _ => false,
        })
    })
}

fn add_branches<'d>(
    cx: &mut Context<'d>,
    object: &mut Object<'d>,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
) -> Lowering<()> {
    for (index, branch) in branches.iter().enumerate() {
        let branch = open_view(cx, SchemaRef::from(branch), &at.child("allOf").index(index))?;
        object.nullable |= branch.nullable;
        if object.docs.is_empty() {
            object.docs = branch.docs;
        }
        for property in branch.properties {
            merge(object, property);
        }
        for required in branch.required {
            if !object.required.contains(&required) {
                object.required.push(required);
            }
        }
    }
    Ok(())
}

fn add_properties<'d>(
    object: &mut Object<'d>,
    properties: impl Iterator<Item = (&'d String, &'d ReferenceOr<Box<Schema>>)>,
    required: &'d [String],
    at: &Pointer,
) {
    for (name, schema) in properties {
        let first = (SchemaRef::from(schema), at.child("properties").child(name));
        merge(
            object,
            Property {
                name,
                first,
                more: Vec::new(),
                required: false,
            },
        );
    }
    let at = at.child("required");
    object.required.extend(
        required
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), at.index(index))),
    );
}

/// Settles which properties are required, once all branches are known.
fn settle_required(cx: &mut Context<'_>, object: &mut Object<'_>) {
    for (name, at) in std::mem::take(&mut object.required) {
        match object
            .properties
            .iter_mut()
            .find(|property| property.name == name)
        {
            Some(property) => property.required = true,
            None => {
                let message = format!("`{name}` is required but not described");
                cx.error(&at, message, "add it to `properties`");
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
            for (schema, at) in std::iter::once(property.first).chain(property.more) {
                if !known.schemas().any(|(_, known)| *known == at) {
                    known.more.push((schema, at));
                }
            }
        }
        None => object.properties.push(property),
    }
}

/// The only value that an enum property can have.
pub fn constant<'d>(
    cx: &mut Context<'d>,
    schema: SchemaRef<'d>,
    at: &Pointer,
) -> Lowering<Option<String>> {
    let (schema, ..) = cx.resolve(schema, at)?;
    Ok(match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => match string.enumeration.as_slice() {
            [Some(only)] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// Whether the schema is a string with an enum.
pub fn is_enum(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::String(string)) if !string.enumeration.is_empty())
}
