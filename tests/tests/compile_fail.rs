//! Mistakes that do not compile, each with a message that says what to do.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be copied fails the test"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The compiler whose messages the `.stderr` files hold; another one words them differently.
const COMPILER: &str = "rustc 1.95.";

const CASES: &str = "tests/compile_fail";

#[test]
fn mistakes_do_not_compile() {
    let version = Command::new("rustc")
        .arg("--version")
        .output()
        .unwrap()
        .stdout;
    if version.starts_with(COMPILER.as_bytes()) {
        trybuild::TestCases::new().compile_fail(format!("{CASES}/*.rs"));
    } else if env::var_os("TRYBUILD").is_some() {
        trybuild::TestCases::new().compile_fail(copies().join("*.rs"));
    } else {
        // Writing new messages for copies, a case still has to fail.
        let again = Command::new(env::current_exe().unwrap())
            .env("TRYBUILD", "overwrite")
            .status();
        assert!(again.unwrap().success(), "a mistake compiles");
    }
}

fn copies() -> PathBuf {
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_fail");
    fs::create_dir_all(&copies).unwrap();
    for case in fs::read_dir(CASES)
        .unwrap()
        .map(|case| case.unwrap().path())
    {
        if case.extension().is_some_and(|extension| extension == "rs") {
            fs::copy(&case, copies.join(case.file_name().unwrap())).unwrap();
        }
    }
    copies
}
