//! The sandbox takes a document the same way however upstream writes it.

use nomos_tests::sandbox::read_document;
use nomos_variants::{Pick, project::documents, rewrite_where_possible, together};
use serde_json::{Map, Value, json};

/// What a document says of its operations, in any order.
fn operations(text: &str) -> Value {
    unordered(&read_document(text).unwrap()["paths"], false)
}

/// A node without order, titles, extensions and names of operations; `by_name` if its members have
/// names of the API.
fn unordered(node: &Value, by_name: bool) -> Value {
    match node {
        Value::Object(members) => {
            let said = members.iter().filter(|(key, value)| {
                let says_nothing = ["title", "operationId", "tags", "example", "discriminator"].contains(&key.as_str())
                    || key.starts_with("x-")
                    // Those of parameters have the lists of filters.
                    || (*key == "description" && !members.contains_key("in"))
                    // Defaults that are written out.
                    || **value == false
                    || **value == Value::Array(Vec::new())
                    || ["style", "explode"].contains(&key.as_str());
                by_name || !says_nothing
            });
            let said =
                said.map(|(key, value)| (key.clone(), unordered(value, key == "properties")));
            let said: Map<_, _> = said.collect();
            // A text or a point in time is a point in time, also for the sandbox.
            let precise = said
                .get("anyOf")
                .or(said.get("oneOf"))
                .and_then(Value::as_array);
            let precise = precise.filter(|all| all.contains(&json!({ "type": "string" })));
            let is_time = |it: &&Value| it["format"] == "date-time";
            match precise.and_then(|all| all.iter().find(is_time)).cloned() {
                Some(Value::Object(mut time)) => {
                    time.extend(said.into_iter().filter(|(key, _)| key == "nullable"));
                    Value::Object(time)
                }
                _ => Value::Object(said),
            }
        }
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(|item| unordered(item, false)).collect();
            items.sort_by_cached_key(sorted);
            Value::Array(items)
        }
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        other => other.clone(),
    }
}

/// A node as text, with its members in alphabetical order.
fn sorted(node: &Value) -> String {
    match node {
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(key, it)| format!("{key}:{}", sorted(it)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(sorted).collect::<Vec<_>>().join(",")
        ),
        other => other.to_string(),
    }
}

/// Asserts that two nodes are equal, and names the innermost one that differs.
fn assert_same(one: &Value, other: &Value, at: &str) {
    if let (Value::Object(one), Value::Object(other)) = (one, other) {
        let names = |it: &Map<String, Value>| {
            it.keys()
                .cloned()
                .collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(names(one), names(other), "{at}: {other:?}");
        one.iter()
            .for_each(|(key, it)| assert_same(it, &other[key], &format!("{at}/{key}")));
    } else if let (Value::Array(one), Value::Array(other)) = (one, other)
        && one.len() == other.len()
    {
        let pairs = one.iter().zip(other).enumerate();
        pairs.for_each(|(index, (one, other))| assert_same(one, other, &format!("{at}/{index}")));
    } else {
        assert_eq!(one, other, "{at}");
    }
}

#[test]
fn rewritten_documents_say_the_same() {
    let documents = documents().unwrap();
    // Reading takes long, and the others have nothing that these do not have.
    for document in documents.first().into_iter().chain(documents.last()) {
        let text = std::fs::read_to_string(&document.path).unwrap();
        let said = operations(&text);
        for (name, rewrites) in together() {
            let rewritten = rewrite_where_possible(&text, &rewrites, &mut Pick::everywhere());
            let rewritten = rewritten.unwrap().unwrap();
            assert_ne!(rewritten, text);
            assert_same(
                &said,
                &operations(&rewritten),
                &format!("{name}.{}", document.codename),
            );
        }
    }
}
