//! Runs every example of every crate against the sandbox, as its header describes.

#![allow(
    clippy::unwrap_used,
    reason = "a program that does not run fails the test"
)]

use nomos_tests::{
    http,
    sandbox::{Sandbox, Webhook, ids},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    task::JoinSet,
};
use xtask::cargo;

const SECRET: &str = "whsec_demo";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The versions that have this example.
fn versions(example: &str) -> Vec<String> {
    let versions = Sandbox::versions().into_iter();
    let found: Vec<_> = versions
        .filter(|version| folder(version).join(format!("{example}.rs")).exists())
        .collect();
    assert!(!found.is_empty(), "{example}");
    found
}

fn folder(version: &str) -> PathBuf {
    root()
        .join("generated")
        .join(package(version))
        .join("examples")
}

fn package(version: &str) -> String {
    format!("nomos-{}", version.split_once('.').unwrap().1)
}

/// An example with the variables of its header.
fn command(version: &str, example: &str, url: &str) -> Command {
    let mut command = cargo::run(&["--package", &package(version), "--example", example, "--"]);
    command
        .env("NOMOS_BASE_URL", url)
        .env("NOMOS_CLIENT_ID", "any")
        .env("NOMOS_CLIENT_SECRET", "any");
    let mut command = Command::from(command);
    command.kill_on_drop(true);
    command
}

async fn sandbox(version: &str) -> Sandbox {
    Sandbox::builder(version).stateful().start().await
}

/// The output of an example with these arguments.
async fn output(version: &str, example: &str, arguments: &[&str]) -> String {
    let sandbox = sandbox(version).await;
    let mut command = command(version, example, &sandbox.url());
    let output = command.args(arguments).output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success(),
        "{version} {example}: {said}{errors}"
    );
    assert_eq!(sandbox.violations(), [], "{version} {example}");
    said
}

/// The examples that need no second process.
async fn assert_prints(example: &str, arguments: &[&str], parts: &[&str]) {
    for version in versions(example) {
        let said = output(&version, example, arguments).await;
        for part in parts {
            assert!(said.contains(part), "{version} {example}: {said}");
        }
    }
}

#[test]
fn every_example_is_run_here() {
    let tests = include_str!("examples.rs");
    let mut names = BTreeSet::new();
    for version in Sandbox::versions() {
        for entry in fs::read_dir(folder(&version)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            names.insert(name.strip_suffix(".rs").unwrap().to_owned());
        }
    }
    assert!(names.len() >= 6);
    let missing: Vec<_> = names
        .iter()
        .filter(|name| !tests.contains(&format!("\"{name}\"")))
        .collect();
    assert_eq!(missing, [] as [&String; 0]);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_command_of_the_headers_starts_a_sandbox() {
    let arguments = ["--version", "curie", "--port", "0"];
    let sandbox = ["--package", "xtask", "--", "sandbox"];
    let mut command = Command::from(cargo::run(&[&sandbox[..], &arguments].concat()));
    command.kill_on_drop(true);
    let (_process, mut lines) = start(&mut command);
    let url = lines.next_line().await.unwrap().unwrap();
    let overview = http().get(format!("{url}/_sandbox")).send().await.unwrap();
    let overview = overview.text().await.unwrap();
    assert!(overview.contains(ids::PLAN_FEED_IN), "{overview}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout() {
    assert_prints("checkout", &[], &[" EUR a month\n", " is pending\n"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cheapest_hours() {
    assert_prints(
        "cheapest_hours",
        &[],
        &[", in ct/kWh\n", "consecutive from "],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_in_signup() {
    let parts = [": about ", " EUR a month\n", " is pending and starts on "];
    assert_prints("feed_in_signup", &[], &parts).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert_prints("invoice_pdfs", &[path], &[".pdf ("]).await;
    assert_prints("invoice_pdfs_by_subscription", &[path], &[".pdf ("]).await;
    for entry in fs::read_dir(path).unwrap() {
        let pdf = fs::read(entry.unwrap().path()).unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_watched_until_it_is_live() {
    // The example polls once a second at most, so the versions do it at the same time.
    let watches = versions("meter_order_watch").into_iter().map(watch);
    watches.collect::<JoinSet<()>>().join_all().await;
}

async fn watch(version: String) {
    let (sandbox, folder) = (sandbox(&version).await, tempfile::tempdir().unwrap());
    fs::create_dir(folder.path().join("target")).unwrap();
    let mut watch = command(&version, "meter_order_watch", &sandbox.url());
    watch.arg(ids::METER_ORDER).env("SECONDS_BETWEEN", "1");
    let (_process, mut lines) = start(watch.current_dir(folder.path()));
    let mut seen = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        seen.push(line);
        // Each poll moves the order to its next state.
        let path = format!("/_sandbox/meter-orders/{}", ids::METER_ORDER);
        control(&sandbox, &path).await;
    }
    assert_eq!(seen.last().unwrap(), "done", "{seen:?}");
    assert!(seen.contains(&"activated".to_owned()), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_received() {
    for version in versions("webhook_receiver") {
        let mut receiver = command(&version, "webhook_receiver", "");
        let (_process, mut lines) = start(receiver.env("NOMOS_WEBHOOK_SECRET", SECRET));
        let line = lines.next_line().await.unwrap().unwrap();
        let address = line.strip_prefix("listening on ").unwrap();
        let webhook = Webhook::new(&format!("http://{address}/"), SECRET)
            .retry_after(vec![Duration::from_millis(100); 100]);
        let sandbox = Sandbox::builder(&version).stateful().webhook(webhook);
        let sandbox = sandbox.start().await;
        let path = format!(
            "/_sandbox/subscriptions/{}/activate",
            ids::SUBSCRIPTION_PENDING
        );
        control(&sandbox, &path).await;
        let expected = format!("supply started: {}", ids::SUBSCRIPTION_PENDING);
        while lines.next_line().await.unwrap().unwrap() != expected {}
    }
}

fn start(command: &mut Command) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
    let output = process.stdout.take().unwrap();
    (process, BufReader::new(output).lines())
}

/// Calls a control endpoint. A rejection is fine: the order may already be in its final state.
async fn control(sandbox: &Sandbox, path: &str) {
    let url = format!("{}{path}", sandbox.url());
    let call = http().post(url).body("{}").send();
    assert!(call.await.unwrap().status().as_u16() < 500);
}
