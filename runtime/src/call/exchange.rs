//! From a request to its response, through the layers of a call from the outside in:
//! [authentication](super::authorize), [retries](super::retry_loop), and a single
//! [attempt](super::attempt) with rate limit and observers.

use bytes::Bytes;
use http::{Response, Uri};

use super::{
    attempt::Sender, authorize, pipeline::Pipeline, request::RequestBuilder, retry_loop::RetryLoop,
};
use crate::{Auth, BodyStream, auth::Authenticator, error::SendError};

/// The outcome of a call.
pub(crate) struct Exchange {
    /// The URL of the last request.
    pub(crate) uri: Uri,
    /// The number of requests sent.
    pub(crate) attempts: u32,
    pub(crate) result: Result<Response<Bytes>, SendError>,
    /// The body of a success, if it is read as it arrives.
    pub(crate) body: Option<BodyStream>,
}

/// Sends `request` until there is a response worth returning. Without an authenticator, no token
/// is sent.
pub(crate) async fn exchange(
    pipeline: &Pipeline,
    authenticator: Option<&Authenticator>,
    request: &RequestBuilder,
) -> Exchange {
    let request = &*request.of_call();
    let work = async {
        let mut sender = Sender::new(pipeline, request);
        let result = send(&mut sender, authenticator).await;
        Exchange {
            uri: sender.uri,
            attempts: sender.attempts,
            result,
            body: sender.body,
        }
    };
    #[cfg(feature = "tracing")]
    let work = super::trace::in_span(pipeline, request, work);
    work.await
}

async fn send(
    sender: &mut Sender<'_>,
    authenticator: Option<&Authenticator>,
) -> Result<Response<Bytes>, SendError> {
    let Sender {
        pipeline, request, ..
    } = *sender;
    // Before a token is requested.
    request.check().map_err(SendError::Request)?;
    request
        .check_rules(&*pipeline.clock)
        .map_err(SendError::Rule)?;
    let mut retry = RetryLoop::new(pipeline, request.is_safe(), sender.deadline);
    match authenticator.filter(|_| request.operation.auth == Auth::Bearer) {
        Some(authenticator) => authorize::send(authenticator, sender, &mut retry).await,
        None => retry.run(sender).await?.map_err(SendError::Transport),
    }
}
