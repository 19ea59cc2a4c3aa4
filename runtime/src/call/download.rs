//! Downloads: bodies that are read as they arrive, and files that an operation links to.

use std::{
    fmt, io,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use http::{
    StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT},
};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::retry_loop::{Outcome, RetryLoop, Retryable};
use crate::{
    ApiError, BodyStream, Call, Error, Failure, FileLink, TransportError, TransportErrorKind,
    error::Kind, transport,
};

/// How much of an error response of the storage host is kept.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// A file that is being downloaded.
///
/// One that an operation links to is fetched from the storage host, which receives neither the
/// access token nor the version header.
pub struct Download<E> {
    operation: &'static crate::Operation,
    response: http::Response<BodyStream>,
    error: std::marker::PhantomData<fn() -> E>,
}

impl<E> Download<E> {
    /// A response whose body is read from `body`.
    pub(crate) fn new(
        operation: &'static crate::Operation,
        head: http::Response<Bytes>,
        body: Option<BodyStream>,
    ) -> Self {
        let response = head.map(|whole| body.unwrap_or_else(|| transport::whole(whole)));
        Self {
            operation,
            response,
            error: std::marker::PhantomData,
        }
    }
}

impl<E: ApiError> Download<E> {
    /// The media type of the file, such as `application/pdf`, as reported by the host.
    pub fn content_type(&self) -> Option<&str> {
        self.response.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The length of the file in bytes, as reported by the host.
    pub fn content_length(&self) -> Option<u64> {
        let length = self.response.headers().get(CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// The next chunk of the file; `None` at its end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<E>>> {
        let chunk = transport::next_chunk(self.response.body_mut()).await?;
        Some(chunk.map_err(|error| Error::new(self.operation, Kind::Transport(error))))
    }
}

impl<E: ApiError> Download<E> {
    /// The operation that the file is the result of.
    #[cfg(feature = "blocking")]
    pub(crate) fn operation(&self) -> &'static crate::Operation {
        self.operation
    }

    /// Writes the rest of the file and returns its length in bytes.
    pub(crate) async fn write_to<W: AsyncWrite + Unpin + ?Sized>(
        mut self,
        writer: &mut W,
    ) -> Result<u64, Error<E>> {
        let operation = self.operation;
        let mut length = 0;
        let failed = |error: io::Error| Error::new(operation, Kind::Write(error));
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            writer.write_all(&chunk).await.map_err(failed)?;
            length += chunk.len() as u64;
        }
        writer.flush().await.map_err(failed)?;
        Ok(length)
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
    /// Requests a link to the file and opens it. If the link has expired, a new one is requested.
    ///
    /// # Errors
    ///
    /// Fails if there is no link or the storage host rejects the request ([`Error::is_file`]).
    pub async fn download(self) -> Result<Download<E>, Error<E>> {
        self.open(AsItArrives).await.map(|response| Download {
            operation: self.operation(),
            response,
            error: std::marker::PhantomData,
        })
    }

    /// Reads the file into memory, up to the size limit of responses
    /// ([`with_max_response_bytes`](Self::with_max_response_bytes), 32 MiB by default).
    ///
    /// # Errors
    ///
    /// Fails like [`download`](Self::download), and if the file is incomplete or exceeds the limit.
    pub async fn bytes(self) -> Result<Bytes, Error<E>> {
        let limit = self.limits().max_response_bytes;
        self.open(InMemory { limit }).await
    }

    /// Writes the file to `writer` chunk by chunk and returns its length in bytes.
    ///
    /// # Errors
    ///
    /// Fails like [`download`](Self::download), and if the file is incomplete or could not be
    /// written ([`Error::is_write`]). Part of it may have been written.
    pub async fn write_to<W: AsyncWrite + Unpin + ?Sized>(
        self,
        writer: &mut W,
    ) -> Result<u64, Error<E>> {
        self.download().await?.write_to(writer).await
    }

    /// Follows a fresh link until `read` succeeds. Reading a file changes nothing, so failures are
    /// retried like those of any read.
    async fn open<R: Read>(&self, read: R) -> Result<R::File, Error<E>> {
        let pipeline = self.core().pipeline();
        let deadline = pipeline.clock.now() + self.total_timeout();
        let mut retry = RetryLoop::new(pipeline, true, deadline);
        let mut file = LinkedFile {
            call: self,
            deadline,
            read,
        };
        let mut may_expire = true;
        loop {
            let error = match retry.run(&mut file).await? {
                Ok(Fetched::File(value)) => return Ok(value),
                Ok(Fetched::Refused(response)) => {
                    if is_expired(response.status()) && may_expire {
                        may_expire = false;
                        continue;
                    }
                    Error::new(self.operation(), Kind::File).with_response(response)
                }
                Err(error) => Error::new(self.operation(), Kind::Transport(error)),
            };
            return Err(error.after(retry.attempts()));
        }
    }
}

/// A file, by way of the call that links to it.
struct LinkedFile<'a, E, R> {
    call: &'a Call<FileLink, E>,
    deadline: Instant,
    read: R,
}

impl<E: ApiError, R: Read> Retryable for LinkedFile<'_, E, R> {
    type Outcome = Result<Fetched<R::File>, TransportError>;
    type Error = Error<E>;

    async fn attempt(&mut self) -> Result<Self::Outcome, Error<E>> {
        let url = self.call.send().await?.url;
        Ok(self.fetch(&url).await)
    }
}

impl<E: ApiError, R: Read> LinkedFile<'_, E, R> {
    /// Follows a link.
    async fn fetch(&self, url: &str) -> Result<Fetched<R::File>, TransportError> {
        let pipeline = self.call.core().pipeline();
        let mut limits = self.call.limits();
        limits.timeout = self
            .deadline
            .saturating_duration_since(pipeline.clock.now());
        let mut request = http::Request::get(url)
            .body(Bytes::new())
            .map_err(|error| TransportError::new(TransportErrorKind::Other).with_source(error))?;
        // Nothing else: the storage host must not get the token or the version.
        if let Some(agent) = pipeline.headers.get(USER_AGENT) {
            request.headers_mut().insert(USER_AGENT, agent.clone());
        }
        let response = pipeline.transport.stream(request, limits).await?;
        if response.status() == StatusCode::OK {
            return self.read.read(response).await.map(Fetched::File);
        }
        let (parts, body) = response.into_parts();
        let body = transport::read(body, LONGEST_REFUSAL)
            .await
            .unwrap_or_default();
        let response = http::Response::from_parts(parts, body);
        Ok(Fetched::Refused(response))
    }
}

/// How much of a file is read within an attempt.
trait Read: Send + Sync {
    type File: Send;

    fn read(
        &self,
        response: http::Response<BodyStream>,
    ) -> impl Future<Output = Result<Self::File, TransportError>> + Send;
}

/// The response with its head: the body is read later.
struct AsItArrives;

impl Read for AsItArrives {
    type File = http::Response<BodyStream>;

    async fn read(&self, response: Self::File) -> Result<Self::File, TransportError> {
        Ok(response)
    }
}

/// The whole body, up to `limit` bytes.
struct InMemory {
    limit: usize,
}

impl Read for InMemory {
    type File = Bytes;

    async fn read(&self, response: http::Response<BodyStream>) -> Result<Bytes, TransportError> {
        transport::read(response.into_body(), self.limit).await
    }
}

/// The outcome of following a link.
enum Fetched<T> {
    /// The file, as far as it was read.
    File(T),
    /// The error response of the host.
    Refused(http::Response<Bytes>),
}

impl<T> Outcome for Fetched<T> {
    fn failure(&self, now: SystemTime) -> Option<(Failure, Option<Duration>)> {
        match self {
            Self::File(_) => None,
            Self::Refused(response) => response.failure(now),
        }
    }
}

/// The statuses with which hosts reject an expired link.
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
