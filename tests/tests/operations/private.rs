//! `Debug` output ends up in logs, so it must not contain personal data or secrets.

use std::fmt::Debug;

use serde::Serialize;
use serde_json::Value;

/// Fields that are personal or secret, whatever the overlay says.
const PRIVATE: [&str; 19] = [
    "account_holder",
    "access_token",
    "city",
    "code_verifier",
    "company_name",
    "created_by",
    "email",
    "first_name",
    "house_number",
    "iban",
    "last_name",
    "link",
    "malo",
    "melo",
    "refresh_token",
    "street",
    "user_id",
    "vat_id",
    "zip",
];

/// Fields that are personal or secret here, but not elsewhere.
const SECRETS: [&str; 2] = ["1APA0195124010", "4/P7q7W91a-oMsCeLvIaQm6bTrgtp7"];

/// Asserts that `Debug` does not contain the values of private JSON fields, and nothing that the
/// crate does not know.
#[track_caller]
pub fn assert_private(value: &(impl Debug + Serialize)) {
    let mut secrets = Vec::new();
    private(&serde_json::to_value(value).unwrap(), &mut secrets);
    let shown = format!("{value:?}");
    assert!(!shown.contains("Unknown("), "{shown}");
    for secret in secrets {
        assert!(!shown.contains(&secret), "{secret} is in {shown}");
    }
}

fn private(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match value.as_str() {
                    Some(text) if PRIVATE.contains(&&**name) || SECRETS.contains(&text) => {
                        found.push(text.to_owned());
                    }
                    _ => private(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| private(item, found)),
        _ => {}
    }
}
