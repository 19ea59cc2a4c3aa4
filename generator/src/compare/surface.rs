//! The second judge: everything that a user can name, before and after. What was removed or has
//! changed there without a change that says so becomes a change of its own.

use super::{
    change::Change,
    kind::{Impact, Kind},
    subject::Subject,
    types::is_constant,
    value::Value,
};
use crate::{
    model::{Api, Item, Kind as TypeKind, Operation, Resource, Type, TypeRef},
    source::Pointer,
    spelling::{field_type, lifecycle, output, spell},
};
use std::collections::BTreeSet;

/// What the surface says of an identifier type.
const IDENTIFIER: &str = "id";

/// The changes of public items that none of `changes` is about.
pub fn unreported_items(old: &Api, new: &Api, changes: &[Change]) -> Vec<Change> {
    let news = surface(new);
    let about: Vec<_> = changes.iter().flat_map(names).collect();
    // The fields that hold a single value report it.
    let constants: BTreeSet<&str> = [old, new]
        .into_iter()
        .flat_map(|api| api.types.iter().filter(|ty| is_constant(api, ty)))
        .map(|ty| ty.name.as_str())
        .collect();
    let is_constant = |item: &Item| {
        let owner = item.path.split("::").next().unwrap_or_default();
        constants.contains(owner)
    };
    let items = surface(old).into_iter();
    let items = items
        .filter(|item| !is_constant(item))
        .filter_map(|before| {
            let after = news.iter().find(|after| after.path == before.path);
            if after.is_some_and(|after| after.signature == before.signature) {
                return None;
            }
            let after = after.map(|after| after.signature.as_str());
            let words = words(&[&before.path, &before.signature, after.unwrap_or_default()]);
            let is_gone_id = after.is_none() && before.signature == IDENTIFIER;
            if about.iter().any(|names| names.is_subset(&words))
                || is_gone_id
                    && changes
                        .iter()
                        .any(|change| takes_along(change, &before.path, old))
            {
                return None;
            }
            let subject = Subject::Item(before.path.clone());
            let change = Change::new(Kind::SurfaceChanged, None, subject, &Pointer::root());
            let change = change.was(&before.signature);
            Some(match after {
                Some(after) => change.is(after),
                None => change,
            })
        });
    items.collect()
}

/// Whether an identifier type is gone because of this change: a call, a field or a type that names
/// it is.
fn takes_along(change: &Change, id: &str, old: &Api) -> bool {
    let is_id = |ty: &TypeRef| ty.name() == Some(id);
    let of_types = change.types.iter().filter_map(|ty| old.type_named(ty));
    let in_types = of_types.flat_map(Type::parts).any(is_id);
    let in_value = match &change.before {
        Some(Value::Signature(call)) => call.arguments.iter().any(|(_, ty)| is_id(ty)),
        Some(Value::Type(ty) | Value::Field { ty, .. } | Value::Filter { ty, .. }) => is_id(ty),
        _ => false,
    };
    change.source == Impact::Breaking && (in_types || in_value)
}

/// Every item of an API that a user can name, with its type.
fn surface(api: &Api) -> Vec<Item> {
    let mut items = Vec::new();
    for (resource, operation) in api.operations() {
        of_operation(resource, operation, &mut items);
    }
    for ty in &api.types {
        of_type(api, ty, &mut items);
    }
    let ids = api.ids.iter();
    items.extend(ids.map(|id| item(id.name.clone(), IDENTIFIER)));
    let filters = api.filters.iter().flat_map(|set| {
        set.fields.iter().map(move |field| {
            let path = format!("filters::{}::{}", set.name, field.name);
            item(
                path,
                &format!("{} of {}", field.kind.name(), spell(&field.value)),
            )
        })
    });
    items.extend(filters);
    if let Some(errors) = &api.errors {
        items.extend(errors.statuses.iter().map(|status| {
            let body = format!("{} error {}", status.status, spell(&status.body));
            item(format!("ApiError::{}", status.variant), &body)
        }));
    }
    items
}

fn of_operation(resource: &Resource, operation: &Operation, items: &mut Vec<Item>) {
    let call = format!("{}().{}", resource.name, operation.name);
    // Arguments are positional.
    let arguments = operation.required().map(|parameter| &parameter.ty);
    let arguments = arguments.chain(operation.body.iter().map(|body| &body.ty));
    let arguments: Vec<_> = arguments.map(spell).collect();
    let signature = format!(
        "({}) -> {}",
        arguments.join(", "),
        output(&operation.output)
    );
    items.push(item(call.clone(), &signature));
    items.extend(operation.optional().map(|parameter| {
        let path = format!("{call}.{}", parameter.name);
        item(path, &spell(&parameter.ty))
    }));
}

fn of_type(api: &Api, ty: &Type, items: &mut Vec<Item>) {
    let name = &ty.name;
    match &ty.kind {
        TypeKind::Struct(kind) => {
            items.push(item(name.clone(), "struct"));
            items.extend(kind.fields.iter().map(|field| {
                let path = format!("{name}.{}", field.name);
                item(path, &field_type(&field.ty, field.presence))
            }));
            if ty.usage.request {
                let arguments = kind.constructor_arguments();
                let arguments =
                    arguments.map(|field| format!("{}: {}", field.name, spell(&field.ty)));
                let arguments: Vec<_> = arguments.collect();
                items.push(item(format!("{name}::new"), &arguments.join(", ")));
            }
        }
        TypeKind::Enum(kind) => {
            items.push(item(name.clone(), "enum"));
            let values = kind.values.iter();
            items.extend(values.map(|value| item(format!("{name}::{}", value.name), "value")));
            let methods = lifecycle(kind).into_iter();
            items.extend(methods.map(|(method, _)| item(format!("{name}::{method}"), "method")));
        }
        TypeKind::Union(kind) => {
            items.push(item(name.clone(), "union"));
            items.extend(kind.variants.iter().map(|variant| {
                let payload = variant.ty.as_ref().map(spell).unwrap_or_default();
                item(format!("{name}::{}", variant.name), &payload)
            }));
            let fields = api.common_fields(kind).into_iter();
            let fields = fields.filter(|_| ty.usage.response);
            items.extend(fields.map(|field| item(format!("{name}::{}", field.name), "accessor")));
        }
    }
}

fn item(path: String, signature: &str) -> Item {
    Item {
        path,
        signature: signature.to_owned(),
    }
}

/// The names that a change is about, if code has to change with it: an item that has all names of
/// one set is covered.
fn names(change: &Change) -> Vec<BTreeSet<String>> {
    if change.source != Impact::Breaking {
        return Vec::new();
    }
    let mut found: Vec<_> = change.types.iter().map(|ty| words(&[ty])).collect();
    for value in [&change.before, &change.after].into_iter().flatten() {
        match value {
            Value::Signature(call) => found.push(words(&[&call.resource, &call.operation])),
            Value::Type(ty) | Value::Field { ty, .. } | Value::Filter { ty, .. } => {
                found.extend(ty.name().map(|name| words(&[name])));
            }
            Value::ErrorBody { .. } => found.push(words(&["ApiError"])),
            _ => {}
        }
    }
    let before = match &change.before {
        Some(Value::Text(before)) => before.as_str(),
        _ => "",
    };
    let subject = match &change.subject {
        Subject::Call(call) | Subject::Parameter { call, .. } | Subject::Rule { call, .. } => {
            words(&[&call.resource, &call.operation])
        }
        Subject::Type(ty) => words(&[ty]),
        Subject::Constructor(ty) => words(&[ty, "new"]),
        Subject::Field { ty, name }
        | Subject::Variant { ty, name }
        | Subject::Method { ty, name } => words(&[ty, name]),
        Subject::Filters(set) => words(&["filters", set]),
        Subject::Filter { set, name } => words(&["filters", set, name]),
        Subject::Error(status) => words(&["ApiError", &status.to_string()]),
        Subject::ErrorBody => words(&["ApiError"]),
        _ => BTreeSet::new(),
    };
    // A renamed item is gone under its old name.
    match change.kind {
        Kind::TypeRenamed | Kind::OperationRenamed => found.push(words(&[before])),
        Kind::FieldRenamed
        | Kind::FieldMoved
        | Kind::ValueRenamed
        | Kind::VariantRenamed
        | Kind::ParameterRenamed => {
            let owner = words_of_owner(&change.subject);
            found.push(owner.into_iter().chain(words(&[before])).collect());
        }
        Kind::FiltersRemoved => found.push(words(&["filters"])),
        _ => {}
    }
    found.push(subject);
    found.retain(|names| !names.is_empty());
    found
}

fn words_of_owner(subject: &Subject) -> BTreeSet<String> {
    match subject.owner() {
        Subject::Call(call) => words(&[&call.resource, &call.operation]),
        Subject::Type(ty) => words(&[&ty]),
        _ => BTreeSet::new(),
    }
}

/// The names in texts.
fn words(texts: &[&str]) -> BTreeSet<String> {
    let is_separator = |c: char| !c.is_alphanumeric() && c != '_';
    let words = texts.iter().flat_map(|text| text.split(is_separator));
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}
