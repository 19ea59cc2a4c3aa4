//! `anyOf` and `oneOf`: null is a keyword, and a more precise text includes a less precise one.

use serde_json::{Map, Value, json};

/// Members that describe a schema and do not restrict it.
const DESCRIPTIVE: [&str; 8] = [
    "description",
    "title",
    "example",
    "default",
    "deprecated",
    "externalDocs",
    "readOnly",
    "writeOnly",
];

/// Whether a member only describes the schema that it belongs to.
pub fn is_descriptive(key: &str) -> bool {
    DESCRIPTIVE.contains(&key) || key.starts_with("x-")
}

/// Whether a schema allows only null, or says nothing but that null is allowed.
pub fn is_null(schema: &Value) -> bool {
    let Value::Object(members) = schema else {
        return false;
    };
    let only_null =
        members.get("enum") == Some(&json!([null])) || members.get("type") == Some(&json!("null"));
    let allows_null = only_null || members.get("nullable") == Some(&json!(true));
    let says_no_more = members.keys().all(|key| match key.as_str() {
        "nullable" => true,
        "enum" | "type" => only_null,
        key => is_descriptive(key),
    });
    allows_null && says_no_more
}

/// Simplifies the branches of a choice; the indices of those that are left, if any went.
pub fn simplify(schema: &mut Map<String, Value>, keyword: &str) -> Option<Vec<usize>> {
    let Some(Value::Array(branches)) = schema.get_mut(keyword) else {
        return None;
    };
    let mut nullable = false;
    for branch in branches.iter_mut() {
        if !is_null(branch)
            && let Value::Object(members) = branch
        {
            nullable |= members.shift_remove("nullable") == Some(json!(true));
        }
    }
    let all: Vec<Value> = std::mem::take(branches);
    let has_others = all.iter().any(|branch| !is_null(branch));
    let (mut kept, mut description) = (Vec::new(), None);
    for (index, branch) in all.iter().enumerate() {
        let is_null = is_null(branch);
        if is_null {
            nullable = true;
            description = description.or(branch.get("description"));
        }
        let less_precise = || all.iter().any(|other| includes(branch, other));
        if !(is_null && has_others || less_precise()) {
            kept.push(index);
            branches.push(branch.clone());
        }
    }
    let changed = kept.len() < all.len();
    // The description of the null branch is that of the schema, unless it has one of its own.
    if let Some(description) = description.filter(|_| has_others).cloned() {
        schema.entry("description").or_insert(description);
    }
    if nullable {
        schema.insert("nullable".to_owned(), true.into());
    }
    changed.then_some(kept)
}

/// Whether every text of the form `precise` is a text of the form `loose`.
fn includes(loose: &Value, precise: &Value) -> bool {
    let text = |schema: &Value| -> Option<Map<String, Value>> {
        let mut members = schema.as_object()?.clone();
        members.retain(|key, _| !is_descriptive(key));
        (members.get("type") == Some(&json!("string"))).then_some(members)
    };
    match (text(loose), text(precise)) {
        (Some(loose), Some(precise)) => {
            let format = precise.get("format").and_then(Value::as_str);
            loose.len() == 1 && precise.len() == 2 && matches!(format, Some("date" | "date-time"))
        }
        _ => false,
    }
}

/// Takes the only branch of a choice out of it, unless the schema has other keywords of its own.
pub fn take_only(schema: &mut Map<String, Value>, keyword: &str) -> Option<Value> {
    let is_alone = schema
        .keys()
        .all(|key| key == keyword || key == "nullable" || is_descriptive(key));
    match schema.get(keyword) {
        Some(Value::Array(branches)) if branches.len() == 1 && is_alone => {}
        _ => return None,
    }
    match schema.shift_remove(keyword) {
        Some(Value::Array(mut branches)) => branches.pop(),
        _ => None,
    }
}
