//! Every filter of every list.

use crate::version::{Version, ident, list, text};
use serde_json::Value;

/// One test per list.
pub fn render(version: &Version) -> String {
    let tests = version.operations().filter_map(|(resource, operation)| {
        let set = &version.api["filters"][usize::try_from(operation["filter"].as_u64()?).ok()?];
        let checks = list(&set["fields"]).map(|field| check(version, set, field));
        let checks: String = checks.collect();
        let (handle, method) = (
            ident(text(resource, "name")),
            ident(text(operation, "name")),
        );
        Some(format!(
            "#[tokio::test]
             async fn {}_{}() {{
                let sandbox = Sandbox::start(api::API_VERSION).await;
                let client = connect(api::Client::builder(), &sandbox);
                let list = client.{handle}().{method}();
                {checks}
             }}\n",
            text(resource, "name"),
            text(operation, "name"),
        ))
    });
    tests.collect()
}

/// Sends every condition on a field.
fn check(version: &Version, set: &Value, field: &Value) -> String {
    let (set, name) = (ident(text(set, "name")), text(field, "name"));
    let kind = ident(&text(field, "kind").to_lowercase());
    let values = match kind.as_str() {
        "string" => "[\"one\", \"other\"]".to_owned(),
        "r#enum" => {
            let ty = version.type_named(text(&field["value"], "Named"));
            let values = list(&ty["kind"]["Enum"]["values"]).map(|value| text(value, "wire_name"));
            let values: Vec<_> = values.collect();
            format!("[{:?}, {:?}]", values[0], values[values.len() - 1])
        }
        _ => String::new(),
    };
    let wire = text(field, "wire_name");
    format!(
        "check(&sandbox, &list, {wire:?}, {kind}(api::filters::{set}::{name}, {values})).await;\n"
    )
}
