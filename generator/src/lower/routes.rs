//! Routes → Rust calls: which resource an operation belongs to, and what its method is called.

use super::{context::Context, names, operations::Found, settings};
use crate::{
    model::{Method, Resource},
    spec::Pointer,
};
use heck::ToUpperCamelCase;
use openapiv3::{PathItem, Response};

/// The Rust call of an operation.
pub struct Route {
    /// The method on the client, for example `books`.
    pub resource: String,
    /// The method on the resource, for example `lend`.
    pub action: String,
}

impl Route {
    /// The resource's singular as a type name, for example `LibraryCard`.
    pub fn singular_type(&self) -> String {
        names::singular(&self.resource).to_upper_camel_case()
    }

    /// What types of this operation are named after if they have no name of their own.
    pub fn type_prefix(&self) -> String {
        match self.action.as_str() {
            "get" | "list" => self.singular_type(),
            "create" | "update" | "replace" | "delete" => {
                format!(
                    "{}{}",
                    self.action.to_upper_camel_case(),
                    self.singular_type()
                )
            }
            action => format!("{}{}", self.singular_type(), action.to_upper_camel_case()),
        }
    }

    /// The thing that a path parameter identifies: the singular of the segment before it.
    pub fn owner_of(&self, path: &str, parameter: &str) -> Option<String> {
        let segments: Vec<_> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        let index = segments
            .iter()
            .position(|segment| *segment == format!("{{{parameter}}}"))?;
        segments
            .get(index.checked_sub(1)?)
            .map(|owner| names::singular(owner))
    }
}

/// Names the call for one operation.
pub fn route(
    cx: &mut Context<'_>,
    path: &str,
    item: &PathItem,
    method: Method,
    operation: &openapiv3::Operation,
    responses: &[(u16, &Response, Pointer)],
    at: &Pointer,
) -> Option<Route> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let given = cx.rust_name(&operation.extensions, settings::RESOURCE, at);
    let Some(first) = segments.next().filter(|first| !is_parameter(first)) else {
        cx.error(
            at,
            format!("the path `{path}` does not begin with a resource"),
            "name the operation with `x-resource` and `x-action` in the overlay",
        );
        return None;
    };
    let resource = given.map_or_else(|| names::method_name(first), str::to_owned);
    let rest: Vec<&str> = segments.collect();
    let action = match cx.rust_name(&operation.extensions, settings::ACTION, at) {
        Some(action) => action.to_owned(),
        None => action(&rest, method, item.get.is_some(), yields_json(responses)),
    };
    Some(Route { resource, action })
}

/// The method's name, from the HTTP method and the shape of the path behind the resource.
fn action(rest: &[&str], method: Method, has_get: bool, json: bool) -> String {
    let fixed: Vec<&str> = rest
        .iter()
        .copied()
        .filter(|segment| !is_parameter(segment))
        .collect();
    let one = rest.last().is_some_and(|last| is_parameter(last));
    let verb = match method {
        Method::Get => "get",
        Method::Post => "create",
        Method::Put => "replace",
        Method::Patch => "update",
        Method::Delete => "delete",
    };
    let Some(last) = fixed.last() else {
        return if method == Method::Get && !one && json {
            "list"
        } else {
            verb
        }
        .to_owned();
    };
    let path = fixed.join("_");
    let name = match method {
        Method::Get if one => names::singular(&path),
        Method::Get => path,
        // A verb such as `lend`, unless the path is also a list that can be read.
        Method::Post if !has_get => path,
        _ => {
            let parents = &fixed[..fixed.len() - 1];
            format!(
                "{verb}_{}{}",
                parents
                    .iter()
                    .map(|parent| format!("{parent}_"))
                    .collect::<String>(),
                names::singular(last)
            )
        }
    };
    names::method_name(&name)
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

fn yields_json(responses: &[(u16, &Response, Pointer)]) -> bool {
    responses
        .iter()
        .any(|(status, response, _)| (200..300).contains(status) && !response.content.is_empty())
}

/// Groups operations by resource, in document order.
pub fn group(cx: &mut Context<'_>, found: Vec<Found<'_>>) -> Vec<Resource> {
    let mut resources: Vec<Resource> = Vec::new();
    for found in found {
        let docs = found.tag.and_then(|tag| {
            cx.document
                .openapi
                .tags
                .iter()
                .find(|known| known.name == tag)?
                .description
                .clone()
        });
        let resource = match resources
            .iter_mut()
            .find(|resource| resource.name == found.resource)
        {
            Some(resource) => resource,
            None => {
                resources.push(Resource {
                    type_name: names::type_name(&found.resource),
                    name: found.resource,
                    docs: docs.unwrap_or_default(),
                    operations: Vec::new(),
                });
                let last = resources.len() - 1;
                &mut resources[last]
            }
        };
        if let Some(other) = resource
            .operations
            .iter()
            .find(|other| other.name == found.operation.name)
        {
            let message = format!(
                "`{}().{}()` already calls {} {}",
                resource.name,
                other.name,
                other.method.as_str(),
                other.path
            );
            cx.error(
                &found.pointer,
                message,
                "name one of the two with `x-action` in the overlay",
            );
        } else {
            resource.operations.push(found.operation);
        }
    }
    resources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_follow_method_and_shape() {
        for (rest, method, has_get, name) in [
            (&[][..], Method::Get, true, "list"),
            (&[], Method::Post, true, "create"),
            (&["{id}"], Method::Get, true, "get"),
            (&["{id}"], Method::Patch, true, "update"),
            (&["{id}", "cover"], Method::Get, true, "cover"),
            (&["{id}", "lend"], Method::Post, false, "lend"),
            (&["search"], Method::Get, true, "search"),
            (
                &["{id}", "library_cards"],
                Method::Get,
                true,
                "library_cards",
            ),
            (
                &["{id}", "library_cards"],
                Method::Post,
                true,
                "create_library_card",
            ),
            (
                &["{id}", "library-cards", "{card}"],
                Method::Delete,
                true,
                "delete_library_card",
            ),
            (
                &["{id}", "library-cards", "{card}"],
                Method::Get,
                true,
                "library_card",
            ),
        ] {
            assert_eq!(
                action(rest, method, has_get, true),
                name,
                "{rest:?} {method:?}"
            );
        }
    }
}
