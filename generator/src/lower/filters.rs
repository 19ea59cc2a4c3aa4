//! Filters: one parameter represents all of them, and its description lists the fields.

use super::{
    context::{Context, Lowering},
    declared::{DeclaredParameter, ParameterRole},
    enums, names,
    routes::Route,
    types::{NameCandidate, NameOrigin},
};
use crate::{
    model::{FilterField, FilterKind, FilterSet, Kind, Output, TypeRef},
    spec::Pointer,
};
use std::collections::HashMap;

/// Reads the filterable fields of a list; `None` for operations without a filter.
pub fn lower(
    cx: &mut Context<'_>,
    declared: &[DeclaredParameter<'_>],
    output: &Output,
    route: &Route,
) -> Lowering<Option<usize>> {
    let mut declared = declared.iter();
    let Some(parameter) = declared.find(|declared| declared.role == ParameterRole::Filter) else {
        return Ok(None);
    };
    let at = &parameter.pointer;
    let Output::Page(item) = output else {
        return Err(cx.error(
            at,
            "unsupported filter: the operation does not return a paged list",
            "remove the parameter with an overlay action",
        ));
    };
    let own = parameter.data.description.as_deref().unwrap_or_default();
    let mut fields_of = |description| fields(cx, description, item, at, route);
    let mut fields = fields_of(own)?;
    if fields.is_empty()
        && let Some(schema) = parameter.schema()
        && let Some(data) = schema.inline().map(|schema| &schema.schema_data)
    {
        fields = fields_of(data.description.as_deref().unwrap_or_default())?;
    }
    // The server ignores filters that it does not know, so none is offered.
    if fields.is_empty() {
        cx.warning(
            at,
            "the description of the filter lists no fields, so the list has no filters",
            "list fields as \"- `name` (type)\", one per line, in the overlay",
        );
        return Ok(None);
    }
    let set = FilterSet {
        name: names::field_name(&names::singular(&route.resource)),
        item: item.clone(),
        fields,
    };
    add(cx, set, at).map(Some)
}

/// The fields that a description lists.
fn fields(
    cx: &mut Context<'_>,
    description: &str,
    item: &TypeRef,
    at: &Pointer,
    route: &Route,
) -> Lowering<Vec<FilterField>> {
    let place = at.child("description");
    let mut fields: Vec<FilterField> = Vec::new();
    for line in field_lines(description) {
        let Some((wire_name, kind, values)) = parse(line) else {
            let message = format!("invalid filter field: {line}");
            let help = "list fields as \"- `name` (type)\" or \"- `name` (enum): a, b\"; the types \
                        are string, number, date, boolean and enum";
            return Err(cx.error(&place, message, help));
        };
        let name = names::const_name(wire_name);
        if fields.iter().any(|known| known.name == name) {
            let message = format!("duplicate filter constant `{name}`");
            let help = "remove one of the two fields from the description";
            return Err(cx.error(&place, message, help));
        }
        fields.push(FilterField {
            wire_name: wire_name.to_owned(),
            name,
            kind,
            value: value(cx, wire_name, kind, &values, item, at, route)?,
            at: place.clone(),
        });
    }
    Ok(fields)
}

/// Adds a set of filters, which lists of the same items share.
fn add(cx: &mut Context<'_>, set: FilterSet, at: &Pointer) -> Lowering<usize> {
    let mut known = cx.filters.iter();
    let same = known.position(|known| known.item == set.item || known.name == set.name);
    match same {
        Some(index) if cx.filters[index] == set => Ok(index),
        Some(_) => Err(cx.error(
            at,
            "conflicting filters for lists of the same items",
            "make the filters equal with an overlay action",
        )),
        None => {
            cx.filters.push(set);
            Ok(cx.filters.len() - 1)
        }
    }
}

/// The bullets that list fields. The description can have other lists too, for example of
/// operators. If one bullet of a list is a field, all of them must be, so that none is lost.
fn field_lines(description: &str) -> Vec<&str> {
    let lines: Vec<&str> = description.lines().map(str::trim).collect();
    let is_bullet = |line: &&str| line.starts_with("- `") || line.starts_with("* `");
    let lists = lines
        .split(|line| !is_bullet(line))
        .filter(|list| list.iter().any(|line| line.contains("` (")));
    lists.flatten().copied().collect()
}

/// Reads ``- `status` (enum): open, paid``: the name, the kind, and the values of an enum.
fn parse(line: &str) -> Option<(&str, FilterKind, Vec<&str>)> {
    let (name, rest) = line.get(2..)?.strip_prefix('`')?.split_once("` (")?;
    let (kind, values) = rest.split_once(')')?;
    let kind = FilterKind::named(kind)?;
    let values = values
        .strip_prefix(':')
        .unwrap_or_default()
        .split(',')
        .map(str::trim);
    let values: Vec<_> = values.filter(|value| !value.is_empty()).collect();
    (kind != FilterKind::Enum || !values.is_empty()).then_some((name, kind, values))
}

/// The type of the values that a field is compared with.
fn value(
    cx: &mut Context<'_>,
    name: &str,
    kind: FilterKind,
    values: &[&str],
    item: &TypeRef,
    at: &Pointer,
    route: &Route,
) -> Lowering<TypeRef> {
    Ok(match kind {
        FilterKind::Number => TypeRef::Decimal,
        FilterKind::Date => TypeRef::Timestamp,
        FilterKind::Boolean => TypeRef::Boolean,
        FilterKind::String => string_value(cx, name, item),
        FilterKind::Enum => {
            let type_name = format!("{}{}", route.singular_type(), names::type_name(name));
            let candidate =
                NameCandidate::new(NameOrigin::Inline, type_name, at.child("description"));
            enums::add(
                cx,
                values.iter().copied(),
                &format!("Values of the filter `{name}`."),
                None,
                &HashMap::new(),
                candidate,
            )
        }
    })
}

/// A string filter has the type of the item's property of that name: an identifier, an enum, or a
/// string.
fn string_value(cx: &mut Context<'_>, name: &str, item: &TypeRef) -> TypeRef {
    if let Some(id) = cx.id_by_field(name, None) {
        return id;
    }
    let field = match cx.types.kind(item) {
        Some(Kind::Struct(item)) => item.fields.iter().find(|field| field.wire_name == name),
        _ => None,
    };
    match field.map(|field| &field.ty) {
        Some(ty @ TypeRef::Id(_)) => ty.clone(),
        Some(ty) if cx.types.is_enum(ty) => ty.clone(),
        _ => TypeRef::String,
    }
}
