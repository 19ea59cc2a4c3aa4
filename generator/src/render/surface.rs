//! The surface: everything that a user of the crate can name, about one line each, for review.

use super::{bridges, tags::tag_enums};
use crate::{
    model::{Api, Auth, Availability, Field, Kind, Operation, Presence, Resource, Type},
    spelling::{self, kind, spell},
};
use std::fmt::Write as _;

/// A name of the document; one that could pass for more than a name is quoted.
fn wire(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| !c.is_control() && !c.is_whitespace());
    if plain {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

/// The surface of one crate as text.
pub fn surface(api: &Api) -> String {
    let mut text = format!(
        "{} {} · API {}\nbase {}\n",
        api.release.crate_name, api.release.crate_version, api.release.version, api.base_url
    );
    section(
        &mut text,
        "operations",
        api.operations()
            .map(|(resource, operation)| operation_lines(api, resource, operation)),
    );
    section(
        &mut text,
        "moved calls",
        api.bridges.iter().map(|bridge| {
            let filters = bridge
                .conditions()
                .map(|(set, field, operator)| format!("  {set}::{field}.{operator}"));
            let to = bridges::target(api, bridge)
                .map(|(resource, operation)| operation.call(&resource.name));
            format!(
                "{:<48} {}{}\n",
                bridge.call(),
                to.unwrap_or_default(),
                filters.collect::<String>()
            )
        }),
    );
    let tags = tag_enums(api);
    section(
        &mut text,
        "types",
        api.types.iter().map(|ty| {
            let tag = tags.iter().find(|tag| tag.union == ty.name);
            type_lines(ty, tag.map(|tag| tag.name.as_str()))
        }),
    );
    section(
        &mut text,
        "filters",
        api.filters.iter().flat_map(|set| {
            set.fields.iter().map(move |field| {
                format!(
                    "{}::{} = {}: {} of {}\n",
                    set.name,
                    field.name,
                    wire(&field.wire_name),
                    kind(field.kind),
                    spell(&field.value)
                )
            })
        }),
    );
    section(
        &mut text,
        "ids",
        api.ids.iter().map(|id| format!("{}\n", id.name)),
    );
    section(
        &mut text,
        "errors",
        api.errors.iter().flat_map(|errors| {
            errors.statuses.iter().map(|status| {
                format!(
                    "{} {}({})\n",
                    status.status,
                    status.variant,
                    spell(&errors.body)
                )
            })
        }),
    );
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<_> = lines.collect();
    if !lines.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{title} ({})\n\n{}", lines.len(), lines.concat());
    }
}

fn operation_lines(api: &Api, resource: &Resource, operation: &Operation) -> String {
    let mut line = format!(
        "{:<48} {}",
        operation.route(),
        spelling::Signature::of(resource, operation)
    );
    match (&operation.scope, operation.auth) {
        (Some(scope), _) => line.push_str(&format!("  [{}]", scope.name)),
        (None, Auth::Basic) => line.push_str("  [basic]"),
        (None, _) => line.push_str("  [open]"),
    }
    line.push_str(&gating(&operation.availability, &Availability::default()));
    if let Some(call) = operation
        .moved
        .as_ref()
        .and_then(|moved| moved.call.as_ref())
    {
        line.push_str(&format!("  moved: {call}"));
    }
    if operation.deprecated {
        line.push_str("  deprecated");
    }
    line.push('\n');
    for parameter in operation.optional() {
        line.push_str(&format!(
            "    .{}({}) = {}\n",
            parameter.name,
            spell(&parameter.ty),
            wire(&parameter.wire_name)
        ));
    }
    if let Some(filter) = operation.filter.and_then(|index| api.filters.get(index)) {
        line.push_str(&format!("    .filter({}::…)\n", filter.name));
    }
    line
}

fn type_lines(ty: &Type, tag_enum: Option<&str>) -> String {
    let direction = match (ty.usage.request, ty.usage.response) {
        (true, true) => " (both ways)",
        (true, false) => " (request)",
        _ => "",
    };
    let gate = gating(&ty.availability, &Availability::default());
    match &ty.kind {
        Kind::Struct(kind) => {
            let fields: String = kind
                .fields
                .iter()
                .map(|field| field_line(ty, field))
                .collect();
            let apart = ty
                .distinct
                .as_ref()
                .map(|why| format!("  apart: {}", wire(why)))
                .unwrap_or_default();
            format!("struct {}{direction}{gate}{apart}\n{fields}", ty.name)
        }
        Kind::Enum(kind) => {
            let values: String = kind
                .values
                .iter()
                .map(|value| {
                    format!(
                        "    {} = {}{}\n",
                        value.name,
                        wire(&value.wire_name),
                        gating(&value.availability, &ty.availability)
                    )
                })
                .collect();
            format!("enum {}{direction}{gate}\n{values}", ty.name)
        }
        Kind::Union(kind) => {
            let default = kind
                .tag
                .default
                .as_ref()
                .map(|default| format!(", {} if absent", wire(default)));
            let variants: String = kind
                .variants
                .iter()
                .map(|variant| {
                    let payload = variant
                        .ty
                        .as_ref()
                        .map(|ty| format!("({})", spell(ty)))
                        .unwrap_or_default();
                    let gate = gating(&variant.availability, &ty.availability);
                    format!(
                        "    {}{payload} = {}{gate}\n",
                        variant.name,
                        wire(&variant.wire_name)
                    )
                })
                .collect();
            let tag_enum = tag_enum.map(|name| format!(": {name}"));
            format!(
                "union {} by {}{}{}{direction}{gate}\n{variants}",
                ty.name,
                wire(&kind.tag.wire_name),
                tag_enum.unwrap_or_default(),
                default.unwrap_or_default()
            )
        }
    }
}

fn field_line(ty: &Type, field: &Field) -> String {
    let mut line = format!(
        "    {}: {}",
        field.name,
        spelling::field_type(&field.ty, field.presence)
    );
    if field.name != field.wire_name {
        line.push_str(&format!(" = {}", wire(&field.wire_name)));
    }
    for alias in &field.aliases {
        line.push_str(&format!(" | {}", wire(alias)));
    }
    if ty.usage.request
        && let Some(constant) = field
            .constant
            .as_ref()
            .filter(|_| field.presence == Presence::Required)
    {
        line.push_str(&format!(", {} by default", wire(constant)));
    }
    if field.sensitive {
        line.push_str(", redacted");
    }
    line.push_str(&gating(&field.availability, &ty.availability));
    line.push('\n');
    line
}

/// Which versions have it, if that is not what its surroundings say already.
fn gating(availability: &Availability, around: &Availability) -> String {
    if availability == around {
        return String::new();
    }
    let mut gate = String::new();
    if let Some(since) = &availability.since {
        gate.push_str(&format!("  since {}", since.codename));
    }
    if let Some(until) = &availability.until {
        gate.push_str(&format!("  until {}", until.codename));
    }
    gate
}
