//! Properties → fields.

use super::{
    arena::Candidate,
    context::{Context, Lowering, SchemaRef},
    docs, names,
    objects::{self, Object, Property},
    schemas::{self, Lowered, Site},
    settings,
};
use crate::{
    model::{Field, Presence, StructType, TypeRef},
    spec::Pointer,
};
use openapiv3::{Schema, SchemaData};

/// Turns an object into a struct.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    object: &Object<'d>,
    candidate: Candidate,
    site: &Site,
) -> Lowering<TypeRef> {
    let fields = fields(cx, object, None, &candidate, site)?;
    let ty = StructType { fields };
    Ok(cx.arena.add_struct(ty, object.docs.clone(), candidate))
}

/// The fields of an object; every property is tried, so that one run finds all problems.
/// `without` is the tag of a union, which the enum around the struct carries.
pub fn fields<'d>(
    cx: &mut Context<'d>,
    object: &Object<'d>,
    without: Option<&str>,
    candidate: &Candidate,
    site: &Site,
) -> Lowering<Vec<Field>> {
    let mut problem = None;
    let mut fields: Vec<Field> = Vec::new();
    for property in object
        .properties
        .iter()
        .filter(|property| Some(property.name) != without)
    {
        match field(cx, property, &candidate.name, site) {
            Ok(Some(field)) => {
                if let Some(known) = fields.iter().find(|known| known.name == field.name) {
                    let (one, other, name) = (&known.wire_name, &field.wire_name, &field.name);
                    let message =
                        format!("`{one}` and `{other}` would both become the field `{name}`");
                    let at = property.first.1.clone();
                    let help = "name one of them with `x-rust-name` in the overlay";
                    problem = Some(cx.error(&at, message, help));
                }
                fields.push(field);
            }
            Ok(None) => {}
            Err(reported) => problem = Some(reported),
        }
    }
    problem.map_or(Ok(fields), Err)
}

/// One field; `None` is a property that the overlay leaves out.
fn field<'d>(
    cx: &mut Context<'d>,
    property: &Property<'d>,
    owner: &str,
    site: &Site,
) -> Lowering<Option<Field>> {
    let said = said(cx, property)?;
    let mut name = None;
    let mut aliases = Vec::new();
    let (mut omit, mut sensitive) = (false, false);
    for (data, at, inline) in &said {
        // What holds for a component holds wherever it is used; its name does not.
        sensitive |= cx.flag(&data.extensions, settings::SENSITIVE, at);
        if *inline {
            omit |= cx.flag(&data.extensions, settings::OMIT, at);
            name = name.or(cx.rust_name(&data.extensions, settings::RUST_NAME, at));
            aliases.extend(cx.texts(&data.extensions, settings::ALIASES, at));
        }
    }
    if omit {
        return Ok(None);
    }
    let lowered = property_type(cx, property, owner, site)?;
    let description = said
        .iter()
        .find_map(|(data, ..)| data.description.clone())
        .unwrap_or_default();
    let default = said
        .iter()
        .find_map(|(data, ..)| data.default.as_ref())
        .filter(|default| !default.is_null());
    let example = said.iter().find_map(|(data, ..)| data.example.as_ref());
    if let Some((_, at, _)) = said
        .iter()
        .find(|(data, ..)| data.read_only || data.write_only)
    {
        return Err(cx.error(
            at,
            "`readOnly` and `writeOnly` are not supported",
            "describe what is sent and what is read apart, or remove the keyword with the overlay",
        ));
    }
    let (first, at) = &property.first;
    let is_named = matches!(lowered.ty, TypeRef::Named(_));
    Ok(Some(Field {
        wire_name: property.name.to_owned(),
        name: name.map_or_else(|| names::field_name(property.name), str::to_owned),
        presence: presence(property.required, lowered.nullable, site.patch),
        constant: objects::constant(cx, *first, at)?,
        docs: if is_named {
            docs::split_values(&description).0
        } else {
            description
        },
        constraints: lowered.limits,
        default: default.map(docs::display),
        example: example.and_then(docs::single),
        deprecated: said.iter().any(|(data, ..)| data.deprecated),
        sensitive,
        aliases,
        at: at.clone(),
        ty: lowered.ty,
    }))
}

/// All that is said about a property: by itself first, then by the component it refers to.
fn said<'d>(
    cx: &mut Context<'d>,
    property: &Property<'d>,
) -> Lowering<Vec<(&'d SchemaData, Pointer, bool)>> {
    let mut said = Vec::new();
    for (schema, at) in property.schemas() {
        let (schema, at, component) = cx.resolve(*schema, at)?;
        said.push((&schema.schema_data, at, component.is_none()));
    }
    said.sort_by_key(|(.., inline)| !inline);
    Ok(said)
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
) -> Lowering<Lowered> {
    let mut joined = one_type(cx, property.name, &property.first, owner, site)?;
    for place in &property.more {
        let more = one_type(cx, property.name, place, owner, site)?;
        if more.ty != joined.ty {
            let message = format!(
                "`{}` has different types in the branches of `allOf`",
                property.name
            );
            return Err(cx.error(&place.1, message, "make them agree with the overlay"));
        }
        // Strictly null would need every branch to allow it; documents mean that one is enough.
        joined.nullable |= more.nullable;
        for limit in more.limits {
            if !joined.limits.contains(&limit) {
                joined.limits.push(limit);
            }
        }
    }
    Ok(joined)
}

/// The type of a property in one place; plain strings can turn out to be identifiers.
fn one_type<'d>(
    cx: &mut Context<'d>,
    property: &str,
    (schema, at): &(SchemaRef<'d>, Pointer),
    owner: &str,
    site: &Site,
) -> Lowering<Lowered> {
    let name = format!("{owner}{}", names::type_name(property));
    let mut lowered = schemas::lower(cx, *schema, at, &Site::new(name))?;
    if lowered.ty == TypeRef::String {
        let example = inline_schema(*schema).and_then(|schema| schema.schema_data.example.as_ref());
        let id_owner = site.id_owner.as_deref().unwrap_or(owner);
        let id = if cx.settings.ids.property.as_deref() == Some(property) {
            Some(cx.id(&format!("{id_owner}Id"), example))
        } else {
            cx.id_by_field(property, example)
        };
        if let Some(id) = id {
            // Identifiers are opaque: their length says nothing to a caller.
            lowered = Lowered {
                ty: id,
                limits: Vec::new(),
                ..lowered
            };
        }
    }
    Ok(lowered)
}

/// The schema itself, unless it is a reference: what a property says about itself.
fn inline_schema<'d>(schema: SchemaRef<'d>) -> Option<&'d Schema> {
    match schema {
        SchemaRef::Item(schema) => Some(schema),
        SchemaRef::Reference(_) => None,
    }
}
