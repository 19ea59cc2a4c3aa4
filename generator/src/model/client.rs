//! What a client has to know of an API beyond its operations.

use serde::{Deserialize, Serialize};

/// The conventions that a client follows with every operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    /// What the names of environment variables begin with: `LIBRARY` for `LIBRARY_CLIENT_ID`.
    pub env_prefix: String,
    /// The base URL of the sandbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<String>,
    /// The header that pins the version of a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_header: Option<String>,
    /// The path of the token endpoint below the base URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_path: Option<String>,
    /// The path of the authorization endpoint below the base URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorize_path: Option<String>,
    /// The scope that reading needs, if one covers all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_scope: Option<String>,
    /// The scope that changes need, if one covers all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_scope: Option<String>,
    /// How many requests per second the API allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_second: Option<u32>,
}
