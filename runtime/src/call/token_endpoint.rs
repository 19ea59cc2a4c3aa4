//! Token requests, sent like calls but without a token.

use bytes::Bytes;

use super::{exchange::exchange, pipeline::Pipeline, request::RequestBuilder};
use crate::{
    Auth, BoxFuture, Method, Operation, TokenError,
    auth::{TokenEndpoint, TokenRequest},
    error::SendError,
};

static TOKEN: Operation = Operation {
    id: "oauth.token",
    method: Method::Post,
    path: "",
    scope: None,
    auth: Auth::Basic,
    since: "",
    until: None,
    rules: &[],
    meanings: &[],
};

impl TokenEndpoint for Pipeline {
    fn request<'a>(
        &'a self,
        request: &'a TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Bytes>, TokenError>> {
        Box::pin(async move {
            let path = self
                .api
                .token_path
                .ok_or_else(|| TokenError::message("the API has no token endpoint"))?;
            let mut builder = RequestBuilder::new(&TOKEN);
            builder.set_template(path);
            if let Some((client_id, client_secret)) = request.basic {
                builder.set_basic(client_id, client_secret);
            }
            builder.set_safe(request.is_safe());
            builder.set_form(request);
            match exchange(self, None, &builder).await.result {
                Ok(response) => Ok(response),
                Err(SendError::Transport(error)) => Err(TokenError::transport(error)),
                Err(SendError::Request(_) | SendError::Rule(_)) => Err(TokenError::message(
                    "the client ID and secret are not a valid header value",
                )),
                Err(SendError::Deadline | SendError::Token(_) | SendError::Scope { .. }) => {
                    Err(TokenError::message("the token request timed out"))
                }
            }
        })
    }
}
