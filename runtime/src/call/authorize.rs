//! The authentication of a call, around its retries: which token is sent, whether it covers the
//! operation, and what happens when the server rejects it.

use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::{
    attempt::Sender,
    retry_loop::{RetryLoop, Retryable},
};
use crate::{Token, TransportError, auth::Authenticator, clock::within, error::SendError, scope};

/// Sends a request with a token. If the server rejects the token, the request is sent once more
/// with a new one: a rejected request has had no effect.
pub(crate) async fn send(
    authenticator: &Authenticator,
    sender: &mut Sender<'_>,
    retry: &mut RetryLoop<'_>,
) -> Result<Response<Bytes>, SendError> {
    let mut authorized = Authorized {
        authenticator,
        sender,
        token: None,
        refused: None,
    };
    loop {
        let response = retry
            .run(&mut authorized)
            .await?
            .map_err(SendError::Transport)?;
        let unauthorized = response.status() == StatusCode::UNAUTHORIZED;
        if !unauthorized || authorized.refused.is_some() || !authenticator.is_renewable() {
            return Ok(response);
        }
        authorized.refused = authorized.token.take();
    }
}

/// A request that is sent with a token. Each attempt gets the current one, because tokens expire
/// between attempts.
struct Authorized<'s, 'a> {
    authenticator: &'s Authenticator,
    sender: &'s mut Sender<'a>,
    /// The token of the last attempt.
    token: Option<Arc<Token>>,
    /// The token that the server has rejected.
    refused: Option<Arc<Token>>,
}

impl Retryable for Authorized<'_, '_> {
    type Outcome = Result<Response<Bytes>, TransportError>;
    type Error = SendError;

    async fn attempt(&mut self) -> Result<Self::Outcome, SendError> {
        self.token = self.token().await?;
        self.check_scope()?;
        let authorization = self.token.as_ref().map(|token| token.authorization());
        self.sender.send(authorization).await
    }
}

impl Authorized<'_, '_> {
    /// The token to send.
    async fn token(&mut self) -> Result<Option<Arc<Token>>, SendError> {
        if let (Some(token), None) = (self.authenticator.fresh(), &self.refused) {
            return Ok(Some(token));
        }
        let token = self.authenticator.token(self.refused.as_ref());
        within(&*self.sender.pipeline.clock, self.sender.time_left(), token)
            .await
            .ok_or(SendError::Deadline)?
            .map_err(SendError::Token)
    }

    /// Whether the token covers the operation, as far as is known.
    fn check_scope(&self) -> Result<(), SendError> {
        let granted = self.token.as_ref().and_then(|token| token.granted());
        match (
            self.sender.request.scope(&self.sender.pipeline.api),
            granted,
        ) {
            (Some(needed), Some(granted)) if !scope::covers(granted, needed) => {
                let granted = granted.to_owned();
                Err(SendError::Scope { needed, granted })
            }
            _ => Ok(()),
        }
    }
}
