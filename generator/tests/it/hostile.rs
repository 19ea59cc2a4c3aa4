//! Documents that mean harm, or have names that mean something to Rust.

pub mod names;
pub mod text;

use nomos_generator::Output;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path},
    sync::Mutex,
};

/// The files that are known to be sound, by path: similar documents give mostly the same ones.
static SOUND: Mutex<BTreeMap<String, BTreeSet<String>>> = Mutex::new(BTreeMap::new());

/// What holds for every output, whatever a document says.
pub fn assert_sound(output: &Output) {
    for (path, text) in &output.files {
        let known = SOUND
            .lock()
            .unwrap()
            .get(path)
            .is_some_and(|texts| texts.contains(text));
        if known {
            continue;
        }
        assert_expected_path(path);
        assert_plain(path, text);
        if path.ends_with(".rs") {
            if let Err(error) = syn::parse_file(text) {
                panic!("{path}: {error}\n{text}");
            }
            assert_documentation_is_text(path, text);
        }
        let mut sound = SOUND.lock().unwrap();
        sound.entry(path.clone()).or_default().insert(text.clone());
    }
    for (version, surface) in &output.surfaces {
        assert_plain(version, surface);
    }
}

/// Below the crate's folder, under a name that any file system takes.
fn assert_expected_path(path: &str) {
    let parts: Vec<_> = Path::new(path).components().collect();
    let normal = parts
        .iter()
        .all(|part| matches!(part, Component::Normal(_)));
    let stem = path.trim_end_matches(".rs");
    let (folder, file) = stem.split_once('/').unwrap();
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let expected = match file.strip_prefix("src/") {
        Some(module) => {
            let module = module
                .strip_prefix("api/")
                .or(module.strip_prefix("types/"))
                .unwrap_or(module);
            path.ends_with(".rs") && plain(module)
        }
        None => {
            let files = [
                "CHANGELOG.md",
                "Cargo.toml",
                "MIGRATING.md",
                "README.md",
                "SKILL.md",
                "document.json",
                "model.json",
            ];
            files.contains(&file)
        }
    };
    assert!(
        normal && folder.starts_with("shop-") && expected,
        "{path:?}"
    );
}

/// Nothing that hides text or steers a terminal.
fn assert_plain(path: &str, text: &str) {
    let steers = |c: char| {
        c != '\n' && c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if let Some(found) = text.chars().find(|c| steers(*c)) {
        panic!("{path} holds {found:?}:\n{text}");
    }
}

/// What rustdoc makes of the comments: no HTML, no code that would run but the example, no links
/// but to the address they show.
fn assert_documentation_is_text(path: &str, code: &str) {
    for comment in comments(code) {
        assert_markdown_is_text(path, &comment);
    }
}

pub fn assert_markdown_is_text(path: &str, markdown: &str) {
    use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(markdown, options) {
        let harmless = match &event {
            Event::Html(_) | Event::InlineHtml(_) => false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                &**language == "text" || is_example(path, language)
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => *link_type == LinkType::Autolink || dest_url.starts_with("crate::"),
            Event::Start(Tag::Image { .. }) => false,
            _ => true,
        };
        assert!(harmless, "{path}: {event:?} in\n{markdown}");
    }
}

/// The documentation comments of a file, each as one text.
fn comments(code: &str) -> Vec<String> {
    let mut comments = vec![String::new()];
    for line in code.lines().map(str::trim_start) {
        match line.strip_prefix("///").or(line.strip_prefix("//!")) {
            Some(text) => {
                let last = comments.last_mut().unwrap();
                last.push_str(text.strip_prefix(' ').unwrap_or(text));
                last.push('\n');
            }
            None => comments.push(String::new()),
        }
    }
    comments.retain(|comment| !comment.is_empty());
    comments
}

/// The code blocks that the generator writes itself: at the top of a crate, and of each operation.
fn is_example(path: &str, language: &str) -> bool {
    (path.ends_with("/src/lib.rs") || path.contains("/src/api/")) && language == "no_run"
}

/// The code of a file without comments and blank lines, but with the example.
pub fn code_of(text: &str) -> String {
    let mut in_example = false;
    let code = |line: &&str| {
        let comment = line.trim_start().starts_with("//");
        if comment && line.contains("```") {
            in_example = line.ends_with("```no_run");
        }
        !line.trim().is_empty() && (in_example || !comment)
    };
    text.lines().filter(code).collect::<Vec<_>>().join("\n")
}
