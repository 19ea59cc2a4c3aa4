//! Files that an operation links to.

use std::{fmt, io, time::Instant};

use bytes::{Bytes, BytesMut};
use http::{
    StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT},
};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::retry::retry_after;
use crate::{
    ApiError, Attempt, BodyStream, Call, Error, Failure, FileLink, TransportError,
    TransportErrorKind, error::Kind, transport,
};

/// How much of the response of a host that refuses is kept.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// A file as it arrives.
///
/// It comes from the host that stores it, which is sent neither the access token nor the version
/// header.
pub struct Download<E> {
    operation: &'static crate::Operation,
    response: http::Response<BodyStream>,
    error: std::marker::PhantomData<fn() -> E>,
}

impl<E: ApiError> Download<E> {
    /// The type of the file, such as `application/pdf`, as the host says.
    pub fn content_type(&self) -> Option<&str> {
        self.response.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The length of the file in bytes, as the host says.
    pub fn content_length(&self) -> Option<u64> {
        let length = self.response.headers().get(CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// The next part of the file; `None` at its end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<E>>> {
        let chunk = transport::next_chunk(self.response.body_mut()).await?;
        Some(chunk.map_err(|error| Error::new(self.operation, Kind::Transport(error))))
    }
}

impl<E> fmt::Debug for Download<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

impl<E: ApiError> Call<FileLink, E> {
    /// Opens the file: asks for a link and follows it. If the link has expired by then, another one
    /// is asked for.
    ///
    /// # Errors
    ///
    /// There is no link, or the host that stores the file refuses ([`Error::is_file`]).
    pub async fn download(self) -> Result<Download<E>, Error<E>> {
        self.open(|response| async { Ok(response) })
            .await
            .map(|response| Download {
                operation: self.operation(),
                response,
                error: std::marker::PhantomData,
            })
    }

    /// Reads the file into memory, up to the longest response body to accept
    /// ([`with_max_response_bytes`](Self::with_max_response_bytes), 32 MiB by default).
    ///
    /// # Errors
    ///
    /// As [`download`](Self::download), and the file breaks off, or is longer than that.
    pub async fn bytes(self) -> Result<Bytes, Error<E>> {
        let limit = self.limits().max_response_bytes;
        self.open(|response| read(response.into_body(), limit))
            .await
    }

    /// Writes the file to `writer`, part by part, and returns its length in bytes.
    ///
    /// # Errors
    ///
    /// As [`download`](Self::download), and the file breaks off, or it could not be written
    /// ([`Error::is_write`]). Something may have been written then.
    pub async fn write_to<W: AsyncWrite + Unpin + ?Sized>(
        self,
        writer: &mut W,
    ) -> Result<u64, Error<E>> {
        let operation = self.operation();
        let mut file = self.download().await?;
        let mut length = 0;
        let failed = |error: io::Error| Error::new(operation, Kind::Write(error));
        while let Some(chunk) = file.next().await {
            let chunk = chunk?;
            writer.write_all(&chunk).await.map_err(failed)?;
            length += chunk.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        Ok(length)
    }

    /// Follows a fresh link until `read` gets something out of it. A file can be read as often as
    /// one likes, so that failures are repeated like those of any read.
    async fn open<T, F>(
        &self,
        read: impl Fn(http::Response<BodyStream>) -> F,
    ) -> Result<T, Error<E>>
    where
        F: Future<Output = Result<T, TransportError>>,
    {
        let link = self.core().link();
        let deadline = link.clock.now() + self.total_timeout();
        let mut may_expire = true;
        let mut number = 0;
        loop {
            let url = self.send().await?.url;
            number += 1;
            let (error, failure, wait) = match self.fetch(&url, deadline, &read).await {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(refusal)) => {
                    let status = refusal.status();
                    if is_expired(status) && may_expire {
                        may_expire = false;
                        continue;
                    }
                    let wait = retry_after(refusal.headers(), link.clock.system_time());
                    let error = Error::new(self.operation(), Kind::File).with_response(refusal);
                    (error, Failure::Status(status.as_u16()), wait)
                }
                Err(error) => {
                    let failure = Failure::Transport(error.kind());
                    (
                        Error::new(self.operation(), Kind::Transport(error)),
                        failure,
                        None,
                    )
                }
            };
            let attempt = Attempt {
                number,
                safe: true,
                failure,
                retry_after: wait,
            };
            match link.retry.decide(&attempt, (link.jitter)()) {
                Some(wait) if link.clock.now() + wait < deadline && link.budget.take() => {
                    link.clock.sleep(wait).await;
                }
                _ => return Err(error.after(number)),
            }
        }
    }

    /// What `read` makes of the file, or the response of a host that refuses.
    async fn fetch<T, F>(
        &self,
        url: &str,
        deadline: Instant,
        read: impl Fn(http::Response<BodyStream>) -> F,
    ) -> Result<Result<T, http::Response<Bytes>>, TransportError>
    where
        F: Future<Output = Result<T, TransportError>>,
    {
        let link = self.core().link();
        let mut limits = self.limits();
        limits.timeout = deadline.saturating_duration_since(link.clock.now());
        let mut request = http::Request::get(url)
            .body(Bytes::new())
            .map_err(|error| TransportError::new(TransportErrorKind::Other).with_source(error))?;
        // Nothing but this: who stores the file has no business with token or version.
        if let Some(agent) = link.headers.get(USER_AGENT) {
            request.headers_mut().insert(USER_AGENT, agent.clone());
        }
        let response = link.transport.stream(request, limits).await?;
        if response.status() == StatusCode::OK {
            return read(response).await.map(Ok);
        }
        let (parts, body) = response.into_parts();
        let body = self::read(body, LONGEST_REFUSAL).await.unwrap_or_default();
        Ok(Err(http::Response::from_parts(parts, body)))
    }
}

/// What hosts answer when the signature of a link is too old.
fn is_expired(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_REQUEST
            | StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::GONE
    )
}

async fn read(mut body: BodyStream, limit: usize) -> Result<Bytes, TransportError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = transport::next_chunk(&mut body).await {
        let chunk = chunk?;
        if chunk.len() > limit - bytes.len() {
            return Err(TransportError::new(TransportErrorKind::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}
