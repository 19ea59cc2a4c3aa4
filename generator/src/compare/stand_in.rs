//! Filters that replace arguments.

use super::pairs::Pairs;
use crate::model::{Api, FilterField, FilterSet, Operation, Parameter, TypeRef};

/// The filter that replaces an argument of an older call, such as the owner of the list.
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
