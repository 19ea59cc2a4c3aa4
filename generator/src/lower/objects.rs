//! Object schemas: their properties, wherever the document declares them.

use super::{
    context::{Context, Lowering},
    forms::{self, Form},
    schema::{Located, Object, Property, Resolved},
};
use crate::spec::{Diagnostic, Pointer};
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};

/// Collects the properties of an object schema.
pub fn object<'d>(cx: &mut Context<'d>, located: &Located<'d>) -> Lowering<Object<'d>> {
    let mut object = properties(cx, located)?;
    mark_required(cx, &mut object);
    Ok(object)
}

fn properties<'d>(cx: &mut Context<'d>, located: &Located<'d>) -> Lowering<Object<'d>> {
    cx.enter_object(located, |cx, resolved| {
        let Some(component) = &resolved.component else {
            return resolved_properties(cx, resolved);
        };
        // A component can be reached in many ways; it is processed once.
        if let Some(known) = cx.objects.get(component) {
            return known.clone();
        }
        let object = resolved_properties(cx, resolved);
        cx.objects.insert(component.clone(), object.clone());
        object
    })
}

fn resolved_properties<'d>(
    cx: &mut Context<'d>,
    Resolved { schema, at, .. }: &Resolved<'d>,
) -> Lowering<Object<'d>> {
    let mut object = Object {
        properties: Vec::new(),
        nullable: schema.schema_data.nullable,
        docs: schema.schema_data.description.clone().unwrap_or_default(),
        rest: None,
        required: Vec::new(),
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(kind)) => {
            object.rest = rest(kind.additional_properties.as_ref(), at);
            add_properties(&mut object, &kind.properties, &kind.required, at);
        }
        SchemaKind::AllOf { all_of } => add_branches(cx, &mut object, all_of, at)?,
        SchemaKind::Any(any) => {
            add_branches(cx, &mut object, &any.all_of, at)?;
            object.rest = rest(any.additional_properties.as_ref(), at).or(object.rest);
            add_properties(&mut object, &any.properties, &any.required, at);
        }
        _ => {
            return Err(cx.error(
                at,
                "expected an object schema",
                "combine object schemas only",
            ));
        }
    }
    Ok(object)
}

/// The schema of the properties that are not described. Where any may follow, they are ignored.
fn rest<'d>(rest: Option<&'d AdditionalProperties>, at: &Pointer) -> Option<Located<'d>> {
    match rest? {
        AdditionalProperties::Schema(rest) => {
            Some(Located::new(&**rest, at.child("additionalProperties")))
        }
        AdditionalProperties::Any(_) => None,
    }
}

fn add_branches<'d>(
    cx: &mut Context<'d>,
    object: &mut Object<'d>,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
) -> Lowering<()> {
    for (index, branch) in branches.iter().enumerate() {
        let branch = Located::new(branch, at.child("allOf").index(index));
        let branch = properties(cx, &branch)?;
        object.nullable |= branch.nullable;
        if object.docs.is_empty() {
            object.docs = branch.docs;
        }
        object.rest = object.rest.take().or(branch.rest);
        for property in branch.properties {
            object.add(property);
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
    properties: impl IntoIterator<Item = (&'d String, &'d ReferenceOr<Box<Schema>>)>,
    required: &'d [String],
    at: &Pointer,
) {
    for (name, schema) in properties {
        object.add(Property {
            name,
            first: Located::new(schema, at.child("properties").child(name)),
            more: Vec::new(),
            required: false,
        });
    }
    let at = at.child("required");
    let required = required.iter().enumerate();
    (object.required).extend(required.map(|(index, name)| (name.as_str(), at.index(index))));
}

/// Marks the properties that are required, once all branches are known.
fn mark_required(cx: &mut Context<'_>, object: &mut Object<'_>) {
    for (name, at) in std::mem::take(&mut object.required) {
        let mut properties = object.properties.iter_mut();
        match properties.find(|property| property.name == name) {
            Some(property) => property.required = true,
            None => {
                let message = format!("unknown property `{name}` in `required`");
                let problem = Diagnostic::error(message)
                    .help("remove it with an overlay action, or add it to `properties`")
                    .wants_without(&at);
                cx.report(&at, problem);
            }
        }
    }
}

/// Whether the schema is an object with known properties.
pub fn is_object<'d>(cx: &mut Context<'d>, located: &Located<'d>) -> Lowering<bool> {
    cx.enter_object(located, |cx, resolved| {
        Ok(match forms::form(cx, resolved)? {
            Form::Object => true,
            // `type: object` alone is an object too: a branch of a union can have only its tag.
            Form::Map(None) => true,
            Form::Wrapped { inner, .. } => is_object(cx, &inner)?,
            _ => false,
        })
    })
}
