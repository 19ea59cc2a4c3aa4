//! Webhooks: verifying the signature of an event before parsing it.
//!
//! Every delivery is signed with the secret of the endpoint. The signature covers the time and the
//! raw body and is sent in a header as `t=<unix seconds>,v1=<hex>`. A receiver must respond within
//! 30 seconds. Events can arrive repeatedly and in any order; their ID identifies repeated
//! deliveries.

use std::{error::Error as StdError, fmt};

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::{ConfigError, DecodeError, decode};

/// The maximum difference between the time of a delivery and now, in either direction.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// The secret of one webhook endpoint. `Debug` does not show it.
///
/// ```
/// use nomos_client_runtime::webhook::Secret;
///
/// # #[derive(serde::Deserialize)]
/// # struct Event {}
/// # fn receive(signature: &str, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
/// let secret = Secret::new("whsec_…")?;
/// // The raw bytes of the body: parsing and serializing it again would break the signature.
/// let event: Event = secret.event(signature, body)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Secret(Hmac<Sha256>);

impl Secret {
    /// Creates a secret from the text that the dashboard shows.
    ///
    /// # Errors
    ///
    /// Fails if the secret is empty, because anyone could sign with it, and if it is surrounded by
    /// whitespace, which usually stems from reading a file and would match no delivery.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, ConfigError> {
        let secret = secret.as_ref();
        if secret.is_empty() || secret.trim_ascii() != secret {
            return Err(ConfigError::new(
                "the webhook secret is empty or has surrounding whitespace",
            ));
        }
        Hmac::new_from_slice(secret)
            .map(Self)
            .map_err(|_| ConfigError::new("the webhook secret is invalid"))
    }

    /// Verifies a delivery and decodes its event.
    ///
    /// # Errors
    ///
    /// Fails like [`verify`](Self::verify), and if the body cannot be decoded.
    pub fn event<T: DeserializeOwned>(
        &self,
        signature: &str,
        body: &[u8],
    ) -> Result<T, WebhookError> {
        self.verify(signature, body)?;
        decode(body).map_err(WebhookError::Decode)
    }

    /// Verifies that a delivery was signed with this secret, within [`TOLERANCE`] of now.
    ///
    /// # Errors
    ///
    /// Fails if the signature is malformed, too old, from the future, or does not match the secret
    /// and body. Respond with 400 and do not use the body.
    pub fn verify(&self, signature: &str, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(signature, body, Timestamp::now())
    }

    /// Verifies a delivery at a given time, for stored deliveries and tests.
    ///
    /// # Errors
    ///
    /// Fails like [`verify`](Self::verify).
    pub fn verify_at(
        &self,
        signature: &str,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), WebhookError> {
        let Signature { time, digests } =
            Signature::parse(signature).ok_or(WebhookError::Malformed)?;
        let mut mac = self.0.clone();
        mac.update(time.as_bytes());
        mac.update(b".");
        mac.update(body);
        // While a secret is being replaced, a delivery carries a digest of each. All are compared,
        // each in constant time.
        let genuine = digests.iter().fold(false, |genuine, digest| {
            genuine | mac.clone().verify_slice(digest).is_ok()
        });
        if !genuine {
            return Err(WebhookError::Mismatch);
        }
        // Only now is the time known to be the sender's.
        let sent = time
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok());
        let age = now.duration_since(sent.ok_or(WebhookError::Malformed)?);
        if age.abs() > TOLERANCE {
            return Err(WebhookError::Expired);
        }
        Ok(())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// The parsed header; parts other than `t` and `v1` are reserved for later versions.
struct Signature<'h> {
    time: &'h str,
    digests: Vec<Vec<u8>>,
}

impl<'h> Signature<'h> {
    fn parse(header: &'h str) -> Option<Self> {
        let (mut time, mut digests) = (None, Vec::new());
        for part in header.split(',') {
            match part.trim().split_once('=')? {
                ("t", seconds) if time.is_none() && is_plain_number(seconds) => {
                    time = Some(seconds)
                }
                ("t", _) => return None,
                ("v1", digest) => digests.push(base16ct::mixed::decode_vec(digest).ok()?),
                _ => {}
            }
        }
        let time = time?;
        (!digests.is_empty()).then_some(Self { time, digests })
    }
}

/// `+1` and ` 1` would parse as numbers, but nobody signs them.
fn is_plain_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A delivery that must not be trusted.
///
/// The message contains no data of the delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The header is not a valid signature.
    Malformed,
    /// The signature does not match the secret and body.
    Mismatch,
    /// The delivery is genuine but not recent: a replay, or a wrong clock.
    Expired,
    /// The delivery is genuine, but its body could not be decoded.
    Decode(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the webhook signature is malformed",
            Self::Mismatch => "the webhook signature does not match",
            Self::Expired => "the webhook timestamp is more than five minutes from now",
            Self::Decode(_) => "failed to decode the webhook body",
        })
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id":"evt_1"}"#;
    const SENT: i64 = 1_780_000_000;
    /// `printf '1780000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac secret`
    const DIGEST: &str = "c445377178f9b51674a09519dd66d747abcb04cce6809aa422c729b21fea497d";
    const OTHER: &str = "0000000000000000000000000000000000000000000000000000000000000000";

    fn verify(signature: &str, body: &[u8], seconds_later: i64) -> Result<(), WebhookError> {
        let now = Timestamp::from_second(SENT + seconds_later).unwrap();
        Secret::new("secret")
            .unwrap()
            .verify_at(signature, body, now)
    }

    fn signed() -> String {
        format!("t={SENT},v1={DIGEST}")
    }

    #[test]
    fn a_genuine_delivery_passes() {
        assert_eq!(verify(&signed(), BODY, 0), Ok(()));
        assert_eq!(
            verify(
                &signed()
                    .to_uppercase()
                    .replace("T=", "t=")
                    .replace("V1", "v1"),
                BODY,
                0
            ),
            Ok(())
        );
    }

    #[test]
    fn one_of_several_digests_is_enough() {
        assert_eq!(
            verify(&format!("t={SENT},v1={OTHER},v1={DIGEST}"), BODY, 0),
            Ok(())
        );
        assert_eq!(
            verify(&format!("t={SENT}, v1={DIGEST}, v2=later"), BODY, 0),
            Ok(())
        );
    }

    #[test]
    fn another_body_secret_or_time_does_not_match() {
        assert_eq!(
            verify(&signed(), br#"{"id":"evt_2"}"#, 0),
            Err(WebhookError::Mismatch)
        );
        assert_eq!(
            verify(&format!("t={},v1={DIGEST}", SENT + 1), BODY, 0),
            Err(WebhookError::Mismatch)
        );
        assert_eq!(
            verify(&format!("t={SENT},v1={OTHER}"), BODY, 0),
            Err(WebhookError::Mismatch)
        );
        let now = Timestamp::from_second(SENT).unwrap();
        let other = Secret::new("secret2").unwrap();
        assert_eq!(
            other.verify_at(&signed(), BODY, now),
            Err(WebhookError::Mismatch)
        );
    }

    #[test]
    fn five_minutes_are_the_limit_both_ways() {
        assert_eq!(verify(&signed(), BODY, 300), Ok(()));
        assert_eq!(verify(&signed(), BODY, -300), Ok(()));
        assert_eq!(verify(&signed(), BODY, 301), Err(WebhookError::Expired));
        assert_eq!(verify(&signed(), BODY, -301), Err(WebhookError::Expired));
    }

    #[test]
    fn a_header_of_another_form_is_malformed() {
        let digest = DIGEST;
        for header in [
            "".to_owned(),
            ",".to_owned(),
            "t".to_owned(),
            format!("t={SENT}"),
            format!("v1={digest}"),
            format!("t=,v1={digest}"),
            format!("t=-1,v1={digest}"),
            format!("t=+{SENT},v1={digest}"),
            format!("t={SENT},t={SENT},v1={digest}"),
            format!("t={SENT},v1=xyz"),
            format!("t={SENT},v1={}", &digest[1..]),
            format!("t={SENT};v1={digest}"),
        ] {
            assert_eq!(
                verify(&header, BODY, 0),
                Err(WebhookError::Malformed),
                "{header}"
            );
        }
        // The right form, but no digest of this kind.
        assert_eq!(
            verify(&format!("t={SENT},v1=00"), BODY, 0),
            Err(WebhookError::Mismatch)
        );
        let huge = "9".repeat(40);
        assert_eq!(
            verify(&format!("t={huge},v1={digest}"), BODY, 0),
            Err(WebhookError::Mismatch)
        );
    }

    #[test]
    fn an_empty_secret_and_a_trailing_newline_are_refused() {
        for secret in ["", "secret\n", " secret"] {
            assert_eq!(
                Secret::new(secret).unwrap_err().to_string(),
                "the webhook secret is empty or has surrounding whitespace"
            );
        }
    }

    #[test]
    fn nothing_shows_the_secret() {
        assert_eq!(
            format!("{:?}", Secret::new("hunter2").unwrap()),
            "Secret(..)"
        );
    }
}
