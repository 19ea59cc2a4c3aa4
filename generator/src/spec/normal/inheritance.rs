//! Inheritance: a schema with a discriminator that others extend is one of them.
//!
//! `Pet` with a discriminator, and `Dog` with `allOf: [Pet, …]`: wherever a pet is expected, a dog is
//! sent with everything that dogs have. So `Pet` becomes the choice of its heirs, and each heir has
//! the content of `Pet` instead of the reference.

use super::{Node, Normalizer, references::component, values::plain};
use crate::source::Pointer;
use serde_json::{Map, Value, json};

impl<'d> Normalizer<'d> {
    /// The component `base` as the choice of its heirs, if it has some.
    pub fn choice_of_heirs(&mut self, base: &Node<'d>) -> Option<Value> {
        let heirs = self.heirs.get(component(&base.at)?)?.clone();
        self.moves.record(&base.at, &base.at);
        let mut choice = Map::new();
        for (key, node) in base.members() {
            let value = match key {
                "discriminator" => self.discriminator(&node),
                "description" | "nullable" => plain(node.value),
                _ if key.starts_with("x-") => plain(node.value),
                _ => continue,
            };
            choice.insert(key.to_owned(), value);
        }
        let branch = |heir: &str| {
            let at = Pointer::root().join(["components", "schemas", heir]);
            json!({ "$ref": format!("#{}", at.as_str()) })
        };
        let branches = heirs.into_iter().map(branch).collect();
        choice.insert("oneOf".to_owned(), branches);
        Some(Value::Object(choice))
    }

    /// What an heir has of the component that it extends, if that is a choice of its heirs.
    pub fn inherited(&mut self, part: &Node<'d>, at: &Pointer) -> Option<Value> {
        let base = self.component(part)?;
        self.heirs.get(component(&base.at)?)?;
        let mut content = self.enter(&base, |this| this.schema(&base, at))?;
        if let Value::Object(members) = &mut content {
            members.shift_remove("discriminator");
        }
        Some(content)
    }
}
