//! Signed deliveries, as received by the example.
//!
//! The newest version with GET /events/{id}, webhook.rs.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Stdio},
};

use xtask::cargo;

use super::api::API_VERSION;
use crate::{SECRET, event, signature};

/// The crate of this version.
fn package() -> String {
    format!("nomos-{}", API_VERSION.split_once('.').unwrap().1)
}

/// A running instance of the example.
struct Receiver {
    process: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Receiver {
    fn start() -> Self {
        let mut process = cargo::run(&["--package", &package(), "--example", "webhook_receiver"])
            .env("NOMOS_WEBHOOK_SECRET", SECRET)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Self {
            process,
            output,
            address,
        }
    }

    /// Delivers an event and returns the status.
    fn deliver(&self, signature: &str, body: &str) -> u16 {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: localhost\r\nX-Nomos-Signature: {signature}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // It may already have exited.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_example_accepts_only_signed_deliveries() {
    let mut receiver = Receiver::start();
    let unknown = event("meter.exploded");
    assert_eq!(receiver.deliver(&signature(&unknown), &unknown), 204);
    let mut line = String::new();
    receiver.output.read_line(&mut line).unwrap();
    assert_eq!(line, "ignored: meter.exploded\n");
    assert_eq!(
        receiver.deliver(&signature(&unknown), &event("meter.repaired")),
        400
    );
    assert_eq!(receiver.deliver("", &unknown), 400);
    assert_eq!(receiver.deliver(&signature("{}"), "{}"), 500);
}
