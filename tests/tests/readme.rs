//! The README shows the actual programs and output.

#![expect(clippy::panic, reason = "a README without the block fails the test")]

use nomos_tests::sandbox::Sandbox;
use xtask::cargo;

const README: &str = include_str!("../../README.md");

/// The content of the fenced block of this kind that follows `after`.
fn block<'r>(kind: &str, after: &str) -> &'r str {
    let (_, rest) = README
        .split_once(after)
        .unwrap_or_else(|| panic!("the README does not contain `{after}`"));
    let (_, rest) = rest
        .split_once(&format!("```{kind}\n"))
        .unwrap_or_else(|| panic!("no {kind} block follows `{after}`"));
    rest.split_once("```").map_or(rest, |(block, _)| block)
}

#[test]
fn the_first_command_prints_what_the_readme_says() {
    let output = cargo::run(&["--package", "xtask", "--", "regen", "--offline", "--check"])
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    for shown in block("text", "cargo test --workspace").lines() {
        // The README omits the number of files.
        let beginning = shown.split('…').next().unwrap_or_default();
        assert!(
            stdout.lines().any(|line| line.starts_with(beginning)),
            "{shown}\n{stdout}"
        );
    }
}

#[test]
fn the_first_program_matches_the_example() {
    assert_eq!(
        block("rust", "## A first program"),
        include_str!("../examples/first.rs")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_program_prints_what_the_readme_says() {
    let sandbox = Sandbox::builder("2026-05-27.curie").stateful();
    let sandbox = sandbox.start().await;
    let output = cargo::run(&["--package", "nomos-tests", "--example", "first"])
        .env("NOMOS_BASE_URL", sandbox.url())
        .env("NOMOS_CLIENT_ID", "any")
        .env("NOMOS_CLIENT_SECRET", "any")
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        block("text", "It prints:"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(sandbox.violations(), []);
}

#[test]
fn a_missing_variable_is_named() {
    for (set, message) in [
        (vec![], "NOMOS_CLIENT_ID is not set"),
        (
            vec![("NOMOS_CLIENT_ID", "any")],
            "NOMOS_CLIENT_SECRET is not set",
        ),
        (
            vec![("NOMOS_CLIENT_ID", "any"), ("NOMOS_CLIENT_SECRET", "")],
            "NOMOS_CLIENT_SECRET is empty",
        ),
    ] {
        let output = cargo::run(&["--package", "nomos-tests", "--example", "first"])
            .env_remove("NOMOS_CLIENT_ID")
            .env_remove("NOMOS_CLIENT_SECRET")
            .envs(set)
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && stderr.contains(message),
            "{stderr}"
        );
    }
}
