//! Proof Key for Code Exchange, RFC 7636.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::ConfigError;

/// A code verifier and the challenge derived from it (S256). An authorization code cannot be
/// exchanged without the verifier.
///
/// ```
/// use nomos_client_runtime::Pkce;
///
/// // The example of RFC 7636, appendix B.
/// let pkce = Pkce::from_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")?;
/// assert_eq!(pkce.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
/// # Ok::<(), nomos_client_runtime::ConfigError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Pkce(String);

impl Pkce {
    /// Creates a new random verifier.
    ///
    /// # Errors
    ///
    /// Fails if the operating system provides no random numbers.
    pub fn random() -> Result<Self, ConfigError> {
        Ok(Self(random_text()?))
    }

    /// Restores the verifier with which the login was started.
    ///
    /// # Errors
    ///
    /// Fails unless the verifier consists of 43 to 128 characters from `A`–`Z`, `a`–`z`, `0`–`9`,
    /// `-`, `.`, `_` and `~`.
    pub fn from_verifier(verifier: impl Into<String>) -> Result<Self, ConfigError> {
        let verifier = verifier.into();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(allowed) {
            return Err(ConfigError::new(
                "the code verifier must consist of 43 to 128 letters, digits, `-`, `.`, `_` or `~`",
            ));
        }
        Ok(Self(verifier))
    }

    /// The verifier, which is sent when the code is exchanged. Store it in the session.
    pub fn verifier(&self) -> &str {
        &self.0
    }

    /// The code challenge, which is sent at the start of the login, with the method `S256`.
    pub fn challenge(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&self.0))
    }
}

impl fmt::Debug for Pkce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkce").finish_non_exhaustive()
    }
}

/// 256 random bits as 43 URL-safe characters.
pub(super) fn random_text() -> Result<String, ConfigError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        ConfigError::new("the operating system provided no random numbers").with_source(error)
    })?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_verifiers_are_valid_and_differ() {
        let pkce = Pkce::random().unwrap();
        assert_eq!(Pkce::from_verifier(pkce.verifier()).unwrap(), pkce);
        assert_ne!(Pkce::random().unwrap(), pkce);
    }

    #[test]
    fn verifiers_keep_to_the_rules() {
        for verifier in ["-._~aZ09".repeat(6), "a".repeat(43), "a".repeat(128)] {
            assert!(Pkce::from_verifier(verifier).is_ok());
        }
        for verifier in [
            "a".repeat(42),
            "a".repeat(129),
            "ä".repeat(30),
            format!("{} ", "a".repeat(50)),
        ] {
            let error = Pkce::from_verifier(verifier.clone()).unwrap_err();
            assert!(!error.to_string().contains(&verifier));
        }
    }

    #[test]
    fn debug_does_not_show_the_verifier() {
        assert_eq!(format!("{:?}", Pkce::random().unwrap()), "Pkce { .. }");
    }
}
