//! Rules, meanings of errors and life cycles from the overlay.

use super::{context::Context, names, request::Request, settings};
use crate::{
    model::{Check, Meaning, MeaningKind, Rule, Stage, Statuses},
    spec::{Diagnostic, Pointer},
};
use indexmap::IndexMap;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;

/// The maximum number of members of an entry.
const MEMBERS: usize = 3;

/// The rules for a request of an operation with this body or these parameters.
pub fn rules(
    cx: &mut Context<'_>,
    extensions: &IndexMap<String, Value>,
    request: &Request<'_>,
    at: &Pointer,
) -> Vec<Rule> {
    let help = "give each rule `field`, `text` and exactly one of `excludes`, `needs`, \
                `needs-one-of`, `at-least` and `check`";
    let rules: Vec<(Pointer, Rule)> = list(cx, extensions, settings::RULES, help, at);
    for (at, rule) in &rules {
        request.check(cx, rule, at);
        if let Check::Custom(path) = &rule.check
            && !names::is_function_path(path)
        {
            cx.error(
                &at.child("check"),
                format!("invalid function path `{path}`"),
                "name a Rust function of the crate or of a dependency, for example \
                 `crate::rules::whole_weeks` or `crate::rules::days_ahead::<7>`",
            );
        }
    }
    rules.into_iter().map(|(_, rule)| rule).collect()
}

/// The meanings of error responses of an operation.
pub fn meanings(
    cx: &mut Context<'_>,
    extensions: &IndexMap<String, Value>,
    statuses: &[Statuses],
    at: &Pointer,
) -> Vec<Meaning> {
    let help = "give each meaning `status`, optionally `words`, and exactly one of \
                `needs-version` and `name`";
    let meanings: Vec<(Pointer, Meaning)> = list(cx, extensions, settings::MEANINGS, help, at);
    for (index, (at, meaning)) in meanings.iter().enumerate() {
        let status = meaning.status;
        let covers = |(_, before): &(Pointer, Meaning)| {
            before.status == status && (before.words.is_empty() || before.words == meaning.words)
        };
        let problem = if !(400..600).contains(&status) {
            format!("the status {status} is not an error")
        } else if meanings[..index].iter().any(covers) {
            format!("an entry before this one applies to every error {status} that this one is for")
        } else if !statuses.is_empty() && !statuses.iter().any(|known| known.has(status)) {
            format!("the operation does not declare an error {status}")
        } else if let MeaningKind::NeedsVersion(needed) = &meaning.kind
            && *needed <= cx.document.openapi.info.version
        {
            format!("`needs-version: {needed}` is not a later version")
        } else {
            continue;
        };
        let problem = Diagnostic::error(problem).help("fix `x-meanings` in the overlay");
        cx.report(at, problem.wants_without(at));
    }
    meanings.into_iter().map(|(_, meaning)| meaning).collect()
}

/// The entries of an extension, each with its place.
fn list<T: DeserializeOwned>(
    cx: &mut Context<'_>,
    extensions: &IndexMap<String, Value>,
    key: &str,
    help: &str,
    at: &Pointer,
) -> Vec<(Pointer, T)> {
    let Some(value) = cx.extension(extensions, key, at) else {
        return Vec::new();
    };
    let at = at.child(key);
    let Some(items) = value.as_array() else {
        cx.error(&at, format!("`{key}` must be an array"), help);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        // Because the check is flattened, a second one would be ignored silently.
        let is_one = item.as_object().is_some_and(|item| item.len() <= MEMBERS);
        let at = at.index(index);
        match T::deserialize(item) {
            Ok(item) if is_one => found.push((at, item)),
            _ => {
                let message = format!("invalid entry in `{key}`");
                cx.error(&at, message, help);
            }
        }
    }
    found
}

/// The life cycle of an enum of states.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lifecycle {
    /// The usual sequence of states.
    course: Vec<String>,
    /// Final states.
    terminal: Vec<String>,
    /// States in which the object is in use.
    live: Vec<String>,
    /// States that wait for a person.
    #[serde(default)]
    attention: Vec<String>,
}

/// The stage of each value in the life cycle.
pub fn stages(
    cx: &mut Context<'_>,
    extensions: &IndexMap<String, Value>,
    values: &[&str],
    at: &Pointer,
) -> BTreeMap<String, Stage> {
    let Some(value) = cx.extension(extensions, settings::LIFECYCLE, at) else {
        return BTreeMap::new();
    };
    let at = at.child(settings::LIFECYCLE);
    let lifecycle = match Lifecycle::deserialize(value) {
        Ok(lifecycle) => lifecycle,
        Err(error) => {
            cx.error(
                &at,
                format!("invalid `x-lifecycle`: {error}"),
                "fix the overlay",
            );
            return BTreeMap::new();
        }
    };
    let Lifecycle {
        course,
        terminal,
        live,
        attention,
    } = &lifecycle;
    let lists = [
        ("course", course),
        ("terminal", terminal),
        ("live", live),
        ("attention", attention),
    ];
    let mut unknown = BTreeMap::<&str, Vec<Pointer>>::new();
    for (list, names) in lists {
        let named = names.iter().enumerate();
        for (index, name) in named.filter(|(_, name)| !values.contains(&name.as_str())) {
            let places = unknown.entry(name).or_default();
            places.push(at.child(list).index(index));
        }
    }
    for (name, places) in unknown {
        let problem = Diagnostic::error(format!("unknown enum value `{name}`"))
            .help("remove it from `x-lifecycle` in the overlay");
        let problem = places.iter().fold(problem, |it, at| it.wants_without(at));
        cx.report(&at, problem);
    }
    let stage = |name: &str| Stage {
        step: course.iter().position(|step| step == name),
        terminal: terminal.iter().any(|value| value == name),
        live: live.iter().any(|value| value == name),
        attention: attention.iter().any(|value| value == name),
    };
    values
        .iter()
        .map(|name| ((*name).to_owned(), stage(name)))
        .collect()
}
