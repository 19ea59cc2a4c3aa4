//! How the branches of a union are distinguished: by the discriminator, or by a property with a
//! single value in each branch.

use super::{
    context::{Context, Lowering},
    enums,
    schema::{Located, Object},
    settings,
};
use crate::spec::{Diagnostic, Pointer};
use openapiv3::SchemaData;
use serde_json::Value;
use std::collections::HashSet;

/// A branch of a union.
pub struct Branch<'d> {
    pub located: Located<'d>,
    pub object: Object<'d>,
}

/// How the branches of a union are distinguished.
pub struct Tagging {
    /// The property with the tag.
    pub property: String,
    /// The discriminator's mapping, value → reference.
    mapping: Vec<(String, String)>,
    has_discriminator: bool,
}

impl Tagging {
    /// Reads the discriminator, or finds the property; `None` if there is neither. `at` is the list
    /// of branches.
    pub fn read<'d>(
        cx: &mut Context<'d>,
        data: &SchemaData,
        branches: &[Branch<'d>],
        at: &Pointer,
    ) -> Lowering<Option<Self>> {
        let property = match &data.discriminator {
            Some(discriminator) => Some(discriminator.property_name.clone()),
            None => distinguishing_property(cx, branches)?,
        };
        let Some(property) = property else {
            return Ok(None);
        };
        Ok(Some(Self {
            property,
            mapping: mapping(cx, data, branches, at)?,
            has_discriminator: data.discriminator.is_some(),
        }))
    }

    /// The tag values of a branch: from the mapping, else from its property, else the component's
    /// name.
    pub fn values<'d>(&self, cx: &mut Context<'d>, branch: &Branch<'d>) -> Lowering<Vec<String>> {
        let (tag, at) = (&self.property, &branch.located.at);
        let reference = branch.located.reference();
        let mapping = self.mapping.iter();
        let mapped: Vec<String> = mapping
            .filter(|(_, target)| Some(target.as_str()) == reference)
            .map(|(value, _)| value.clone())
            .collect();
        if let Some(constant) = constant(cx, tag, &branch.object)? {
            if mapped.iter().any(|value| *value != constant) {
                let mapped = mapped.join("`, `");
                let message = format!(
                    "conflicting discriminator values: `{mapped}` in the mapping, `{constant}` in \
                     the property `{tag}`"
                );
                let union = at.parent().and_then(|branches| branches.parent());
                let mapping = union.unwrap_or_default().join(["discriminator", "mapping"]);
                let problem = Diagnostic::error(message)
                    .help("remove the mapping with an overlay action")
                    .wants_without(&mapping);
                return Err(cx.report(at, problem));
            }
            return Ok(vec![constant]);
        }
        if !mapped.is_empty() {
            return Ok(mapped);
        }
        let component = reference.and_then(|reference| reference.rsplit('/').next());
        match component.filter(|_| self.has_discriminator) {
            Some(component) => Ok(vec![component.to_owned()]),
            None => {
                let message =
                    format!("the branch has no single value for the discriminator `{tag}`");
                let problem = Diagnostic::error(message)
                    .help("restrict the property to one value with `enum`, or accept any JSON");
                let branches = at.parent().unwrap_or_default();
                Err(cx.report(at, or_any_json(problem, &branches)))
            }
        }
    }

    /// The default of a branch for an absent tag.
    pub fn default<'d>(
        &self,
        cx: &mut Context<'d>,
        branch: &Branch<'d>,
    ) -> Lowering<Option<String>> {
        let Some(property) = branch.object.property(&self.property) else {
            return Ok(None);
        };
        let schema = cx.resolve(property.last())?.schema;
        let default = schema.schema_data.default.as_ref();
        Ok(default.and_then(Value::as_str).map(str::to_owned))
    }
}

/// A problem of a choice, which can be any JSON instead; `at` is the list of its branches.
pub fn or_any_json(problem: Diagnostic, at: &Pointer) -> Diagnostic {
    let around = at.parent().unwrap_or_default();
    problem
        .wants_without(at)
        .wants(&around, settings::ANY_JSON, true)
}

/// The first property that has a different single value in each branch.
fn distinguishing_property<'d>(
    cx: &mut Context<'d>,
    branches: &[Branch<'d>],
) -> Lowering<Option<String>> {
    let first = branches.iter().take(1);
    for property in first.flat_map(|branch| &branch.object.properties) {
        let mut values = Vec::new();
        for branch in branches {
            values.push(constant(cx, property.name, &branch.object)?);
        }
        let distinct: HashSet<_> = values.iter().flatten().collect();
        if distinct.len() == branches.len() {
            return Ok(Some(property.name.to_owned()));
        }
    }
    Ok(None)
}

/// The only value of a branch's property.
fn constant<'d>(
    cx: &mut Context<'d>,
    property: &str,
    object: &Object<'d>,
) -> Lowering<Option<String>> {
    match object.property(property) {
        Some(property) => enums::only_value(cx, property.last()),
        None => Ok(None),
    }
}

/// The discriminator's mapping. Component names may be given without their path.
fn mapping(
    cx: &mut Context<'_>,
    data: &SchemaData,
    branches: &[Branch<'_>],
    at: &Pointer,
) -> Lowering<Vec<(String, String)>> {
    let discriminator = data.discriminator.iter();
    let mut mapping = Vec::new();
    for (value, target) in discriminator.flat_map(|discriminator| &discriminator.mapping) {
        let reference = if target.contains('/') {
            target.clone()
        } else {
            format!("#/components/schemas/{target}")
        };
        let is_branch =
            |branch: &Branch<'_>| branch.located.reference() == Some(reference.as_str());
        if !branches.iter().any(is_branch) {
            let schema_at = at.parent().unwrap_or_default();
            let at = schema_at.join(["discriminator", "mapping", value]);
            let message = format!("unknown branch `{target}` in the discriminator mapping");
            let problem = Diagnostic::error(message)
                .help("remove it with an overlay action, or map the value to one of the branches")
                .wants_without(&at);
            return Err(cx.report(&at, problem));
        }
        mapping.push((value.clone(), reference));
    }
    Ok(mapping)
}
