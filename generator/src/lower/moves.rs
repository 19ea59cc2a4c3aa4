//! The replacement of an operation in a later version, and what its arguments become.

use super::{context::Context, settings};
use crate::{
    model::{Moved, Parameter, TextOperator},
    spec::{Diagnostic, Pointer},
};
use serde::Deserialize;
use std::collections::BTreeMap;

pub fn moved(
    cx: &mut Context<'_>,
    operation: &openapiv3::Operation,
    parameters: &[Parameter],
    at: &Pointer,
) -> Option<Moved> {
    let route = cx.text(&operation.extensions, settings::MOVED_TO, at)?;
    let key = settings::MOVED_ARGUMENTS;
    let mut arguments = BTreeMap::<String, TextOperator>::new();
    if let Some(value) = cx.extension(&operation.extensions, key, at) {
        match BTreeMap::deserialize(value) {
            Ok(read) => arguments = read,
            Err(error) => {
                cx.error(
                    &at.child(key),
                    format!("invalid `{key}`: {error}"),
                    "map each parameter to a filter operator",
                );
            }
        }
    }
    for name in arguments.keys() {
        if !parameters
            .iter()
            .any(|parameter| parameter.wire_name == *name)
        {
            let message = format!("unknown parameter `{name}` in `{key}`");
            let help = "use the name of a parameter of this operation";
            let at = at.child(key).child(name);
            let problem = Diagnostic::error(message).help(help);
            cx.report(&at, problem.wants_without(&at));
        }
    }
    Some(Moved {
        route: route.to_owned(),
        arguments,
        at: at.child(settings::MOVED_TO),
    })
}
