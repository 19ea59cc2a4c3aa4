//! The edits of upstream: what the report of `cargo xtask regen` says of each, and what the
//! compiler says of a program of a user.

use crate::{
    compiler::Compiler,
    project::{Copy, Document, documents, regenerate, root},
    upstream::{Edit, edits, told},
    workspace::acceptance,
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// The exit codes of `regen` for breaking changes that are not accepted, and for problems.
const NOT_ACCEPTED: i32 = 5;
const PROBLEMS: i32 = 100;

/// What to judge.
pub struct Judged {
    /// The program `xtask`.
    pub xtask: PathBuf,
    /// Parts of the names of edits; all if empty.
    pub names: Vec<String>,
    /// Whether to ask the compiler.
    pub compile: bool,
}

/// An edit, and what the report says.
struct Report {
    edit: Edit,
    told: Vec<String>,
}

impl Judged {
    /// Prints a line for each edit, and returns whether report and compiler say what they should.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, an edit is not possible, or a program cannot be started.
    pub fn run(&self) -> io::Result<bool> {
        let folder = root().join("target/variants");
        let base = Copy::new(&root(), folder.join("base"))?;
        let mut compiler = Compiler::new()?;
        let mut reports = Vec::new();
        for edit in edits().map_err(io::Error::other)? {
            let is_wanted = |name: &String| edit.name.contains(name.as_str());
            if !self.names.is_empty() && !self.names.iter().any(is_wanted) {
                continue;
            }
            eprintln!("{}: {}", edit.document, edit.name);
            let copy = Copy::new(base.folder(), folder.join("copy"))?;
            let told = self.regenerate(&edit, &copy)?;
            if self.compile {
                let name = format!("nomos-{}", edit.document);
                let generated = |copy: &Copy| copy.folder().join("generated").join(&name);
                compiler.add(
                    &reports.len().to_string(),
                    &generated(&base),
                    &generated(&copy),
                )?;
            }
            reports.push(Report { edit, told });
        }
        let failures = match self.compile {
            true => Some(compiler.failures()?),
            false => None,
        };
        let mut agree = true;
        for (number, report) in reports.iter().enumerate() {
            let (line, agrees) = report.line(number, failures.as_ref());
            println!("{line}");
            agree &= agrees;
        }
        Ok(agree)
    }

    /// Regenerates from the edited document as a maintainer does, and returns what the report says
    /// of its version.
    fn regenerate(&self, edit: &Edit, copy: &Copy) -> io::Result<Vec<String>> {
        edited(edit, copy)?;
        let mut arguments = ["--format", "json"].map(str::to_owned).to_vec();
        let mut output = regenerate(&self.xtask, copy.folder(), &arguments)?;
        if output.status.code() == Some(PROBLEMS) && edit.fix {
            arguments.push("--fix".to_owned());
            output = regenerate(&self.xtask, copy.folder(), &arguments)?;
        }
        let report = output.stdout.clone();
        if output.status.code() == Some(NOT_ACCEPTED) {
            arguments.extend(acceptance(&output));
            output = regenerate(&self.xtask, copy.folder(), &arguments)?;
        }
        if !output.status.success() {
            return Ok(problems(&output.stderr));
        }
        let report: Value = serde_json::from_slice(&report)?;
        let versions = report["versions"].as_array().into_iter().flatten();
        let own = versions.filter(|version| {
            let name = version["version"].as_str().unwrap_or_default();
            name.ends_with(&edit.document)
        });
        Ok(own.flat_map(told).collect())
    }
}

/// How far a report reaches, from nothing.
const CLASSES: [&str; 4] = ["documentation", "additive", "clients", "code"];

impl Report {
    /// The line about it, with the entries that are missing or should be, and whether all say the
    /// same.
    fn line(&self, number: usize, failures: Option<&BTreeSet<String>>) -> (String, bool) {
        let Self { edit, told } = self;
        let reaches = |class: &&&str| told.iter().any(|entry| entry.starts_with(**class));
        let class = CLASSES.iter().rfind(reaches).unwrap_or(&"-");
        let mut agrees = edit.report == *told;
        let mut line = format!("{:8} {class:14} {}", edit.document, edit.name);
        if let Some(failures) = failures {
            let compiles = |name: &str| !failures.contains(&format!("{name}-{number}"));
            agrees &= compiles("user") == (*class != "code");
            line += match (compiles("user"), compiles("client")) {
                (true, _) => ": compiles",
                (false, true) => ": does not compile",
                (false, false) => ": nor does hand-written code compile",
            };
        }
        let missing = edit.report.iter().filter(|entry| !told.contains(entry));
        line.extend(missing.map(|entry| format!("\n  missing: {entry}")));
        let more = told.iter().filter(|entry| !edit.report.contains(entry));
        line.extend(more.map(|entry| format!("\n  unexpected: {entry}")));
        (if agrees { line } else { line + "\n  WRONG" }, agrees)
    }
}

/// The problems that stopped a run, from its messages.
fn problems(messages: &[u8]) -> Vec<String> {
    let messages = String::from_utf8_lossy(messages);
    let errors = messages
        .lines()
        .filter_map(|line| line.strip_prefix("error: "));
    // The last one counts the others.
    let errors = errors.filter(|error| !error.ends_with("no files were changed"));
    errors.map(|error| format!("stopped: {error}")).collect()
}

/// Edits the document of the copy.
fn edited(edit: &Edit, copy: &Copy) -> io::Result<()> {
    let document = documents()?
        .into_iter()
        .find(|it| it.codename == edit.document);
    let unknown = || io::Error::other(format!("{}: no document {}", edit.name, edit.document));
    let document: Document = document.ok_or_else(unknown)?;
    let path: &Path = &copy.document(&document);
    let text = fs::read_to_string(path)?;
    let mut value: Value = serde_yaml::from_str(&text).map_err(io::Error::other)?;
    edit.apply(&mut value).map_err(io::Error::other)?;
    fs::write(path, value.to_string())
}
