//! What the calls that moved have in common.

use crate::{
    model::{Api, Bridge, Operation, Resource},
    spelling,
};
use std::collections::BTreeMap;

/// Resources that are gone as a whole, by name, with the types of their handles.
pub fn gone(api: &Api) -> BTreeMap<&str, &str> {
    let bridges = api.bridges.iter();
    let gone = bridges.filter(|bridge| {
        !api.resources
            .iter()
            .any(|known| known.name == bridge.resource)
    });
    gone.map(|bridge| (bridge.resource.as_str(), bridge.type_name.as_str()))
        .collect()
}

/// The call that takes a bridge's place.
pub fn target<'a>(api: &'a Api, bridge: &Bridge) -> Option<(&'a Resource, &'a Operation)> {
    api.operations()
        .find(|(_, operation)| operation.id == bridge.target)
}

/// What to write instead, for example "call `loans().list()` with a filter on
/// `filters::loan::CARD`".
pub fn advice(api: &Api, bridge: &Bridge) -> String {
    let call = target(api, bridge).map(|(resource, operation)| operation.call(&resource.name));
    let filters = bridge.conditions().map(|(set, field, _)| (set, field));
    spelling::instead(&call.unwrap_or_default(), filters)
}
