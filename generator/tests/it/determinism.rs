//! The same input gives the same bytes.

use crate::support::release;
use nomos_generator::{DocumentText, Input, Output, Text, generate, model::Release};
use serde_json::Value;
use std::{fs, path::Path, sync::LazyLock};

/// The real documents, oldest first.
pub fn real() -> &'static Input {
    static REAL: LazyLock<Input> = LazyLock::new(read);
    &REAL
}

/// What is generated from them.
fn generated() -> &'static Output {
    static GENERATED: LazyLock<Output> = LazyLock::new(|| generate(real()).unwrap());
    &GENERATED
}

fn read() -> Input {
    let pins: toml::Table = text("specs/versions.toml").text.parse().unwrap();
    let prefix = pins["crate-prefix"].as_str().unwrap();
    let versions = pins["version"].as_array().unwrap();
    let documents = versions.iter().map(|pin| {
        let pinned = |key: &str| pin[key].as_str().unwrap().to_owned();
        let release = release(&pinned("name"));
        DocumentText {
            source: text(&format!("specs/{}.yaml", release.version)),
            release: Release {
                crate_name: format!("{prefix}-{}", release.version.codename),
                crate_version: pinned("crate-version"),
                status: pinned("status"),
                ..release
            },
            baseline: None,
        }
    });
    Input {
        documents: documents.collect(),
        overlay: Some(text("specs/overlay.yaml")),
        templates: templates(&root().join("templates")).collect(),
        ..Input::default()
    }
}

/// Every file below a folder of `templates/`, by path.
fn templates(folder: &Path) -> Box<dyn Iterator<Item = (String, Text)>> {
    let entries = fs::read_dir(folder).unwrap();
    Box::new(entries.flat_map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return templates(&path);
        }
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
        let key = name.strip_prefix("templates/").unwrap().to_owned();
        Box::new(std::iter::once((key, text(name))))
    }))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn text(path: &str) -> Text {
    Text {
        name: path.to_owned(),
        text: fs::read_to_string(root().join(path)).unwrap(),
    }
}

/// Generates from another spelling of every text, found elsewhere; the output must not know.
fn assert_same(respell: impl Fn(&str) -> String) {
    let mut input = real().clone();
    let documents = input
        .documents
        .iter_mut()
        .map(|document| &mut document.source);
    for text in documents.chain(&mut input.overlay) {
        text.name = format!("elsewhere/{}", text.name);
        text.text = respell(&text.text);
    }
    let output = generate(&input).unwrap();
    assert!(output.files == generated().files && output.surfaces == generated().surfaces);
}

#[test]
fn twice_is_the_same() {
    assert_same(str::to_owned);
}

#[test]
fn minified_json_is_the_same() {
    assert_same(|yaml| serde_yaml::from_str::<Value>(yaml).unwrap().to_string());
}

#[test]
fn comments_line_ends_and_a_byte_order_mark_mean_nothing() {
    assert_same(|yaml| format!("\u{feff}# A comment.\r\n\r\n{}", yaml.replace('\n', "\r\n")));
}
