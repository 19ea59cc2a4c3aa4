//! `cargo run -p nomos-variants`.

use clap::{Args, Parser, Subcommand};
use nomos_variants::{Pick, REWRITES, Rewrite, find, rewrite};
use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The exit code for a rewrite that is not possible in a document.
const NOT_POSSIBLE: u8 = 3;
const FAILURE: u8 = 100;

/// Rewrites the API documents without changing what they say.
#[derive(Parser)]
#[command(name = "nomos-variants")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the rewrites.
    List,
    /// Print a rewritten document. The exit code is 3 if there is nothing to rewrite.
    Rewrite(OneRewrite),
}

#[derive(Args)]
struct OneRewrite {
    /// The rewrites to apply, such as `crlf` or `titles-added+json`.
    #[arg(value_parser = parse_rewrites)]
    rewrites: Rewrites,
    /// The document: a codename, or a file (`-` for standard input).
    #[arg(
        long = "version",
        short = 'V',
        value_name = "CODENAME|FILE",
        default_value = "-"
    )]
    document: String,
    /// Rewrite one random place instead of every place.
    #[arg(long)]
    seed: Option<u64>,
}

type Rewrites = std::sync::Arc<[&'static Rewrite]>;

fn parse_rewrites(names: &str) -> Result<Rewrites, String> {
    let find = |name| find(name).ok_or_else(|| format!("there is no rewrite {name}"));
    names.split('+').map(find).collect()
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::List => {
            REWRITES
                .iter()
                .for_each(|rewrite| println!("{}", rewrite.name));
            Ok(ExitCode::SUCCESS)
        }
        Command::Rewrite(rewrite) => rewrite.run(),
    };
    result.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(FAILURE)
    })
}

impl OneRewrite {
    fn run(self) -> Result<ExitCode, String> {
        let text = read(&self.document)?;
        let mut pick = self.seed.map_or_else(Pick::everywhere, Pick::one);
        Ok(match rewrite(&text, &self.rewrites, &mut pick)? {
            Some(text) => {
                print!("{text}");
                ExitCode::SUCCESS
            }
            None => ExitCode::from(NOT_POSSIBLE),
        })
    }
}

/// The text of a document.
fn read(document: &str) -> Result<String, String> {
    if document == "-" {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| error.to_string())?;
        return Ok(text);
    }
    let codename = documents()?.into_iter().find(|it| it.codename == document);
    let path = codename.map_or_else(|| PathBuf::from(document), |it| it.path);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

/// A document of the project.
struct Document {
    codename: String,
    path: PathBuf,
}

/// The documents of the project, oldest first.
fn documents() -> Result<Vec<Document>, String> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let failed = |error: std::io::Error| format!("{}: {error}", specs.display());
    let mut documents = Vec::new();
    for file in fs::read_dir(&specs).map_err(failed)? {
        let path = file.map_err(failed)?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let codename = name
            .strip_suffix(".yaml")
            .and_then(|name| Some(name.split_once('.')?.1));
        if let Some(codename) = codename {
            documents.push(Document {
                codename: codename.to_owned(),
                path: path.clone(),
            });
        }
    }
    // Names begin with the date.
    documents.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    Ok(documents)
}
