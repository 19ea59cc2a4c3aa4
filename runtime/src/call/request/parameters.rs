//! Parameters in any style.

use serde::Serialize;

use super::RequestBuilder;
use crate::{
    call::style::{ParameterStyle, Place, Shape},
    encode,
    error::Problem,
};

impl RequestBuilder {
    /// Sets a parameter; null is the same as not setting it.
    pub(crate) fn set(
        &mut self,
        name: &'static str,
        style: ParameterStyle,
        value: Result<Option<Shape>, Problem>,
    ) {
        let set = value.and_then(|value| match value {
            Some(value) => self.try_set(name, style, &value),
            None => Ok(()),
        });
        if let Err(problem) = set {
            self.fail(problem);
        }
    }

    /// Sets a parameter to JSON.
    pub(crate) fn set_content(
        &mut self,
        name: &'static str,
        style: ParameterStyle,
        value: &(impl Serialize + ?Sized),
    ) {
        let json = serde_json::to_string(value);
        let text = json.map(|json| match style.place {
            Place::Path | Place::Query => json,
            Place::Header => ascii(&json),
            Place::Cookie => encode::percent(&json).to_string(),
        });
        let text = text.map_err(|_| "a parameter cannot be serialized as JSON".into());
        self.set(name, style, text.map(|text| Some(Shape::One(text))));
    }

    fn try_set(
        &mut self,
        name: &'static str,
        style: ParameterStyle,
        value: &Shape,
    ) -> Result<(), Problem> {
        match style.place {
            Place::Path => self.put_path(name, style.text(name, value)?),
            Place::Query => self.put_query(name, style.pairs(name, value)?),
            Place::Header => self.set_header(name, &style.text(name, value)?),
            Place::Cookie => self.put_cookies(name, style.pairs(name, value)?),
        }
        Ok(())
    }
}

/// JSON in the characters that a header can hold.
fn ascii(json: &str) -> String {
    let mut text = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            let units = c.encode_utf16(&mut [0; 2]).to_vec().into_iter();
            text.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}
