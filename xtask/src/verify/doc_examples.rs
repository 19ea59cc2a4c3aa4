//! The examples in the documentation of a crate, as one example target that cargo can check.
//!
//! Every documented file is copied with everything but its code blocks left blank, so that each
//! block keeps its line and column.

use std::{collections::BTreeMap, fmt::Write as _};

/// The folder of the target in a crate.
const FOLDER: &str = "examples/doc-examples";

/// Adds the target to each crate in `files`, whose paths start with the name of the crate.
pub fn targets(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    let mut roots = BTreeMap::<&str, String>::new();
    for (path, text) in files {
        let Some((name, file)) = path.split_once('/') else {
            continue;
        };
        let is_rust = file.starts_with("src/") && file.ends_with(".rs");
        if !is_rust && file != "README.md" {
            continue;
        }
        let Some(code) = blocks(text, is_rust) else {
            continue;
        };
        let root = roots
            .entry(name)
            .or_insert_with(|| "#![allow(warnings)]\nfn main() {}\n".to_owned());
        let number = targets.len();
        let _ = writeln!(root, "#[path = {file:?}]\nmod file{number};");
        targets.insert(format!("{name}/{FOLDER}/{file}"), code);
    }
    let roots = roots
        .into_iter()
        .map(|(name, root)| (format!("{name}/{FOLDER}/main.rs"), root));
    targets.extend(roots);
    targets
}

/// The file that an example is from, or `path` itself if it is not from the documentation.
pub fn documented_file(path: &str) -> String {
    path.replacen(&format!("{FOLDER}/"), "", 1)
}

/// The code blocks of a file, each in a function; `None` if it has none.
fn blocks(text: &str, is_rust: bool) -> Option<String> {
    let lines: Vec<String> = text
        .lines()
        .map(|line| documentation(line, is_rust))
        .collect();
    let mut code = String::with_capacity(text.len());
    let (mut fence, mut found) = (None, false);
    for (index, line) in lines.iter().enumerate() {
        let info = line.trim_start().strip_prefix("```");
        match (fence, info) {
            (None, Some(info)) => {
                fence = Some(is_checked(info));
                if is_checked(info) {
                    found = true;
                    let _ = write!(
                        code,
                        "fn line{}() {}{{",
                        index + 1,
                        result(&lines[index + 1..])
                    );
                }
            }
            (Some(true), Some(_)) => {
                code.push('}');
                fence = None;
            }
            (Some(false), Some(_)) => fence = None,
            (Some(true), None) => code.push_str(&unhidden(line)),
            (Some(false) | None, None) => {}
        }
        code.push('\n');
    }
    found.then_some(code)
}

/// A line without the marker of a comment; blank if it is not documentation.
fn documentation(line: &str, is_rust: bool) -> String {
    if !is_rust {
        return line.to_owned();
    }
    let start = line.trim_start();
    let is_documentation = start.starts_with("///") || start.starts_with("//!");
    if is_documentation {
        let indent = line.len() - start.len() + 3;
        format!("{:indent$}{}", "", &start[3..])
    } else {
        String::new()
    }
}

/// Whether rustdoc compiles a block with this info string.
fn is_checked(info: &str) -> bool {
    let mut words = info.split(',').map(str::trim);
    words.all(|word| ["", "rust", "no_run", "should_panic"].contains(&word))
}

/// The result of a block that ends with `Ok::<(), E>(())`, as for rustdoc.
fn result(lines: &[String]) -> &'static str {
    let block = lines
        .iter()
        .take_while(|line| !line.trim_start().starts_with("```"));
    let last = block.last().map_or("", |line| line.trim());
    if last.contains("Ok::<") && last.ends_with("(())") {
        "-> Result<(), impl std::fmt::Debug> "
    } else {
        ""
    }
}

/// A line without the `#` that hides it from readers.
fn unhidden(line: &str) -> String {
    let start = line.trim_start();
    if start == "#" || start.starts_with("# ") {
        line.replacen('#', " ", 1)
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_blocks_keep_their_lines_and_columns() {
        let text = "//! Text.\n//! ```no_run\n//! # use a::B;\n//! B.c();\n//! ```\nfn f() {}\n/// ```sh\n/// ls\n/// ```\n";
        let expected = "\nfn line2() {\n      use a::B;\n    B.c();\n}\n\n\n\n\n";
        assert_eq!(blocks(text, true).unwrap(), expected);
    }

    #[test]
    fn a_block_can_end_with_its_result() {
        let text = "```\na()?;\n# Ok::<(), E>(())\n```\n";
        let expected =
            "fn line1() -> Result<(), impl std::fmt::Debug> {\na()?;\n  Ok::<(), E>(())\n}\n";
        assert_eq!(blocks(text, false).unwrap(), expected);
    }

    #[test]
    fn a_file_without_examples_is_left_out() {
        assert_eq!(blocks("```text\nx\n```\n", false), None);
    }
}
