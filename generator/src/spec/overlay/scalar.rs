//! Values as YAML that fits an overlay.

use serde_json::Value;

/// The width that a target is folded to.
pub const WIDTH: usize = 100;

/// A target as the value of a member in a block, in lines that are indented by `indent`.
pub fn target(path: &str, indent: usize, width: usize) -> String {
    if path.contains(": ") || path.contains(" #") {
        return quoted(path);
    }
    if path.len() + indent < WIDTH {
        return path.to_owned();
    }
    let indent = " ".repeat(indent);
    let mut lines = vec![String::new()];
    for word in path.split_inclusive(", ") {
        let last = lines.len() - 1;
        if !lines[last].is_empty()
            && indent.len() + lines[last].len() + word.trim_end().len() > width
        {
            lines.push(word.to_owned());
        } else {
            lines[last].push_str(word);
        }
    }
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    format!(">-\n{indent}{}", lines.join(&format!("\n{indent}")))
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A value on one line.
pub fn flow(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(key, value)| format!("{}: {}", text(key), flow(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(string) => text(string),
        other => other.to_string(),
    }
}

/// A text, in quotes unless it is a plain word.
fn text(text: &str) -> String {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let reads_as_text =
        || serde_yaml::from_str::<Value>(text).is_ok_and(|value| value.as_str() == Some(text));
    if is_word && reads_as_text() {
        text.to_owned()
    } else if text.chars().any(char::is_control) {
        Value::from(text).to_string()
    } else {
        quoted(text)
    }
}
