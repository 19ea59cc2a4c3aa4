//! Text from a document → rustdoc. A document is untrusted: its text must stay text.

use crate::{
    model::{Constraint, Field, Parameter, ParameterPlace, Presence, Timeline, Type},
    source::visible,
    spelling,
};
use proc_macro2::TokenStream;
use quote::quote;

/// Lines are wrapped at this column, so that a comment on a method or field ends within the width
/// of code.
const WIDTH: usize = 92;

/// Documentation attributes for paragraphs of untrusted text; empty paragraphs are left out.
pub fn docs<T: AsRef<str>>(paragraphs: impl IntoIterator<Item = T>) -> TokenStream {
    attributes(paragraphs, quote!(#))
}

/// The same with an example that we write ourselves: not escaped.
pub fn with_example<T: AsRef<str>>(
    paragraphs: impl IntoIterator<Item = T>,
    example: &[String],
) -> TokenStream {
    let docs = docs(paragraphs);
    let blank = (!example.is_empty()).then(String::new);
    let example = example.iter().map(|line| format!(" {line}"));
    let lines = blank.into_iter().chain(example);
    quote!(#docs #(#[doc = #lines])*)
}

/// The same for the file itself.
pub fn inner_docs<T: AsRef<str>>(paragraphs: impl IntoIterator<Item = T>) -> TokenStream {
    attributes(paragraphs, quote!(#!))
}

/// Documentation of the file that we write ourselves: not escaped.
pub fn inner_verbatim(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| format!(" {line}"));
    quote!(#(#![doc = #lines])*)
}

fn attributes<T: AsRef<str>>(
    paragraphs: impl IntoIterator<Item = T>,
    sign: TokenStream,
) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let paragraph = markdown(paragraph.as_ref());
        if !paragraph.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(paragraph);
        }
    }
    let lines = lines.into_iter().map(|line| {
        if line.is_empty() {
            line
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#sign [doc = #lines])*)
}

/// The first sentence or line: what fits into a table.
pub fn summary(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let end = line.find(". ").map_or(line.len(), |at| at + 1);
    markdown(&line[..end]).join(" ")
}

/// The paragraphs of a field: meaning, then limits, default and which versions
/// have it.
pub fn field(field: &Field, fallback: &str, gate: String) -> Vec<String> {
    let default = field
        .default
        .as_ref()
        .filter(|_| field.presence == Presence::Optional);
    let mut facts = facts(&field.docs, &field.constraints, default, field.deprecated);
    facts.extend(Some(gate).filter(|gate| !gate.is_empty()));
    let meaning = if field.docs.trim().is_empty() {
        fallback.to_owned()
    } else {
        field.docs.clone()
    };
    vec![meaning, facts.join(" ")]
}

/// The paragraphs of a parameter: meaning, then limits and default.
pub fn parameter(parameter: &Parameter) -> Vec<String> {
    let default = parameter.default.as_ref().filter(|_| !parameter.required);
    let mut facts = facts(
        &parameter.docs,
        &parameter.constraints,
        default,
        parameter.deprecated,
    );
    facts.extend(sent_as(parameter));
    vec![parameter.docs.clone(), facts.join(" ")]
}

/// Where a parameter is sent, if not in the URL.
fn sent_as(parameter: &Parameter) -> Option<String> {
    let place = match parameter.place {
        ParameterPlace::Path | ParameterPlace::Query => return None,
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    };
    let key = match parameter.idempotency_key {
        true => " Unless set, each call has a new UUID, which is the same for all of its attempts.",
        false => "",
    };
    Some(format!(
        "Sent as the {place} `{}`.{key}",
        parameter.wire_name
    ))
}

/// Facts of the document, unless its prose already states them.
fn facts(
    prose: &str,
    limits: &[Constraint],
    default: Option<&String>,
    deprecated: bool,
) -> Vec<String> {
    let mut facts = Vec::new();
    let unsaid: Vec<_> = limits
        .iter()
        .flat_map(Constraint::phrases)
        .filter(|limit| !prose.contains(limit))
        .collect();
    if !unsaid.is_empty() {
        facts.push(format!("Limits: {}.", unsaid.join(", ")));
    }
    if let Some(default) =
        default.filter(|default| !prose.contains("default") || !prose.contains(*default))
    {
        facts.push(format!("Default: `{}`.", default.replace('`', "'")));
    }
    if deprecated {
        facts.push("Deprecated by the API.".to_owned());
    }
    facts
}

/// The documentation of a type.
pub fn of_type(ty: &Type, timeline: &Timeline) -> TokenStream {
    let meaning = if ty.docs.trim().is_empty() {
        format!("The API's `{}`.", ty.name)
    } else {
        ty.docs.clone()
    };
    docs([meaning, spelling::availability(timeline.of_type(ty))])
}

/// Untrusted text → lines of markdown that cause no warnings, doctests or links in rustdoc.
pub fn markdown(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        let line = visible(line);
        let line = line.trim_end();
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            // A fence needs a language, or rustdoc would run it as a test.
            lines.push(if fenced { "```" } else { "```text" }.to_owned());
            fenced = !fenced;
        } else if fenced {
            lines.push(line.to_owned());
        } else {
            wrap(&escape(line), &mut lines);
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.split_off(blank)
}

/// Escapes markup of markdown and rustdoc, outside of `code`.
fn escape(line: &str) -> String {
    // Four spaces would start a code block, which would be a doctest.
    let indent = line.len() - line.trim_start().len();
    let mut escaped = " ".repeat(indent.min(2));
    let line = line.trim_start();
    if line.starts_with(['#', '>', '|', '=']) {
        escaped.push('\\');
    }
    // Only plain pairs of backticks are code; everything else is text, so that unusual spans cannot
    // hide markup.
    let code = !line.contains("``") && line.matches('`').count().is_multiple_of(2);
    for (index, part) in line.split('`').enumerate() {
        if index > 0 {
            escaped.push_str(if code { "`" } else { "\\`" });
        }
        if code && index % 2 == 1 {
            escaped.push_str(part);
        } else {
            escape_text(part, &mut escaped);
        }
    }
    escaped
}

/// Escapes text word by word; runs of spaces collapse, because after a bullet they would start a
/// code block.
fn escape_text(text: &str, escaped: &mut String) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 && !escaped.ends_with(' ') {
            escaped.push(' ');
        }
        match word.find("https://").or_else(|| word.find("http://")) {
            Some(start) => {
                let end = word
                    .trim_end_matches(['.', ',', ')', ';', ':'])
                    .len()
                    .max(start);
                escape_word(&word[..start], escaped);
                let url = word[start..end].replace(['<', '>', '[', ']', '`', '\\'], "");
                escaped.push_str(&format!("<{url}>"));
                escape_word(&word[end..], escaped);
            }
            None => escape_word(word, escaped),
        }
    }
}

fn escape_word(word: &str, escaped: &mut String) {
    for c in word.chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '\\' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
}

/// Breaks a line at spaces; continuation lines of a list item are indented.
fn wrap(line: &str, lines: &mut Vec<String>) {
    let indent = line.len() - line.trim_start().len();
    let item = ["- ", "+ ", "* "]
        .iter()
        .any(|bullet| line[indent..].starts_with(bullet));
    let hang = " ".repeat(if item { indent + 2 } else { indent });
    let mut current = line[..indent].to_owned();
    let mut begins = true;
    for piece in pieces(&line[indent..]) {
        if begins {
            current.push_str(&piece);
        } else if current.chars().count() + piece.chars().count() < WIDTH {
            current.push(' ');
            current.push_str(&piece);
        } else {
            lines.push(std::mem::replace(&mut current, format!("{hang}{piece}")));
        }
        begins = false;
    }
    lines.push(current);
}

/// The pieces of a line that must not be broken: words, code, and markers that would start a block
/// at the beginning of a line, with the word before them.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_code = false;
    for word in line.split(' ') {
        let would_start_a_block = word.starts_with(['-', '+', '*', '#', '>', '=', '|'])
            || word.starts_with(|c: char| c.is_ascii_digit());
        match pieces.last_mut() {
            Some(last) if in_code || would_start_a_block => {
                last.push(' ');
                last.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> String {
        markdown(text).join("\n")
    }

    #[test]
    fn links_and_html_are_text() {
        assert_eq!(one("see [Foo] or <b>"), r"see \[Foo\] or \<b\>");
        assert_eq!(one("`Vec<[u8]>` stays"), "`Vec<[u8]>` stays");
    }

    #[test]
    fn emphasis_stays() {
        assert_eq!(one("**not** a_b, *but*"), "**not** a_b, *but*");
    }

    #[test]
    fn urls_are_links() {
        assert_eq!(one("at https://x.example/a."), "at <https://x.example/a>.");
    }

    #[test]
    fn nothing_becomes_a_doctest() {
        assert_eq!(one("    let x = 1;"), "  let x = 1;");
        assert_eq!(one("```\npanic!()\n"), "```text\npanic!()\n```");
    }

    #[test]
    fn odd_code_spans_are_text() {
        assert_eq!(one("a ``` <script> `"), r"a \`\`\` \<script\> \`");
        assert_eq!(one("-     panic!()"), "- panic!()");
    }

    #[test]
    fn control_and_direction_characters_go() {
        assert_eq!(one("a\u{202e}b\u{0}c\u{7}"), "abc");
    }

    #[test]
    fn long_lines_are_wrapped_within_their_list_item() {
        let lines = markdown(&format!("- {}", "word ".repeat(40)));
        assert!(
            lines.len() > 1 && lines[1].starts_with("  word"),
            "{lines:?}"
        );
        assert!(
            lines.iter().all(|line| line.len() <= WIDTH + 2),
            "{lines:?}"
        );
    }
}
