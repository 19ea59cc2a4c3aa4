//! Which calls of older versions a version can still make through those that took their place.

use super::pairs::{Call, Pairs};
use crate::model::{
    Api, Becomes, Bridge, BridgeArgument, FilterField, FilterKind, FilterSet, Method, Operation,
    Parameter, TextOperator, TypeRef,
};

/// The bridges of the version at `current`; `apis` are all versions, oldest first, with their moves
/// settled.
///
/// Only reads have one: what a change needs to know has to be in its body.
pub fn bridges(apis: &[Api], current: usize) -> Vec<Bridge> {
    let Some(api) = apis.get(current) else {
        return Vec::new();
    };
    let mut bridges: Vec<Bridge> = Vec::new();
    // The newest version that had a call says best what it was.
    for old in apis.iter().take(current).rev() {
        let moved = |call: &Call<'_>| target(api, call.1).is_some();
        if !old.operations().any(|call| moved(&call)) {
            continue;
        }
        let pairs = Pairs::find(old, api);
        for call in old.operations() {
            let same =
                |bridge: &Bridge| bridge.resource == call.0.name && bridge.name == call.1.name;
            if let Some(bridge) = bridge(api, &pairs, call)
                && !bridges.iter().any(same)
                && !is_taken(api, &bridge)
            {
                bridges.push(bridge);
            }
        }
    }
    bridges
}

/// The call that takes the place of one without a body, if this version has it and no longer the
/// old one.
fn target<'a>(api: &'a Api, old: &Operation) -> Option<Call<'a>> {
    let moved = old.moved.as_ref()?;
    let find = |route: &str| api.operations().find(|(_, new)| new.route() == route);
    let reads = |operation: &Operation| operation.method == Method::Get && operation.body.is_none();
    let new = find(&moved.route).filter(|(_, new)| reads(old) && reads(new))?;
    find(&old.route()).is_none().then_some(new)
}

/// Whether the version has something else of that name.
fn is_taken(api: &Api, bridge: &Bridge) -> bool {
    match api
        .resources
        .iter()
        .find(|resource| resource.name == bridge.resource)
    {
        Some(resource) => resource
            .operations
            .iter()
            .any(|operation| operation.name == bridge.name),
        None => api.resources.iter().any(|resource| {
            let mut builders = resource
                .operations
                .iter()
                .filter_map(|operation| operation.builder.as_ref());
            resource.type_name == bridge.type_name
                || builders.any(|builder| *builder == bridge.type_name)
        }),
    }
}

fn bridge(api: &Api, pairs: &Pairs<'_>, (resource, old): Call<'_>) -> Option<Bridge> {
    let (_, new) = target(api, old)?;
    let moved = old.moved.as_ref()?;
    let arguments: Vec<_> = old
        .required()
        .map(|parameter| {
            argument(
                api,
                pairs,
                parameter,
                moved.arguments.get(&parameter.wire_name),
                new,
            )
        })
        .collect::<Option<_>>()?;
    let given = |wanted: &Parameter| {
        arguments
            .iter()
            .any(|argument| argument.becomes == Becomes::Parameter(wanted.name.clone()))
    };
    new.required().all(given).then(|| Bridge {
        resource: resource.name.clone(),
        type_name: resource.type_name.clone(),
        name: old.name.clone(),
        summary: old.summary.clone(),
        target: new.id.clone(),
        gone: moved
            .version
            .clone()
            .unwrap_or_else(|| api.release.version.clone()),
        arguments,
    })
}

fn argument(
    api: &Api,
    pairs: &Pairs<'_>,
    old: &Parameter,
    operator: Option<&TextOperator>,
    new: &Operation,
) -> Option<BridgeArgument> {
    let name = old.name.clone();
    if let Some(new) = new.required().find(|new| new.wire_name == old.wire_name) {
        let becomes = Becomes::Parameter(new.name.clone());
        return (pairs.renamed(&old.ty) == new.ty).then(|| BridgeArgument {
            name,
            ty: new.ty.clone(),
            becomes,
        });
    }
    let (set, field) = stand_in(api, pairs, old, new)?;
    let operator = operator.copied().unwrap_or_default();
    let fits = match field.kind {
        FilterKind::String => true,
        FilterKind::Enum => operator == TextOperator::Eq,
        FilterKind::Number | FilterKind::Date | FilterKind::Boolean => false,
    };
    // A part of a text is a text, whatever the whole is.
    let ty = if operator == TextOperator::Eq {
        field.value.clone()
    } else {
        TypeRef::String
    };
    fits.then(|| BridgeArgument {
        name,
        ty,
        becomes: Becomes::Condition {
            set: set.name.clone(),
            field: field.name.clone(),
            operator,
        },
    })
}

/// The filter that stands for an argument of an older call, such as whose list it is.
pub fn stand_in<'a>(
    api: &'a Api,
    pairs: &Pairs<'_>,
    parameter: &Parameter,
    new: &Operation,
) -> Option<(&'a FilterSet, &'a FilterField)> {
    let set = api.filters.get(new.filter?)?;
    if new
        .parameters
        .iter()
        .any(|new| new.wire_name == parameter.wire_name)
    {
        return None;
    }
    let ty = pairs.renamed(&parameter.ty);
    let is_id = matches!(ty, TypeRef::Id(_));
    let stands = |field: &&FilterField| {
        if is_id {
            field.value == ty
        } else {
            field.wire_name == parameter.wire_name
        }
    };
    set.fields.iter().find(stands).map(|field| (set, field))
}
