//! JSON whose diffs are readable: each member of the outer objects has a line of its own.

use crate::source::visible;
use serde_json::Value;

/// `value` as JSON; objects down to `depth` have a line for each member.
pub fn write(value: &Value, depth: usize) -> String {
    let mut text = String::new();
    lines(value, depth, 0, &mut text);
    text.push('\n');
    escaped(&text)
}

fn lines(value: &Value, depth: usize, indent: usize, text: &mut String) {
    let members = match value {
        Value::Object(members) if depth > 0 && !members.is_empty() => members,
        value => return text.push_str(&value.to_string()),
    };
    text.push_str("{\n");
    for (index, (key, value)) in members.iter().enumerate() {
        text.push_str(&" ".repeat(indent + 2));
        text.push_str(&Value::from(key.as_str()).to_string());
        text.push_str(": ");
        lines(value, depth - 1, indent + 2, text);
        text.push_str(if index + 1 < members.len() {
            ",\n"
        } else {
            "\n"
        });
    }
    text.push_str(&" ".repeat(indent));
    text.push('}');
}

/// Invisible characters are escaped; they occur only in strings.
pub fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii_graphic()
            || c == ' '
            || c == '\n'
            || visible(c.encode_utf8(&mut [0; 4])) == c.to_string()
        {
            text.push(c);
        } else {
            // Beyond the first plane JSON escapes are pairs.
            for unit in c.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}
