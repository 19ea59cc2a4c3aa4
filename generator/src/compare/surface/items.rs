//! Everything of an API that a user can name, piece by piece: what one entry of a report is about
//! is a piece of its own.

use crate::{
    model::{
        Api, FilterSet, Kind as TypeKind, Operation, Parameter, ParameterPlace, Resource,
        StructType, Type, TypeRef,
    },
    spelling::{field_type, lifecycle, output, spell},
};
use std::fmt;

/// A part of what a user can name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The call, type, set of filters or error that it belongs to.
    pub owner: String,
    /// The part, with its punctuation; empty for the owner itself.
    pub part: String,
}

impl Name {
    pub fn new(owner: &str, part: String) -> Self {
        Self {
            owner: owner.to_owned(),
            part,
        }
    }

    /// Whether it is a constructor or one of its arguments.
    pub fn is_of_constructor(&self) -> bool {
        self.part.starts_with("::new(")
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.owner, self.part)
    }
}

/// What the surface says of an identifier type.
pub const IDENTIFIER: &str = "id";

/// The result of a call.
pub const RESULT: &str = " ->";
/// The body of a call.
pub const BODY: &str = "(body)";
/// The list of the arguments of a call.
pub const ARGUMENTS: &str = "()";
/// The list of the arguments of a constructor.
pub const CONSTRUCTOR: &str = "::new()";

/// Every item with what the surface says of it.
pub fn items(api: &Api) -> Vec<(Name, String)> {
    let mut items = Vec::new();
    for (resource, operation) in api.operations() {
        of_operation(resource, operation, &mut items);
    }
    for ty in &api.types {
        of_type(api, ty, &mut items);
    }
    let ids = api.ids.iter();
    items.extend(ids.map(|id| (Name::new(&id.name, String::new()), IDENTIFIER.to_owned())));
    items.extend(api.filters.iter().flat_map(of_filters));
    if let Some(errors) = &api.errors {
        items.extend(errors.statuses.iter().map(|status| {
            let body = format!("{} error {}", status.status, spell(&status.body));
            (error(&status.variant), body)
        }));
    }
    items
}

fn of_operation(resource: &Resource, operation: &Operation, items: &mut Vec<(Name, String)>) {
    let call = call(&resource.name, &operation.name);
    let mut add = |part: String, signature: String| items.push((Name::new(&call, part), signature));
    add(String::new(), "call".to_owned());
    add(RESULT.to_owned(), output(&operation.output));
    // A path argument is identified by its position, any other by its name on the wire.
    let mut order = Vec::new();
    for parameter in operation.required() {
        add(argument(operation, &parameter.name), spell(&parameter.ty));
        order.push(match parameter.place {
            ParameterPlace::Path => "{}",
            _ => &parameter.wire_name,
        });
    }
    if let Some(body) = &operation.body {
        add(BODY.to_owned(), spell(&body.ty));
        order.push("body");
    }
    add(ARGUMENTS.to_owned(), order.join(", "));
    for parameter in operation.optional() {
        add(member(&parameter.name), spell(&parameter.ty));
    }
}

fn of_type(api: &Api, ty: &Type, items: &mut Vec<(Name, String)>) {
    let mut add =
        |part: String, signature: String| items.push((Name::new(&ty.name, part), signature));
    match &ty.kind {
        TypeKind::Struct(kind) => {
            add(String::new(), "struct".to_owned());
            for field in &kind.fields {
                add(member(&field.name), field_type(&field.ty, field.presence));
            }
            if ty.usage.request {
                add(CONSTRUCTOR.to_owned(), arguments(kind));
                for field in kind.constructor_arguments() {
                    add(constructor_argument(&field.name), spell(&field.ty));
                }
            }
        }
        TypeKind::Enum(kind) => {
            add(String::new(), "enum".to_owned());
            for value in &kind.values {
                add(associated(&value.name), "value".to_owned());
            }
            for (method, _) in lifecycle(kind) {
                add(associated(method), "method".to_owned());
            }
        }
        TypeKind::Union(kind) => {
            add(String::new(), "union".to_owned());
            for variant in &kind.variants {
                let payload = variant.ty.as_ref().map(spell);
                add(associated(&variant.name), payload.unwrap_or_default());
            }
            for (_, payload) in kind.conversions() {
                add(conversion(payload), "conversion".to_owned());
            }
            // Only what is received has accessors.
            for field in api
                .common_fields(kind)
                .into_iter()
                .filter(|_| ty.usage.response)
            {
                add(associated(&field.name), "accessor".to_owned());
            }
        }
    }
}

fn arguments(kind: &StructType) -> String {
    let names: Vec<_> = kind
        .constructor_arguments()
        .map(|field| field.name.as_str())
        .collect();
    names.join(", ")
}

fn of_filters(set: &FilterSet) -> impl Iterator<Item = (Name, String)> {
    set.fields.iter().map(|field| {
        let signature = format!("{} of {}", field.kind.name(), spell(&field.value));
        (
            Name::new(&filters(&set.name), associated(&field.name)),
            signature,
        )
    })
}

/// A call, as the owner of its arguments.
pub fn call(resource: &str, operation: &str) -> String {
    format!("{resource}().{operation}")
}

/// The module of a set of filters.
pub fn filters(set: &str) -> String {
    format!("filters::{set}")
}

/// The variant of an error status.
pub fn error(variant: &str) -> Name {
    Name::new("ApiError", associated(variant))
}

/// An argument of a call. Arguments in the path are positional, whatever they are called.
pub fn argument(operation: &Operation, name: &str) -> String {
    let is_in_path = |parameter: &&Parameter| parameter.place == ParameterPlace::Path;
    let mut in_path = operation.parameters.iter().filter(is_in_path);
    match in_path.position(|parameter| parameter.name == name) {
        Some(index) => format!("(path argument {})", index + 1),
        None => format!("({name})"),
    }
}

/// An argument of a constructor.
pub fn constructor_argument(name: &str) -> String {
    format!("::new({name})")
}

/// A field, or an optional parameter.
pub fn member(name: &str) -> String {
    format!(".{name}")
}

/// A conversion from a payload.
pub fn conversion(payload: &TypeRef) -> String {
    format!("::from({})", spell(payload))
}

/// A variant, or an associated method or constant.
pub fn associated(name: &str) -> String {
    format!("::{name}")
}
