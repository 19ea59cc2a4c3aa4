//! `cargo check`, and its errors as data.

use super::{doc_examples, workspace::Workspace};
use crate::cargo;
use cargo_metadata::{
    CompilerMessage, Message,
    diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan},
};
use std::{
    collections::BTreeSet,
    io::{self, BufReader, Read as _, Seek as _},
    process::Stdio,
};

/// One error of the compiler.
pub struct CompileError {
    /// The crate.
    pub package: String,
    /// What is wrong.
    pub message: String,
    /// Where; `None` if it is not in a file of the crates.
    pub at: Option<At>,
    /// The words of the message and of the code it is about.
    pub words: BTreeSet<String>,
}

/// A position in a file of a crate, counted from one.
#[derive(PartialEq)]
pub struct At {
    /// The path below the folder of all crates.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Checks these packages of the workspace.
///
/// # Errors
///
/// The message of cargo if it could not check them.
pub fn check(workspace: &Workspace, packages: &[&str]) -> Result<Vec<CompileError>, String> {
    // Usually everything is downloaded. If not, cargo says so at once, and downloads it.
    check_with(workspace, packages, &["--offline"])
        .or_else(|_| check_with(workspace, packages, &[]))
}

fn check_with(
    workspace: &Workspace,
    packages: &[&str],
    flags: &[&str],
) -> Result<Vec<CompileError>, String> {
    let failed = |error: io::Error| format!("could not run cargo: {error}");
    let mut log = tempfile::tempfile().map_err(failed)?;
    let mut command = cargo::command();
    command
        .args([
            "check",
            "--all-targets",
            "--keep-going",
            "--quiet",
            "--message-format=json",
        ])
        .args(flags)
        .current_dir(workspace.folder())
        .env("CARGO_TARGET_DIR", workspace.target())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log.try_clone().map_err(failed)?);
    for package in packages {
        command.args(["--package", package]);
    }
    let mut cargo = command.spawn().map_err(failed)?;
    let mut errors = Vec::new();
    let mut compiles_dependencies = false;
    // Should this process be killed, cargo ends at its next message, which nobody reads.
    for message in cargo
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| Message::parse_stream(BufReader::new(out)))
    {
        match message.map_err(failed)? {
            Message::CompilerMessage(message) => errors.extend(error(message)),
            Message::CompilerArtifact(artifact) => {
                let is_ours = packages.contains(&artifact.target.name.replace('_', "-").as_str());
                if !artifact.fresh && !is_ours && !compiles_dependencies {
                    compiles_dependencies = true;
                    eprintln!("compiling the dependencies of the crates, which is needed once");
                }
            }
            _ => {}
        }
    }
    let status = cargo.wait().map_err(failed)?;
    if status.success() || !errors.is_empty() {
        return Ok(distinct(errors));
    }
    let mut text = String::new();
    log.rewind()
        .and_then(|()| log.read_to_string(&mut text))
        .map_err(failed)?;
    Err(format!("cargo could not check the crates: {}", text.trim()))
}

/// The errors without repetitions: cargo compiles a library twice, once for its tests.
fn distinct(errors: Vec<CompileError>) -> Vec<CompileError> {
    let mut distinct: Vec<CompileError> = Vec::new();
    for error in errors {
        let is_known = |known: &CompileError| {
            known.package == error.package && known.message == error.message && known.at == error.at
        };
        if !distinct.iter().any(is_known) {
            distinct.push(error);
        }
    }
    distinct
}

fn error(message: CompilerMessage) -> Option<CompileError> {
    let package = package_of(&message)?;
    let error = message.message;
    // The last one only counts the others.
    let is_summary = error.spans.is_empty() && error.message.starts_with("aborting due to");
    if !matches!(error.level, DiagnosticLevel::Error | DiagnosticLevel::Ice) || is_summary {
        return None;
    }
    let primary = error.spans.iter().find(|span| span.is_primary);
    let mut text = error.message.clone();
    let labels = error
        .spans
        .iter()
        .filter(|span| primary.is_some_and(|at| at.file_name == span.file_name));
    for label in labels.filter_map(|span| span.label.as_deref()) {
        if !text.contains(label) {
            text.push_str(&format!("; {label}"));
        }
    }
    Some(CompileError {
        package,
        words: words_of(&error),
        at: primary.and_then(at),
        message: text,
    })
}

/// The folder of the crate below `generated/`, which is the crate's name.
fn package_of(message: &CompilerMessage) -> Option<String> {
    let folder = message.target.src_path.as_str().replace('\\', "/");
    let (_, path) = folder.split_once("/generated/")?;
    path.split('/').next().map(str::to_owned)
}

/// The position of a span in a file of the crates; of the macro call if a macro wrote it.
fn at(span: &DiagnosticSpan) -> Option<At> {
    let file = span.file_name.replace('\\', "/");
    if let Some(path) = file.strip_prefix("generated/") {
        return Some(At {
            path: doc_examples::documented_file(path),
            line: span.line_start,
            column: span.column_start,
        });
    }
    at(&span.expansion.as_ref()?.span)
}

/// The words of an error, of its notes and of the code that they underline.
fn words_of(error: &Diagnostic) -> BTreeSet<String> {
    let mut texts = vec![error.message.clone()];
    for part in error.children.iter().chain([error]) {
        texts.push(part.message.clone());
        for span in &part.spans {
            texts.extend(span.label.clone());
            for line in &span.text {
                let from = line.highlight_start.saturating_sub(1);
                let code = line.text.chars().skip(from);
                texts.push(
                    code.take(line.highlight_end.saturating_sub(1 + from))
                        .collect(),
                );
            }
        }
    }
    texts.iter().flat_map(|text| words(text)).collect()
}

/// The identifiers and keywords in a text.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.split(move |c| !is_word(c)).map(str::to_owned)
}
