//! Which items of a surface an entry of a report is about.

use super::items::{
    ARGUMENTS, BODY, CONSTRUCTOR, Name, RESULT, argument, associated, call, constructor_argument,
    conversion, error, filters, member,
};
use crate::{
    compare::{
        change::Change,
        kind::{Impact, Kind},
        subject::Subject,
        value::Value,
    },
    model::{Api, CallName, Kind as Model, Operation, TypeRef},
};
use std::collections::BTreeMap;

/// What the entries of a report are about.
pub struct Accounts<'a> {
    old: &'a Api,
    new: &'a Api,
    /// Those that give something another name.
    renames: Vec<&'a Change>,
    /// Those after which code has to change.
    changes: Vec<&'a Change>,
    /// The new names of types, identifiers and calls.
    renamed: BTreeMap<&'a str, &'a str>,
    names: Vec<Name>,
    /// Types, calls and sets of filters that are gone, with everything in them.
    owners: Vec<String>,
    /// Types that cannot be constructed any more.
    constructors: Vec<String>,
}

impl<'a> Accounts<'a> {
    pub fn of(old: &'a Api, new: &'a Api, changes: &'a [Change]) -> Self {
        let is_breaking = |change: &&Change| change.source == Impact::Breaking;
        let mut accounts = Self {
            old,
            new,
            renames: changes
                .iter()
                .filter(|change| texts(change).is_some())
                .collect(),
            changes: changes.iter().filter(is_breaking).collect(),
            renamed: BTreeMap::new(),
            names: Vec::new(),
            owners: Vec::new(),
            constructors: Vec::new(),
        };
        for change in accounts.changes.clone() {
            if let (Kind::TypeRenamed | Kind::OperationRenamed, Some((before, after))) =
                (change.kind, texts(change))
            {
                accounts.renamed.insert(before, after);
            }
            accounts.add(change);
        }
        accounts
    }

    /// The name that an item has now, as far as entries say so.
    pub fn name_now(&self, name: &Name) -> Name {
        let owner = self.text_now(&name.owner);
        let part = self.renames.iter().find_map(|change| {
            let (before, after) = texts(change)?;
            let forms = match (&change.subject, change.kind) {
                (Subject::Field { ty, .. }, Kind::FieldRenamed | Kind::FieldMoved)
                    if *ty == owner =>
                {
                    vec![
                        (member(before), member(after)),
                        (constructor_argument(before), constructor_argument(after)),
                    ]
                }
                (Subject::Variant { ty, .. }, Kind::ValueRenamed | Kind::VariantRenamed)
                    if *ty == owner =>
                {
                    vec![(associated(before), associated(after))]
                }
                (Subject::Parameter { call, .. }, Kind::ParameterRenamed)
                    if name_of(call) == owner =>
                {
                    vec![
                        (member(before), member(after)),
                        (self.argument(call, before), self.argument(call, after)),
                    ]
                }
                _ => return None,
            };
            let mut forms = forms.into_iter();
            forms.find_map(|(before, after)| (before == name.part).then_some(after))
        });
        Name {
            owner,
            part: part.unwrap_or_else(|| self.text_now(&name.part)),
        }
    }

    /// A path or a signature with the names that types and calls have now.
    pub fn text_now(&self, text: &str) -> String {
        if let Some(now) = self.renamed.get(text) {
            return (*now).to_owned();
        }
        let is_separator = |c: char| !c.is_alphanumeric() && c != '_';
        let words = text.split_inclusive(is_separator).map(|word| {
            let name = word.trim_end_matches(is_separator);
            let now = self.renamed.get(name).copied().unwrap_or(name);
            format!("{now}{}", &word[name.len()..])
        });
        words.collect()
    }

    /// Whether an entry is about the item, by the name that it has or had.
    pub fn have(&self, was: &Name, now: &Name) -> bool {
        [was, now].into_iter().any(|name| {
            self.names.contains(name)
                || self.owners.contains(&name.owner)
                || self.constructors.contains(&name.owner) && name.is_of_constructor()
        })
    }

    /// Whether an identifier type is gone with something that an entry says is gone or changed.
    pub fn take_along(&self, id: &str) -> bool {
        let is_id = |ty: &TypeRef| ty.name() == Some(id);
        self.changes.iter().any(|change| {
            let types = change.types.iter().filter_map(|ty| self.old.type_named(ty));
            let in_value = match &change.before {
                Some(Value::Signature(call)) => call.arguments.iter().any(|(_, ty)| is_id(ty)),
                Some(Value::Type(ty) | Value::Field { ty, .. } | Value::Filter { ty, .. }) => {
                    is_id(ty)
                }
                _ => false,
            };
            in_value || types.flat_map(|ty| ty.parts()).any(is_id)
        })
    }

    fn add(&mut self, change: &Change) {
        self.owners.extend(change.types.iter().cloned());
        if let Some(Value::Signature(signature)) = &change.before {
            self.owners
                .push(call(&signature.resource, &signature.operation));
        }
        match &change.subject {
            Subject::Call(call) => self.add_of_call(change.kind, call),
            Subject::Parameter { call, name } => {
                let parts = [
                    self.argument(call, name),
                    member(name),
                    ARGUMENTS.to_owned(),
                ];
                self.add_parts(&name_of(call), parts);
            }
            Subject::Type(ty) => match (change.kind, &change.before) {
                (Kind::AccessorsRemoved, Some(Value::Names(names))) => {
                    self.add_parts(ty, names.iter().map(|name| associated(name)));
                }
                (Kind::ConversionRemoved, Some(Value::Type(payload))) => {
                    self.add_parts(ty, [conversion(payload)]);
                }
                (Kind::TypeNotSent, _) => self.constructors.push(ty.clone()),
                (Kind::TypeRemoved | Kind::TypeFormChanged | Kind::TypeNotReceived, _) => {
                    self.owners.push(ty.clone());
                }
                _ => {}
            },
            Subject::Constructor(ty) => self.add_parts(ty, [CONSTRUCTOR.to_owned()]),
            Subject::Field { ty, name } => {
                let parts = [
                    member(name),
                    constructor_argument(name),
                    CONSTRUCTOR.to_owned(),
                ];
                self.add_parts(ty, parts);
            }
            Subject::Variant { ty, name } => {
                self.add_parts(ty, [associated(name)]);
                if let Some(payload) = self.payload(ty, name) {
                    self.add_parts(ty, [conversion(&payload)]);
                }
            }
            Subject::Method { ty, name } => self.add_parts(ty, [associated(name)]),
            Subject::Filters(set) => self.owners.push(filters(set)),
            Subject::Filter { set, name } => self.add_parts(&filters(set), [associated(name)]),
            Subject::Error(status) => {
                let statuses = self.old.errors.iter().flat_map(|errors| &errors.statuses);
                let variants = statuses.filter(|known| known.status == *status);
                let names: Vec<_> = variants.map(|known| error(&known.variant)).collect();
                self.names.extend(names);
            }
            Subject::ErrorBody => self.owners.push(error("").owner),
            Subject::Api
            | Subject::Route(_)
            | Subject::Paging(_)
            | Subject::Rule { .. }
            | Subject::Client(_)
            | Subject::Item(_)
            | Subject::Member(_) => {}
        }
    }

    /// An argument of a call, by the name that it has or had.
    fn argument(&self, call: &CallName, name: &str) -> String {
        let operations = [self.new, self.old].map(|api| operation(api, &name_of(call)));
        let has_it = |operation: &&Operation| {
            operation
                .parameters
                .iter()
                .any(|parameter| parameter.name == name)
        };
        let operation = operations.into_iter().flatten().find(has_it);
        operation.map_or_else(String::new, |operation| argument(operation, name))
    }

    /// What a variant of a union contained.
    fn payload(&self, ty: &str, variant: &str) -> Option<TypeRef> {
        let Model::Union(kind) = &self.old.type_named(ty)?.kind else {
            return None;
        };
        let variant = kind.variants.iter().find(|known| known.name == variant)?;
        variant.ty.clone()
    }

    fn add_of_call(&mut self, kind: Kind, call: &CallName) {
        let owner = name_of(call);
        match kind {
            Kind::BodyAdded | Kind::BodyRemoved | Kind::BodyTypeChanged => {
                self.add_parts(&owner, [BODY.to_owned(), ARGUMENTS.to_owned()]);
            }
            Kind::ParameterOrderChanged => self.add_parts(&owner, [ARGUMENTS.to_owned()]),
            Kind::FiltersRemoved => {
                let operation = operation(self.old, &owner);
                let set = operation.and_then(|operation| self.old.filters.get(operation.filter?));
                self.owners.extend(set.map(|set| filters(&set.name)));
            }
            _ => self.add_parts(&owner, [RESULT.to_owned()]),
        }
    }

    fn add_parts(&mut self, owner: &str, parts: impl IntoIterator<Item = String>) {
        let names = parts.into_iter().map(|part| Name::new(owner, part));
        self.names.extend(names);
    }
}

fn operation<'a>(api: &'a Api, name: &str) -> Option<&'a Operation> {
    let mut operations = api.operations();
    let named =
        operations.find(|(resource, operation)| call(&resource.name, &operation.name) == name);
    named.map(|(_, operation)| operation)
}

fn name_of(name: &CallName) -> String {
    call(&name.resource, &name.operation)
}

/// The names before and after, if the values of a change are texts.
fn texts(change: &Change) -> Option<(&str, &str)> {
    match (&change.before, &change.after) {
        (Some(Value::Text(before)), Some(Value::Text(after))) => Some((before, after)),
        _ => None,
    }
}
