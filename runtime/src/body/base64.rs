//! Bytes within JSON.

use std::{fmt, ops::Deref};

use base64::{
    Engine as _,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Bytes that JSON holds as base64 text. Both alphabets are read, with and without padding.
///
/// ```
/// use nomos_client_runtime::Base64;
///
/// let bytes: Base64 = serde_json::from_str(r#""AAH_""#)?;
/// assert_eq!(&bytes[..], [0, 1, 255]);
/// assert_eq!(serde_json::to_string(&bytes)?, r#""AAH/""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(Vec<u8>);

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

impl Base64 {
    /// The bytes themselves.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<T: Into<Vec<u8>>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

/// The number of bytes: what they are can be personal.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

/// The text in the standard alphabet.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_url_safe = text.contains(['-', '_']);
        let alphabet = if is_url_safe { &URL_SAFE } else { &STANDARD };
        let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(&text);
        bytes
            .map(Self)
            .map_err(|_| D::Error::custom("expected base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_are_read_with_and_without_padding() {
        for text in ["\"+/8=\"", "\"-_8=\"", "\"-_8\"", "\"+/8\""] {
            let bytes: Base64 = crate::decode(text.as_bytes()).unwrap();
            assert_eq!(&bytes[..], [251, 255], "{text}");
        }
        assert_eq!(Base64::from([251, 255]).to_string(), "+/8=");
        let error = serde_json::from_str::<Base64>("\"secret!\"").unwrap_err();
        assert_eq!(error.to_string(), "expected base64");
    }
}
