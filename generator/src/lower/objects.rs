//! Object schemas, `allOf` included, → structs.

use super::{
    arena::Candidate,
    context::{Context, Lowering, SchemaRef},
    docs,
    forms::{self, Form},
    names,
    schemas::{self, Lowered, Site},
    settings,
};
use crate::{
    model::{Field, Presence, StructType, TypeRef},
    spec::Pointer,
};
use openapiv3::{ReferenceOr, Schema, SchemaData, SchemaKind, Type};

/// The properties of an object, wherever the document spells them.
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
            // `type: object` alone is an object too: a branch of a union can be empty but for its tag.
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
        constant: constant(cx, *first, at)?,
        docs: if is_named {
            docs::split_values(&description).0
        } else {
            description
        },
        constraints: lowered.limits,
        default: default.map(docs::display),
        deprecated: said.iter().any(|(data, ..)| data.deprecated),
        sensitive,
        aliases,
        availability: Default::default(),
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

/// The schema itself, unless it is a reference: what a property says about itself.
fn inline_schema<'d>(schema: SchemaRef<'d>) -> Option<&'d Schema> {
    match schema {
        SchemaRef::Item(schema) => Some(schema),
        SchemaRef::Reference(_) => None,
    }
}

/// Whether the schema is a string with an enum.
pub fn is_enum(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::String(string)) if !string.enumeration.is_empty())
}
