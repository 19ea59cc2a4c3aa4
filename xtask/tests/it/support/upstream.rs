//! A server on loopback that plays the one that publishes the documents. Its answers can be set
//! while it runs.

#![allow(dead_code, reason = "not every test program needs every answer")]

use std::{
    collections::{BTreeMap, VecDeque},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// The server; it runs as long as the test program does.
pub struct Upstream {
    url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The answers to come by path; the last one stays.
    routes: BTreeMap<String, VecDeque<Reply>>,
    requests: Vec<Request>,
}

/// A request that came in.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    /// By lowercase name.
    pub headers: BTreeMap<String, String>,
}

/// An answer.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// What `Content-Length` says; `None` for none at all.
    length: Option<usize>,
    /// Whether the body never comes.
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

    /// With an ETag: a request that names it is answered with 304.
    pub fn etag(self, etag: &str) -> Self {
        self.header("ETag", etag)
    }

    /// With a `Content-Length` that is not the one of the body.
    pub fn length(mut self, length: usize) -> Self {
        self.length = Some(length);
        self
    }

    /// Without a `Content-Length`: the body ends with the connection.
    pub fn without_length(mut self) -> Self {
        self.length = None;
        self
    }

    /// The body never comes.
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
    /// Starts a server that answers 404 to everything.
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

    /// Without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers `path` like this from now on.
    pub fn set(&self, path: &str, reply: Reply) {
        self.set_all(path, [reply]);
    }

    /// Answers `path` with one after the other; the last one stays.
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
    // A client that has had enough hangs up, which is no failure of the server.
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
        // Until the client hangs up.
        return stream.read(&mut [0]).map(|_| ());
    }
    stream.write_all(&reply.body)
}
