use serde_json::json;

use super::*;

/// A Monday in summer, 14:00 in Germany.
fn now() -> Timestamp {
    "2026-06-15T12:00:00Z".parse().unwrap()
}

/// Where the request breaks the rule.
fn broken(field: &'static str, check: Check, request: Value) -> Option<String> {
    let rule = Rule {
        field,
        check,
        text: "text",
    };
    let broken = rule.check(&request, now()).err()?;
    assert_eq!(broken.to_string(), format!("`{}`: text", broken.field));
    Some(broken.field)
}

#[track_caller]
fn table<const N: usize>(field: &'static str, check: Check, cases: [(Value, Option<&str>); N]) {
    for (request, expected) in cases {
        let text = request.to_string();
        assert_eq!(broken(field, check, request).as_deref(), expected, "{text}");
    }
}

#[test]
fn excluded_fields_are_not_given_together() {
    table(
        "a",
        Check::Excludes(&["b", "c/d"]),
        [
            (json!({}), None),
            (json!({"b": 1}), None),
            (json!({"a": 1}), None),
            (json!({"a": 1, "b": 1}), Some("a")),
            (json!({"a": 1, "c": {"d": 0}}), Some("a")),
            (json!({"a": 1, "c": {"e": 0}}), None),
            (json!({"a": 1, "c": "d"}), None),
            (json!([1]), None),
        ],
    );
}

#[test]
fn a_field_that_excludes_itself_is_not_given() {
    table(
        "a",
        Check::Excludes(&["a"]),
        [(json!({}), None), (json!({"a": 1}), Some("a"))],
    );
}

#[test]
fn absent_null_and_false_are_not_given() {
    for nothing in [json!(null), json!(false), json!("false")] {
        let request = json!({"a": nothing, "b": 1});
        assert_eq!(broken("a", Check::Excludes(&["b"]), request), None);
        let request = json!({"a": 1, "b": nothing});
        assert_eq!(broken("a", Check::Excludes(&["b"]), request.clone()), None);
        assert_eq!(
            broken("a", Check::Needs(&["b"]), request).as_deref(),
            Some("a")
        );
    }
    for something in [
        json!(true),
        json!(0),
        json!(""),
        json!("true"),
        json!([]),
        json!({}),
    ] {
        let request = json!({"a": 1, "b": something});
        assert_eq!(broken("a", Check::Needs(&["b"]), request), None);
    }
}

#[test]
fn every_needed_field_is_given() {
    table(
        "a",
        Check::Needs(&["b", "c/d"]),
        [
            (json!({}), None),
            (json!({"b": 1}), None),
            (json!({"a": 1, "b": 1}), Some("a")),
            (json!({"a": 1, "c": {"d": 1}}), Some("a")),
            (json!({"a": 1, "b": 1, "c": {"d": 1}}), None),
        ],
    );
}

#[test]
fn the_same_item_is_meant_as_far_as_paths_begin_the_same() {
    let needs = Check::Needs(&["orders/*/14a/module_1"]);
    table(
        "orders/*/14a/module_3",
        needs,
        [
            (json!({"orders": []}), None),
            (
                json!({"orders": [{"14a": {"module_1": true, "module_3": true}}]}),
                None,
            ),
            (
                json!({"orders": [{}, {"14a": {"module_1": true}}, {"14a": {"module_3": true}}]}),
                Some("orders[2].14a.module_3"),
            ),
            (
                json!({"orders": [{"14a": {"module_1": false, "module_3": true}}]}),
                Some("orders[0].14a.module_3"),
            ),
        ],
    );
    // Within the items of an item too.
    table(
        "a/*/b/*/c",
        Check::Needs(&["a/*/d", "a/*/b/*/e"]),
        [
            (json!({"a": [{"d": 1, "b": [{}, {"c": 1, "e": 1}]}]}), None),
            (
                json!({"a": [{"d": 1, "b": [{"e": 1}, {"c": 1}]}]}),
                Some("a[0].b[1].c"),
            ),
            (
                json!({"a": [{"d": 1}, {"b": [{"c": 1, "e": 1}]}]}),
                Some("a[1].b[0].c"),
            ),
        ],
    );
    // Any item, where the paths begin differently.
    table(
        "a/*/c",
        Check::Needs(&["b/*/c"]),
        [
            (json!({"a": [{}, {"c": 1}], "b": [{"c": 1}]}), None),
            (json!({"a": [{}, {"c": 1}], "b": [{}, {}]}), Some("a[1].c")),
        ],
    );
}

#[test]
fn one_of_the_texts_is_held() {
    let check = Check::NeedsOneOf(&[("meter/type", "smart"), ("orders/*/type", "smart-meter")]);
    table(
        "a",
        check,
        [
            (json!({}), None),
            (json!({"a": 1}), Some("a")),
            (json!({"a": 1, "meter": {"type": "smart"}}), None),
            (json!({"a": 1, "meter": {"type": "smart-meter"}}), Some("a")),
            (
                json!({"a": 1, "orders": [{"type": "x"}, {"type": "smart-meter"}]}),
                None,
            ),
            (json!({"a": 1, "orders": [{"type": "smart"}]}), Some("a")),
        ],
    );
    table(
        "a",
        Check::NeedsOneOf(&[("b", "true"), ("c", "7")]),
        [
            (json!({"a": 1, "b": true}), None),
            (json!({"a": 1, "c": 7}), None),
            (json!({"a": 1, "b": false, "c": 8}), Some("a")),
        ],
    );
    let body = json!({"orders": [{"type": "smart-meter"}, {"type": "x", "a": 1}]});
    table(
        "orders/*/a",
        Check::NeedsOneOf(&[("orders/*/type", "smart-meter")]),
        [(body, None)],
    );
}

#[test]
fn a_number_is_not_below_the_least() {
    table(
        "a",
        Check::AtLeast(100),
        [
            (json!({}), None),
            (json!({"a": null}), None),
            (json!({"a": 100}), None),
            (json!({"a": 100.5}), None),
            (json!({"a": "100"}), None),
            (json!({"a": 99}), Some("a")),
            (json!({"a": 99.9}), Some("a")),
            (json!({"a": "99.9"}), Some("a")),
            (json!({"a": -1}), Some("a")),
            (json!({"a": "many"}), Some("a")),
        ],
    );
}

#[test]
fn a_function_says_where_in_the_field_the_rule_is_broken() {
    fn ascending(value: &Value, _: Timestamp) -> Result<(), String> {
        let numbers: Option<Vec<i64>> = value
            .as_array()
            .and_then(|items| items.iter().map(Value::as_i64).collect());
        let numbers = numbers.ok_or_else(String::new)?;
        let falls = numbers.windows(2).position(|pair| pair[0] > pair[1]);
        falls.map_or(Ok(()), |at| Err(format!("[{}]", at + 1)))
    }
    fn is_past(value: &Value, now: Timestamp) -> Result<(), String> {
        let instant = value.as_str().and_then(|text| text.parse().ok());
        if instant.is_some_and(|instant: Timestamp| instant < now) {
            Ok(())
        } else {
            Err(String::new())
        }
    }
    table(
        "a/*/b",
        Check::Custom(ascending),
        [
            (json!({}), None),
            (json!({"a": [{"b": null}, {"b": [1, 2]}]}), None),
            (
                json!({"a": [{"b": [1]}, {"b": [1, 3, 2]}]}),
                Some("a[1].b[2]"),
            ),
            (json!({"a": [{"b": 1}]}), Some("a[0].b")),
        ],
    );
    table(
        "a",
        Check::Custom(is_past),
        [
            (json!({"a": "2026-06-15T11:59:59Z"}), None),
            (json!({"a": "2026-06-15T12:00:00Z"}), Some("a")),
        ],
    );
}
