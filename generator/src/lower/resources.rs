//! Resources: operations grouped by their handle.

use super::{context::Context, names, operations::LoweredOperation};
use crate::{
    model::{Operation, Resource},
    spec::Pointer,
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
    let help = "rename one of them with `x-action` in the overlay";
    cx.error(at, message, help);
}

/// Handles and calls with options are types of one module.
fn report_same_types(cx: &mut Context<'_>, types: &[(String, Pointer)]) {
    let mut seen = HashSet::new();
    for (name, at) in types {
        if !seen.insert(name) {
            let message = format!("duplicate type `{name}`: two resources or operations map to it");
            let help = "rename one of them with `x-resource` or `x-action` in the overlay";
            cx.error(at, message, help);
        }
    }
}
