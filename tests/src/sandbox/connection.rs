//! Connections that can be cut in the middle of a response.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use axum::{extract::connect_info::Connected, serve::IncomingStream, serve::Listener};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// Where a response is cut off.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// Before the first byte.
    AtOnce,
    /// After this many bytes of the body.
    InBody(usize),
}

/// Cuts the connection of a request.
#[derive(Clone, Default)]
pub(super) struct Cutter(Arc<Mutex<Option<Cut>>>);

impl Cutter {
    pub(super) fn cut(&self, cut: Cut) {
        *self.lock() = Some(cut);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Cut>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connected<IncomingStream<'_, Connections>> for Cutter {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().cutter.clone()
    }
}

/// Accepts connections that can be cut.
pub(super) struct Connections(pub(super) TcpListener);

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            if let Ok((stream, address)) = self.0.accept().await {
                // Without it, a response waits 40 ms for a delayed acknowledgement.
                let _ = stream.set_nodelay(true);
                let cutter = Cutter::default();
                return (Connection { stream, cutter }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

pub(super) struct Connection {
    stream: TcpStream,
    cutter: Cutter,
}

impl Connection {
    /// How many of `bytes` may still be written.
    fn allowed(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut cut = self.cutter.lock();
        let left = match *cut {
            None => return Ok(bytes.len()),
            Some(Cut::AtOnce) => 0,
            // The head is written in one piece, together with the start of the body.
            Some(Cut::InBody(length)) => {
                let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
                *cut = Some(Cut::AtOnce);
                end.map_or(0, |end| end + 4 + length).min(bytes.len())
            }
        };
        if left == 0 {
            // Makes the client see a reset, not an end of file.
            #[allow(deprecated, reason = "zero does not block")]
            self.stream.set_linger(Some(std::time::Duration::ZERO))?;
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(left)
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let allowed = self.allowed(bytes)?;
        Pin::new(&mut self.stream).poll_write(context, &bytes[..allowed])
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
