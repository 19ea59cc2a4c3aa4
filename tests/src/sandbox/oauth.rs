//! An authorization server: tokens that expire, rotate and can be revoked, and codes with PKCE.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::{
    document::{Document, Operation, Security, TOKEN},
    record::{Recorded, Response},
};

/// The Auth Client of the sandbox, and what it is granted.
#[derive(Clone, Debug)]
pub struct OAuth {
    /// Whether to accept any other client as well, with any secret or none.
    pub any_client: bool,
    /// The client id.
    pub client_id: String,
    /// The client secret; `None` for a public client.
    pub client_secret: Option<String>,
    /// The scopes that tokens are granted.
    pub scope: String,
    /// Lifetime of access tokens, in seconds.
    pub expires_in: u64,
}

impl Default for OAuth {
    fn default() -> Self {
        Self {
            any_client: false,
            client_id: "client_1".to_owned(),
            client_secret: Some("s3cret-client-secret".to_owned()),
            scope: "read:* write:*".to_owned(),
            expires_in: 3600,
        }
    }
}

impl OAuth {
    /// Issues tokens for any client id and secret.
    #[must_use]
    pub fn of_any_client(scope: &str) -> Self {
        Self {
            any_client: true,
            scope: scope.to_owned(),
            ..Self::default()
        }
    }
}

/// A rejection: status and message.
type Refusal = (u16, &'static str);

pub(super) struct Issuer {
    settings: OAuth,
    serial: usize,
    /// Access tokens with their expiry.
    access: HashMap<String, Instant>,
    refresh: HashSet<String>,
    /// Codes with their PKCE challenge and method.
    codes: HashMap<String, Option<(String, String)>>,
}

impl Issuer {
    pub(super) fn new(settings: OAuth) -> Self {
        Self {
            settings,
            serial: 0,
            access: HashMap::new(),
            refresh: HashSet::new(),
            codes: HashMap::new(),
        }
    }

    pub(super) fn expire(&mut self) {
        self.access.clear();
    }

    pub(super) fn revoke_refresh_tokens(&mut self) {
        self.refresh.clear();
    }

    pub(super) fn set_expires_in(&mut self, seconds: u64) {
        self.settings.expires_in = seconds;
    }

    pub(super) fn refresh_tokens(&self) -> Vec<String> {
        self.refresh.iter().cloned().collect()
    }

    /// Issues a code for the login in this request.
    pub(super) fn code(&mut self, recorded: &Recorded) -> String {
        self.serial += 1;
        let code = format!("code-{}", self.serial);
        let query = |name| {
            let mut pairs = recorded.query.iter();
            pairs.find(|(key, _)| key == name).map(|(_, it)| it.clone())
        };
        let challenge = query("code_challenge").zip(query("code_challenge_method"));
        self.codes.insert(code.clone(), challenge);
        code
    }

    /// The response to a valid token request.
    pub(super) fn token(
        &mut self,
        document: &Document,
        recorded: &Recorded,
    ) -> Result<Response, Refusal> {
        let body = recorded.json.as_ref().unwrap_or(&Value::Null);
        self.authenticate(recorded, body)?;
        let field = |name: &str| body[name].as_str().unwrap_or_default();
        match field("grant_type") {
            "client_credentials" => {}
            "refresh_token" if self.refresh.remove(field("refresh_token")) => {}
            "refresh_token" => return Err((401, "the refresh token is no longer valid")),
            "authorization_code" => match self.codes.remove(field("code")) {
                Some(challenge) if proves(challenge.as_ref(), field("code_verifier")) => {}
                _ => return Err((400, "the code or its verifier is invalid")),
            },
            _ => return Err((400, "unsupported grant type")),
        }
        Ok(self.issue(document))
    }

    fn authenticate(&self, recorded: &Recorded, body: &Value) -> Result<(), Refusal> {
        if self.settings.any_client {
            return Ok(());
        }
        let expected = match &self.settings.client_secret {
            Some(secret) => {
                let pair = format!("{}:{secret}", self.settings.client_id);
                Some(format!("Basic {}", BASE64_STANDARD.encode(pair)))
            }
            None if body["client_id"] == *self.settings.client_id => None,
            None => return Err((401, "unknown client")),
        };
        let sent = recorded.headers.get("authorization");
        let sent = sent.and_then(|value| value.to_str().ok());
        if sent == expected.as_deref() {
            Ok(())
        } else {
            Err((401, "invalid client id or secret"))
        }
    }

    fn issue(&mut self, document: &Document) -> Response {
        self.serial += 1;
        let access = format!("access-{}", self.serial);
        let refresh = base16(&Sha256::digest(&access));
        let valid = Duration::from_secs(self.settings.expires_in);
        self.access.insert(access.clone(), Instant::now() + valid);
        self.refresh.insert(refresh.clone());
        let mut body = json!({
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": self.settings.expires_in,
            "refresh_token": refresh,
        });
        // Earlier versions do not return the granted scopes.
        if says_scope(document) {
            body["scope"] = json!(self.settings.scope);
        }
        Response::json(200, &body)
    }

    /// Whether the access token permits a request.
    pub(super) fn admit(&self, operation: &Operation, recorded: &Recorded) -> Result<(), Refusal> {
        if operation.security != Security::Bearer {
            return Ok(());
        }
        let sent = recorded.headers.get("authorization");
        let token = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let valid = token.and_then(|token| self.access.get(token));
        if valid.is_none_or(|end| *end <= Instant::now()) {
            return Err((401, "invalid access token"));
        }
        let needed = if operation.method == "GET" {
            "read:*"
        } else {
            "write:*"
        };
        if self.settings.scope.split(' ').any(|scope| scope == needed) {
            Ok(())
        } else {
            Err((403, "the token does not have the required scope"))
        }
    }
}

fn says_scope(document: &Document) -> bool {
    let token = document.operations.iter().find(|it| it.template == TOKEN);
    let schema = token.and_then(|operation| operation.success().1);
    schema.is_some_and(|schema| {
        let schema = document.schemas.resolve(schema);
        schema["properties"].get("scope").is_some()
    })
}

fn proves(challenge: Option<&(String, String)>, verifier: &str) -> bool {
    match challenge {
        None => verifier.is_empty(),
        Some((challenge, method)) if method == "S256" => {
            *challenge == BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
        }
        Some((challenge, _)) => challenge == verifier,
    }
}

fn base16(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
