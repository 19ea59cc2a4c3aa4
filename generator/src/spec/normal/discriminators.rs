//! Discriminators: a mapping holds only what the branches do not say themselves.

use super::{
    Node, Normalizer, constant,
    references::{component, pointer},
    values::plain,
};
use crate::source::Pointer;
use serde_json::Value;

impl<'d> Normalizer<'d> {
    pub fn discriminator(&self, discriminator: &Node<'d>) -> Value {
        let mut normal = plain(discriminator.value);
        let property = discriminator
            .value
            .get("propertyName")
            .and_then(Value::as_str);
        let Some(Value::Object(mapping)) = normal.get_mut("mapping") else {
            return normal;
        };
        let entries = std::mem::take(mapping);
        for (value, target) in entries {
            let Some(target) = target.as_str().and_then(|target| self.branch(target)) else {
                mapping.insert(value, target);
                continue;
            };
            let is_known = component(&target.at) == Some(&value)
                || property.is_some_and(|property| {
                    constant::of(self.document, target.value, property) == Some(&value)
                });
            if !is_known {
                mapping.insert(value, format!("#{}", target.at.as_str()).into());
            }
        }
        if mapping.is_empty()
            && let Value::Object(members) = &mut normal
        {
            members.shift_remove("mapping");
        }
        normal
    }

    /// The component that a mapping names, with or without its path.
    fn branch(&self, target: &str) -> Option<Node<'d>> {
        let at = match target.contains('/') {
            true => pointer(target)?,
            false => Pointer::root().join(["components", "schemas", target]),
        };
        let value = self.document.pointer(at.as_str())?;
        let node = Node { value, at };
        Some(self.component(&node).unwrap_or(node))
    }
}
