//! Hand-written Rust files: `<versions>/src/<module>.rs` and `<versions>/examples/<name>.rs`, where
//! `<versions>` selects the crates that get the file.

mod items;
mod place;
mod placeholders;
mod versions;

use super::modules::GENERATED_MODULES;
use crate::{
    input::{Input, Text},
    model::{Item, Release},
    source::{Diagnostic, Place},
};
use items::items;
use place::place;
use std::collections::{BTreeMap, BTreeSet};
use versions::Versions;

/// The hand-written files of a crate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandWritten {
    /// Modules, in the order in which the crate declares them.
    pub modules: Vec<Module>,
    /// Every file by path below the crate's folder.
    pub files: BTreeMap<String, Filled>,
    /// The public items of the modules.
    pub items: Vec<Item>,
    /// Whether the crate has examples.
    pub has_examples: bool,
}

/// A hand-written file with the names of a crate filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// Its text in the crate.
    pub code: String,
    /// The file in the templates.
    template: Text,
}

impl Filled {
    /// The place in the template of a line and column of the code.
    pub fn place(&self, line: usize, column: usize, release: &Release) -> Place {
        let text = self.template.text.lines().nth(line - 1);
        let column = placeholders::unfilled_column(text.unwrap_or_default(), column, release);
        place(&self.template, line, column)
    }
}

/// A hand-written module at the root of a crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// Whether it has public items; otherwise it is declared without `pub`.
    pub is_public: bool,
}

/// A Rust file and the crates that get it.
struct File<'t> {
    versions: Versions,
    /// Its path in the crate.
    path: &'t str,
    is_module: bool,
    has_public_items: bool,
    text: &'t Text,
}

impl File<'_> {
    /// `src/<name>.rs` or `examples/<name>.rs` without folder and extension.
    fn name(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".rs")
    }
}

/// Selects what each crate gets from the templates. `known` are the names of the versions that
/// folders may name, whether they are generated or not.
///
/// # Errors
///
/// All problems: a file that is misplaced, is not Rust, replaces a generated module, is duplicated
/// in a crate, or misuses a placeholder.
pub fn hand_written(input: &Input, known: &[String]) -> Result<Vec<HandWritten>, Vec<Diagnostic>> {
    let releases: Vec<_> = input.documents.iter().map(|text| &text.release).collect();
    let pinned = releases.iter().map(|release| &release.version.name);
    let known: BTreeSet<&String> = known.iter().chain(pinned).collect();
    let codenames = known.iter().filter_map(|name| name.split('.').nth(1));
    let codenames: Vec<String> = codenames.map(str::to_owned).collect();
    let mut problems = Vec::new();
    let mut files = Vec::new();
    let mut unknown_folders = BTreeSet::new();
    for (key, text) in &input.templates {
        // Templates of files that are not Rust.
        if key.starts_with("all/") && key.ends_with(".j2") {
            continue;
        }
        let (folder, path) = key.split_once('/').unwrap_or((key, ""));
        match Versions::parse(folder, &codenames) {
            Ok(versions) => files.extend(file(versions, path, text, &mut problems)),
            Err(problem) if unknown_folders.insert(folder) => {
                problems.push(problem.at(place(text, 1, 1)));
            }
            Err(_) => {}
        }
    }
    // Modules are declared from the files for all versions to those for a single one.
    files.sort_by(|a, b| (a.versions, a.path).cmp(&(b.versions, b.path)));
    conflicts(&files, &codenames, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let index = |release: &Release| {
        let mut known = known.iter();
        known.position(|name| **name == release.version.name)
    };
    let crates = releases.into_iter();
    Ok(crates
        .map(|release| files_of(index(release).unwrap_or_default(), release, &files))
        .collect())
}

/// Checks one file on its own; `None` if it is misplaced.
fn file<'t>(
    versions: Versions,
    path: &'t str,
    text: &'t Text,
    problems: &mut Vec<Diagnostic>,
) -> Option<File<'t>> {
    let named = |folder| path.strip_prefix(folder)?.strip_suffix(".rs");
    let (module, example) = (named("src/"), named("examples/"));
    let is_module = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok();
    // The name of an example may be a keyword.
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_example = |name: &str| !name.is_empty() && name.chars().all(is_word);
    if !module.is_some_and(is_module) && !example.is_some_and(is_example) {
        problems.push(
            Diagnostic::error("unexpected file in a template folder")
                .help(
                    "move it to `src/<module>.rs` (a valid Rust identifier) or \
                     `examples/<name>.rs`; templates of other files go to `all/<file>.j2`",
                )
                .at(place(text, 1, 1)),
        );
        return None;
    }
    let is_generated =
        |name: &&str| *name == "lib" || GENERATED_MODULES.iter().any(|(module, _)| module == name);
    if let Some(name) = module.filter(is_generated) {
        problems.push(
            Diagnostic::error(format!("duplicate module `{name}`: it is generated"))
                .help("rename the file")
                .at(place(text, 1, 1)),
        );
    }
    problems.extend(placeholders::problems(text));
    let mut file = File {
        versions,
        path,
        is_module: module.is_some(),
        has_public_items: false,
        text,
    };
    match syn::parse_file(&text.text) {
        Ok(code) => file.has_public_items = code.items.iter().any(is_public),
        Err(error) => {
            let at = error.span().start();
            problems.push(
                Diagnostic::error(format!("invalid Rust: {error}"))
                    .help("fix the file; placeholders can replace names only")
                    .at(place(text, at.line, at.column + 1)),
            );
        }
    }
    Some(file)
}

/// Reports files that are duplicated in a crate.
fn conflicts(files: &[File<'_>], codenames: &[String], problems: &mut Vec<Diagnostic>) {
    for (index, first) in files.iter().enumerate() {
        let same = files[index + 1..]
            .iter()
            .filter(|other| other.path == first.path);
        for second in same {
            let both: Vec<&str> = codenames
                .iter()
                .enumerate()
                .filter(|(index, _)| {
                    first.versions.contains(*index) && second.versions.contains(*index)
                })
                .map(|(_, codename)| codename.as_str())
                .collect();
            if !both.is_empty() {
                let message = format!(
                    "duplicate file `{}` for {}: also provided by `{}`",
                    first.path,
                    both.join(", "),
                    first.text.name
                );
                problems.push(
                    Diagnostic::error(message)
                        .help("move one of them to a folder for fewer versions, or rename it")
                        .at(place(second.text, 1, 1)),
                );
            }
        }
    }
}

/// The files of the crate at `index`.
fn files_of(index: usize, release: &Release, files: &[File<'_>]) -> HandWritten {
    let mut own = HandWritten::default();
    for file in files.iter().filter(|file| file.versions.contains(index)) {
        if file.is_module {
            own.modules.push(Module {
                name: file.name().to_owned(),
                is_public: file.has_public_items,
            });
        } else {
            own.has_examples = true;
        }
        let code = placeholders::fill(&file.text.text, release);
        if file.is_module {
            own.items.extend(items(file.name(), &code));
        }
        let filled = Filled {
            code,
            template: file.text.clone(),
        };
        own.files.insert(file.path.to_owned(), filled);
    }
    own
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
