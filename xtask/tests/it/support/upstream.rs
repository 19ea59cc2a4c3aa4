//! A local server that emulates the one that publishes the documents. Its replies can be changed
//! while it runs.

#![allow(dead_code, reason = "not every test binary uses every kind of reply")]

use std::{
    collections::{BTreeMap, VecDeque},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// The server. It runs until the test process ends.
pub struct Upstream {
    url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The remaining replies by path; the last one is repeated.
    routes: BTreeMap<String, VecDeque<Reply>>,
    requests: Vec<Request>,
}

/// A received request.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    /// By lowercase name.
    pub headers: BTreeMap<String, String>,
}

/// A reply.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// The value of `Content-Length`; `None` to omit it.
    length: Option<usize>,
    /// Whether the body is never sent.
    stalled: bool,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self {
            status: 200,
            headers: Vec::new(),
            length: Some(body.len()),
            body,
            stalled: false,
        }
    }

    /// Another status, with an empty body.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::ok("")
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an ETag. A request with a matching `If-None-Match` gets a 304.
    pub fn etag(self, etag: &str) -> Self {
        self.header("ETag", etag)
    }

    /// Sets a `Content-Length` that differs from the length of the body.
    pub fn length(mut self, length: usize) -> Self {
        self.length = Some(length);
        self
    }

    /// Omits `Content-Length`: the body ends with the connection.
    pub fn without_length(mut self) -> Self {
        self.length = None;
        self
    }

    /// Never sends the body.
    pub fn stalled(mut self) -> Self {
        self.stalled = true;
        self
    }

    fn is_known(&self, request: &Request) -> bool {
        let etag = self.headers.iter().find(|(name, _)| name == "ETag");
        etag.is_some_and(|(_, etag)| request.headers.get("if-none-match") == Some(etag))
    }
}

impl Upstream {
    /// Starts a server that replies with 404 to every request.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(stream.unwrap(), &shared));
            }
        });
        Self { url, state }
    }

    /// The base URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sets the reply for `path`.
    pub fn set(&self, path: &str, reply: Reply) {
        self.set_all(path, [reply]);
    }

    /// Sets the replies for `path`, one after the other; the last one is repeated.
    pub fn set_all(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        let replies = replies.into_iter().collect();
        let mut state = self.state.lock().unwrap();
        state.routes.insert(path.to_owned(), replies);
    }

    /// The requests for `path` so far.
    pub fn requests(&self, path: &str) -> Vec<Request> {
        let state = self.state.lock().unwrap();
        let requests = state.requests.iter();
        requests
            .filter(|request| request.path == path)
            .cloned()
            .collect()
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>) {
    let Some(request) = read(&stream) else { return };
    let reply = {
        let mut state = state.lock().unwrap();
        state.requests.push(request.clone());
        match state.routes.get_mut(&request.path) {
            Some(replies) if replies.len() > 1 => replies.pop_front().unwrap(),
            Some(replies) => replies[0].clone(),
            None => Reply::status(404),
        }
    };
    // Some clients close the connection early, which is not a failure of the server.
    let _ = if reply.is_known(&request) {
        write(&stream, &Reply::status(304).length(0))
    } else {
        write(&stream, &reply)
    };
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_lowercase(), value.trim().to_owned()))
        })
        .collect();
    Some(Request { path, headers })
}

fn write(mut stream: &TcpStream, reply: &Reply) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Any\r\nConnection: close\r\n", reply.status);
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if let Some(length) = reply.length {
        head += &format!("Content-Length: {length}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    if reply.stalled {
        // Wait until the client closes the connection.
        return stream.read(&mut [0]).map(|_| ());
    }
    stream.write_all(&reply.body)
}
