//! How the text is written.

use crate::{
    pick::Pick,
    yaml::{self, Layout},
};
use serde_json::Value;

/// JSON.
pub fn json(document: &Value, _: &str, pick: &mut Pick) -> String {
    pick.among(vec![()]);
    format!("{document:#}\n")
}

/// JSON on one line, with everything but ASCII escaped.
pub fn json_in_ascii(document: &Value, _: &str, pick: &mut Pick) -> String {
    pick.among(vec![()]);
    let mut text = String::new();
    for c in document.to_string().chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                text += &format!("\\u{unit:04x}");
            }
        }
    }
    text
}

/// Lines end with CRLF.
pub fn crlf(_: &Value, text: &str, pick: &mut Pick) -> String {
    pick.among(vec![()]);
    text.replace('\n', "\r\n")
}

/// The text begins with a byte order mark.
pub fn byte_order_mark(_: &Value, text: &str, pick: &mut Pick) -> String {
    pick.among(vec![()]);
    format!("\u{feff}{text}")
}

/// Comments, and the markers of a document.
pub fn comments(_: &Value, text: &str, pick: &mut Pick) -> String {
    pick.among(vec![()]);
    let text = text.replace(
        "\npaths:\n",
        "\n\n# Everything below is generated.\npaths: # all\n",
    );
    format!("# Made by hand.\n---\n{text}...\n")
}

/// Keys and texts are quoted, and lists indented.
pub fn quoted(document: &Value, _: &str, pick: &mut Pick) -> String {
    pick.among(vec![()]);
    yaml::write(document, &Layout::default())
}

/// Descriptions are folded.
pub fn folded(document: &Value, _: &str, pick: &mut Pick) -> String {
    let folded = pick.among(yaml::foldable(document));
    yaml::write(
        document,
        &Layout {
            folded: folded.into_iter().collect(),
            ..Layout::default()
        },
    )
}

/// What occurs several times is written once, with an anchor.
pub fn anchors(document: &Value, _: &str, pick: &mut Pick) -> String {
    let aliases = pick.among(yaml::repetitions(document));
    yaml::write(
        document,
        &Layout {
            aliases: aliases.into_iter().collect(),
            ..Layout::default()
        },
    )
}

/// What is like another object but for its texts is merged with it: `<<: *other`.
pub fn merge_keys(document: &Value, _: &str, pick: &mut Pick) -> String {
    let merged = pick.among(yaml::resemblances(document));
    yaml::write(
        document,
        &Layout {
            merged: merged.into_iter().collect(),
            ..Layout::default()
        },
    )
}
