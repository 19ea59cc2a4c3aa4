//! `cargo xtask regen` with an upstream server: what it fetches, what it rejects, and that a
//! failure changes no files.

use crate::support::{
    run::{Run, xtask},
    tree::{content, tree},
    upstream::{Reply, Upstream},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap, fs, net::TcpListener, path::PathBuf, process::Command, time::SystemTime,
};

const FRESH: i32 = 0;
const OUT_OF_DATE: i32 = 4;
const FAILURE: i32 = 100;

const ALPHA: &str = "2026-01-01.alpha";
const BETA: &str = "2026-02-01.beta";
const ALPHA_PATH: &str = "/openapi.2026-01-01.alpha.json";
const BETA_PATH: &str = "/openapi.2026-02-01.beta.json";
const INDEX_PATH: &str = "/llms.txt";

const PINS: &str = "\
# Oldest first.
crate-prefix = \"shop\"
index = \"https://docs.shop.example/llms.txt\"

[[version]]
name = \"2026-01-01.alpha\" # the first
status = \"previous\"
url = \"https://shop.example/openapi.2026-01-01.alpha.json\"
crate-version = \"0.1.0\"

[[version]]
name = \"2026-02-01.beta\"
status = \"stable\"
url = \"https://shop.example/openapi.2026-02-01.beta.json\"
crate-version = \"0.1.0\"
";

/// The document of a version.
fn document(version: &str) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": version},
        "servers": [{"url": "https://shop.example"}],
        "paths": {
            "/things": {"get": {"responses": {"200": {
                "description": "",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
            }}}},
        },
        "components": {"schemas": {"Thing": {
            "type": "object",
            "required": ["name", "state"],
            "properties": {"name": {"type": "string"}, "state": {"type": "string", "enum": ["open", "done"]}},
        }}},
    })
}

/// The document of a version with an additional enum value.
fn changed(version: &str) -> String {
    let text = document(version).to_string();
    text.replace(r#"["open","done"]"#, r#"["open","done","lost"]"#)
}

/// The document of a version in another order: same meaning, different text.
fn reordered(version: &str) -> String {
    let Value::Object(members) = document(version) else {
        unreachable!()
    };
    let reversed = Value::Object(members.into_iter().rev().collect());
    let text = serde_json::to_string_pretty(&reversed).unwrap();
    let old = "\"name\",\n          \"state\"";
    assert!(text.contains(old), "{text}");
    text.replace(old, "\"state\", \"name\"")
}

/// A folder with `specs/` and `generated/`, and its upstream server.
struct Project {
    folder: tempfile::TempDir,
    upstream: Upstream,
}

/// Time of the last write and content of every file.
type Tree = BTreeMap<PathBuf, (SystemTime, Vec<u8>)>;

impl Project {
    /// Two versions are pinned and published; nothing has been fetched yet.
    fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
            upstream: Upstream::start(),
        };
        fs::create_dir(project.path("specs")).unwrap();
        fs::write(project.path("specs/versions.toml"), PINS).unwrap();
        project.upstream.set(INDEX_PATH, Reply::ok(""));
        for (path, version) in [(ALPHA_PATH, ALPHA), (BETA_PATH, BETA)] {
            let text = document(version).to_string();
            project
                .upstream
                .set(path, Reply::ok(text).etag(&format!("\"{version}\"")));
        }
        project
    }

    /// Everything is fetched and generated.
    fn fetched() -> Self {
        let project = Self::new();
        let run = project.regen(&[]);
        assert_eq!(run.code, FRESH, "{}", run.stderr);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs against the upstream.
    fn regen(&self, arguments: &[&str]) -> Run {
        self.regen_at(self.upstream.url(), arguments)
    }

    fn regen_at(&self, url: &str, arguments: &[&str]) -> Run {
        self.run(&[&["--base-url", url], arguments].concat())
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command().args(arguments))
    }

    fn command(&self) -> Command {
        let mut command = xtask(self.folder.path());
        command.args(["regen", "--specs", "specs", "--out", "generated"]);
        command.args(["--backoff", "1", "--no-verify"]);
        command
    }

    /// Everything but the documents that were kept.
    fn tree(&self) -> Tree {
        tree(self.folder.path(), |path| {
            if path.starts_with(self.path("target")) {
                return None;
            }
            let written = path.metadata().unwrap().modified().unwrap();
            Some((written, content(path)?))
        })
    }

    /// Ends with `code` without touching a file.
    fn assert_untouched(&self, arguments: &[&str], code: i32) -> Run {
        self.assert_untouched_at(self.upstream.url(), arguments, code)
    }

    fn assert_untouched_at(&self, url: &str, arguments: &[&str], code: i32) -> Run {
        let before = self.tree();
        let run = self.regen_at(url, arguments);
        assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
        assert!(self.tree() == before, "something was written");
        run
    }

    /// If upstream sends `reply` for beta, the run fails with `cause` after this many requests and
    /// touches no file.
    fn assert_rejected(reply: Reply, cause: &str, requests: usize) {
        let project = Self::fetched();
        project.upstream.set(BETA_PATH, reply);
        // The changed document of the other version is not taken either.
        project.upstream.set(ALPHA_PATH, Reply::ok(changed(ALPHA)));
        let before = project.upstream.requests(BETA_PATH).len();
        let run = project.assert_untouched(&[], FAILURE);
        run.assert_says(&[
            &format!(
                "error: {BETA}: {}{BETA_PATH}: {cause}",
                project.upstream.url()
            ),
            "help: to regenerate the others, run `cargo xtask regen --only alpha`",
            "help: to keep the crate of beta if its document is gone for good, run `cargo xtask regen --status beta=retired`",
            "help: to generate from the checked-in documents, run `cargo xtask regen --offline`",
            "no files were changed",
            "2026-02-01.beta  failed\n",
        ]);
        assert!(
            !run.stderr.contains("error: 2026-01-01.alpha"),
            "{}",
            run.stderr
        );
        assert_eq!(
            project.upstream.requests(BETA_PATH).len() - before,
            requests
        );
    }
}

#[test]
fn the_first_run_writes_documents_records_and_crates() {
    let project = Project::new();
    let run = project.regen(&[]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
    run.assert_says(&[
        "2026-01-01.alpha  fetched 1 kB\n",
        "2026-02-01.beta  fetched 1 kB\n",
    ]);
    assert!(
        run.stdout.contains("  ~ specs/2026-01-01.alpha.yaml\n"),
        "{}",
        run.stdout
    );
    assert!(project.path("generated/shop-beta/src/lib.rs").exists());
    let text = project.read("specs/2026-02-01.beta.yaml");
    assert!(
        text.starts_with("openapi: 3.0.3\ninfo:\n  title: Shop\n"),
        "{text}"
    );
    let pins = project.read("specs/versions.toml");
    let without: String = pins
        .split_inclusive('\n')
        .filter(|line| {
            !["sha256 = ", "etag = ", "fetched = \"20"]
                .iter()
                .any(|key| line.starts_with(key))
        })
        .collect();
    assert_eq!(without, PINS);
    assert_eq!(pins.lines().count(), PINS.lines().count() + 6, "{pins}");
    assert!(pins.contains("etag = '\"2026-02-01.beta\"'\n"), "{pins}");
}

#[test]
fn an_unmodified_document_is_not_sent_and_changes_nothing() {
    let project = Project::fetched();
    let run = project.assert_untouched(&[], FRESH);
    run.assert_says(&[
        "2026-01-01.alpha  not modified\n",
        "2026-02-01.beta  not modified\n",
    ]);
    let requests = project.upstream.requests(BETA_PATH);
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].headers.get("if-none-match"), None);
    assert_eq!(requests[1].headers["if-none-match"], "\"2026-02-01.beta\"");
}

#[test]
fn reordering_and_reformatting_change_nothing() {
    let project = Project::fetched();
    let reply = Reply::ok(reordered(BETA)).etag("\"another\"");
    project.upstream.set(BETA_PATH, reply);
    let run = project.assert_untouched(&[], FRESH);
    run.assert_says(&[
        "2026-01-01.alpha  not modified\n",
        "2026-02-01.beta  fetched 1 kB\n",
    ]);
}

#[test]
fn a_changed_document_is_written_with_its_record_and_crate() {
    let project = Project::fetched();
    let before = project.tree();
    project.upstream.set(BETA_PATH, Reply::ok(changed(BETA)));
    let run = project.regen(&[]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
    let after = project.tree();
    let written: Vec<_> = after
        .keys()
        .filter(|path| after[*path] != before[*path])
        .collect();
    assert_eq!(
        written,
        [
            &project.path("generated/shop-beta/CHANGELOG.md"),
            &project.path("generated/shop-beta/Cargo.toml"),
            &project.path("generated/shop-beta/MIGRATING.md"),
            &project.path("generated/shop-beta/SKILL.md"),
            &project.path("generated/shop-beta/document.json"),
            &project.path("generated/shop-beta/model.json"),
            &project.path("generated/shop-beta/src/types/things.rs"),
            &project.path("specs/2026-02-01.beta.yaml"),
            &project.path("specs/versions.toml"),
        ]
    );
    let text = project.read("specs/2026-02-01.beta.yaml");
    assert!(text.contains("- done\n          - lost\n"), "{text}");
    // The response had no ETag, so the old one was removed.
    assert_eq!(
        project
            .read("specs/versions.toml")
            .matches("etag = ")
            .count(),
        1
    );
    project.assert_untouched(&[], FRESH);
}

#[test]
fn check_compares_with_upstream_and_writes_nothing() {
    let project = Project::fetched();
    project.assert_untouched(&["--check"], FRESH);
    project.upstream.set(BETA_PATH, Reply::ok(changed(BETA)));
    let run = project.assert_untouched(&["--check"], OUT_OF_DATE);
    for part in [
        "specs differs from the published documents:\n  differs  2026-02-01.beta.yaml\n",
        "  differs  shop-beta/src/types/things.rs\n",
        "help: run `cargo xtask regen` and commit",
    ] {
        assert!(run.stdout.contains(part), "{}", run.stdout);
    }
    // A change that does not affect the generated code is reported, too.
    let other = document(BETA).to_string().replace("3.0.3", "3.0.2");
    project.upstream.set(BETA_PATH, Reply::ok(other));
    let run = project.assert_untouched(&["--check"], OUT_OF_DATE);
    assert!(
        run.stdout.contains("generated is up to date"),
        "{}",
        run.stdout
    );
}

#[test]
fn client_errors_are_not_retried() {
    Project::assert_rejected(
        Reply::status(404),
        "the server responded with 404 Not Found",
        1,
    );
    Project::assert_rejected(
        Reply::status(204),
        "the server responded with 204 No Content",
        1,
    );
    // A redirect without a location.
    Project::assert_rejected(Reply::status(302), "the server responded with 302 Found", 1);
}

#[test]
fn a_server_error_is_retried() {
    let project = Project::new();
    let busy = Reply::status(429).header("Retry-After", "0");
    let good = Reply::ok(document(BETA).to_string());
    project
        .upstream
        .set_all(BETA_PATH, [Reply::status(500), busy, good]);
    let run = project.regen(&[]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
    assert_eq!(project.upstream.requests(BETA_PATH).len(), 3);
}

#[test]
fn a_persistent_server_error_is_reported() {
    let cause = "the server responded with 503 Service Unavailable (after 3 attempts)";
    Project::assert_rejected(Reply::status(503), cause, 3);
}

#[test]
fn an_html_page_is_rejected() {
    let cause = "the response is an HTML page";
    Project::assert_rejected(Reply::ok("\n<!doctype html><title>Shop</title>"), cause, 1);
    Project::assert_rejected(Reply::ok("<HTML></HTML>"), cause, 1);
    let reply = Reply::ok("Sign in").header("Content-Type", "text/html; charset=utf-8");
    Project::assert_rejected(reply, cause, 1);
}

#[test]
fn a_body_that_is_not_a_document_is_rejected() {
    let cause = "the response is not a JSON or YAML document: ";
    Project::assert_rejected(Reply::ok("{\"openapi\": "), cause, 1);
    Project::assert_rejected(Reply::ok("[1]"), cause, 1);
    Project::assert_rejected(Reply::ok(""), cause, 1);
    Project::assert_rejected(
        Reply::ok(b"\xff{}".to_vec()),
        "the response is not valid UTF-8",
        1,
    );
    Project::assert_rejected(
        Reply::ok("{}"),
        "the response is not an OpenAPI document: missing `openapi`",
        1,
    );
}

#[test]
fn a_truncated_body_is_rejected() {
    let text = document(BETA).to_string();
    let length = text.len() + 10;
    Project::assert_rejected(
        Reply::ok(text).length(length),
        "the connection was lost before the response was complete: ",
        3,
    );
}

#[test]
fn a_body_that_is_too_large_is_rejected() {
    let cause = "the response is larger than 20 MB";
    Project::assert_rejected(Reply::ok("").length(20_000_001).stalled(), cause, 1);
    Project::assert_rejected(Reply::ok(vec![b' '; 20_000_001]).without_length(), cause, 1);
}

#[test]
fn a_stalled_body_times_out() {
    let project = Project::fetched();
    project
        .upstream
        .set(BETA_PATH, Reply::ok("").length(10).stalled());
    let run = project.assert_untouched(&["--fetch-timeout", "200"], FAILURE);
    run.assert_says(&[
        "openapi.2026-02-01.beta.json: no complete response within 200ms (after 3 attempts)",
    ]);
}

#[test]
fn the_document_of_another_version_is_rejected() {
    let reply = Reply::ok(document(ALPHA).to_string());
    Project::assert_rejected(
        reply,
        "the response is the document of version `2026-01-01.alpha`, not `2026-02-01.beta`",
        1,
    );
    let reply = Reply::ok("{\"openapi\": \"3.0.0\", \"info\": {}}");
    Project::assert_rejected(
        reply,
        "the response does not state its version: missing `info.version`",
        1,
    );
}

#[test]
fn an_unsupported_openapi_version_is_rejected() {
    let text = document(BETA).to_string().replace("3.0.3", "3.1.0");
    Project::assert_rejected(
        Reply::ok(text),
        "the response is OpenAPI `3.1.0`; only 3.0 is supported",
        1,
    );
}

#[test]
fn redirects_are_followed_five_times_and_never_to_plain_http() {
    let to = |url: &str| Reply::status(302).header("Location", url);
    let cause = "redirected to http://shop.example/document, which is not HTTPS";
    Project::assert_rejected(to("http://me:secret@shop.example/document"), cause, 1);
    Project::assert_rejected(to(BETA_PATH), "redirected more than 5 times", 6);

    let project = Project::new();
    project.upstream.set(BETA_PATH, to("/1"));
    for step in 1..5 {
        project
            .upstream
            .set(&format!("/{step}"), to(&format!("/{}", step + 1)));
    }
    project
        .upstream
        .set("/5", Reply::ok(document(BETA).to_string()));
    let run = project.regen(&[]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
}

#[test]
fn an_unreachable_host_is_reported_for_every_version() {
    let project = Project::fetched();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = format!("http://me:secret@{free}");
    let run = project.assert_untouched_at(&url, &[], FAILURE);
    run.assert_says(&[
        &format!("error: {ALPHA}: http://{free}{ALPHA_PATH}: could not connect: "),
        &format!("error: {BETA}: http://{free}{BETA_PATH}: could not connect: "),
    ]);
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
}

#[test]
fn unencrypted_urls_are_rejected() {
    let project = Project::fetched();
    let run = project.assert_untouched_at("http://me:secret@shop.example", &[], FAILURE);
    run.assert_says(&["http://shop.example/ must start with https://", ALPHA, BETA]);
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
}

#[test]
fn a_document_that_cannot_be_generated_from_changes_nothing() {
    let project = Project::fetched();
    let text = document(BETA)
        .to_string()
        .replace("schemas/Thing", "schemas/Things");
    project.upstream.set(BETA_PATH, Reply::ok(text));
    let run = project.assert_untouched(&[], FAILURE);
    run.assert_says(&["no files were changed"]);
}

#[test]
fn a_fetched_document_is_kept_until_a_run_succeeds() {
    let project = Project::fetched();
    let text = document(BETA)
        .to_string()
        .replace("schemas/Thing", "schemas/Things");
    project.upstream.set(BETA_PATH, Reply::ok(text));
    let run = project.regen(&[]);
    let kept = "target/regen/2026-02-01.beta.yaml";
    run.assert_says(&[
        &format!("note: the fetched documents were kept in {kept}\n"),
        "help: fix the problems, then run `cargo xtask regen ",
    ]);
    let (_, place) = run.stderr.split_once(&format!("--> {kept}:")).unwrap();
    let line: usize = place.split(':').next().unwrap().parse().unwrap();
    let kept_line = project.read(kept).lines().nth(line - 1).unwrap().to_owned();
    assert!(kept_line.contains("schemas/Things"), "{kept_line}");

    let fixed = Reply::ok(document(BETA).to_string());
    project.upstream.set(BETA_PATH, fixed);
    assert_eq!(project.regen(&[]).code, FRESH);
    assert!(!project.path(kept).exists());
}

#[test]
fn an_edited_document_is_a_warning_and_fetched_again() {
    let project = Project::fetched();
    let text = project.read("specs/2026-02-01.beta.yaml");
    fs::write(
        project.path("specs/2026-02-01.beta.yaml"),
        text.replace("Shop", "My shop"),
    )
    .unwrap();
    let run = project.run(&["--offline"]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
    run.assert_says(&["warning: specs/2026-02-01.beta.yaml was edited after it was fetched"]);
    let run = project.regen(&[]);
    run.assert_says(&[
        "2026-01-01.alpha  not modified",
        "2026-02-01.beta  fetched 1 kB",
    ]);
    assert_eq!(project.read("specs/2026-02-01.beta.yaml"), text);
}

#[test]
fn the_url_can_come_from_the_environment_or_the_pins() {
    let project = Project::new();
    let run = Run::of(
        project
            .command()
            .env("NOMOS_SPEC_BASE_URL", project.upstream.url()),
    );
    assert_eq!(run.code, FRESH, "{}", run.stderr);

    let project = Project::new();
    let pins = PINS.replace("https://shop.example", project.upstream.url());
    let pins = pins.replace("https://docs.shop.example", project.upstream.url());
    fs::write(project.path("specs/versions.toml"), pins).unwrap();
    let run = project.run(&[]);
    assert_eq!(run.code, FRESH, "{}", run.stderr);
}

#[test]
fn a_checked_in_json_document_is_replaced_by_yaml() {
    let project = Project::new();
    fs::write(
        project.path("specs/2026-02-01.beta.json"),
        document(BETA).to_string(),
    )
    .unwrap();
    assert_eq!(project.regen(&[]).code, FRESH);
    assert!(project.path("specs/2026-02-01.beta.yaml").exists());
    assert!(!project.path("specs/2026-02-01.beta.json").exists());
}

#[test]
fn a_version_that_is_published_but_not_pinned_is_reported() {
    let project = Project::fetched();
    let index = "[gamma](https://docs.shop.example/openapi.2026-03-01.gamma.json)";
    project.upstream.set(INDEX_PATH, Reply::ok(index));
    let run = project.assert_untouched(&[], FRESH);
    run.assert_says(&["note: 2026-03-01.gamma is published but not pinned; to add it, run `cargo xtask regen --add 2026-03-01.gamma`\n"]);
}

#[test]
fn an_index_that_could_not_be_fetched_is_a_warning() {
    let project = Project::fetched();
    project.upstream.set(INDEX_PATH, Reply::status(500));
    let run = project.assert_untouched(&[], FRESH);
    run.assert_says(&[
        "warning: could not check for new versions: ",
        "/llms.txt: the server responded with 500 Internal Server Error",
    ]);
}
