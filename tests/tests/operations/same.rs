//! Whether JSON that a client sends or reads is what the sandbox has, in whatever spelling.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

/// Asserts that a value is written with the same meaning as `expected`.
#[track_caller]
pub fn assert_same(value: &(impl Serialize + ?Sized), expected: &Value) {
    let value = serde_json::to_value(value).unwrap();
    let is_same = is_same(&plain(&value), &plain(expected));
    assert!(is_same, "{value:#} is not {expected:#}");
}

/// A value in one spelling.
#[derive(PartialEq)]
enum Plain {
    Null,
    Number(Decimal),
    Time(Timestamp),
    Text(String),
    Array(Vec<Plain>),
    Object(BTreeMap<String, Plain>),
}

fn plain(value: &Value) -> Plain {
    match value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Text(value.to_string()),
        Value::Number(number) => scalar(&number.to_string()),
        Value::String(text) => scalar(text),
        Value::Array(items) => Plain::Array(items.iter().map(plain).collect()),
        Value::Object(members) => {
            // A property may be null or absent.
            let members = members.iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(name, value)| (name.clone(), plain(value)));
            Plain::Object(members.collect())
        }
    }
}

/// A number may be sent as text, in a query or a form.
fn scalar(text: &str) -> Plain {
    if let Ok(number) = text.parse() {
        Plain::Number(number)
    } else if let Ok(time) = text.parse() {
        Plain::Time(time)
    } else {
        Plain::Text(text.to_owned())
    }
}

/// Whether a value is the expected one. It may have the tag of a union that is left out there.
fn is_same(value: &Plain, expected: &Plain) -> bool {
    match (value, expected) {
        (Plain::Array(items), Plain::Array(expected)) => {
            let mut pairs = items.iter().zip(expected);
            items.len() == expected.len() && pairs.all(|(item, expected)| is_same(item, expected))
        }
        (Plain::Object(members), Plain::Object(expected)) => {
            let more = members.keys().filter(|name| !expected.contains_key(*name));
            let has_tag_at_most = more.count() <= 1;
            // The overlay removes `object`, which names the type.
            let mut expected = expected.iter().filter(|(name, _)| *name != "object");
            let mut is_member = |(name, expected)| {
                let member = members.get::<String>(name);
                member.is_some_and(|member| is_same(member, expected))
            };
            has_tag_at_most && expected.all(&mut is_member)
        }
        _ => value == expected,
    }
}
