//! Hostile text, in every place of a document that can contain text.

use super::{assert_sound, code_of};
use crate::support::{Documents, nodes, text};
use nomos_generator::{Output, Pointer};
use serde_json::{Value, json};

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

/// The same in few, for places where most text is refused anyway.
const HOSTILE_NAMES: [&str; 3] = [
    "\" '\\ */ } #[evil] r#\"#\nbreak\r\u{2028} nul \0 bidi \u{202e}",
    "/etc/../../passwd `{{ x }} ``` <script> [link](x)",
    "",
];

fn documents(value: &Value) -> Documents {
    text(&value.to_string()).overlay_text(OVERLAY)
}

fn baseline() -> (Value, Output) {
    let value = serde_yaml::from_str(DOCUMENT).unwrap();
    let output = documents(&value).output();
    (value, output)
}

/// Every text of the document that is for people only, or every other one.
fn texts(document: &Value, prose: bool) -> Vec<Pointer> {
    const PROSE: [&str; 6] = [
        "title",
        "description",
        "summary",
        "example",
        "default",
        "pattern",
    ];
    let mut texts = nodes(document, Pointer::root());
    texts.retain(|at| {
        // The description of a filter is more than prose: it is read.
        let is_prose = PROSE.contains(&&*at.last()) && !at.as_str().contains("/get/parameters/0/");
        document.pointer(at.as_str()).unwrap().is_string() && is_prose == prose
    });
    texts
}

fn set(document: &Value, at: &Pointer, text: &str) -> Value {
    let mut document = document.clone();
    *document.pointer_mut(at.as_str()).unwrap() = text.into();
    document
}

/// Gives the member at this place another name.
fn rename(document: &Value, at: &Pointer, name: &str) -> Value {
    let mut document = document.clone();
    let around = document.pointer_mut(at.parent().unwrap().as_str()).unwrap();
    let members = std::mem::take(around.as_object_mut().unwrap()).into_iter();
    let renamed = members.map(|(key, value)| {
        if key == at.last() {
            (name.to_owned(), value)
        } else {
            (key, value)
        }
    });
    *around = renamed.collect();
    document
}

/// The document with hostile text in all prose at once, and hostile names of properties and values.
pub fn everything() -> Value {
    let (mut document, _) = baseline();
    let prose = texts(&document, true);
    for (at, hostile) in prose.iter().zip(HOSTILE.iter().cycle()) {
        document = set(&document, at, hostile);
    }
    for (index, hostile) in HOSTILE.iter().enumerate() {
        let name = format!("{index} {hostile}");
        let schemas = &mut document["components"]["schemas"];
        schemas["InsertThing"]["properties"][&name] = json!({"type": "string"});
        schemas["State"]["enum"]
            .as_array_mut()
            .unwrap()
            .push(name.into());
    }
    document["info"]["version"] = "2026-01-01.text".into();
    document
}

/// Nothing but comments and tables has changed, and those have kept their form.
fn assert_same_code(output: &Output, baseline: &Output) {
    assert_eq!(lines(output), lines(baseline));
    for (path, text) in &baseline.files {
        let changed = &output.files[path];
        match path.rsplit('.').next() {
            Some("rs") => assert_eq!(code_of(changed), code_of(text), "{path}"),
            Some("toml") => assert_eq!(manifest(changed), manifest(text)),
            _ => {}
        }
    }
}

/// How many lines a person has to read in the files that are not Rust.
fn lines(output: &Output) -> usize {
    let readme = output.files["shop-alpha/README.md"].lines();
    readme.count() + output.surfaces["2026-01-01.alpha"].lines().count()
}

/// A manifest without the one text that comes from the document.
fn manifest(text: &str) -> toml::Table {
    let mut manifest: toml::Table = text.parse().unwrap();
    manifest["package"]
        .as_table_mut()
        .unwrap()
        .remove("description");
    manifest
}

/// Whether the document was accepted; what it gives is sound, or each problem has its place.
fn sound_or_refused(document: &Value) -> bool {
    match documents(document).generate() {
        Ok(output) => assert_sound(&output),
        Err(found) => {
            assert!(
                found.iter().all(|problem| problem.place.is_some()),
                "{found:#?}"
            );
            return false;
        }
    }
    true
}

#[test]
fn prose_stays_prose() {
    let (document, baseline) = baseline();
    let prose = texts(&document, true);
    assert!(prose.len() > 20, "{prose:?}");
    for (at, hostile) in prose
        .iter()
        .flat_map(|at| HOSTILE.map(|hostile| (at, hostile)))
    {
        let output = documents(&set(&document, at, hostile)).output();
        assert_sound(&output);
        assert_same_code(&output, &baseline);
    }
}

#[test]
fn any_other_text_gives_sound_files_or_a_diagnostic() {
    let (document, _) = baseline();
    let places = texts(&document, false);
    let cases = places
        .iter()
        .flat_map(|at| HOSTILE_NAMES.map(|hostile| (at, hostile)));
    let accepted = cases.filter(|(at, hostile)| sound_or_refused(&set(&document, at, hostile)));
    assert!(accepted.count() > 10, "all are refused");
}

#[test]
fn any_name_gives_sound_files_or_a_diagnostic() {
    let (document, _) = baseline();
    let mut places = nodes(&document, Pointer::root());
    places.retain(|at| {
        at.parent()
            .is_some_and(|around| document.pointer(around.as_str()).unwrap().is_object())
    });
    let cases = places
        .iter()
        .flat_map(|at| HOSTILE_NAMES.map(|hostile| (at, hostile)));
    let accepted = cases.filter(|(at, hostile)| sound_or_refused(&rename(&document, at, hostile)));
    assert!(accepted.count() > 10, "all are refused");
}

/// Whether a reviewer would read this line.
fn reads(document: &Value, line: &str) -> bool {
    let Ok(output) = documents(document).generate() else {
        return false;
    };
    let readme = &output.files["shop-alpha/README.md"];
    let texts = [readme, &output.surfaces["2026-01-01.alpha"]];
    texts
        .iter()
        .any(|text| text.lines().any(|found| found.trim() == line))
}

#[test]
fn nothing_forges_a_line_for_the_reviewer() {
    let (document, _) = baseline();
    let place = |keys: &[&str]| Pointer::root().join(keys.iter().copied());
    let path = place(&["paths", "/things/{id}"]);
    assert!(!reads(
        &rename(&document, &path, "/things/{id}/x\nforged\n"),
        "forged"
    ));
    let property = place(&["components", "schemas", "Dog", "properties", "bark"]);
    assert!(!reads(
        &rename(&document, &property, "bark\nforged\n"),
        "forged"
    ));
    for text in [
        "info/title",
        "servers/0/url",
        "components/schemas/State/enum/0",
        "paths/~1things/get/summary",
    ] {
        let text = Pointer::from(format!("/{text}"));
        assert!(
            !reads(&set(&document, &text, "open\nforged\n"), "forged"),
            "{text}"
        );
    }
}

proptest::proptest! {
    #![proptest_config(crate::support::unrecorded())]

    #[test]
    fn markdown_stays_text(text in r"[-+*0-9.`~<>\[\]()!#&|= \n\tab\\:/]{0,40}") {
        let get = json!({"summary": text, "description": text, "responses": {"204": {"description": ""}}});
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": text, "version": "2026-01-01.alpha", "description": text},
            "servers": [{"url": "https://shop.example"}],
            "paths": {"/things": {"get": get}},
        });
        assert_sound(&crate::support::text(&document.to_string()).output());
    }
}
