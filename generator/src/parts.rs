//! Files that are written by hand and come along with the crates that the overlay names.

use crate::{
    Diagnostic, Text,
    model::{Api, Parts},
    render::HEADER,
};
use std::collections::{BTreeMap, BTreeSet};

/// Modules that are generated.
const OWN: [&str; 9] = [
    "api",
    "client",
    "error",
    "filters",
    "ids",
    "lib",
    "moved",
    "operations",
    "types",
];
/// What stands for the crate in the texts: its name in code, its name, its version.
const CRATE: [&str; 3] = ["api_client", "api-client", "api-codename"];

/// Takes the parts of each crate out of `texts`, which are called `modules/<name>` and
/// `examples/<name>`: the files by path below the crate's folder, crate by crate.
///
/// # Errors
///
/// A part that is not there or not Rust, and a text that no crate takes.
pub fn files(
    apis: &mut [Api],
    texts: &BTreeMap<String, Text>,
) -> Result<Vec<BTreeMap<String, String>>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut unused: BTreeSet<&String> = texts.keys().collect();
    let mut crates = Vec::new();
    for api in apis {
        let mut files = BTreeMap::new();
        for (folder, name) in names(&api.parts) {
            let key = format!("{folder}/{name}");
            let Some(text) = texts.get(&key) else {
                let message = format!(
                    "there is no {key}.rs, which {} is to have",
                    api.release.version
                );
                problems.push(
                    Diagnostic::error(message).help("write it, or mend `x-parts` in the overlay"),
                );
                continue;
            };
            unused.remove(&key);
            if folder == "modules" && OWN.contains(&name.as_str()) {
                let message = format!(
                    "{}: every crate has a module `{name}` of its own",
                    text.name
                );
                problems.push(Diagnostic::error(message).help("call it something else"));
            }
            match syn::parse_file(&text.text) {
                Err(error) => {
                    let at = error.span().start();
                    let place = format!("{}:{}:{}", text.name, at.line, at.column + 1);
                    problems.push(Diagnostic::error(format!("{place}: {error}")));
                }
                Ok(file) if folder == "modules" && file.items.iter().any(is_public) => {
                    api.parts.public.push(name.clone());
                }
                Ok(_) => {}
            }
            let folder = if folder == "modules" { "src" } else { folder };
            let release = &api.release;
            let ident = release.crate_name.replace('-', "_");
            let own = [&ident, &release.crate_name, &release.version.codename];
            let names = CRATE.iter().zip(own);
            let code = names.fold(text.text.clone(), |code, (name, own)| {
                code.replace(name, own)
            });
            files.insert(format!("{folder}/{name}.rs"), format!("{HEADER}{code}"));
        }
        crates.push(files);
    }
    let unused = unused.into_iter().filter_map(|key| texts.get(key));
    problems.extend(unused.map(|text| {
        Diagnostic::error(format!("no crate takes {}", text.name))
            .help("name it in `x-parts` of the overlay, or remove it")
    }));
    if problems.is_empty() {
        Ok(crates)
    } else {
        Err(problems)
    }
}

fn names(parts: &Parts) -> Vec<(&'static str, String)> {
    let modules = parts.modules.iter().map(|name| ("modules", name.clone()));
    let examples = parts.examples.iter().map(|name| ("examples", name.clone()));
    modules.chain(examples).collect()
}

fn is_public(item: &syn::Item) -> bool {
    let visibility = match item {
        syn::Item::Const(item) => &item.vis,
        syn::Item::Enum(item) => &item.vis,
        syn::Item::Fn(item) => &item.vis,
        syn::Item::Struct(item) => &item.vis,
        syn::Item::Trait(item) => &item.vis,
        syn::Item::Type(item) => &item.vis,
        syn::Item::Use(item) => &item.vis,
        _ => return false,
    };
    matches!(visibility, syn::Visibility::Public(_))
}
