//! How parameters are written that are more than one text.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a parameter is written, as OpenAPI calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// What separates the parts of a value.
    pub form: StyleForm,
    /// Whether parts are written on their own rather than joined.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explode: bool,
    /// Whether characters that a query may hold are not encoded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_reserved: bool,
}

/// What separates the parts of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StyleForm {
    /// Commas, in a path or header.
    Simple,
    /// Commas, in a query or cookie.
    Form,
    /// Spaces.
    SpaceDelimited,
    /// `|`
    PipeDelimited,
    /// Parts are named by their path in brackets.
    DeepObject,
    /// Parts begin with a dot.
    Label,
    /// Parts begin with a semicolon and the name.
    Matrix,
    /// JSON, which is `content` instead of a style.
    Json,
}

impl StyleForm {
    /// As OpenAPI spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Json => "JSON",
        }
    }

    /// Whether parts are written on their own unless the document says otherwise.
    pub fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::DeepObject)
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.form.as_str())?;
        if self.explode {
            f.write_str(", exploded")?;
        }
        if self.allow_reserved {
            f.write_str(", with reserved characters")?;
        }
        Ok(())
    }
}
