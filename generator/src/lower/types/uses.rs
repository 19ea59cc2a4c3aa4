//! Where operations use types, most important first.

use crate::model::{Api, TypeRef, Usage};

/// The module of types that only errors use.
const ERRORS: &str = "errors";
const SENT: Usage = Usage {
    request: true,
    response: false,
};
const READ: Usage = Usage {
    request: false,
    response: true,
};

/// A type that an operation names.
pub struct Use {
    /// The resource's module.
    pub module: String,
    pub ty: TypeRef,
    pub usage: Usage,
}

/// Outputs and bodies of operations, then their parameters and filters. Errors come last, because
/// their module is for types that only errors use.
pub fn of(api: &Api) -> Vec<Use> {
    let mut uses = Vec::new();
    let mut add = |module: &str, ty: &TypeRef, usage| {
        uses.push(Use {
            module: module.to_owned(),
            ty: ty.clone(),
            usage,
        });
    };
    for (resource, operation) in api.operations() {
        if let Some(ty) = operation.output.ty() {
            add(&resource.name, ty, READ);
        }
        if let Some(body) = &operation.body {
            add(&resource.name, &body.ty, SENT);
        }
    }
    for (resource, operation) in api.operations() {
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| parameter.constant.is_none())
        {
            add(&resource.name, &parameter.ty, SENT);
        }
        let filters = operation.filter.and_then(|index| api.filters.get(index));
        for field in filters.iter().flat_map(|filters| &filters.fields) {
            add(&resource.name, &field.value, SENT);
        }
    }
    if let Some(errors) = &api.errors {
        for body in &errors.bodies {
            add(ERRORS, &body.ty, READ);
        }
    }
    uses
}
