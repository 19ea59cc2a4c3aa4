//! `cargo run -p nomos-variants`.

use clap::{Args, Parser, Subcommand};
use nomos_variants::{
    EDITS, Pick, REWRITES, Rewrite, find,
    judged::Judged,
    project::{self, documents},
    rewrite,
    table::{Row, Table, rows},
    workspace::{Variant, Workspace, variants},
};
use std::{fs, io::Read as _, path::PathBuf, process::ExitCode};

/// The exit code for a rewrite that is not possible in a document.
const NOT_POSSIBLE: u8 = 3;
/// The exit code if crates differ, or tests fail.
const DIFFERENT: u8 = 1;
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
    /// List the rewrites, and the edits that change what a document says.
    List,
    /// Print a rewritten document. The exit code is 3 if there is nothing to rewrite.
    Rewrite(OneRewrite),
    /// Regenerate the crates from rewritten documents, and print where they differ.
    Table(TableArgs),
    /// Regenerate from documents as upstream edits them, and compare what the report says with what
    /// it should say, and with what the compiler says of a program of a user.
    Edits(EditsArgs),
    /// Regenerate a copy of the workspace from changed documents, then build and test it.
    Workspace(WorkspaceArgs),
}

#[derive(Args)]
struct EditsArgs {
    /// Parts of the names of edits (default: all).
    names: Vec<String>,
    /// Compare reports only.
    #[arg(long)]
    no_compile: bool,
}

impl EditsArgs {
    fn run(self) -> Result<ExitCode, String> {
        let judged = Judged {
            xtask: project::build_xtask().map_err(|error| error.to_string())?,
            names: self.names,
            compile: !self.no_compile,
        };
        let agrees = judged.run().map_err(|error| error.to_string())?;
        Ok(ExitCode::from(if agrees { 0 } else { DIFFERENT }))
    }
}

#[derive(Args)]
struct WorkspaceArgs {
    /// The variants: `rewrites-1` and `rewrites-2` (all rewrites), `fifth` (one more version), or
    /// changes such as `without-filters` or `titles-added+json` (default: all, which takes hours).
    #[arg(value_parser = parse_variant)]
    variants: Vec<Variant>,
    /// Run `cargo check` instead of the tests.
    #[arg(long)]
    check: bool,
    /// Compare what the report calls breaking with `cargo semver-checks`, if that is installed.
    #[arg(long)]
    semver: bool,
    /// What to build and test, as arguments of `cargo test` (default: `--workspace`).
    #[arg(last = true, value_name = "ARGUMENTS")]
    targets: Vec<String>,
}

impl WorkspaceArgs {
    fn run(self) -> Result<ExitCode, String> {
        let workspace = Workspace {
            xtask: project::build_xtask().map_err(|error| error.to_string())?,
            check: self.check,
            targets: self.targets,
            semver: self.semver,
        };
        let variants = match self.variants.is_empty() {
            true => variants(),
            false => self.variants,
        };
        let mut is_good = true;
        for variant in &variants {
            let outcome = workspace.run(variant).map_err(|error| error.to_string())?;
            println!("{outcome}");
            is_good &= outcome.is_good();
        }
        Ok(ExitCode::from(if is_good { 0 } else { DIFFERENT }))
    }
}

#[derive(Args)]
struct TableArgs {
    /// The rewrites, or `rewrites-1` and `rewrites-2` for many at once (default: each of these).
    #[arg(value_parser = parse_row)]
    rewrites: Vec<Row>,
    /// The codename of a document (default: all).
    #[arg(long = "version", short = 'V', value_name = "CODENAME")]
    codenames: Vec<String>,
    /// Rewrite so many random places, one at a time, besides all places at once.
    #[arg(long, default_value_t = 1)]
    places: u64,
    /// Try only so many combinations, always the same.
    #[arg(long)]
    sample: Option<usize>,
    /// Generate from nothing but the rewritten document first, then from the original.
    #[arg(long)]
    back: bool,
    /// How many to try at a time.
    #[arg(long, short, default_value_t = 2)]
    jobs: usize,
}

impl TableArgs {
    fn run(self) -> Result<ExitCode, String> {
        let table = Table {
            xtask: project::build_xtask().map_err(|error| error.to_string())?,
            rows: self.rewrites,
            codenames: self.codenames,
            seeds: std::iter::once(None)
                .chain((1..=self.places).map(Some))
                .collect(),
            sample: self.sample,
            back: self.back,
            jobs: self.jobs,
        };
        let same = table.run().map_err(|error| error.to_string())?;
        Ok(ExitCode::from(if same { 0 } else { DIFFERENT }))
    }
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

fn parse_rewrite(name: &str) -> Result<&'static Rewrite, String> {
    find(name).ok_or_else(|| format!("there is no rewrite {name}"))
}

fn parse_row(name: &str) -> Result<Row, String> {
    let row = rows().into_iter().find(|row| row.name == name);
    row.ok_or_else(|| format!("there is no rewrite {name}"))
}

fn parse_variant(name: &str) -> Result<Variant, String> {
    let known = variants().into_iter().find(|variant| variant.name == name);
    known.map_or_else(
        || {
            Ok(Variant {
                name: name.to_owned(),
                rewrites: parse_rewrites(name)?.to_vec(),
                fifth: false,
            })
        },
        Ok,
    )
}

fn parse_rewrites(names: &str) -> Result<Rewrites, String> {
    names.split('+').map(parse_rewrite).collect()
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::List => {
            REWRITES
                .iter()
                .chain(EDITS)
                .for_each(|rewrite| println!("{}", rewrite.name));
            Ok(ExitCode::SUCCESS)
        }
        Command::Rewrite(rewrite) => rewrite.run(),
        Command::Table(table) => table.run(),
        Command::Edits(edits) => edits.run(),
        Command::Workspace(workspace) => workspace.run(),
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
    let codename = documents()
        .map_err(|error| error.to_string())?
        .into_iter()
        .find(|it| it.codename == document);
    let path = codename.map_or_else(|| PathBuf::from(document), |it| it.path);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}
