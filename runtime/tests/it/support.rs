//! A server that answers with prepared bytes.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// Answers every connection with the same bytes and keeps what it was sent.
pub struct Server {
    /// Where the server listens, without a scheme.
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

/// What happens to the connection after the answer.
#[derive(Clone, Copy, PartialEq)]
pub enum Then {
    Close,
    Hang,
}

impl Server {
    pub async fn start(answer: impl Into<Vec<u8>>, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (answer, kept) = (answer.into(), Arc::clone(&requests));
        tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read(&mut stream).await;
                kept.lock().unwrap().push(request);
                // A client that has read enough hangs up, and that is fine.
                let _ = stream.write_all(&answer).await;
                if then == Then::Hang {
                    open.push(stream);
                }
            }
        });
        Self { address, requests }
    }

    /// A server whose answer is complete.
    pub async fn answering(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
        Self::start(answer, Then::Close).await
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, head and body as they came, header names in lower case.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request so far.
    pub fn request(&self) -> String {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.into_iter().next().unwrap()
    }
}

/// Reads one request, or whatever comes before the stream ends or stops looking like HTTP.
async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if bytes.first() == Some(&0x16) {
            return "TLS".into();
        }
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await.unwrap() {
            0 => return text,
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}
