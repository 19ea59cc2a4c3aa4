//! Routes → Rust calls: the resource of an operation, and the name of its method.

use super::{
    context::{Context, Lowering},
    names,
    responses::Responses,
    settings,
};
use crate::{
    model::Method,
    spec::{Diagnostic, Pointer},
};
use openapiv3::PathItem;

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
        names::type_name(&names::singular(&self.resource))
    }

    /// The prefix of types of this operation that have no other name.
    pub fn type_prefix(&self) -> String {
        let one = names::singular(&self.resource);
        match self.action.as_str() {
            "get" | "list" => names::type_name(&one),
            verb @ ("create" | "update" | "replace" | "delete") => {
                names::type_name(&format!("{verb}_{one}"))
            }
            action => names::type_name(&format!("{one}_{action}")),
        }
    }

    /// What a path parameter identifies: the singular of the segment before it.
    pub fn owner_of(&self, path: &str, parameter: &str) -> Option<String> {
        let segments = segments(path);
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
    responses: &Responses<'_>,
    at: &Pointer,
) -> Lowering<Route> {
    if let Some(c) = path
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !"/{}-._~!$&'()*+,;=:@%".contains(*c))
    {
        return Err(cx.error(
            at,
            format!("invalid character {c:?} in the path"),
            "fix the path",
        ));
    }
    let segments = segments(path);
    let first = segments.first().filter(|first| !is_parameter(first));
    let resource = cx
        .rust_name(&operation.extensions, settings::RESOURCE, at)
        .or(first.copied());
    let Some(resource) = resource else {
        let message = format!("the path `{path}` does not start with a resource name");
        let fixed = segments.iter().find(|segment| !is_parameter(segment));
        let name = fixed.map_or_else(|| "root".to_owned(), |fixed| names::method_name(fixed));
        let problem = Diagnostic::error(message)
            .help("set `x-resource` in the overlay")
            .wants(at, settings::RESOURCE, name);
        return Err(cx.report(at, problem));
    };
    let rest = segments
        .get(usize::from(first.is_some())..)
        .unwrap_or_default();
    let action = match cx.rust_name(&operation.extensions, settings::ACTION, at) {
        Some(action) => names::method_name(action),
        None => kept_action(cx, path, method, rest).unwrap_or_else(|| {
            let is_list = responses.have_content() || has_items(cx, path);
            action(rest, method, item.get.is_some(), is_list)
        }),
    };
    Ok(Route {
        resource: names::method_name(resource),
        action,
    })
}

/// The name that the last generation gave to the method, if it is still one that the route can have:
/// an operation that is added beside it does not rename it, and takes another name itself.
fn kept_action(cx: &Context<'_>, path: &str, method: Method, rest: &[&str]) -> Option<String> {
    let last = |method: Method| {
        let (_, last) = cx
            .last?
            .operation_at(&format!("{} {path}", method.as_str()))?;
        Some(last.name.clone())
    };
    let beside = |name: &String| names::method_name(&format!("get_{name}"));
    let possible = [(true, true), (true, false), (false, true), (false, false)];
    let possible = possible.map(|(has_get, is_list)| action(rest, method, has_get, is_list));
    match last(method) {
        Some(name) => {
            let is_beside =
                method == Method::Get && possible.iter().map(beside).any(|it| it == name);
            (is_beside || possible.contains(&name)).then_some(name)
        }
        None if method == Method::Get => {
            let taken = last(Method::Post)?;
            possible.contains(&taken).then(|| beside(&taken))
        }
        None => None,
    }
}

/// Whether another path reads single items of this one.
fn has_items(cx: &Context<'_>, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let paths = &cx.document.openapi.paths.paths;
    paths.iter().any(|(other, item)| {
        let rest = other
            .strip_prefix(path)
            .and_then(|rest| rest.strip_prefix('/'));
        let is_item =
            rest.is_some_and(|rest| matches!(*segments(rest), [one] if is_parameter(one)));
        is_item && item.as_item().is_some_and(|item| item.get.is_some())
    })
}

/// The method's name, from the HTTP method and the shape of the path behind the resource.
fn action(rest: &[&str], method: Method, has_get: bool, is_list: bool) -> String {
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
        return if method == Method::Get && !one && is_list {
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

/// The segments of a path. A custom verb behind a colon is one, too.
fn segments(path: &str) -> Vec<&str> {
    let verb = |segment: &str| {
        let (before, verb) = segment.rsplit_once(':')?;
        let is_verb = verb.starts_with(|c: char| c.is_ascii_alphabetic())
            && !verb.contains(['{', '}'])
            && !before.is_empty();
        is_verb.then_some(before.len())
    };
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let segments = segments.flat_map(|segment| match verb(segment) {
        Some(end) => vec![&segment[..end], &segment[end + 1..]],
        None => vec![segment],
    });
    segments.collect()
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_verb_is_a_segment() {
        for (path, expected) in [
            ("/books/{id}:lend", &["books", "{id}", "lend"][..]),
            ("/books:batchGet", &["books", "batchGet"]),
            ("/files/{name}.{ext}", &["files", "{name}.{ext}"]),
            ("/times/{from}:{to}", &["times", "{from}:{to}"]),
            ("/times/12:30/", &["times", "12:30"]),
        ] {
            assert_eq!(segments(path), expected, "{path}");
        }
    }

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
