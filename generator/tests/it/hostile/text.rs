//! Text that tries to become something else, in every place of a document where a text can stand.

use super::{assert_markdown_is_text, assert_sound, code_of};
use crate::support::{Documents, text};
use nomos_generator::{Output, Pointer};
use serde_json::Value;

/// A document with every kind of text, and everything that names can end up in.
pub const DOCUMENT: &str = include_str!("document.yaml");
pub const OVERLAY: &str = include_str!("overlay.yaml");

const HOSTILE: [&str; 18] = [
    "\" quotes ' and \\ backslashes \\\" */ /* */",
    "*/ } fn evil() {} /*",
    "#[evil] #![evil] r#\"raw\"# \"#",
    "first\nsecond\n\n    indented();\n\n\tand a tab",
    "first\r\nsecond\rthird",
    "nul \0 bell \u{7} escape \u{1b}[31m",
    "bidi \u{202e}live\u{202c} \u{2066}isolate\u{2069} \u{200f} \u{feff}",
    "separators \u{2028} \u{2029} \u{85} end",
    "{{ crate_name }} {% for x in y %} {# gone #}",
    "`unbalanced and ``two`` and ` three ``` four",
    "```\nevil();\n",
    "~~~rust\nevil();\n~~~\n````\nevil();\n```\nevil();",
    "a ``` <script>alert(1)</script> ` b",
    "-     evil();\n1.     evil();\n+     evil();\n  -      evil();",
    "<script>alert(1)</script> <!-- --> &lt;",
    "[link](https://evil.example) ![image](x) [`Foo`] [^1] <https://a.example>",
    "/etc/passwd",
    "../../../../etc/passwd",
];

fn documents(value: &Value) -> Documents {
    text(&serde_json::to_string(value).unwrap()).overlay_text(OVERLAY)
}

fn baseline() -> (Value, Output) {
    let value = serde_yaml::from_str(DOCUMENT).unwrap();
    let output = documents(&value).output();
    (value, output)
}

/// Every text below `node`.
fn texts(node: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match node {
        Value::String(_) => found.push(at.clone()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, &at.index(index), found);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                texts(value, &at.child(key), found);
            }
        }
        _ => {}
    }
}

/// Every member below `node`.
fn members(node: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match node {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                members(item, &at.index(index), found);
            }
        }
        Value::Object(object) => {
            for (key, value) in object {
                found.push(at.child(key));
                members(value, &at.child(key), found);
            }
        }
        _ => {}
    }
}

/// Whether the text at this place is for people only.
fn is_prose(at: &Pointer) -> bool {
    ["title", "description", "summary", "example", "default", "pattern"].contains(&&*at.last())
        && !at.as_str().contains("/properties/title")
}

/// Nothing but comments and tables has changed, and those have kept their form.
fn assert_same_code(output: &Output, baseline: &Output) {
    for (path, text) in &baseline.files {
        let changed = &output.files[path];
        match path {
            path if path.ends_with(".rs") => assert_eq!(code_of(changed), code_of(text), "{path}"),
            path if path.ends_with("README.md") => {
                assert_eq!(changed.lines().count(), text.lines().count(), "{changed}");
            }
            _ => assert_eq!(changed, text, "{path}"),
        }
    }
}

#[test]
fn prose_stays_prose() {
    let (document, baseline) = baseline();
    let mut places = Vec::new();
    texts(&document, &Pointer::root(), &mut places);
    places.retain(is_prose);
    assert!(places.len() > 20, "{places:?}");
    for at in &places {
        for hostile in HOSTILE {
            let mut document = document.clone();
            *document.pointer_mut(at.as_str()).unwrap() = hostile.into();
            // The description of a filter is read, so it can be refused.
            if let Ok(output) = documents(&document).generate() {
                assert_sound(&output);
                assert_same_code(&output, &baseline);
            } else {
                assert!(at.as_str().ends_with("/parameters/0/description"), "{at} {hostile:?}");
            }
        }
    }
}

#[test]
fn any_text_anywhere_gives_sound_files_or_a_diagnostic() {
    let (document, baseline) = baseline();
    let mut places = Vec::new();
    texts(&document, &Pointer::root(), &mut places);
    places.retain(|at| !is_prose(at));
    let mut fine = 0;
    for at in &places {
        for hostile in HOSTILE {
            let mut document = document.clone();
            *document.pointer_mut(at.as_str()).unwrap() = hostile.into();
            fine += usize::from(assert_sound_or_refused(&document, &baseline, at));
        }
    }
    assert!(fine > 100, "most are refused: {fine}");
}

#[test]
fn any_name_anywhere_gives_sound_files_or_a_diagnostic() {
    let (document, baseline) = baseline();
    let mut places = Vec::new();
    members(&document, &Pointer::root(), &mut places);
    let mut fine = 0;
    for at in &places {
        for hostile in HOSTILE {
            let mut document = document.clone();
            rename(&mut document, at, hostile);
            fine += usize::from(assert_sound_or_refused(&document, &baseline, at));
        }
    }
    assert!(fine > 100, "most are refused: {fine}");
}

fn rename(document: &mut Value, at: &Pointer, name: &str) {
    let parent = at.parent().unwrap();
    let members = document.pointer_mut(parent.as_str()).unwrap().as_object_mut().unwrap();
    *members = std::mem::take(members)
        .into_iter()
        .map(|(key, value)| (if key == at.last() { name.to_owned() } else { key }, value))
        .collect();
}

/// Whether it was accepted.
fn assert_sound_or_refused(document: &Value, baseline: &Output, at: &Pointer) -> bool {
    match documents(document).generate() {
        Ok(output) => {
            assert_sound(&output);
            for file in ["shop-alpha/Cargo.toml"] {
                assert_eq!(output.files[file], baseline.files[file], "{at}");
            }
            true
        }
        Err(found) => {
            assert!(found.iter().all(|problem| problem.place.is_some()), "{at}: {found:#?}");
            false
        }
    }
}

#[test]
fn a_crate_manifest_holds_nothing_of_the_document() {
    let (.., output) = baseline();
    let manifest: toml::Table = output.files["shop-alpha/Cargo.toml"].parse().unwrap();
    let sections: Vec<_> = manifest.keys().map(String::as_str).collect();
    assert_eq!(sections, ["package", "lints", "dependencies"]);
}

#[test]
#[ignore = "a path with a line end writes lines of its own"]
fn a_path_does_not_forge_lines_of_the_readme_or_the_surface() {
    let (mut document, baseline) = baseline();
    let path = Pointer::root().join(["paths", "/things/{id}"]);
    rename(&mut document, &path, "/things/{id}\n| `x` |\nGET /forged `\n");
    let output = documents(&document).output();
    let lines = |output: &Output| {
        let readme = output.files["shop-alpha/README.md"].lines().count();
        (readme, output.surfaces.values().map(|surface| surface.lines().count()).sum::<usize>())
    };
    assert_eq!(lines(&output), lines(&baseline));
}

#[test]
#[ignore = "a value with a line end writes lines of its own"]
fn a_value_does_not_forge_lines_of_the_surface() {
    let (mut document, baseline) = baseline();
    let values = document.pointer_mut("/components/schemas/State/enum").unwrap();
    *values = serde_json::json!(["open\nstruct Forged", "done"]);
    let output = documents(&document).output();
    let lines = |output: &Output| output.surfaces.values().map(|surface| surface.lines().count()).sum::<usize>();
    assert_eq!(lines(&output), lines(&baseline));
}

proptest::proptest! {
    #[test]
    fn documentation_of_any_markdown_is_text(description in "[-+*0-9.`~<>\\[\\]()!#&|= \n\tab\\\\:/]{0,40}") {
        let (mut document, _) = baseline();
        document["info"]["description"] = description.into();
        let output = documents(&document).output();
        assert_sound(&output);
        assert_markdown_is_text("README.md", &output.files["shop-alpha/README.md"].split("```").last().unwrap_or_default());
    }
}
