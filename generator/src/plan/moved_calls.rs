//! Calls of older versions that a version still supports, implemented by their replacements.

use crate::{
    compare::{Call, Pairs, stand_in},
    model::{Api, Dated, Method, Operation, Parameter, Resource, TextOperator, TypeRef, Version},
    spelling,
};

/// A read of an older version under its old name, implemented by the call that replaced it.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedCall {
    /// The resource that it was called on, for example `cards`.
    pub resource: String,
    /// The handle's type, for example `Cards`.
    pub type_name: String,
    /// Its old name, for example `loans`.
    pub name: String,
    /// One line.
    pub summary: String,
    /// The old arguments, with the types of this version.
    pub arguments: Vec<MovedArgument>,
    /// The id of the operation that replaces it.
    pub target: String,
    /// The first version without the old route.
    pub gone: Version,
}

/// An argument of a moved call.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedArgument {
    /// The Rust argument.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// What it becomes.
    pub becomes: Becomes,
}

/// What an argument becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Becomes {
    /// The parameter of this Rust name.
    Parameter(String),
    /// A condition on the list.
    Condition {
        /// The module of the filter, for example `loan`.
        set: String,
        /// The constant, for example `CARD`.
        field: String,
        /// How they are compared.
        operator: TextOperator,
    },
}

impl MovedCall {
    /// The operation that replaces it.
    pub fn target<'a>(&self, api: &'a Api) -> Option<Call<'a>> {
        api.operations()
            .find(|(_, operation)| operation.id == self.target)
    }

    /// What to write instead, for example "call `loans().list()` with a filter on
    /// `filters::loan::CARD`".
    pub fn advice(&self, api: &Api) -> String {
        let target = self.target(api);
        let call = target.map(|(resource, operation)| operation.call(&resource.name));
        let filters = self.conditions().map(|(set, field, _)| (set, field));
        spelling::instead(&call.unwrap_or_default(), filters)
    }

    /// The conditions that arguments become: module, constant and operator.
    pub fn conditions(&self) -> impl Iterator<Item = (&str, &str, TextOperator)> {
        self.arguments
            .iter()
            .filter_map(|argument| match &argument.becomes {
                Becomes::Condition {
                    set,
                    field,
                    operator,
                } => Some((set.as_str(), field.as_str(), *operator)),
                Becomes::Parameter(_) => None,
            })
    }

    /// The old call, for example `cards().loans(id)`.
    pub fn call(&self) -> String {
        let arguments: Vec<_> = self
            .arguments
            .iter()
            .map(|argument| argument.name.as_str())
            .collect();
        format!(
            "{}().{}({})",
            self.resource,
            self.name,
            arguments.join(", ")
        )
    }
}

/// The calls of older versions, oldest first, that `api` no longer has under their names but still
/// supports.
///
/// Only reads qualify, because a write takes its data in the body.
pub fn moved_calls(api: &Api, older: &[Dated<'_>]) -> Vec<MovedCall> {
    let mut calls: Vec<MovedCall> = Vec::new();
    // The newest version that had a call describes it best.
    for old in older.iter().rev() {
        let follow = |operation: &Operation| follow(api, older, operation);
        let moved = |(_, operation): Call<'_>| target(api, &follow(operation)).is_some();
        if !old.api.operations().any(moved) {
            continue;
        }
        let pairs = Pairs::find(old.api, api);
        for (resource, operation) in old.api.operations() {
            let known =
                |call: &MovedCall| call.resource == resource.name && call.name == operation.name;
            let followed = follow(operation);
            if let Some(successor) = old.timeline.successor(operation)
                && let Some(arguments) = arguments(api, &pairs, &followed)
                && let Some((_, target)) = target(api, &followed)
                && !calls.iter().any(known)
                && !is_taken(api, resource, operation)
            {
                calls.push(MovedCall {
                    resource: resource.name.clone(),
                    type_name: resource.type_name.clone(),
                    name: operation.name.clone(),
                    summary: operation.summary.clone(),
                    arguments,
                    target: target.id.clone(),
                    gone: successor.version.clone(),
                });
            }
        }
    }
    calls
}

/// The operation with the last of its moves: its replacement can have moved again in a version
/// between.
fn follow(api: &Api, older: &[Dated<'_>], operation: &Operation) -> Operation {
    let mut followed = operation.clone();
    // Each version can move it once.
    for _ in older {
        let Some(moved) = &mut followed.moved else {
            break;
        };
        if api.operation_at(&moved.route).is_some() {
            break;
        }
        let mut versions = older.iter().rev();
        let next = versions.find_map(|version| version.api.operation_at(&moved.route));
        let Some(next) = next.and_then(|(_, operation)| operation.moved.as_ref()) else {
            break;
        };
        moved.route.clone_from(&next.route);
        let operators = next.arguments.iter();
        for (name, operator) in operators {
            moved.arguments.entry(name.clone()).or_insert(*operator);
        }
    }
    followed
}

/// The replacement for a call without a body, if this version has it and no longer has the old one.
fn target<'a>(api: &'a Api, old: &Operation) -> Option<Call<'a>> {
    let moved = old.moved.as_ref()?;
    let reads = |operation: &Operation| operation.method == Method::Get && operation.body.is_none();
    let new = api.operation_at(&moved.route);
    let new = new.filter(|(_, new)| reads(old) && reads(new))?;
    api.operation_at(&old.route()).is_none().then_some(new)
}

/// Whether the name is used for something else in this version.
fn is_taken(api: &Api, old: &Resource, call: &Operation) -> bool {
    let mut resources = api.resources.iter();
    match resources.find(|resource| resource.name == old.name) {
        Some(resource) => resource
            .operations
            .iter()
            .any(|operation| operation.name == call.name),
        None => api.resources.iter().any(|resource| {
            let mut builders = resource
                .operations
                .iter()
                .filter_map(|operation| operation.builder.as_ref());
            resource.type_name == old.type_name || builders.any(|builder| *builder == old.type_name)
        }),
    }
}

/// What the old arguments become; `None` if the new call requires others.
fn arguments(api: &Api, pairs: &Pairs<'_>, old: &Operation) -> Option<Vec<MovedArgument>> {
    let (_, new) = target(api, old)?;
    let moved = old.moved.as_ref()?;
    let operator = |parameter: &Parameter| moved.arguments.get(&parameter.wire_name);
    let arguments: Vec<_> = old
        .required()
        .map(|parameter| argument(api, pairs, parameter, operator(parameter), new))
        .collect::<Option<_>>()?;
    let given = |wanted: &Parameter| {
        arguments
            .iter()
            .any(|argument| argument.becomes == Becomes::Parameter(wanted.name.clone()))
    };
    new.required().all(given).then_some(arguments)
}

fn argument(
    api: &Api,
    pairs: &Pairs<'_>,
    old: &Parameter,
    operator: Option<&TextOperator>,
    new: &Operation,
) -> Option<MovedArgument> {
    let name = old.name.clone();
    if let Some(new) = new.required().find(|new| new.wire_name == old.wire_name) {
        let becomes = Becomes::Parameter(new.name.clone());
        return (pairs.renamed(&old.ty) == new.ty).then(|| MovedArgument {
            name,
            ty: new.ty.clone(),
            becomes,
        });
    }
    let (set, field) = stand_in(api, pairs, old, new)?;
    let operator = operator.copied().unwrap_or_default();
    // A part of a string is a string, whatever the type of the whole.
    let ty = if operator == TextOperator::Eq {
        field.value.clone()
    } else {
        TypeRef::String
    };
    let fits = field.kind.compares_text(operator);
    fits.then(|| MovedArgument {
        name,
        ty,
        becomes: Becomes::Condition {
            set: set.name.clone(),
            field: field.name.clone(),
            operator,
        },
    })
}
