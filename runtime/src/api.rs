//! The API that a client is generated for.

/// The API that a client is generated for, and its conventions. Plain data, written as a constant
/// by the generated crates.
///
/// ```
/// use nomos_client_runtime::Api;
///
/// const API: Api = Api {
///     version: "2026-05-27",
///     env_prefix: "LIBRARY",
///     version_header: Some("X-Library-Version"),
///     token_path: Some("/token"),
///     ..Api::new("https://api.library.example", "library-client/1.0")
/// };
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The pinned API version, such as `2026-05-27`.
    pub version: &'static str,
    /// The base URL of production.
    pub base_url: &'static str,
    /// The base URL of the sandbox, if there is one.
    pub sandbox_url: Option<&'static str>,
    /// The value of the `User-Agent` header.
    pub user_agent: &'static str,
    /// The prefix of environment variables: `LIBRARY` for `LIBRARY_CLIENT_ID`.
    pub env_prefix: &'static str,
    /// The header that pins the API version of a request and names the version of a response.
    pub version_header: Option<&'static str>,
    /// The path of the token endpoint below the base URL.
    pub token_path: Option<&'static str>,
    /// The path of the authorization endpoint below the base URL, where a login in the browser
    /// starts.
    pub authorize_path: Option<&'static str>,
    /// The scope that requests to any path need in order to read.
    pub read_scope: Option<&'static str>,
    /// The scope that requests to any path need in order to change something.
    pub write_scope: Option<&'static str>,
    /// How many requests per second the API allows, as documented.
    pub requests_per_second: Option<u32>,
}

impl Api {
    /// Creates an API without version, OAuth endpoints, scopes, sandbox and rate limit, whose
    /// environment variables have the prefix `API`.
    pub const fn new(base_url: &'static str, user_agent: &'static str) -> Self {
        Self {
            version: "",
            base_url,
            sandbox_url: None,
            user_agent,
            env_prefix: "API",
            version_header: None,
            token_path: None,
            authorize_path: None,
            read_scope: None,
            write_scope: None,
            requests_per_second: None,
        }
    }
}
