//! The part of a customer's login that happens in the browser.

use std::{borrow::Cow, error::Error as StdError, fmt};

use subtle::ConstantTimeEq as _;
use url::Url;

use super::pkce::{Pkce, random_text};
use crate::{ConfigError, OAuth, encode};

/// The login of a customer in the browser (authorization code with PKCE).
///
/// 1. Redirect the browser to [`url`](Self::url), and store [`state`](Self::state) and the
///    [`verifier`](Self::verifier) in the session.
/// 2. The browser returns to the redirect URI. [`code`](Self::code) checks the state and extracts
///    the code, which can be used once, within ten minutes.
/// 3. [`OAuth::authorization_code`] turns the code into credentials.
///
/// ```no_run
/// # use nomos_client_runtime::{Core, Login, OAuth};
/// # fn session(_: &str, _: &str) {}
/// # fn example(client: &Core) -> Result<(), Box<dyn std::error::Error>> {
/// let login = client.login("client id", "https://app.example/callback")?.scope("read");
/// session(login.state(), login.verifier());
/// println!("Location: {}", login.url());
///
/// // Later, in the handler of the redirect URI:
/// let code = login.code("code=4711&state=…")?;
/// let credentials = OAuth::authorization_code("client id", code)
///     .client_secret("secret")
///     .verifier(login.verifier())
///     .on_refresh_token(|token| { /* replace the stored token */ });
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Login {
    endpoint: String,
    client_id: String,
    redirect_uri: String,
    scope: Option<String>,
    parameters: Vec<(&'static str, String)>,
    state: String,
    pkce: Pkce,
}

impl Login {
    pub(crate) fn new(
        endpoint: String,
        client_id: String,
        redirect_uri: String,
    ) -> Result<Self, ConfigError> {
        Url::parse(&redirect_uri)
            .map_err(|_| ConfigError::new("the redirect URI is not an absolute URL"))?;
        Ok(Self {
            endpoint,
            client_id,
            redirect_uri,
            scope: None,
            parameters: Vec::new(),
            state: random_text()?,
            pkce: Pkce::random()?,
        })
    }

    /// Sets the scopes to request, separated by spaces.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Adds a parameter of this API to the URL.
    #[must_use]
    pub fn parameter(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }

    /// Resumes a login with the state and verifier from the session.
    ///
    /// # Errors
    ///
    /// Fails if the state is empty or the verifier is invalid, see [`Pkce::from_verifier`].
    pub fn resume(
        mut self,
        state: impl Into<String>,
        verifier: impl Into<String>,
    ) -> Result<Self, ConfigError> {
        self.state = state.into();
        if self.state.is_empty() {
            return Err(ConfigError::new("the login state is empty"));
        }
        self.pkce = Pkce::from_verifier(verifier)?;
        Ok(self)
    }

    /// The URL to redirect the browser to.
    pub fn url(&self) -> String {
        let challenge = self.pkce.challenge();
        let always = [
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("state", &self.state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let scope = self.scope.iter().map(|scope| ("scope", scope.as_str()));
        let own = self.parameters.iter();
        let own = own.map(|(name, value)| (*name, value.as_str()));
        let query = encode::pairs(always.into_iter().chain(scope).chain(own));
        format!("{}?{query}", self.endpoint)
    }

    /// The random value that the redirect returns.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// The PKCE verifier, for [`OAuth::verifier`].
    pub fn verifier(&self) -> &str {
        self.pkce.verifier()
    }

    /// Extracts the authorization code from the query of the redirect, or from its whole URL.
    ///
    /// # Errors
    ///
    /// Fails if the customer or the server rejected the login, the state does not match, or there
    /// is no code.
    pub fn code(&self, redirect: &str) -> Result<String, LoginError> {
        let query = redirect
            .split_once('?')
            .map_or(redirect, |(_, query)| query);
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
        let value = |wanted: &str| {
            pairs
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value)
        };
        let state = value("state").ok_or(LoginError::State)?;
        if !bool::from(state.as_bytes().ct_eq(self.state.as_bytes())) {
            return Err(LoginError::State);
        }
        if let Some(error) = value("error") {
            return Err(LoginError::Refused(error.chars().take(100).collect()));
        }
        match value("code").map(Cow::as_ref) {
            None | Some("") => Err(LoginError::NoCode),
            Some(code) => Ok(code.to_owned()),
        }
    }

    /// Creates credentials from the code of this redirect.
    ///
    /// # Errors
    ///
    /// Fails like [`code`](Self::code).
    pub fn finish(&self, redirect: &str) -> Result<OAuth, LoginError> {
        let code = self.code(redirect)?;
        Ok(OAuth::authorization_code(&self.client_id, code).verifier(self.verifier()))
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("endpoint", &self.endpoint)
            .field("client_id", &self.client_id)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// A redirect without an authorization code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoginError {
    /// The state is missing or does not match, so this session did not start the login. Abort it.
    State,
    /// The customer or the server rejected the login, with this OAuth error code, such as
    /// `access_denied`.
    Refused(String),
    /// The redirect contains no code.
    NoCode,
}

impl fmt::Display for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State => f.write_str("the state does not match this login"),
            Self::Refused(code) => write!(f, "the login was rejected: {}", code.escape_debug()),
            Self::NoCode => f.write_str("the redirect contains no code"),
        }
    }
}

impl StdError for LoginError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::core;

    fn login() -> Login {
        core()
            .login("client 1", "https://app.example/back?x=1")
            .unwrap()
            .resume("st&te", "v".repeat(43))
            .unwrap()
    }

    #[test]
    fn the_url_has_everything_encoded() {
        let url = login().scope("read write").parameter("page", "short").url();
        assert_eq!(
            url,
            "https://api.library.example/authorize?response_type=code&client_id=client%201\
             &redirect_uri=https%3A%2F%2Fapp.example%2Fback%3Fx%3D1&state=st%26te\
             &code_challenge=7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM\
             &code_challenge_method=S256&scope=read%20write&page=short"
        );
    }

    #[test]
    fn every_login_has_a_state_and_verifier_of_its_own() {
        let begin = || core().login("id", "https://app.example").unwrap();
        let (one, two) = (begin(), begin());
        assert!(one.state() != two.state() && one.verifier() != two.verifier());
    }

    #[test]
    fn the_code_is_read_from_query_or_url() {
        for redirect in [
            "code=c%2F1&state=st%26te",
            "https://app.example/back?x=1&state=st%26te&code=c/1#top",
        ] {
            assert_eq!(login().code(redirect).as_deref(), Ok("c/1"));
        }
    }

    #[test]
    fn a_redirect_of_another_login_is_refused() {
        for redirect in [
            "code=c",
            "code=c&state=",
            "code=c&state=other",
            "state=st%26te%20&code=c",
        ] {
            assert_eq!(
                login().finish(redirect).unwrap_err(),
                LoginError::State,
                "{redirect}"
            );
        }
    }

    #[test]
    fn a_refusal_is_told() {
        let error = login()
            .code("error=access_denied%0A&state=st%26te")
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the login was rejected: access_denied\\n"
        );
        assert_eq!(login().code("state=st%26te&code="), Err(LoginError::NoCode));
    }

    #[test]
    fn a_login_needs_an_absolute_redirect_and_what_was_kept() {
        assert!(core().login("id", "/back").is_err());
        assert!(login().resume("", "v".repeat(43)).is_err());
        assert!(login().resume("s", "short").is_err());
    }

    #[test]
    fn debug_shows_neither_state_nor_verifier() {
        let text = format!("{:?}", login());
        assert!(!text.contains("st&te") && !text.contains("vvv"), "{text}");
    }
}
