//! `SKILL.md`: the instructions that an agent loads before it works with the API.

use super::template::{cell, fill, json_string};
use crate::{
    compare::{Kind as Change, Subject},
    model::{
        Api, Auth, ErrorBody, ErrorModel, Field, FilterField, FilterSet, Kind, Operation, Output,
        Resource, StructType, TypeRef,
    },
    plan::CratePlan,
    render::markdown,
    report::{Report, Words, code},
    source::visible,
    spelling,
};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The file's name.
pub const SKILL: &str = "SKILL.md";
/// The length that the format allows for a description.
const DESCRIPTION_LIMIT: usize = 1024;

/// The skill of a version.
pub fn skill(plan: &CratePlan) -> Result<String, String> {
    let (release, api, skill) = (&plan.release, &plan.api, &plan.skill);
    let description = match &skill.description {
        Some(text) => format!("{text} Version {}.", release.version),
        None => format!("Work with the {}, version {}.", api.title, release.version),
    };
    let description: String = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let description: String = description.chars().take(DESCRIPTION_LIMIT).collect();
    let ids: Vec<_> = api.ids.iter().map(|id| code(&id.name)).collect();
    let notes = |texts: &[String]| texts.iter().map(|text| line(text)).collect::<Vec<_>>();
    let context = context! {
        crate_name => &release.crate_name,
        description => json_string(&description),
        title => line(&api.title),
        version => &release.version.name,
        about => line(skill.description.as_deref().unwrap_or(&api.title)),
        base_url => &api.base_url,
        sandbox => api.client.sandbox.as_deref().map(code),
        version_header => api.client.version_header.as_deref().map(visible),
        notes => context! {
            version => notes(&skill.version),
            authentication => notes(&skill.authentication),
            scopes => notes(&skill.scopes),
            conventions => notes(&skill.conventions),
            paging => notes(&skill.paging),
            filters => notes(&skill.filters),
            errors => notes(&skill.errors),
            values => notes(&skill.values),
        },
        token => token(api),
        scopes => scopes(api).into_iter().flatten().map(|scope| context! {
            name => code(scope),
            operations => api.operations().filter(|(_, operation)| scope_of(operation) == Some(scope)).count(),
        }).collect::<Vec<_>>(),
        ids => ids.join(", "),
        paged => api.operations().any(|(_, operation)| matches!(operation.output, Output::Page(_))),
        filters => filters(api),
        errors => api.errors.as_ref().map(|errors| failures(api, errors)),
        groups => scopes(api).into_iter().map(|scope| group(plan, scope)).collect::<Vec<_>>(),
        difference => plan.history.migration.as_ref().map(|report| context! {
            version => &report.from.version.name,
            lines => differences(plan, report),
        }),
    };
    fill(
        SKILL,
        include_str!("../../../templates/all/SKILL.md.j2"),
        &context,
    )
}

/// Untrusted text in one line.
fn line(text: &str) -> String {
    markdown(&text.split_whitespace().collect::<Vec<_>>().join(" ")).join(" ")
}

fn scope_of(operation: &Operation) -> Option<&str> {
    operation.scope.as_ref().map(|scope| scope.name.as_str())
}

/// Every scope in the order it is first needed, `None` last.
fn scopes(api: &Api) -> Vec<Option<&str>> {
    let mut scopes: Vec<Option<&str>> = Vec::new();
    for (_, operation) in api.operations() {
        if !scopes.contains(&scope_of(operation)) {
            scopes.push(scope_of(operation));
        }
    }
    scopes.sort_by_key(Option::is_none);
    scopes
}

fn group(plan: &CratePlan, scope: Option<&str>) -> Value {
    let operations = plan
        .api
        .operations()
        .filter(|(_, operation)| scope_of(operation) == scope);
    context! {
        title => match scope {
            Some(scope) => format!("scope {}", code(scope)),
            None => "no scope".to_owned(),
        },
        operations => operations.map(|(resource, operation)| row(plan, resource, operation)).collect::<Vec<_>>(),
    }
}

fn row(plan: &CratePlan, resource: &Resource, operation: &Operation) -> Value {
    let mut parameters: Vec<String> = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.constant.is_none())
    {
        let optional = if parameter.required { "" } else { "?" };
        parameters.push(code(&format!(
            "{}{optional}: {}",
            parameter.wire_name,
            spelling::spell(&parameter.ty)
        )));
    }
    let body = operation
        .body
        .iter()
        .map(|body| format!("body {}", code(&spelling::spell(&body.ty))));
    parameters.extend(body);
    let mut meaning = line(&operation.summary);
    if operation.auth == Auth::Basic {
        meaning.push_str(" (client ID and secret)");
    }
    if operation.deprecated {
        meaning.push_str(" (deprecated)");
    }
    let history = spelling::history(operation, &plan.timeline);
    if !history.is_empty() {
        meaning.push_str(&format!(". {}", history.trim_end_matches('.')));
    }
    context! {
        route => cell(&code(&operation.route())),
        call => cell(&code(&operation.call(&resource.name))),
        parameters => cell(&parameters.join(", ")),
        meaning => cell(&meaning),
    }
}

/// The token endpoint: the operation that takes a client ID and secret.
fn token(api: &Api) -> Option<Value> {
    let (_, operation) = api
        .operations()
        .find(|(_, operation)| operation.auth == Auth::Basic)?;
    let sent = operation
        .body
        .as_ref()
        .map(|body| ("in the request", &body.ty));
    let given = operation.output.ty().map(|ty| ("in the response", ty));
    let fields = [sent, given].into_iter().flatten().flat_map(|(place, ty)| {
        let fields = structure(api, ty).into_iter().flat_map(|ty| &ty.fields);
        fields.map(move |field| {
            let values = values(api, &field.ty);
            let values = if values.is_empty() {
                String::new()
            } else {
                format!(", one of {values}")
            };
            let text = field.docs.lines().next().unwrap_or_default();
            format!("{} {place}{values}: {}", code(&field.wire_name), line(text))
        })
    });
    Some(context! { path => &operation.path, fields => fields.collect::<Vec<_>>() })
}

fn structure<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a StructType> {
    match &api.type_named(ty.innermost().name()?)?.kind {
        Kind::Struct(kind) => Some(kind),
        Kind::Enum(_) | Kind::Union(_) => None,
    }
}

fn field<'a>(ty: &'a StructType, name: &str) -> Option<&'a Field> {
    ty.fields.iter().find(|field| field.name == name)
}

/// The documented values of an enum, or nothing.
fn values(api: &Api, ty: &TypeRef) -> String {
    let named = ty.innermost().name().and_then(|name| api.type_named(name));
    match named.map(|ty| &ty.kind) {
        Some(Kind::Enum(kind)) => {
            let values: Vec<_> = kind
                .values
                .iter()
                .map(|value| code(&value.wire_name))
                .collect();
            values.join(", ")
        }
        _ => String::new(),
    }
}

fn filters(api: &Api) -> Vec<Value> {
    let sets = api.filters.iter().enumerate();
    sets.flat_map(|(index, set)| {
        set.fields
            .iter()
            .map(move |field| filter(api, index, set, field))
    })
    .collect()
}

fn filter(api: &Api, index: usize, set: &FilterSet, field: &FilterField) -> Value {
    let lists = api
        .operations()
        .filter(|(_, operation)| operation.filter == Some(index));
    let lists: Vec<_> = lists
        .map(|(resource, operation)| code(&operation.call(&resource.name)))
        .collect();
    let operators: Vec<_> = field.kind.operators().iter().map(|it| code(it)).collect();
    let of = values(api, &field.value);
    context! {
        lists => cell(&lists.join(", ")),
        name => cell(&code(&field.wire_name)),
        constant => cell(&code(&format!("filters::{}::{}", set.name, field.name))),
        operators => operators.join(", "),
        of => cell(&if of.is_empty() { code(&spelling::spell(&field.value)) } else { of }),
    }
}

fn failures(api: &Api, errors: &ErrorModel) -> Value {
    let main = errors.bodies.first();
    let body = main.and_then(|body| structure(api, &body.ty));
    let codes = main.and_then(|main| field(body?, &main.code.as_ref()?.name));
    let codes = codes.map(|field| values(api, &field.ty));
    let statuses = errors.statuses.iter().map(|status| {
        context! { status => status.status.to_string(), meaning => cell(&line(&status.docs)) }
    });
    let list = main
        .and_then(|main| main.fields.as_ref())
        .and_then(|fields| {
            let list = field(body?, &fields.list)?;
            Some((list, structure(api, &list.ty)?, fields))
        });
    let wire = |entry: &StructType, name: &str| {
        field(entry, name)
            .map(|field| code(&field.wire_name))
            .unwrap_or_default()
    };
    context! {
        envelope => main.map(ErrorBody::wire_names).unwrap_or_default().iter().map(|name| code(name)).collect::<Vec<_>>().join(", "),
        statuses => statuses.collect::<Vec<_>>(),
        codes => codes.unwrap_or_default(),
        fields => list.map(|(list, entry, names)| format!(
            "{}, each with {}, {} and {}",
            code(&list.wire_name), wire(entry, &names.code), wire(entry, &names.field), wire(entry, &names.message),
        )),
        field_codes => list.and_then(|(_, entry, names)| Some(values(api, &field(entry, &names.code)?.ty))),
    }
}

/// Added, removed and moved calls, and the names of changed types.
fn differences(plan: &CratePlan, report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let mut types = BTreeSet::new();
    for change in &report.changes {
        let words = Words::of(change);
        let (before, after) = (
            words.before.as_deref().map(code),
            words.after.as_deref().map(code),
        );
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let subject = code(&words.subject);
        match change.kind {
            Change::OperationAdded => lines.push(format!("New: {subject}, {after}")),
            Change::OperationRemoved => lines.push(format!("Removed: {subject}, {before}")),
            Change::OperationMoved => {
                let advice = words.advice.unwrap_or_default();
                lines.push(format!("Moved: {subject} {}; {advice}", words.message));
            }
            Change::TypeRenamed => lines.push(format!("Renamed: {before} → {after}")),
            _ => {
                if let Subject::Type(name) = change.subject.owner() {
                    types.extend(plan.api.type_named(&name).map(|ty| ty.name.as_str()));
                }
            }
        }
    }
    if !types.is_empty() {
        let types: Vec<_> = types.into_iter().map(code).collect();
        lines.push(format!("Changed types: {}", types.join(", ")));
    }
    lines.extend(plan.moved_calls.iter().map(|moved| {
        let (call, advice) = (code(&moved.call()), moved.advice(&plan.api));
        format!("Deprecated: {call} still compiles; {advice}")
    }));
    lines
}
