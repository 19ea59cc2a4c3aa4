//! Values as parameters see them: a text, a list, or an object.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::{encode, error::Problem};

/// A value of a parameter. By way of JSON text, so that exact decimals stay exact.
pub(crate) enum Shape {
    One(String),
    List(Vec<Part>),
    Object(Vec<(String, Part)>),
}

/// A part of a value.
pub(crate) struct Part {
    /// As a single text: JSON if it has parts itself.
    pub(crate) text: String,
    /// Its own parts.
    json: Option<Box<RawValue>>,
}

impl Shape {
    /// The shape of any value; `None` for null.
    pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Result<Option<Self>, Problem> {
        let json = serde_json::value::to_raw_value(value);
        let shape = json.and_then(|json| Self::of_json(&json));
        shape.map_err(|_| "a parameter cannot be serialized as JSON".into())
    }

    /// A list of texts.
    pub(crate) fn list(texts: impl IntoIterator<Item = String>) -> Self {
        let parts = texts.into_iter();
        Self::List(parts.map(|text| Part { text, json: None }).collect())
    }

    fn of_json(json: &RawValue) -> serde_json::Result<Option<Self>> {
        let text = json.get();
        Ok(Some(match text.as_bytes().first() {
            Some(b'n') => return Ok(None),
            Some(b'"') => Self::One(serde_json::from_str(text)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.into_iter().map(Part::of_json);
                Self::List(
                    items
                        .filter_map(Result::transpose)
                        .collect::<Result<_, _>>()?,
                )
            }
            Some(b'{') => {
                let members = encode::members(text)?;
                let members = members.into_iter().map(|(name, json)| {
                    let part = Part::of_json(json)?;
                    Ok(part.map(|part| (name, part)))
                });
                Self::Object(
                    members
                        .filter_map(Result::transpose)
                        .collect::<Result<_, _>>()?,
                )
            }
            _ => Self::One(text.to_owned()),
        }))
    }
}

impl Part {
    /// Its own shape.
    pub(crate) fn shape(&self) -> Shape {
        let shape = self.json.as_deref().map(Shape::of_json);
        // The JSON is part of what was read before.
        let shape = shape.and_then(|shape| shape.ok().flatten());
        shape.unwrap_or_else(|| Shape::One(self.text.clone()))
    }

    fn of_json(json: &RawValue) -> serde_json::Result<Option<Self>> {
        let text = json.get();
        Ok(Some(match text.as_bytes().first() {
            Some(b'n') => return Ok(None),
            Some(b'"') => Self {
                text: serde_json::from_str(text)?,
                json: None,
            },
            first => Self {
                text: text.to_owned(),
                json: matches!(first, Some(b'[' | b'{')).then(|| json.to_owned()),
            },
        }))
    }
}
