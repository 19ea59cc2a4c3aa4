//! Results that are not JSON: files, texts.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use http::{Response, Uri, header::CONTENT_TYPE};
use tokio::io::AsyncWrite;

use super::{download::Download, exchange::Exchange, response};
use crate::{ApiError, Call, DecodeError, Error, FromResponse};

/// The body of a response that is not JSON, such as a PDF or a text.
///
/// Awaiting the call reads it into memory, up to the size limit of responses.
/// [`download`](Call::download) and [`write_to`](Call::write_to) read it as it arrives.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawContent {
    /// The media type, such as `application/pdf`, if the server states it.
    pub content_type: Option<String>,
    /// The body.
    pub bytes: Bytes,
}

impl RawContent {
    /// The body as UTF-8, with U+FFFD in place of what is not.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }
}

impl fmt::Debug for RawContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may be personal data.
        f.debug_struct("RawContent")
            .field("content_type", &self.content_type)
            .field("length", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl FromResponse for RawContent {
    fn from_response(response: &Response<Bytes>, _: &Uri) -> Result<Self, DecodeError> {
        let content_type = response.headers().get(CONTENT_TYPE);
        Ok(Self {
            content_type: content_type.map(|it| String::from_utf8_lossy(it.as_bytes()).into()),
            bytes: response.body().clone(),
        })
    }
}

impl<E: ApiError> Call<RawContent, E> {
    /// Sends the request and returns the response as soon as its headers have arrived. Its length
    /// is not limited; the total timeout includes the body.
    ///
    /// # Errors
    ///
    /// Fails like the call when it is awaited.
    pub async fn download(mut self) -> Result<Download<E>, Error<E>> {
        self.request.set_streamed();
        let Exchange {
            uri,
            attempts,
            result,
            body,
        } = self.exchange().await;
        let operation = self.operation();
        let head = result.map_err(|error| Error::from_send(operation, error).after(attempts))?;
        let api = &self.core().pipeline().api;
        // An error, which has been read as a whole, or a success without its body.
        let checked = response::read::<RawContent, E>(operation, api, &uri, head.clone());
        checked.map_err(|error| error.after(attempts))?;
        Ok(Download::new(operation, head, body))
    }

    /// Writes the body to `writer` chunk by chunk and returns its length in bytes.
    ///
    /// # Errors
    ///
    /// Fails like [`download`](Self::download), and if the body is incomplete or could not be
    /// written ([`Error::is_write`]). Part of it may have been written.
    pub async fn write_to<W: AsyncWrite + Unpin + ?Sized>(
        self,
        writer: &mut W,
    ) -> Result<u64, Error<E>> {
        self.download().await?.write_to(writer).await
    }
}
