//! Support for the code that macros expand to. Not part of the public API.

use std::{fmt, marker::PhantomData};

pub use bytes::Bytes;
pub use http::Request;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::UnknownValue;

/// A value that an enum does not know. Only the enum can tell, so nobody else makes one.
pub fn unknown_value(text: String) -> UnknownValue {
    UnknownValue::new(text)
}

/// The name of a field as `Debug` shows it: without the `r#` of a keyword.
pub fn field_name(identifier: &'static str) -> &'static str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Reads a text, borrowed or owned, into a type that takes either.
pub fn text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: From<String> + for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: From<String> + for<'a> From<&'a str>> serde::de::Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }

        fn visit_string<E>(self, text: String) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_string(Text(PhantomData))
}
