//! The table rewrite × document: what `cargo xtask regen` makes of each.

use crate::{
    Pick, REWRITES, Rewrite,
    project::{Copy, Document, documents, regenerate, root},
    rewrite_where_possible,
    rewrites::together,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// What to try.
pub struct Table {
    /// The program `xtask`.
    pub xtask: PathBuf,
    /// The rewrites; all if empty.
    pub rows: Vec<Row>,
    /// The codenames; all if empty.
    pub codenames: Vec<String>,
    /// Everywhere (`None`), or at one random place.
    pub seeds: Vec<Option<u64>>,
    /// Try only so many, always the same.
    pub sample: Option<usize>,
    /// Generate from the rewritten document first, then from the original.
    pub back: bool,
    /// How many to try at a time.
    pub jobs: usize,
}

/// One rewrite, or several at once as far as they are possible.
#[derive(Clone)]
pub struct Row {
    /// What they are called.
    pub name: String,
    rewrites: Vec<&'static Rewrite>,
}

/// Each rewrite, and all of them at once.
pub fn rows() -> Vec<Row> {
    let single = REWRITES.iter().map(|it| (it.name.to_owned(), vec![it]));
    let rows = single.chain(together());
    rows.map(|(name, rewrites)| Row { name, rewrites })
        .collect()
}

struct Cell {
    row: Row,
    document: Document,
    seed: Option<u64>,
}

/// What came of a rewrite.
#[derive(Clone, PartialEq)]
enum Outcome {
    /// The crates are the same.
    Same,
    /// There is nothing to rewrite.
    NotPossible,
    /// The crates differ in so many files.
    Differs(usize),
    /// The exit code of the command.
    Failed(i32),
}

type Generated = BTreeMap<PathBuf, Vec<u8>>;

impl Table {
    /// Fills in the table, prints it, and returns whether all crates stayed the same.
    ///
    /// # Errors
    ///
    /// A file cannot be read or written, or the crates cannot be generated to begin with.
    pub fn run(&self) -> io::Result<bool> {
        let folder = root().join("target/variants");
        let logs = folder.join("logs");
        if logs.exists() {
            fs::remove_dir_all(&logs)?;
        }
        fs::create_dir_all(&logs)?;
        let base = Copy::new(&root(), folder.join("base"))?;
        let output = regenerate(&self.xtask, base.folder(), &[])?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!(
                "the documents as they are:\n{errors}"
            )));
        }
        let expected = base.generated()?;

        let cells = self.cells(documents()?);
        let outcomes = Mutex::new(BTreeMap::new());
        let next = AtomicUsize::new(0);
        let work = |worker: usize| -> io::Result<()> {
            while let Some(cell) = cells.get(next.fetch_add(1, Ordering::Relaxed)) {
                let copy = folder.join(format!("copy-{worker}"));
                let outcome = self.try_cell(cell, &base, copy, &expected, &logs)?;
                eprintln!("{cell}: {outcome}");
                let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                outcomes.insert(cell.to_string(), outcome);
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.jobs.max(1))
                .map(|worker| scope.spawn(move || work(worker)))
                .collect();
            workers.into_iter().try_for_each(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|_| Err(io::Error::other("a worker panicked")))
            })
        })?;
        let outcomes = outcomes
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        print!("{}", show(&self.rows(), &cells, &outcomes));
        println!("Reports of those that differ or fail: {}", logs.display());
        Ok(outcomes
            .values()
            .all(|it| matches!(it, Outcome::Same | Outcome::NotPossible)))
    }

    fn rows(&self) -> Vec<Row> {
        match self.rows.is_empty() {
            true => rows(),
            false => self.rows.clone(),
        }
    }

    fn cells(&self, documents: Vec<Document>) -> Vec<Cell> {
        let mut cells = Vec::new();
        for row in self.rows() {
            for document in &documents {
                if !self.codenames.is_empty() && !self.codenames.contains(&document.codename) {
                    continue;
                }
                for seed in &self.seeds {
                    cells.push(Cell {
                        row: row.clone(),
                        document: document.clone(),
                        seed: *seed,
                    });
                }
            }
        }
        if let Some(count) = self.sample {
            let mut order: Vec<usize> = (0..cells.len()).collect();
            Pick::everywhere().shuffle(&mut order);
            let chosen: BTreeSet<usize> = order.into_iter().take(count).collect();
            let mut index = 0..;
            cells.retain(|_| index.next().is_some_and(|index| chosen.contains(&index)));
        }
        cells
    }

    fn try_cell(
        &self,
        cell: &Cell,
        base: &Copy,
        folder: PathBuf,
        expected: &Generated,
        logs: &Path,
    ) -> io::Result<Outcome> {
        let original = fs::read_to_string(&cell.document.path)?;
        let mut pick = cell.seed.map_or_else(Pick::everywhere, Pick::one);
        let Some(rewritten) = rewrite_where_possible(&original, &cell.row.rewrites, &mut pick)
            .map_err(io::Error::other)?
        else {
            return Ok(Outcome::NotPossible);
        };
        let copy = Copy::new(base.folder(), folder)?;
        let path = copy.document(&cell.document);
        fs::write(&path, rewritten)?;
        let expected = if self.back {
            // The first generation knows nothing of the original.
            fs::remove_dir_all(copy.folder().join("generated"))?;
            let output = regenerate(&self.xtask, copy.folder(), &[])?;
            // The overlay is written for the original, which nothing remembers.
            if !output.status.success() {
                return Ok(Outcome::NotPossible);
            }
            fs::write(&path, original)?;
            &copy.generated()?
        } else {
            expected
        };
        let output = regenerate(&self.xtask, copy.folder(), &[])?;
        let log = logs.join(format!("{cell}.log"));
        if !output.status.success() {
            return failed(&output, &log);
        }
        let actual = copy.generated()?;
        let names: BTreeSet<_> = expected.keys().chain(actual.keys()).collect();
        let differing: Vec<_> = names
            .into_iter()
            .filter(|name| expected.get(*name) != actual.get(*name))
            .collect();
        if differing.is_empty() {
            return Ok(Outcome::Same);
        }
        let mut report = String::from_utf8_lossy(&output.stdout).into_owned();
        for name in &differing {
            report += &first_difference(name, expected.get(*name), actual.get(*name));
        }
        fs::write(log, report)?;
        Ok(Outcome::Differs(differing.len()))
    }
}

fn failed(output: &std::process::Output, log: &Path) -> io::Result<Outcome> {
    fs::write(log, [output.stdout.as_slice(), &output.stderr].concat())?;
    Ok(Outcome::Failed(output.status.code().unwrap_or(-1)))
}

/// The first line that differs.
fn first_difference(name: &Path, expected: Option<&Vec<u8>>, actual: Option<&Vec<u8>>) -> String {
    let text = |content: Option<&Vec<u8>>| {
        content
            .map(|it| String::from_utf8_lossy(it).into_owned())
            .unwrap_or_default()
    };
    let (expected, actual) = (text(expected), text(actual));
    let same = expected
        .lines()
        .zip(actual.lines())
        .take_while(|(one, other)| one == other)
        .count();
    let line = |text: &str| {
        let line: String = text
            .lines()
            .nth(same)
            .unwrap_or_default()
            .chars()
            .take(300)
            .collect();
        line
    };
    format!(
        "\n{}:{}\n-{}\n+{}\n",
        name.display(),
        same + 1,
        line(&expected),
        line(&actual)
    )
}

fn show(rows: &[Row], cells: &[Cell], outcomes: &BTreeMap<String, Outcome>) -> String {
    let documents: BTreeSet<_> = cells.iter().map(|cell| &cell.document).collect();
    let codenames: Vec<_> = documents
        .into_iter()
        .map(|document| &document.codename)
        .collect();
    let mut text = format!("{:36}", "");
    for codename in &codenames {
        text += &format!(" {codename:>14}");
    }
    for Row { name, .. } in rows {
        let row: Vec<_> = cells.iter().filter(|cell| cell.row.name == *name).collect();
        if row.is_empty() {
            continue;
        }
        text += &format!("\n{name:36}");
        for codename in &codenames {
            let cells = row
                .iter()
                .filter(|cell| cell.document.codename == **codename);
            let outcomes: Vec<_> = cells
                .filter_map(|cell| outcomes.get(&cell.to_string()))
                .map(Outcome::to_string)
                .collect();
            text += &format!(" {:>14}", outcomes.join(" "));
        }
    }
    let count = |wanted: fn(&Outcome) -> bool| outcomes.values().filter(|it| wanted(it)).count();
    text + &format!(
        "\n\n{} identical, {} differ, {} failed, {} not possible\n",
        count(|it| *it == Outcome::Same),
        count(|it| matches!(it, Outcome::Differs(_))),
        count(|it| matches!(it, Outcome::Failed(_))),
        count(|it| *it == Outcome::NotPossible),
    )
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.row.name, self.document.codename)?;
        self.seed.map_or(Ok(()), |seed| write!(f, ".{seed}"))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("ok"),
            Self::NotPossible => f.write_str("-"),
            Self::Differs(files) => write!(f, "{files}files"),
            Self::Failed(code) => write!(f, "exit{code}"),
        }
    }
}
