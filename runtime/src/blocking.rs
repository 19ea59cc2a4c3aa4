//! Blocking calls, for callers without an async runtime.

use std::{
    future::{Future, IntoFuture as _},
    io::{self, Write},
    sync::{OnceLock, mpsc},
};

use bytes::Bytes;
use tokio::runtime::{Builder, Runtime};

use crate::{
    ApiError, Call, ConfigError, Download, Error, FileLink, FromResponse, Items, Page, Pages,
    RawCall, RawContent, Watch, Watched, error::Kind,
};

/// Runs `work` on this crate's own runtime and waits for it. Works inside other runtimes too, and
/// blocks their thread.
fn wait<T: Send + 'static, E>(
    work: impl Future<Output = Result<T, Error<E>>> + Send + 'static,
) -> Result<T, Error<E>>
where
    E: Send + 'static,
{
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();

    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("client-blocking")
            .enable_all()
            .build()
    });
    let runtime = runtime.as_ref().map_err(|error| {
        ConfigError::new("failed to start the thread for blocking calls")
            .with_source(error.to_string())
    })?;
    let (result, waiting) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // Sending fails only if the caller's thread is gone.
        let _ = result.send(work.await);
    });
    waiting
        .recv()
        .map_err(|_| ConfigError::new("a blocking call ended without a result"))?
}

impl<T: FromResponse + Send, E: ApiError> Call<T, E> {
    /// Sends the request and waits for the result, blocking the thread.
    ///
    /// # Errors
    ///
    /// Fails like the call when it is awaited.
    pub fn send_blocking(self) -> Result<T, Error<E>> {
        wait(self.into_future())
    }
}

impl<E: ApiError> RawCall<E> {
    /// Sends the request and waits for the response, blocking the thread.
    ///
    /// # Errors
    ///
    /// Fails like the call when it is awaited.
    pub fn send_blocking(self) -> Result<http::Response<Bytes>, Error<E>> {
        wait(self.into_future())
    }
}

impl<E: ApiError> Call<FileLink, E> {
    /// Reads the file into memory, blocking the thread.
    ///
    /// # Errors
    ///
    /// Fails like [`bytes`](Self::bytes).
    pub fn bytes_blocking(self) -> Result<Bytes, Error<E>> {
        wait(self.bytes())
    }

    /// Writes the file to `writer`, blocking the thread, and returns its length in bytes.
    ///
    /// # Errors
    ///
    /// Fails like [`write_to`](Self::write_to).
    pub fn write_to_blocking(self, writer: &mut (impl Write + ?Sized)) -> Result<u64, Error<E>> {
        let file = wait(self.download())?;
        copy(file, writer)
    }
}

impl<E: ApiError> Call<RawContent, E> {
    /// Writes the body to `writer`, blocking the thread, and returns its length in bytes.
    ///
    /// # Errors
    ///
    /// Fails like [`write_to`](Self::write_to).
    pub fn write_to_blocking(self, writer: &mut (impl Write + ?Sized)) -> Result<u64, Error<E>> {
        let body = wait(self.download())?;
        copy(body, writer)
    }
}

/// Writes what is downloaded and returns its length in bytes.
fn copy<E: ApiError>(
    mut file: Download<E>,
    writer: &mut (impl Write + ?Sized),
) -> Result<u64, Error<E>> {
    let operation = file.operation();
    let failed = |error| Error::new(operation, Kind::Write(error));
    let mut length = 0;
    loop {
        let (rest, chunk) = wait(async move {
            let chunk = file.next().await.transpose()?;
            Ok((file, chunk))
        })?;
        file = rest;
        let Some(chunk) = chunk else { break };
        writer.write_all(&chunk).map_err(failed)?;
        length += chunk.len() as u64;
    }
    writer.flush().map_err(failed)?;
    Ok(length)
}

/// [`Pages`], [`Items`] or a [`Watch`] as an iterator that blocks the thread.
#[derive(Debug)]
pub struct Blocking<W>(Option<W>);

impl<T, E> Pages<T, E> {
    /// Converts this into an iterator that blocks the thread.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking(Some(self))
    }
}

impl<T, E> Items<T, E> {
    /// Converts this into an iterator that blocks the thread.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking(Some(self))
    }
}

impl<T, E> Watch<T, E> {
    /// Converts this into an iterator that blocks the thread.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking(Some(self))
    }
}

impl<T, E> Blocking<Watch<T, E>> {
    /// Like [`Watch::saved`]; `None` after an error that ended the watch.
    pub fn saved(&self) -> Option<String> {
        self.0.as_ref().map(Watch::saved)
    }
}

macro_rules! iterator {
    ($walk:ident, $item:ty $(, $bound:ident)*) => {
        impl<T: Send + 'static $(+ $bound)*, E: ApiError> Iterator for Blocking<$walk<T, E>> {
            type Item = Result<$item, Error<E>>;

            fn next(&mut self) -> Option<Self::Item> {
                let mut walk = self.0.take()?;
                let next = wait(async move {
                    let next = walk.next().await;
                    Ok::<_, Error<E>>((walk, next))
                });
                match next {
                    Ok((walk, next)) => {
                        self.0 = Some(walk);
                        next
                    }
                    Err(error) => Some(Err(error)),
                }
            }
        }
    };
}

iterator!(Pages, Page<T>);
iterator!(Items, T);
iterator!(Watch, T, Watched, FromResponse);
