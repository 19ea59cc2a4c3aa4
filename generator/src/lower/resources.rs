//! Resources: operations grouped by their handle.

use super::{context::Context, names, operations::LoweredOperation, settings};
use crate::{
    model::{Operation, Resource},
    spec::{Diagnostic, Pointer},
};
use std::collections::HashSet;

/// Groups operations by resource, in document order.
pub fn group(cx: &mut Context<'_>, lowered: Vec<LoweredOperation<'_>>) -> Vec<Resource> {
    let mut resources: Vec<Resource> = Vec::new();
    // The types of handles and of calls with options.
    let mut types = Vec::new();
    for LoweredOperation {
        operation,
        resource,
        tag,
        ..
    } in lowered
    {
        let at = operation.at.clone();
        let known = resources.iter().position(|known| known.name == resource);
        let index = known.unwrap_or_else(|| {
            let resource = new_resource(cx, resource, tag);
            types.push((resource.type_name.clone(), at.clone()));
            resources.push(resource);
            resources.len() - 1
        });
        let resource = &mut resources[index];
        if let Some(other) = same_call(resource, &operation) {
            report_same_call(cx, resource, other, &at);
            continue;
        }
        types.extend(operation.builder.clone().map(|builder| (builder, at)));
        resource.operations.push(operation);
    }
    report_same_types(cx, &types);
    resources
}

fn new_resource(cx: &Context<'_>, name: String, tag: Option<&str>) -> Resource {
    let mut tags = cx.document.openapi.tags.iter();
    let tag = tag.and_then(|tag| tags.find(|known| known.name == tag));
    Resource {
        type_name: names::type_name(&name),
        name,
        docs: tag
            .and_then(|tag| tag.description.clone())
            .unwrap_or_default(),
        operations: Vec::new(),
    }
}

fn same_call<'r>(resource: &'r Resource, operation: &Operation) -> Option<&'r Operation> {
    let mut operations = resource.operations.iter();
    operations.find(|other| other.name == operation.name)
}

fn report_same_call(cx: &mut Context<'_>, resource: &Resource, other: &Operation, at: &Pointer) {
    let message = format!(
        "duplicate call `{}().{}()`: already used for `{} {}`",
        resource.name,
        other.name,
        other.method.as_str(),
        other.path
    );
    let path = at.keys().nth(1).unwrap_or_default();
    let method = at.last();
    let mut free = free_actions(&path, &method);
    let is_free = |name: &String| !resource.operations.iter().any(|other| other.name == *name);
    let free = free.find(is_free).unwrap_or_default();
    let problem = Diagnostic::error(message)
        .help("rename one of them with `x-action` in the overlay")
        .wants(at, settings::ACTION, free);
    cx.report(at, problem);
}

/// Names for a call that a path suggests, from the last segment to all of them.
fn free_actions(path: &str, method: &str) -> impl Iterator<Item = String> {
    let segments = path.split(['/', '{', '}']).filter(|part| !part.is_empty());
    let segments: Vec<String> = segments.map(names::method_name).collect();
    (0..segments.len())
        .rev()
        .map(move |start| format!("{method}_{}", segments[start..].join("_")))
}

/// Handles and calls with options are types of one module.
fn report_same_types(cx: &mut Context<'_>, types: &[(String, Pointer)]) {
    let mut seen = HashSet::new();
    for (name, at) in types {
        if !seen.insert(name) {
            let message = format!("duplicate type `{name}`: two resources or operations map to it");
            let method = at.last();
            let path = at.keys().nth(1).unwrap_or_default();
            let problem = Diagnostic::error(message)
                .help("rename one of them with `x-resource` or `x-action` in the overlay");
            let name = free_actions(&path, &method).last();
            let name = name.unwrap_or(method);
            cx.report(at, problem.wants(at, settings::ACTION, name));
        }
    }
}
