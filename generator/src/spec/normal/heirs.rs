//! The components that extend a component with a discriminator.

use super::references::{component, pointer, reference};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The heirs of each component that has some, in document order.
pub type Heirs<'d> = BTreeMap<&'d str, Vec<&'d str>>;

/// Finds the components that are a choice of their heirs.
pub fn find(document: &Value) -> Heirs<'_> {
    let schemas = document.pointer("/components/schemas");
    let schemas: Vec<(&str, &Value)> = schemas
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.as_str(), schema))
        .collect();
    let mut extended_by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, (_, schema)) in schemas.iter().enumerate() {
        for parent in parents(schema) {
            extended_by.entry(parent).or_default().push(index);
        }
    }
    let bases = schemas.iter().filter(|(_, schema)| is_base(schema));
    let heirs = bases.map(|(base, schema)| {
        let (mut found, mut open) = (BTreeSet::new(), vec![*base]);
        while let Some(parent) = open.pop() {
            for &heir in extended_by.get(parent).into_iter().flatten() {
                if schemas[heir].0 != *base && found.insert(heir) {
                    open.push(schemas[heir].0);
                }
            }
        }
        let mapped = mapped(schema);
        let is_meant = |name: &str| mapped.is_empty() || mapped.iter().any(|it| it == name);
        let heirs = found.into_iter().map(|heir| schemas[heir].0);
        (
            *base,
            heirs.filter(|name| is_meant(name)).collect::<Vec<_>>(),
        )
    });
    heirs.filter(|(_, heirs)| !heirs.is_empty()).collect()
}

/// Whether it has a discriminator, but no branches of its own.
fn is_base(schema: &Value) -> bool {
    schema.get("discriminator").is_some_and(Value::is_object)
        && schema.get("oneOf").is_none()
        && schema.get("anyOf").is_none()
}

/// The components that a schema extends.
fn parents(schema: &Value) -> impl Iterator<Item = &str> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let references = parts.into_iter().flatten().filter_map(reference);
    references.filter_map(|reference| reference.strip_prefix("#/components/schemas/"))
}

/// The components that the discriminator of a schema names.
fn mapped(schema: &Value) -> Vec<String> {
    let mapping = schema
        .pointer("/discriminator/mapping")
        .and_then(Value::as_object);
    let targets = mapping
        .into_iter()
        .flatten()
        .filter_map(|(_, target)| target.as_str());
    let names = targets.filter_map(|target| match target.contains('/') {
        true => component(&pointer(target)?).map(str::to_owned),
        false => Some(target.to_owned()),
    });
    names.collect()
}
