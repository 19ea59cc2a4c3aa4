//! Runs `cargo xtask` as a process.

#![allow(dead_code, reason = "not every test binary uses everything")]

use std::{path::Path, process::Command};

/// Exit code and output of a run.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts that standard error contains all parts.
    #[track_caller]
    pub fn assert_says(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.stderr.contains(part), "{part}: {}", self.stderr);
        }
    }

    /// The fingerprints in the command that it suggests.
    pub fn fingerprints(&self) -> Vec<String> {
        let (_, list) = self.stderr.split_once("--accept ").unwrap();
        let (list, _) = list.split_once("`\n").unwrap();
        list.split(' ').map(str::to_owned).collect()
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self
    }
}

/// `cargo xtask` in a folder.
pub fn xtask(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .env_remove("NOMOS_SPEC_BASE_URL")
        .current_dir(folder);
    command
}
