//! The state that all calls of a client share.

use std::{fmt, sync::Arc};

use super::{
    exchange::{Exchange, exchange},
    pipeline::Pipeline,
    request::RequestBuilder,
};
use crate::{ConfigError, Login, auth::Authenticator};

/// The shared state of a client. Cheap to clone; clones share the connections, the token and the
/// rate limit.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

struct Shared {
    pipeline: Arc<Pipeline>,
    authenticator: Authenticator,
}

impl Core {
    pub(crate) fn new(pipeline: Arc<Pipeline>, authenticator: Authenticator) -> Self {
        Self(Arc::new(Shared {
            pipeline,
            authenticator,
        }))
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.0.pipeline
    }

    pub(crate) fn authenticator(&self) -> &Authenticator {
        &self.0.authenticator
    }

    pub(crate) async fn exchange(&self, request: &RequestBuilder) -> Exchange {
        exchange(&self.0.pipeline, Some(&self.0.authenticator), request).await
    }

    /// Starts the login of a customer; see [`Login`].
    ///
    /// # Errors
    ///
    /// Fails if the redirect URI is not an absolute URL, the API has no authorization endpoint, or
    /// the operating system provides no random numbers.
    pub fn login(
        &self,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Result<Login, ConfigError> {
        let Pipeline { api, base_url, .. } = self.pipeline();
        let path = api
            .authorize_path
            .ok_or_else(|| ConfigError::new("the API has no authorization endpoint"))?;
        let endpoint = format!("{}{path}", base_url.as_str());
        Login::new(endpoint, client_id.into(), redirect_uri.into())
    }

    /// The scopes that the current token was granted; `None` before the first call and if they are
    /// unknown.
    pub fn granted_scope(&self) -> Option<String> {
        self.0.authenticator.fresh()?.granted().map(str::to_owned)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Core").field(&self.0.pipeline).finish()
    }
}
