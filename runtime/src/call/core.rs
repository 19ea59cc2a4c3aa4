//! What all calls of a client share.

use std::{fmt, sync::Arc};

use super::{
    exchange::{Exchange, exchange},
    pipeline::Link,
    request::Draft,
};
use crate::{ConfigError, Login, Method, RawCall, auth::Auth};

/// The header that pins the API version of a request, and echoes it in the response.
pub(crate) const VERSION_HEADER: &str = "x-api-version";

/// What a generated crate was generated for.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The pinned API version, such as `2026-05-27.curie`.
    pub version: &'static str,
    /// The base URL of production.
    pub base_url: &'static str,
    /// The value of the `User-Agent` header.
    pub user_agent: &'static str,
}

/// The shared state behind a client. Cheap to clone; clones share connections, token and rate
/// limit.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

struct Shared {
    link: Arc<Link>,
    auth: Auth,
}

impl Core {
    pub(crate) fn new(link: Arc<Link>, auth: Auth) -> Self {
        Self(Arc::new(Shared { link, auth }))
    }

    pub(crate) fn link(&self) -> &Link {
        &self.0.link
    }

    pub(crate) fn auth(&self) -> &Auth {
        &self.0.auth
    }

    pub(crate) fn base_url(&self) -> &str {
        self.0.link.base_url.as_str()
    }

    pub(crate) async fn exchange(&self, draft: &Draft) -> Exchange {
        exchange(&self.0.link, &self.0.auth, draft).await
    }

    /// A request to any path below the base URL; see [`RawCall`].
    pub fn raw<E>(&self, method: Method, path: impl Into<String>) -> RawCall<E> {
        RawCall::new(self, method, path.into())
    }

    /// Begins the login of a customer; see [`Login`].
    ///
    /// # Errors
    ///
    /// The redirect URI is not an absolute URL, or there are no random numbers.
    pub fn login(
        &self,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Result<Login, ConfigError> {
        Login::new(self, client_id.into(), redirect_uri.into())
    }

    /// The scope that the present token was granted: `None` before the first call, and when it is
    /// not known.
    pub fn granted_scope(&self) -> Option<String> {
        self.0.auth.fresh()?.granted().map(str::to_owned)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Core").field(&self.0.link).finish()
    }
}
