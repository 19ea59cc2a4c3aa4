//! Mistakes that do not compile, each with a message that says what to do.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a case that cannot be copied fails the test"
)]

#[path = "../build/needs.rs"]
mod needs;
#[path = "../build/version.rs"]
#[allow(dead_code, reason = "the build script uses all of it")]
mod version;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use needs::Needs;

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
        check(Path::new(CASES));
    } else if env::var_os("TRYBUILD").is_some() {
        check(&copies());
    } else {
        // Writing new messages for copies, a case still has to fail.
        let again = Command::new(env::current_exe().unwrap())
            .env("TRYBUILD", "overwrite")
            .status();
        assert!(again.unwrap().success(), "a mistake compiles");
    }
}

/// Compiles the cases in a folder.
fn check(folder: &Path) {
    let compiler = trybuild::TestCases::new();
    for case in cases() {
        compiler.compile_fail(folder.join(case.file_name().unwrap()));
    }
}

/// The cases whose crate has what they are about.
fn cases() -> Vec<PathBuf> {
    let versions = version::versions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated"));
    let cases = fs::read_dir(CASES)
        .unwrap()
        .map(|case| case.unwrap().path());
    let is_chosen = |case: &PathBuf| {
        let is_case = case.extension().is_some_and(|extension| extension == "rs");
        let needs = || Needs::of(&fs::read_to_string(case).unwrap()).unwrap();
        is_case && !needs().choose(&versions).is_empty()
    };
    cases.filter(is_chosen).collect()
}

fn copies() -> PathBuf {
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_fail");
    fs::create_dir_all(&copies).unwrap();
    for case in cases() {
        fs::copy(&case, copies.join(case.file_name().unwrap())).unwrap();
    }
    copies
}
