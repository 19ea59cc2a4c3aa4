//! The check, tested on small crates.

use super::{arrows::problems, source::Files};

const ROOMS: [&str; 3] = ["compare", "report", "lib"];

/// The problems of a crate with the rooms `compare` and `report`, with these files in place of its
/// own or besides them.
fn problems_with(files: &[(&str, &str)]) -> Vec<String> {
    let usual = [
        ("lib.rs", "mod compare; mod report; pub use report::Report;"),
        ("compare.rs", "pub struct Change;"),
        ("report.rs", "pub struct Report;"),
    ];
    let files = usual.iter().chain(files);
    let files: Files = files
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
        .collect();
    problems(&files, &ROOMS)
}

fn problems_of_compare(text: &str) -> Vec<String> {
    problems_with(&[("compare.rs", text)])
}

#[test]
fn a_room_may_use_those_before_it() {
    let report = "use crate::compare::Change; pub struct Report(Change);";
    assert_eq!(problems_with(&[("report.rs", report)]), [""; 0]);
}

#[test]
fn an_arrow_back_is_found_in_every_form() {
    for (text, path) in [
        ("use crate::report;", "crate::report"),
        ("use crate::report::Report as R;", "crate::report::Report"),
        ("use crate::report::*;", "crate::report"),
        ("pub use crate::report::Report;", "crate::report::Report"),
        (
            "pub struct C(super::report::Report);",
            "super::report::Report",
        ),
        (
            "fn c() { crate::report::Report::new() }",
            "crate::report::Report::new",
        ),
        (
            "fn c() { { use crate::report::Report; } }",
            "crate::report::Report",
        ),
        (
            "fn c<T: crate::report::Report>() {}",
            "crate::report::Report",
        ),
        (
            "fn c() { println!(\"{}\", crate::report::Report) }",
            "crate::report::Report",
        ),
        (
            "macro_rules! c { () => { $crate::report::Report } }",
            "crate::report::Report",
        ),
        (
            "#[serde(with = \"crate::report\")] struct C;",
            "crate::report",
        ),
        (
            "mod inner { use super::super::report::Report; }",
            "super::super::report::Report",
        ),
    ] {
        let expected = format!("compare.rs:1: compare → report: {path}");
        assert_eq!(problems_of_compare(text), [expected], "{text}");
    }
}

#[test]
fn an_arrow_back_is_found_through_exports() {
    let of_root = "compare.rs:1: compare → report: crate::Report";
    assert_eq!(problems_of_compare("use crate::Report;"), [of_root]);
    let with_glob = [
        ("lib.rs", "mod compare; mod report; pub use report::*;"),
        ("compare.rs", "use crate::Report;"),
    ];
    assert_eq!(problems_with(&with_glob), [of_root]);
    let of_room = [
        ("compare.rs", "use crate::report::Line;"),
        ("report.rs", "mod words; pub use words::Text as Line;"),
        ("report/words.rs", "pub struct Text;"),
    ];
    let expected = "compare.rs:1: compare → report: crate::report::Line";
    assert_eq!(problems_with(&of_room), [expected]);
}

#[test]
fn a_name_counts_for_the_module_that_defines_it() {
    // The path leads through the later room, the item is in the earlier one.
    let files = [
        (
            "compare.rs",
            "mod kind; use crate::report::Change; pub use kind::Change;",
        ),
        ("compare/kind.rs", "pub struct Change;"),
        (
            "report.rs",
            "pub use crate::compare::Change; pub struct Report;",
        ),
    ];
    assert_eq!(problems_with(&files), [""; 0]);
}

#[test]
fn tests_comments_and_quoted_code_use_nothing() {
    for text in [
        "#[cfg(test)] use crate::report;",
        "#[cfg(test)] mod tests { use crate::report; }",
        "/// See [`Report`](crate::report::Report).\npub struct C;",
        "fn c() { quote!(use crate::report::Report;) }",
        "pub struct C { pub(in crate::compare) report: () }",
    ] {
        assert_eq!(problems_of_compare(text), [""; 0], "{text}");
    }
}

#[test]
fn a_cycle_in_a_room_is_found() {
    let files = [
        (
            "report.rs",
            "mod words;\npub struct Report;\nfn title() { words::of(); }",
        ),
        ("report/words.rs", "use super::Report;\npub fn of() {}"),
    ];
    let expected = [
        "report.rs:3: cycle with report/words.rs: words::of",
        "report/words.rs:1: cycle with report.rs: super::Report",
    ];
    assert_eq!(problems_with(&files), expected);
}

#[test]
fn a_cycle_of_three_files_is_found() {
    let files = [
        ("report.rs", "mod a; mod b; mod c; pub struct Report;"),
        ("report/a.rs", "use super::b::B; pub struct A;"),
        ("report/b.rs", "use super::c::C; pub struct B;"),
        ("report/c.rs", "use super::a::A; pub struct C;"),
    ];
    let expected = [
        "report/a.rs:1: cycle with report/b.rs: super::b::B",
        "report/b.rs:1: cycle with report/c.rs: super::c::C",
        "report/c.rs:1: cycle with report/a.rs: super::a::A",
    ];
    assert_eq!(problems_with(&files), expected);
}

#[test]
fn a_room_that_exports_its_files_is_no_cycle() {
    let files = [
        (
            "report.rs",
            "mod words; pub use words::of; pub struct Report;",
        ),
        ("report/words.rs", "use super::Report; pub fn of() {}"),
    ];
    assert_eq!(problems_with(&files), [""; 0]);
}

#[test]
fn nothing_is_left_out_of_the_check() {
    let module = [
        ("lib.rs", "mod compare; mod report; mod more;"),
        ("more.rs", ""),
    ];
    assert_eq!(
        problems_with(&module),
        ["more.rs: not in the list of rooms"]
    );
    assert_eq!(
        problems_with(&[("more.rs", "")]),
        ["more.rs: no `mod` declares it"]
    );
    let gone = [("lib.rs", "mod compare;")];
    assert_eq!(
        problems_with(&gone),
        ["report.rs: no `mod` declares it", "report: no such room"]
    );
    let unknown = ["compare.rs:1: unresolved path crate::repotr::Report"];
    assert_eq!(problems_of_compare("use crate::repotr::Report;"), unknown);
}
