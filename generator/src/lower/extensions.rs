//! Reading the `x-` extensions of a document. One that nothing reads would be ignored silently, so
//! it is an error.

use super::{
    context::Context,
    names,
    settings::{self, EXTENSIONS},
};
use crate::spec::{Diagnostic, Pointer};
use indexmap::IndexMap;
use openapiv3::Schema;
use serde_json::Value;

impl Context<'_> {
    /// Reports every extension of the generator that has no effect where it is.
    pub fn report_unread_extensions(&mut self) {
        for (at, key) in self.extensions.unread() {
            if EXTENSIONS.contains(&key) {
                let help = "remove it from the overlay, or move it to the node it applies to";
                let problem = Diagnostic::error(format!("`{key}` has no effect here"));
                self.report(&at, problem.help(help).wants_without(&at));
            }
        }
    }

    /// An `x-` extension with any value.
    pub fn extension<'s>(
        &mut self,
        extensions: &'s IndexMap<String, Value>,
        key: &str,
        at: &Pointer,
    ) -> Option<&'s Value> {
        let value = extensions.get(key)?;
        self.extensions.mark_read(at.child(key));
        Some(value)
    }

    /// An `x-` extension that is a string.
    pub fn text<'s>(
        &mut self,
        extensions: &'s IndexMap<String, Value>,
        key: &str,
        at: &Pointer,
    ) -> Option<&'s str> {
        match self.extension(extensions, key, at)? {
            Value::String(text) => Some(text),
            _ => {
                self.error(
                    &at.child(key),
                    format!("`{key}` must be a string"),
                    "fix the overlay",
                );
                None
            }
        }
    }

    /// An `x-` extension that is a Rust identifier.
    pub fn rust_name<'s>(
        &mut self,
        extensions: &'s IndexMap<String, Value>,
        key: &str,
        at: &Pointer,
    ) -> Option<&'s str> {
        let name = self.text(extensions, key, at)?;
        if names::is_identifier(name) {
            return Some(name);
        }
        self.error(
            &at.child(key),
            format!("invalid Rust identifier `{name}`"),
            "fix the overlay",
        );
        None
    }

    /// An `x-` extension that is true or absent.
    pub fn flag(&mut self, extensions: &IndexMap<String, Value>, key: &str, at: &Pointer) -> bool {
        match self.extension(extensions, key, at) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.error(
                    &at.child(key),
                    format!("`{key}` must be a boolean"),
                    "fix the overlay",
                );
                false
            }
        }
    }

    /// The name the overlay gives to a type.
    pub fn overlay_type_name(&mut self, schema: &Schema, at: &Pointer) -> Option<String> {
        self.type_name(&schema.schema_data.extensions, settings::RUST_TYPE, at)
    }

    /// An `x-` extension that is the name of a type.
    pub fn type_name(
        &mut self,
        extensions: &IndexMap<String, Value>,
        key: &str,
        at: &Pointer,
    ) -> Option<String> {
        let name = self.text(extensions, key, at)?;
        if let Some(problem) = names::type_name_problem(name) {
            self.error(
                &at.child(key),
                problem,
                "choose another name in the overlay",
            );
            return None;
        }
        Some(name.to_owned())
    }

    /// An `x-` extension that is a list of strings.
    pub fn texts(
        &mut self,
        extensions: &IndexMap<String, Value>,
        key: &str,
        at: &Pointer,
    ) -> Vec<String> {
        let Some(value) = self.extension(extensions, key, at) else {
            return Vec::new();
        };
        let texts = value
            .as_array()
            .and_then(|items| items.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
        let Some(texts) = texts else {
            self.error(
                &at.child(key),
                format!("`{key}` must be an array of strings"),
                "fix the overlay",
            );
            return Vec::new();
        };
        texts.into_iter().map(str::to_owned).collect()
    }
}
