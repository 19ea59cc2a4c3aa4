//! Converts stored objects to the form that an operation returns.

use serde_json::{Map, Value};

use super::World;
use crate::sandbox::{
    sample::{Answers, Sampler},
    schema::{branches, is_nullable},
};

impl World {
    /// The part of `value` that `schema` describes. Ids are expanded to objects where the schema
    /// has objects, and missing required values are taken from the document's examples.
    pub(super) fn present(&self, schema: &Value, value: &Value) -> Value {
        let schemas = &self.document.schemas;
        let schema = schemas.resolve(schema);
        if value.is_null() && is_nullable(schema) {
            return Value::Null;
        }
        let named = value.as_str().filter(|_| self.is_object(schema));
        let value = named.and_then(|id| self.record(id)).unwrap_or(value);
        if let Some(branches) = branches(schema) {
            let meant = branches.iter().find(|branch| self.fits(branch, value));
            return self.present(meant.unwrap_or(&branches[0]), value);
        }
        if let Some(members) = schema["allOf"].as_array() {
            let members = members.iter().map(|member| self.present(member, value));
            let objects = members.filter_map(|member| member.as_object().cloned());
            return Value::Object(objects.flatten().collect());
        }
        if let Some(properties) = schema["properties"].as_object() {
            return self.object(schema, properties, value);
        }
        match (schema.get("items"), value.as_array()) {
            (Some(items), Some(values)) => values
                .iter()
                .map(|value| self.present(items, value))
                .collect(),
            _ => value.clone(),
        }
    }

    fn object(&self, schema: &Value, properties: &Map<String, Value>, value: &Value) -> Value {
        let required = schema["required"].as_array();
        let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|it| it == name));
        let property = |(name, schema): (&String, &Value)| {
            let resolved = self.document.schemas.resolve(schema);
            let stored = value
                .get(name)
                .filter(|it| !it.is_null() || is_nullable(resolved));
            let value = match (constant(resolved), stored) {
                (Some(constant), _) => constant.clone(),
                (None, Some(stored)) => self.present(schema, stored),
                (None, None) if is_required(name) => {
                    Sampler::new(&self.document.schemas, Answers::Full, 0).value(schema)
                }
                (None, None) => return None,
            };
            Some((name.clone(), value))
        };
        Value::Object(properties.iter().filter_map(property).collect())
    }

    fn is_object(&self, schema: &Value) -> bool {
        let schema = self.document.schemas.resolve(schema);
        let in_branches = || branches(schema).is_some_and(|all| self.is_object(all[0]));
        schema.get("properties").is_some() || schema.get("allOf").is_some() || in_branches()
    }

    /// Whether a value can belong to a branch of a union, judged by the branch's constants.
    fn fits(&self, branch: &Value, value: &Value) -> bool {
        let branch = self.document.schemas.resolve(branch);
        let mut properties = branch["properties"].as_object().into_iter().flatten();
        properties.all(|(name, schema)| {
            constant(schema).is_none_or(|only| value.get(name).is_none_or(|it| it == only))
        })
    }
}

/// The only permitted value of a property.
fn constant(schema: &Value) -> Option<&Value> {
    match schema["enum"].as_array().map(Vec::as_slice) {
        Some([only]) => Some(only),
        _ => None,
    }
}
