//! Values as text, in every style.

use super::{
    Form, ParameterStyle, Place,
    shape::{Part, Shape},
};
use crate::{encode, error::Problem};

impl ParameterStyle {
    /// The value as one text: in the path or in a header.
    pub(crate) fn text(self, name: &str, value: &Shape) -> Result<String, Problem> {
        let parts = self.parts(name, value)?;
        Ok(match (self.form, value) {
            (Form::Label, _) => format!(".{}", parts.join(if self.explode { "." } else { "," })),
            (Form::Matrix, Shape::Object(_)) if self.explode => format!(";{}", parts.join(";")),
            (Form::Matrix, Shape::List(_)) if self.explode => {
                let parts = parts.into_iter();
                parts.map(|part| format!(";{name}={part}")).collect()
            }
            (Form::Matrix, _) => format!(";{name}={}", parts.join(",")),
            _ => parts.join(","),
        })
    }

    /// The value as pairs of names and texts: in the query or in cookies. An empty list has none.
    pub(crate) fn pairs(self, name: &str, value: &Shape) -> Result<Vec<(String, String)>, Problem> {
        let name = self.name(name);
        let pair = |part: &Part| (name.clone(), self.written(&part.text));
        let pairs = match value {
            Shape::List(_) | Shape::Object(_) if self.form == Form::Deep => {
                let mut pairs = Vec::new();
                self.deep(name, value, &mut pairs);
                pairs
            }
            Shape::List(items) if self.explode => items.iter().map(pair).collect(),
            Shape::Object(members) if self.explode => members
                .iter()
                .flat_map(|(key, part)| {
                    let values = match part.shape() {
                        Shape::List(items) => items,
                        _ => return vec![(self.name(key), self.written(&part.text))],
                    };
                    let values = values.iter();
                    let values = values.map(|part| (self.name(key), self.written(&part.text)));
                    values.collect()
                })
                .collect(),
            _ => {
                let parts = self.parts(&name, value)?;
                let separator = match self.form {
                    Form::Spaces => "%20",
                    Form::Pipes => "%7C",
                    _ => ",",
                };
                match parts.is_empty() {
                    true => Vec::new(),
                    false => vec![(name, parts.join(separator))],
                }
            }
        };
        Ok(pairs)
    }

    /// Each text of a list, and each name and text of an object, on their own or as `name=text`.
    fn parts(self, name: &str, value: &Shape) -> Result<Vec<String>, Problem> {
        // A query and a path show which separators are part of a text, because those are encoded.
        let separator = match (self.place, self.form) {
            (_, Form::Spaces) => Some(' '),
            (_, Form::Pipes) => Some('|'),
            (Place::Header | Place::Cookie, _) => Some(','),
            _ if self.allow_reserved => Some(','),
            _ => None,
        };
        let write = |text: &str| match separator.filter(|it| text.contains(*it)) {
            Some(separator) => Err(Problem::from(format!(
                "parameter `{name}`: a value contains `{separator}`, which separates values"
            ))),
            None => Ok(self.written(text)),
        };
        let mut parts = Vec::new();
        match value {
            Shape::One(text) => parts.push(self.written(text)),
            Shape::List(items) => {
                for item in items {
                    parts.push(write(&item.text)?);
                }
            }
            Shape::Object(members) => {
                for (key, part) in members {
                    let (key, text) = (write(key)?, write(&part.text)?);
                    match self.explode {
                        true => parts.push(format!("{key}={text}")),
                        false => parts.extend([key, text]),
                    }
                }
            }
        }
        Ok(parts)
    }

    /// Pairs named by their path: `name[key]`, `name[]` for items, `name[0][key]` for members of
    /// items.
    fn deep(self, name: String, value: &Shape, pairs: &mut Vec<(String, String)>) {
        match value {
            Shape::One(text) => pairs.push((name, self.written(text))),
            Shape::Object(members) => {
                for (key, part) in members {
                    let key = self.name(key);
                    self.deep(format!("{name}%5B{key}%5D"), &part.shape(), pairs);
                }
            }
            Shape::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let item = item.shape();
                    let name = match item {
                        Shape::One(_) => format!("{name}%5B%5D"),
                        _ => format!("{name}%5B{index}%5D"),
                    };
                    self.deep(name, &item, pairs);
                }
            }
        }
    }

    /// A name as its place has it, encoded in a URL.
    fn name(self, text: &str) -> String {
        let strict = Self {
            allow_reserved: false,
            ..self
        };
        strict.written(text)
    }

    /// A text as its place has it: encoded in a URL.
    fn written(self, text: &str) -> String {
        match self.place {
            Place::Header | Place::Cookie => text.to_owned(),
            _ if self.allow_reserved => encode::reserved(text).to_string(),
            _ => encode::percent(text).to_string(),
        }
    }
}
