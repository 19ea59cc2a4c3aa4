//! Fields of a patch: unchanged, cleared, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// A field of a `PATCH` body: unchanged, cleared, or set.
///
/// Fields are declared with `#[serde(default, skip_serializing_if = "Patch::is_unset")]`.
///
/// ```
/// use nomos_client_runtime::Patch;
/// use serde::Serialize;
///
/// #[derive(Default, Serialize)]
/// struct Update {
///     #[serde(skip_serializing_if = "Patch::is_unset")]
///     name: Patch<String>,
///     #[serde(skip_serializing_if = "Patch::is_unset")]
///     note: Patch<String>,
/// }
///
/// let update = Update { note: Patch::Null, ..Update::default() };
/// assert_eq!(serde_json::to_string(&update)?, r#"{"note":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The field is not sent and keeps its value.
    #[default]
    Unset,
    /// `null` is sent, which clears the field.
    Null,
    /// This value is sent.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the field is left unchanged.
    pub const fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Whether the field is cleared.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value to set, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Any value written here would be taken for a change.
            Self::Unset => Err(ser::Error::custom("an unset field must be skipped")),
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Update {
        #[serde(default, skip_serializing_if = "Patch::is_unset")]
        note: Patch<u8>,
    }

    #[test]
    fn each_state_survives_a_round_trip() {
        for (note, json) in [
            (Patch::Unset, "{}"),
            (Patch::Null, r#"{"note":null}"#),
            (7.into(), r#"{"note":7}"#),
        ] {
            let update = Update { note };
            assert_eq!(serde_json::to_string(&update).unwrap(), json);
            assert_eq!(serde_json::from_str::<Update>(json).unwrap(), update);
        }
    }

    #[test]
    fn an_unset_field_is_never_written_as_null() {
        assert!(serde_json::to_string(&Patch::<u8>::Unset).is_err());
    }

    #[test]
    fn accessors_tell_the_states_apart() {
        assert!(Patch::<u8>::default().is_unset());
        assert!(Patch::<u8>::Null.is_null());
        assert_eq!(Patch::from(7).value(), Some(&7));
    }
}
