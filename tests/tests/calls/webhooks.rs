//! Signed deliveries, as read by every crate and received by the example.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use nomos_curie::webhook::{Secret, WebhookError};
use serde_json::json;
use sha2::Sha256;
use xtask::cargo;

const SECRET: &str = "whsec_of_the_tests";

fn signature(body: &str) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{now}.{body}").as_bytes());
    let digest = base16ct::lower::encode_string(&mac.finalize().into_bytes());
    format!("t={now},v1={digest}")
}

fn event(topic: &str) -> String {
    let context = json!({"subscription": "sub_1", "invoice": "inv_1"});
    json!({"id": "evt_1", "topic": topic, "timestamp": "2026-06-01T12:00:00Z", "context": context})
        .to_string()
}

/// The event as read by one crate.
macro_rules! read {
    ($crate_name:ident, $topic:literal) => {{
        let body = event($topic);
        let secret = Secret::new(SECRET).unwrap();
        let event = secret.event::<$crate_name::types::Event>(&signature(&body), body.as_bytes());
        event.unwrap()
    }};
}

#[test]
fn every_crate_reads_its_events() {
    macro_rules! check {
        ($($crate_name:ident),*) => {$(
            let event = read!($crate_name, "subscription.activated");
            assert!(matches!(event, $crate_name::types::Event::SubscriptionActivated(_)));
            assert_eq!(event.id().unwrap().as_str(), "evt_1");
        )*};
    }
    check!(nomos_chucky, nomos_batman, nomos_edison, nomos_curie);
}

#[test]
fn an_unknown_topic_is_kept() {
    let event = read!(nomos_edison, "invoice.paid");
    assert!(matches!(event, nomos_edison::types::Event::Unknown(_)));
    assert_eq!(event.topic().as_str(), "invoice.paid");
    assert!(!event.topic().is_known());
}

#[test]
fn a_signed_body_that_is_not_an_event_names_the_location() {
    let body = r#"{"topic":"invoice.paid","id":1}"#;
    let event = Secret::new(SECRET)
        .unwrap()
        .event::<nomos_curie::types::Event>(&signature(body), body.as_bytes());
    let Err(WebhookError::Decode(error)) = event else {
        unreachable!("{event:?}")
    };
    assert_eq!(error.path(), "id");
}

/// A running instance of the example.
struct Receiver {
    process: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Receiver {
    fn start() -> Self {
        let mut process =
            cargo::run(&["--package", "nomos-curie", "--example", "webhook_receiver"])
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
    let paid = event("invoice.paid");
    assert_eq!(receiver.deliver(&signature(&paid), &paid), 204);
    let mut line = String::new();
    receiver.output.read_line(&mut line).unwrap();
    assert_eq!(line, "ignored: invoice.paid\n");
    assert_eq!(
        receiver.deliver(&signature(&paid), &event("invoice.voided")),
        400
    );
    assert_eq!(receiver.deliver("", &paid), 400);
    assert_eq!(receiver.deliver(&signature("{}"), "{}"), 500);
}
