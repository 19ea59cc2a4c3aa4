//! `anyOf` and `oneOf`: spellings of one type, or objects told apart by a tag.

use super::{
    arena::{Candidate, NameOrigin},
    context::{Context, Lowering, SchemaRef},
    fields,
    forms::{self, Form},
    names,
    objects::{self, Object},
    schemas::{self, Site},
    settings,
};
use crate::{
    model::{StructType, Tag, TypeRef, UnionType, Variant},
    spec::Pointer,
};
use openapiv3::{ReferenceOr, Schema, SchemaData};
use serde_json::Value;

/// One branch that says something.
struct Branch<'d> {
    schema: SchemaRef<'d>,
    at: Pointer,
}

impl<'d> Branch<'d> {
    fn reference(&self) -> Option<&'d str> {
        match self.schema {
            SchemaRef::Reference(reference) => Some(reference),
            SchemaRef::Item(_) => None,
        }
    }
}

/// Lowers a choice; the flag says whether null is one of the choices.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    schema: &'d Schema,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
    candidate: Candidate,
    site: &Site,
) -> Lowering<(TypeRef, bool)> {
    let mut nullable = false;
    let mut meaningful = Vec::new();
    let mut objects = 0;
    for (index, branch) in branches.iter().enumerate() {
        let (at, branch) = (at.index(index), SchemaRef::from(branch));
        let (resolved, resolved_at, _) = cx.resolve(branch, &at)?;
        nullable |= resolved.schema_data.nullable;
        if !matches!(forms::form(cx, resolved, &resolved_at)?, Form::Anything) {
            objects += usize::from(objects::is_object(cx, branch, &at)?);
            meaningful.push(Branch { schema: branch, at });
        }
    }
    match meaningful.as_slice() {
        [] => Err(cx.error(
            at,
            "the choice has no branch that says anything",
            "give it a type with the overlay",
        )),
        [only] => {
            let lowered = schemas::lower(cx, only.schema, &only.at, site)?;
            Ok((lowered.ty, nullable || lowered.nullable))
        }
        branches if objects == branches.len() => Ok((
            union(cx, &schema.schema_data, branches, at, candidate)?,
            nullable,
        )),
        branches => Ok((most_precise(cx, branches, at, site)?, nullable)),
    }
}

/// Strings of several kinds: the most precise one says what is really sent.
fn most_precise<'d>(
    cx: &mut Context<'d>,
    branches: &[Branch<'d>],
    at: &Pointer,
    site: &Site,
) -> Lowering<TypeRef> {
    let mut precise: Option<TypeRef> = None;
    for branch in branches {
        let lowered = schemas::lower(cx, branch.schema, &branch.at, site)?;
        precise = match (precise, lowered.ty) {
            (None, ty) => Some(ty),
            (Some(known), ty) if known == ty => Some(known),
            (Some(TypeRef::String), ty @ (TypeRef::Timestamp | TypeRef::Date | TypeRef::Id(_))) => {
                Some(ty)
            }
            (
                Some(known @ (TypeRef::Timestamp | TypeRef::Date | TypeRef::Id(_))),
                TypeRef::String,
            ) => Some(known),
            _ => {
                return Err(cx.error(at, "the branches of this choice have different types", "objects can be told apart by a property with one value each; for the rest give one type with the overlay"));
            }
        };
    }
    precise.ok_or_else(|| cx.error(at, "the choice is empty", "give it a type with the overlay"))
}

/// Objects told apart by a tag: the discriminator, or a property with one value in each branch.
fn union<'d>(
    cx: &mut Context<'d>,
    data: &SchemaData,
    branches: &[Branch<'d>],
    at: &Pointer,
    candidate: Candidate,
) -> Lowering<TypeRef> {
    let mut objects = Vec::new();
    for branch in branches {
        objects.push(objects::view(cx, branch.schema, &branch.at)?);
    }
    let tag = tag_name(cx, data, &objects, at)?;
    let mapping = mapping(cx, data, branches, at)?;
    let schema_at = at.parent().unwrap_or_default();
    let given = cx.extension(&data.extensions, settings::RUST_VARIANTS, &schema_at);
    let mut default = None;
    let mut variants: Vec<Variant> = Vec::new();
    for (branch, object) in branches.iter().zip(&objects) {
        let values = tag_values(cx, data, &mapping, &tag, branch, object)?;
        if let Some(value) = tag_default(cx, &tag, object)?.filter(|value| values.contains(value)) {
            default = Some(value);
        }
        let first = values.first().map_or("", String::as_str);
        let ty = branch_type(cx, branch, object, &tag, first, &candidate)?;
        for value in values {
            if variants.iter().any(|known| known.wire_name == value) {
                let message = format!("two branches have `{tag}: {value}`");
                return Err(cx.error(&branch.at, message, "a tag must tell the branches apart"));
            }
            let given = given.and_then(|names| names.get(&value)?.as_str());
            let given =
                given.filter(|name| names::is_identifier(name) && !names::is_taken_variant(name));
            variants.push(Variant {
                name: given.map_or_else(|| names::variant_name(&value), str::to_owned),
                wire_name: value,
                ty: ty.clone(),
                docs: object.docs.clone(),
                at: branch.at.clone(),
            });
        }
    }
    let docs = data.description.clone().unwrap_or_default();
    let tag = Tag {
        name: names::field_name(&tag),
        wire_name: tag,
        default,
    };
    Ok(cx
        .arena
        .add_union(UnionType { tag, variants }, docs, candidate))
}

fn tag_name<'d>(
    cx: &mut Context<'d>,
    data: &SchemaData,
    objects: &[Object<'d>],
    at: &Pointer,
) -> Lowering<String> {
    if let Some(discriminator) = &data.discriminator {
        return Ok(discriminator.property_name.clone());
    }
    for property in objects.iter().take(1).flat_map(|first| &first.properties) {
        let mut values = Vec::new();
        for object in objects {
            values.push(constant_of(cx, property.name, object)?);
        }
        let distinct = values
            .iter()
            .enumerate()
            .all(|(index, value)| value.is_some() && !values[..index].contains(value));
        if distinct {
            return Ok(property.name.to_owned());
        }
    }
    Err(cx.error(
        at,
        "nothing tells these objects apart",
        "add a `discriminator`, or a property that has one value in each branch",
    ))
}

/// The discriminator's mapping, value → reference. Component names may stand without their path.
fn mapping(
    cx: &mut Context<'_>,
    data: &SchemaData,
    branches: &[Branch<'_>],
    at: &Pointer,
) -> Lowering<Vec<(String, String)>> {
    let mut mapping = Vec::new();
    for (value, target) in data
        .discriminator
        .iter()
        .flat_map(|discriminator| &discriminator.mapping)
    {
        let reference = if target.contains('/') {
            target.clone()
        } else {
            format!("#/components/schemas/{target}")
        };
        if !branches
            .iter()
            .any(|branch| branch.reference() == Some(reference.as_str()))
        {
            let at = at
                .parent()
                .unwrap_or_default()
                .join(["discriminator", "mapping", value]);
            return Err(cx.error(
                &at,
                format!("`{target}` is no branch of this choice"),
                "map to one of the branches",
            ));
        }
        mapping.push((value.clone(), reference));
    }
    Ok(mapping)
}

/// The tag values of a branch: as mapped, else as the property says, else the component's name.
fn tag_values<'d>(
    cx: &mut Context<'d>,
    data: &SchemaData,
    mapping: &[(String, String)],
    tag: &str,
    branch: &Branch<'d>,
    object: &Object<'d>,
) -> Lowering<Vec<String>> {
    let reference = branch.reference();
    let mapped: Vec<String> = mapping
        .iter()
        .filter(|(_, target)| Some(target.as_str()) == reference)
        .map(|(value, _)| value.clone())
        .collect();
    match constant_of(cx, tag, object)? {
        Some(constant) if mapped.iter().any(|value| *value != constant) => {
            let message = format!(
                "the discriminator maps `{}` here, but the branch says `{tag}: {constant}`",
                mapped.join("`, `")
            );
            Err(cx.error(&branch.at, message, "make the mapping and the branch agree"))
        }
        Some(constant) => Ok(vec![constant]),
        None if !mapped.is_empty() => Ok(mapped),
        None => match reference.and_then(|reference| reference.rsplit('/').next()) {
            Some(component) if data.discriminator.is_some() => Ok(vec![component.to_owned()]),
            _ => {
                let message = format!("the branch does not say which `{tag}` it stands for");
                Err(cx.error(&branch.at, message, "give the property one value"))
            }
        },
    }
}

fn constant_of<'d>(
    cx: &mut Context<'d>,
    property: &str,
    object: &Object<'d>,
) -> Lowering<Option<String>> {
    match object.property(property) {
        Some(property) => objects::constant(cx, property.last().0, &property.last().1),
        None => Ok(None),
    }
}

fn tag_default<'d>(
    cx: &mut Context<'d>,
    tag: &str,
    object: &Object<'d>,
) -> Lowering<Option<String>> {
    let Some(property) = object.property(tag) else {
        return Ok(None);
    };
    let (schema, at) = property.last();
    let (schema, ..) = cx.resolve(*schema, at)?;
    let default = schema.schema_data.default.as_ref();
    Ok(default.and_then(Value::as_str).map(str::to_owned))
}

/// The struct of a branch, without the tag; `None` inside if nothing is left.
fn branch_type<'d>(
    cx: &mut Context<'d>,
    branch: &Branch<'d>,
    object: &Object<'d>,
    tag: &str,
    value: &str,
    union: &Candidate,
) -> Lowering<Option<TypeRef>> {
    let (schema, at, component) = cx.resolve(branch.schema, &branch.at)?;
    let site = Site {
        name: format!("{}{}", names::variant_name(value), union.name),
        id_owner: component.is_none().then(|| union.name.clone()),
        ..Site::default()
    };
    let mut candidate = schemas::candidate(cx, schema, &at, component.as_deref(), &site);
    if candidate.origin == NameOrigin::Inline {
        candidate.pointer = branch.at.clone();
    }
    let fields = fields::fields(cx, object, Some(tag), &candidate, &site)?;
    if fields.is_empty() {
        return Ok(None);
    }
    Ok(Some(cx.arena.add_struct(
        StructType { fields },
        object.docs.clone(),
        candidate,
    )))
}
