//! The surface: every public item of the crate in about one line, for review.

use crate::{
    model::{
        Api, Auth, Availability, ErrorModel, Field, FilterSet, Kind, Operation, Parameter,
        ParameterPlace, Presence, Resource, Tag, Timeline, Type,
    },
    plan::{CratePlan, MovedCall},
    render::tag_enums,
    spelling::{self, spell},
};
use std::fmt::Write as _;

/// A name of the document, quoted if it is not a plain name.
fn wire(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| !c.is_control() && !c.is_whitespace());
    if plain {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

/// The surface of one crate as text.
pub fn surface(plan: &CratePlan) -> String {
    let (release, api) = (&plan.release, &plan.api);
    let mut text = format!(
        "{} {} · API {}\nbase {}\n",
        release.crate_name, release.crate_version, release.version, api.base_url
    );
    let operations = api
        .operations()
        .map(|(resource, operation)| operation_lines(plan, resource, operation));
    section(&mut text, "operations", operations);
    let moved_calls = plan.moved_calls.iter();
    let moved_calls = moved_calls.map(|moved| moved_call_line(api, moved));
    section(&mut text, "moved calls", moved_calls);
    let tags = tag_enums(api);
    let types = api.types.iter().map(|ty| {
        let tag = tags.iter().find(|tag| tag.union == ty.name);
        type_lines(api, ty, tag.map(|tag| tag.name.as_str()), &plan.timeline)
    });
    section(&mut text, "types", types);
    let filters = api.filters.iter().flat_map(filter_lines);
    section(&mut text, "filters", filters);
    let ids = api.ids.iter().map(|id| format!("{}\n", id.name));
    section(&mut text, "ids", ids);
    let errors = api.errors.iter().flat_map(error_lines);
    section(&mut text, "errors", errors);
    let items = plan.hand_written.items.iter();
    let items = items.map(|item| format!("{}: {}\n", item.path, item.signature));
    section(&mut text, "hand-written items", items);
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<_> = lines.collect();
    if !lines.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{title} ({})\n\n{}", lines.len(), lines.concat());
    }
}

fn operation_lines(plan: &CratePlan, resource: &Resource, operation: &Operation) -> String {
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
    line.push_str(&gating(
        plan.timeline.of_operation(operation),
        Availability::EVERYWHERE,
    ));
    if let Some(successor) = plan.timeline.successor(operation) {
        line.push_str(&format!("  moved: {}", successor.call));
    }
    if operation.deprecated {
        line.push_str("  deprecated");
    }
    line.push('\n');
    for parameter in operation.optional() {
        line.push_str(&format!(
            "    .{}({}) = {}{}{}\n",
            parameter.name,
            spell(&parameter.ty),
            place(parameter),
            wire(&parameter.wire_name),
            style(parameter)
        ));
    }
    if let Some(filter) = operation
        .filter
        .and_then(|index| plan.api.filters.get(index))
    {
        line.push_str(&format!("    .filter({}::…)\n", filter.name));
    }
    for rule in &operation.rules {
        let check = spelling::check(&rule.check);
        line.push_str(&format!(
            "    rule: {} {check}: {}\n",
            rule.field, rule.text
        ));
    }
    for meaning in &operation.meanings {
        line.push_str(&format!("    error {}\n", spelling::meaning(meaning)));
    }
    line
}

/// Where a parameter is sent, if not in the URL.
fn place(parameter: &Parameter) -> &'static str {
    match parameter.place {
        ParameterPlace::Path | ParameterPlace::Query => "",
        ParameterPlace::Header if parameter.idempotency_key => "idempotency key ",
        ParameterPlace::Header => "header ",
        ParameterPlace::Cookie => "cookie ",
    }
}

/// How a parameter is written, if it is more than a single value.
fn style(parameter: &Parameter) -> String {
    let style = parameter.style.iter();
    style.map(|style| format!("  ({style})")).collect()
}

fn moved_call_line(api: &Api, moved: &MovedCall) -> String {
    let filters = moved
        .conditions()
        .map(|(set, field, operator)| format!("  {set}::{field}.{operator}"));
    let to = moved.target(api);
    let to = to.map(|(resource, operation)| operation.call(&resource.name));
    format!(
        "{:<48} {}{}\n",
        moved.call(),
        to.unwrap_or_default(),
        filters.collect::<String>()
    )
}

fn filter_lines(set: &FilterSet) -> impl Iterator<Item = String> {
    set.fields.iter().map(move |field| {
        format!(
            "{}::{} = {}: {} of {}\n",
            set.name,
            field.name,
            wire(&field.wire_name),
            field.kind.name(),
            spell(&field.value)
        )
    })
}

fn error_lines(errors: &ErrorModel) -> impl Iterator<Item = String> {
    errors.statuses.iter().map(|status| {
        let body = spell(&status.body);
        format!("{} {}({body})\n", status.status, status.variant)
    })
}

fn type_lines(api: &Api, ty: &Type, tag_enum: Option<&str>, timeline: &Timeline) -> String {
    let whole = timeline.of_type(ty);
    let narrower = |wire_name: &str| gating(timeline.of_member(ty, wire_name), whole);
    let (keyword, notes, members) = match &ty.kind {
        Kind::Struct(kind) => {
            let fields = kind.fields.iter();
            let fields = fields.map(|field| field_line(ty, field, &narrower(&field.wire_name)));
            ("struct", String::new(), fields.collect::<String>())
        }
        Kind::Enum(kind) => {
            let values = kind.values.iter().map(|value| {
                let (name, wire_name) = (&value.name, wire(&value.wire_name));
                format!("    {name} = {wire_name}{}\n", narrower(&value.wire_name))
            });
            let sets = spelling::lifecycle(kind).into_iter();
            let sets = sets.map(|(name, values)| {
                let values: Vec<_> = values.iter().map(|value| value.name.as_str()).collect();
                format!("    {name}: {}\n", values.join(", "))
            });
            ("enum", String::new(), values.chain(sets).collect())
        }
        Kind::Union(kind) => {
            let variants = kind.variants.iter().map(|variant| {
                let payload = variant.ty.as_ref().map(|ty| format!("({})", spell(ty)));
                let (name, wire_name) = (&variant.name, wire(&variant.wire_name));
                let (payload, gate) = (payload.unwrap_or_default(), narrower(&variant.wire_name));
                format!("    {name}{payload} = {wire_name}{gate}\n")
            });
            // Only what is received has accessors.
            let common = api.common_fields(kind).into_iter();
            let accessors = common.filter(|_| ty.usage.response);
            let accessors = accessors.map(|field| format!("    {}()\n", field.name));
            let lines = variants.chain(accessors).collect();
            ("union", tag_note(&kind.tag, tag_enum), lines)
        }
    };
    let direction = match (ty.usage.request, ty.usage.response) {
        (true, true) => " (both ways)",
        (true, false) => " (request)",
        _ => "",
    };
    let gate = gating(whole, Availability::EVERYWHERE);
    let apart = ty.distinct.as_ref();
    let apart = apart.map(|why| format!("  apart: {}", wire(why)));
    let apart = apart.unwrap_or_default();
    format!(
        "{keyword} {}{notes}{direction}{gate}{apart}\n{members}",
        ty.name
    )
}

/// The tag of a union, the enum that its accessor returns, and the variant without a tag.
fn tag_note(tag: &Tag, tag_enum: Option<&str>) -> String {
    let tag_enum = tag_enum.map(|name| format!(": {name}"));
    let default = tag.default.as_ref();
    let default = default.map(|default| format!(", {} if absent", wire(default)));
    let (tag_enum, default) = (tag_enum.unwrap_or_default(), default.unwrap_or_default());
    format!(" by {}{tag_enum}{default}", wire(&tag.wire_name))
}

fn field_line(ty: &Type, field: &Field, gate: &str) -> String {
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
    line.push_str(gate);
    line.push('\n');
    line
}

/// The versions that have an item, unless they are those of its owner.
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
