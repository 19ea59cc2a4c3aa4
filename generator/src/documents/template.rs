//! Filling templates.

use crate::source::visible;
use minijinja::{Environment, UndefinedBehavior, Value, syntax::SyntaxConfig};

/// Untrusted text as a string literal of one line.
pub fn json_string(text: &str) -> String {
    serde_json::Value::from(visible(text)).to_string()
}

/// Markdown as a cell of a table.
pub fn cell(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

/// Block tags stand on lines of their own, which vanish.
fn syntax() -> Result<SyntaxConfig, String> {
    let mut syntax = SyntaxConfig::builder();
    syntax
        .keep_trailing_newline(true)
        .trim_blocks(true)
        .lstrip_blocks(true);
    syntax.build().map_err(|error| error.to_string())
}

/// Fills one template.
pub fn fill(name: &str, template: &str, context: &Value) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax()?);
    environment
        .render_named_str(name, template, context)
        .map_err(|error| format!("templates/{name}.j2: {error:#}"))
}
