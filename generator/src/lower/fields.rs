//! Properties → fields.

use super::{
    collections,
    context::{Context, ErrorReported, LowerSchema, Lowering, MAX_REFERENCES},
    directions::Direction,
    docs, enums, names,
    schema::{Located, Lowered, Object, Property, Resolved, SchemaUse},
    settings,
    types::NameCandidate,
};
use crate::{
    model::{Field, Presence, REST, StructType, TypeRef},
    spec::{Diagnostic, Pointer},
};
use openapiv3::{SchemaData, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};
use serde_json::Value;
use std::collections::BTreeSet;

/// Turns an object into a struct.
pub fn structure<'d>(
    cx: &mut Context<'d>,
    object: &Object<'d>,
    candidate: NameCandidate,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<Lowered> {
    let fields = Fields::new(&candidate, schema_use, lower);
    let fields = fields.lower(cx, &object.properties, object.rest.as_ref())?;
    let docs = object.docs.clone();
    let ty = (cx.types).add_struct(StructType { fields }, docs, candidate);
    Ok(Lowered {
        nullable: object.nullable,
        ..Lowered::new(ty)
    })
}

/// What the fields of one struct have in common.
pub struct Fields<'s> {
    /// The name of the struct, which types of its properties begin with.
    owner: &'s str,
    schema_use: &'s SchemaUse,
    lower: LowerSchema,
}

impl<'s> Fields<'s> {
    pub fn new(owner: &'s NameCandidate, schema_use: &'s SchemaUse, lower: LowerSchema) -> Self {
        Self {
            owner: &owner.name,
            schema_use,
            lower,
        }
    }

    /// The fields of these properties; all of them are lowered, so that one run finds all problems.
    pub fn lower<'p, 'd: 'p>(
        &self,
        cx: &mut Context<'d>,
        properties: impl IntoIterator<Item = &'p Property<'d>>,
        rest: Option<&Located<'d>>,
    ) -> Lowering<Vec<Field>> {
        let properties: Vec<_> = properties.into_iter().collect();
        let clashing = clashing(&properties);
        let mut problem = None;
        let mut fields: Vec<Field> = Vec::new();
        for property in properties {
            match self.field(cx, property) {
                Ok(Some(mut field)) => {
                    distinguish(&mut field, &clashing, &fields);
                    if let Some(known) = fields.iter().find(|known| known.name == field.name) {
                        problem = Some(report_same_name(cx, known, &field));
                    }
                    fields.push(field);
                }
                Ok(None) => {}
                Err(reported) => problem = Some(reported),
            }
        }
        if let Some(rest) = rest {
            match self.rest(cx, rest) {
                Ok(mut field) => {
                    while fields.iter().any(|known| known.name == field.name) {
                        field.name.push('_');
                    }
                    fields.push(field);
                }
                Err(reported) => problem = Some(reported),
            }
        }
        problem.map_or(Ok(fields), Err)
    }

    /// The field of all properties that are not described.
    fn rest<'d>(&self, cx: &mut Context<'d>, rest: &Located<'d>) -> Lowering<Field> {
        let descriptions = Descriptions::of(cx, std::iter::once(rest))?;
        let settings = FieldSettings::read(cx, &descriptions).unwrap_or_default();
        let values = collections::values(cx, rest, self.owner, self.lower)?;
        let docs = descriptions.first(|data| data.description.clone());
        Ok(Field {
            wire_name: REST.to_owned(),
            name: settings
                .name
                .unwrap_or_else(|| "additional_properties".to_owned()),
            ty: TypeRef::Map(Box::new(values)),
            presence: Presence::Rest,
            docs: docs.unwrap_or_else(|| "All properties without a field of their own.".to_owned()),
            constraints: Vec::new(),
            default: None,
            example: None,
            constant: None,
            deprecated: false,
            sensitive: settings.sensitive,
            aliases: Vec::new(),
            at: rest.at.clone(),
        })
    }

    /// One field; `None` for a property that does not travel, or that the overlay omits.
    fn field<'d>(&self, cx: &mut Context<'d>, property: &Property<'d>) -> Lowering<Option<Field>> {
        let descriptions = Descriptions::of(cx, property.schemas())?;
        if !descriptions.travel(cx.direction) {
            return Ok(None);
        }
        let Some(settings) = FieldSettings::read(cx, &descriptions) else {
            return Ok(None);
        };
        let lowered = self.property_type(cx, property)?;
        let docs = descriptions.first(|data| data.description.as_ref());
        let docs = docs.cloned().unwrap_or_default();
        let default = descriptions.first(|data| data.default.as_ref());
        let example = descriptions.first(|data| data.example.as_ref());
        let is_named = matches!(lowered.ty, TypeRef::Named(_));
        Ok(Some(Field {
            wire_name: property.name.to_owned(),
            name: (settings.name).unwrap_or_else(|| names::field_name(property.name)),
            presence: presence(property.required, lowered.nullable, self.schema_use.patch),
            constant: enums::only_value(cx, &property.first)?.filter(|_| is_named),
            docs: if is_named {
                docs::split_values(&docs).0
            } else {
                docs
            },
            constraints: lowered.limits,
            default: default
                .filter(|default| !default.is_null())
                .map(docs::display),
            example: example.and_then(docs::single),
            deprecated: descriptions.iter().any(|data| data.deprecated),
            sensitive: settings.sensitive || is_secret(cx, property)?,
            aliases: settings.aliases,
            at: property.first.at.clone(),
            ty: lowered.ty,
        }))
    }

    /// The type of a property. Where several branches of an `allOf` describe it, they must agree.
    fn property_type<'d>(
        &self,
        cx: &mut Context<'d>,
        property: &Property<'d>,
    ) -> Lowering<Lowered> {
        let mut merged = self.one_type(cx, property.name, &property.first)?;
        for branch in &property.more {
            let lowered = self.one_type(cx, property.name, branch)?;
            if lowered.ty != merged.ty {
                let name = property.name;
                let message = format!("conflicting types for `{name}` in the branches of `allOf`");
                let help = "make the types equal with an overlay action";
                return Err(cx.error(&branch.at, message, help));
            }
            // Strictly, every branch would have to allow null; in practice, one is enough.
            merged.nullable |= lowered.nullable;
            for limit in lowered.limits {
                if !merged.limits.contains(&limit) {
                    merged.limits.push(limit);
                }
            }
        }
        Ok(merged)
    }

    /// The type of a property in one place; a plain string can be an identifier.
    fn one_type<'d>(
        &self,
        cx: &mut Context<'d>,
        property: &str,
        located: &Located<'d>,
    ) -> Lowering<Lowered> {
        let name = format!("{}{}", self.owner, names::type_name(property));
        let lowered = (self.lower)(cx, located, &SchemaUse::named(name))?;
        if lowered.ty != TypeRef::String {
            return Ok(lowered);
        }
        let schema = located.inline();
        let example = schema.and_then(|schema| schema.schema_data.example.as_ref());
        Ok(match self.identifier(cx, property, example) {
            // Identifiers are opaque: their limits are irrelevant to a caller.
            Some(id) => Lowered {
                ty: id,
                limits: Vec::new(),
                ..lowered
            },
            None => lowered,
        })
    }

    /// The identifier that a text property of this name is.
    fn identifier(
        &self,
        cx: &mut Context<'_>,
        property: &str,
        example: Option<&Value>,
    ) -> Option<TypeRef> {
        if cx.is_id_property(property) {
            let owner = self.schema_use.id_owner.as_deref().unwrap_or(self.owner);
            return Some(cx.id_of(owner, example));
        }
        cx.id_by_field(property, example)
    }
}

/// Whether the document calls it a password.
fn is_secret<'d>(cx: &mut Context<'d>, property: &Property<'d>) -> Lowering<bool> {
    for located in property.schemas() {
        if let SchemaKind::Type(Type::String(string)) = &cx.resolve(located)?.schema.schema_kind
            && string.format == VariantOrUnknownOrEmpty::Item(StringFormat::Password)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The field names that several properties map to.
fn clashing(properties: &[&Property<'_>]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let names = properties
        .iter()
        .map(|property| names::field_name(property.name));
    names.filter(|name| !seen.insert(name.clone())).collect()
}

/// Gives a field another name if only case or signs tell it from another one.
fn distinguish(field: &mut Field, clashing: &BTreeSet<String>, known: &[Field]) {
    let wire_name = &field.wire_name;
    if field.name != names::field_name(wire_name) || !clashing.contains(&field.name) {
        return;
    }
    let same = known.iter().find(|known| known.name == field.name);
    let other = names::with_signs(wire_name)
        .or_else(|| names::distinct(wire_name, &same?.wire_name))
        .map(|name| names::field_name(&name));
    let is_free = |name: &String| known.iter().all(|known| known.name != *name);
    if let Some(other) = other.filter(is_free) {
        field.name = other;
    }
}

fn report_same_name(cx: &mut Context<'_>, known: &Field, field: &Field) -> ErrorReported {
    let (one, other, name) = (&known.wire_name, &field.wire_name, &field.name);
    let message = format!("duplicate field `{name}`: `{one}` and `{other}` both map to it");
    let problem = Diagnostic::error(message)
        .help("rename one of them with `x-rust-name` in the overlay")
        .wants(&field.at, settings::RUST_NAME, format!("other_{name}"));
    cx.report(&field.at, problem)
}

/// Everything that describes a property: its own schema first, then the component it refers to.
struct Descriptions<'d>(Vec<Description<'d>>);

struct Description<'d> {
    data: &'d SchemaData,
    at: Pointer,
    is_inline: bool,
}

impl<'d> Description<'d> {
    fn new(resolved: Resolved<'d>) -> Self {
        Self {
            data: &resolved.schema.schema_data,
            at: resolved.at,
            is_inline: resolved.component.is_none(),
        }
    }
}

impl<'d> Descriptions<'d> {
    fn of<'s>(
        cx: &mut Context<'d>,
        schemas: impl Iterator<Item = &'s Located<'d>>,
    ) -> Lowering<Self>
    where
        'd: 's,
    {
        let mut descriptions = Vec::new();
        for located in schemas {
            let mut resolved = cx.resolve(located)?;
            // `allOf` around a reference allows keywords beside it, and no more.
            while let SchemaKind::AllOf { all_of } = &resolved.schema.schema_kind
                && let [only] = all_of.as_slice()
                && descriptions.len() < MAX_REFERENCES
            {
                let only = Located::new(only, resolved.at.child("allOf").index(0));
                descriptions.push(Description::new(resolved));
                resolved = cx.resolve(&only)?;
            }
            descriptions.push(Description::new(resolved));
        }
        descriptions.sort_by_key(|description| !description.is_inline);
        Ok(Self(descriptions))
    }

    fn iter(&self) -> impl Iterator<Item = &'d SchemaData> {
        self.0.iter().map(|description| description.data)
    }

    /// The first value that a description has.
    fn first<T>(&self, of: impl Fn(&'d SchemaData) -> Option<T>) -> Option<T> {
        self.iter().find_map(of)
    }

    /// Whether the property travels in this direction.
    fn travel(&self, direction: Direction) -> bool {
        self.iter().all(|data| match direction {
            Direction::Request => !data.read_only,
            Direction::Response => !data.write_only,
        })
    }
}

/// The overlay's settings for a field.
#[derive(Default)]
struct FieldSettings {
    name: Option<String>,
    aliases: Vec<String>,
    sensitive: bool,
}

impl FieldSettings {
    /// `None` for a property that the overlay omits.
    fn read(cx: &mut Context<'_>, descriptions: &Descriptions<'_>) -> Option<Self> {
        let mut settings = Self::default();
        let mut omit = false;
        for Description {
            data,
            at,
            is_inline,
        } in &descriptions.0
        {
            // Settings of a component apply wherever it is used, except for names.
            settings.sensitive |= cx.flag(&data.extensions, settings::SENSITIVE, at);
            if *is_inline {
                omit |= cx.flag(&data.extensions, settings::OMIT, at);
                let name = cx.rust_name(&data.extensions, settings::RUST_NAME, at);
                settings.name = settings.name.or(name.map(str::to_owned));
                let aliases = cx.texts(&data.extensions, settings::ALIASES, at);
                settings.aliases.extend(aliases);
            }
        }
        (!omit).then_some(settings)
    }
}

fn presence(required: bool, nullable: bool, patch: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if patch => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}
