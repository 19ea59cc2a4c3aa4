//! What a path names: resolves it through modules, imports and re-exports to the defining module.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Ident, Item};

use super::{
    imports::{Import, flatten},
    source::{Module, Source},
};

/// What a path names, by index of the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Module(usize),
    /// An item that the module defines.
    Item(usize),
    /// Another crate, or a local name.
    Outside,
}

/// The names of every module.
pub struct Names<'s> {
    source: &'s Source,
    own: Vec<BTreeMap<String, BTreeSet<Target>>>,
    imports: Vec<Vec<Import>>,
    /// The words in macros and their calls, which may make items of these names.
    macros: Vec<BTreeSet<String>>,
    /// Paths being resolved, to stop at imports that are circular.
    open: RefCell<BTreeSet<(usize, Vec<String>)>>,
}

impl<'s> Names<'s> {
    pub fn of(source: &'s Source) -> Self {
        let mut names = Self {
            source,
            own: vec![BTreeMap::new(); source.modules.len()],
            imports: source.modules.iter().map(imports).collect(),
            macros: source.modules.iter().map(words_of_macros).collect(),
            open: RefCell::default(),
        };
        for (index, module) in source.modules.iter().enumerate() {
            if let Some((name, above)) = module.path.split_last()
                && let Some(above) = source.module(above)
            {
                names.add(above, name, Target::Module(index));
            }
            for item in &module.items {
                let Some(name) = name(item) else { continue };
                names.add(index, &name.to_string(), Target::Item(index));
                // It is in scope after its definition, and at the crate root if it is exported.
                if matches!(item, Item::Macro(_)) {
                    let root = source.module(&[]).unwrap();
                    names.add(root, &name.to_string(), Target::Item(index));
                }
            }
        }
        names
    }

    fn add(&mut self, module: usize, name: &str, target: Target) {
        let targets = self.own[module].entry(name.to_owned()).or_default();
        targets.insert(target);
    }

    /// What `path` names in `module`: several targets if a module, a function and a macro have the
    /// same name, none if nothing has it.
    pub fn resolve(&self, module: usize, path: &[String]) -> BTreeSet<Target> {
        let key = (module, path.to_vec());
        if !self.open.borrow_mut().insert(key.clone()) {
            return BTreeSet::new();
        }
        let targets = self.walk(module, path);
        self.open.borrow_mut().remove(&key);
        targets
    }

    fn walk(&self, module: usize, path: &[String]) -> BTreeSet<Target> {
        let own = &self.source.modules[module].path;
        let up = path.iter().take_while(|name| *name == "super").count();
        let (start, rest) = match path[0].as_str() {
            "crate" => (Some(0), &path[1..]),
            "self" => (Some(own.len()), &path[1..]),
            _ => (own.len().checked_sub(up), &path[up..]),
        };
        let start = start.and_then(|start| self.source.module(&own[..start]));
        let start = start.map(Target::Module);
        let targets = self.below(start.into_iter().collect(), rest);
        if targets.is_empty() && rest.len() == path.len() {
            return BTreeSet::from([Target::Outside]);
        }
        targets
    }

    /// Follows the rest of a path. What is below an item belongs to the item.
    fn below(&self, targets: BTreeSet<Target>, rest: &[String]) -> BTreeSet<Target> {
        let Some((first, rest)) = rest.split_first() else {
            return targets;
        };
        let modules = targets.iter().filter_map(|target| match target {
            Target::Module(module) => Some(*module),
            _ => None,
        });
        let modules: Vec<_> = modules.collect();
        if modules.is_empty() {
            return targets;
        }
        let found = modules
            .into_iter()
            .flat_map(|module| self.lookup(module, first));
        self.below(found.collect(), rest)
    }

    /// What a name means in a module.
    fn lookup(&self, module: usize, name: &str) -> BTreeSet<Target> {
        let mut targets = self.own[module].get(name).cloned().unwrap_or_default();
        let imports = &self.imports[module];
        let named = imports
            .iter()
            .filter(|import| import.name.as_deref() == Some(name));
        targets.extend(named.flat_map(|import| self.resolve(module, &import.path)));
        if targets.is_empty() {
            for glob in imports.iter().filter(|import| import.name.is_none()) {
                let path = [glob.path.as_slice(), &[name.to_owned()]].concat();
                targets.extend(self.resolve(module, &path));
            }
            targets.remove(&Target::Outside);
        }
        if targets.is_empty() && self.macros[module].contains(name) {
            targets.insert(Target::Item(module));
        }
        targets
    }
}

/// The words in the macros of a module, and in its calls of macros.
fn words_of_macros(module: &Module) -> BTreeSet<String> {
    fn add(tokens: TokenStream, words: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => add(group.stream(), words),
                TokenTree::Ident(word) => _ = words.insert(word.to_string()),
                _ => {}
            }
        }
    }
    let mut words = BTreeSet::new();
    for item in &module.items {
        if let Item::Macro(item) = item {
            add(item.mac.tokens.clone(), &mut words);
        }
    }
    words
}

fn imports(module: &Module) -> Vec<Import> {
    let uses = module.items.iter().filter_map(|item| match item {
        Item::Use(item) => Some(flatten(&item.tree)),
        _ => None,
    });
    uses.flatten().collect()
}

/// The name that an item defines. Modules have theirs from their paths.
fn name(item: &Item) -> Option<&Ident> {
    Some(match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => return item.ident.as_ref(),
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    })
}
