//! Reorders a document like another one, wherever order is irrelevant in OpenAPI.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The kind of a node, which decides whether the order of its parts matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// An object of OpenAPI, whose keys are keywords.
    Keywords,
    /// A map by names that the document chose; its values are objects of OpenAPI.
    Names,
    /// An array without order, if it is an array, of items with the given role; else a map by
    /// names.
    SetOfKeywords,
    /// The same, of plain data.
    SetOfData,
    /// Examples, defaults and extensions: arrays have an order, whatever the keys are called.
    Data,
}

impl Role {
    /// The role of the member `key` of an object in this role.
    fn member(self, key: &str) -> Self {
        match self {
            Self::Data => Self::Data,
            Self::Names | Self::SetOfKeywords | Self::SetOfData => Self::Keywords,
            Self::Keywords => match key {
                "callbacks" | "content" | "encoding" | "examples" | "headers" | "links"
                | "mapping" | "paths" | "properties" | "requestBodies" | "responses"
                | "schemas" | "scopes" | "securitySchemes" | "variables" => Self::Names,
                "allOf" | "anyOf" | "oneOf" | "parameters" | "servers" | "tags" => {
                    Self::SetOfKeywords
                }
                "enum" | "required" | "security" => Self::SetOfData,
                "default" | "example" | "value" => Self::Data,
                key if key.starts_with("x-") => Self::Data,
                _ => Self::Keywords,
            },
        }
    }

    /// The role of the items of an array in this role.
    fn item(self) -> Self {
        match self {
            Self::SetOfData | Self::Data => Self::Data,
            Self::SetOfKeywords | Self::Keywords | Self::Names => Self::Keywords,
        }
    }

    fn is_set(self) -> bool {
        matches!(self, Self::SetOfKeywords | Self::SetOfData)
    }
}

/// The same document as `value`, in the order of `like`.
///
/// What both have keeps the order it has in `like`; what is new follows what precedes it in
/// `value`.
pub fn arranged_like(value: &Value, like: &Value) -> Value {
    arranged(value, like, Role::Keywords)
}

fn arranged(value: &Value, like: &Value, role: Role) -> Value {
    match (value, like) {
        (Value::Object(members), Value::Object(like)) => {
            let places: HashMap<&str, usize> = like.keys().map(String::as_str).zip(0..).collect();
            let members: Vec<_> = members.iter().collect();
            let pairs: Vec<_> = members
                .iter()
                .map(|(key, _)| places.get(key.as_str()).copied())
                .collect();
            let member = |index: usize| {
                let (key, value) = members[index];
                let value = match like.get(key) {
                    Some(like) => arranged(value, like, role.member(key)),
                    None => value.clone(),
                };
                (key.clone(), value)
            };
            Value::Object(merged(&pairs).into_iter().map(member).collect())
        }
        (Value::Array(items), Value::Array(like)) => {
            let pairs = pairs(items, like, role.item());
            let order = if role.is_set() {
                merged(&pairs)
            } else {
                (0..items.len()).collect()
            };
            let item = |index: usize| match pairs[index] {
                Some(at) => arranged(&items[index], &like[at], role.item()),
                None => items[index].clone(),
            };
            Value::Array(order.into_iter().map(item).collect())
        }
        _ => value.clone(),
    }
}

/// The order of items, given the place of each in the order to follow: the new ones go after those
/// that precede them.
pub fn merged(pairs: &[Option<usize>]) -> Vec<usize> {
    let mut before = None;
    let mut places: Vec<_> = pairs
        .iter()
        .enumerate()
        .map(|(index, pair)| {
            before = pair.or(before);
            (before, pair.is_none(), index)
        })
        .collect();
    places.sort_unstable();
    places.into_iter().map(|(.., index)| index).collect()
}

/// The counterpart of every item in `like`: an equal one, else one of the same name, else a
/// remaining one.
fn pairs(items: &[Value], like: &[Value], role: Role) -> Vec<Option<usize>> {
    let mut pairs = vec![None; items.len()];
    pair_by(&mut pairs, items, like, |item| {
        Some(normal(item, role).to_string())
    });
    pair_by(&mut pairs, items, like, name);
    pair_by(&mut pairs, items, like, |item| {
        let nameless = (item.is_object() || item.is_array()) && name(item).is_none();
        nameless.then(String::new)
    });
    pairs
}

/// Pairs those that have no counterpart yet and the same key.
fn pair_by(
    pairs: &mut [Option<usize>],
    items: &[Value],
    like: &[Value],
    key: impl Fn(&Value) -> Option<String>,
) {
    let taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let mut groups: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for index in (0..items.len()).filter(|index| pairs[*index].is_none()) {
        if let Some(key) = key(&items[index]) {
            groups.entry(key).or_default().0.push(index);
        }
    }
    for index in (0..like.len()).filter(|index| !taken.contains(index)) {
        if let Some(key) = key(&like[index]) {
            groups.entry(key).or_default().1.push(index);
        }
    }
    // With unequal numbers the pairing is ambiguous, and another run could decide differently.
    for (items, like) in groups.into_values().filter(|(a, b)| a.len() == b.len()) {
        for (item, at) in items.into_iter().zip(like) {
            pairs[item] = Some(at);
        }
    }
}

/// What identifies an object in a set: a reference, a parameter, a tag, a server.
fn name(item: &Value) -> Option<String> {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    if let Some(reference) = text("$ref").or_else(|| text("url")) {
        return Some(reference.to_owned());
    }
    Some(format!(
        "{}/{}",
        text("in").unwrap_or_default(),
        text("name")?
    ))
}

/// A form that is equal for all documents that differ only in order.
fn normal(value: &Value, role: Role) -> Value {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<_, _> = members
                .iter()
                .map(|(key, value)| (key.clone(), normal(value, role.member(key))))
                .collect();
            Value::Object(Map::from_iter(sorted))
        }
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(|item| normal(item, role.item())).collect();
            if role.is_set() {
                items.sort_by_cached_key(Value::to_string);
            }
            Value::Array(items)
        }
        _ => value.clone(),
    }
}

/// The same document in another order.
#[cfg(test)]
pub fn shuffled(value: &Value, seed: u64) -> Value {
    fn shuffle<T>(items: &mut [T], state: &mut u64) {
        for end in (1..items.len()).rev() {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let at = (*state >> 33) as usize % (end + 1);
            items.swap(end, at);
        }
    }
    fn walk(value: &Value, role: Role, state: &mut u64) -> Value {
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| (key.clone(), walk(value, role.member(key), state)))
                    .collect();
                shuffle(&mut members, state);
                Value::Object(members.into_iter().collect())
            }
            Value::Array(items) => {
                let mut items: Vec<_> = items
                    .iter()
                    .map(|item| walk(item, role.item(), state))
                    .collect();
                if role.is_set() {
                    shuffle(&mut items, state);
                }
                Value::Array(items)
            }
            _ => value.clone(),
        }
    }
    walk(value, Role::Keywords, &mut seed.clone())
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Trees that look enough like documents: keywords where order means something and where it
    /// does not.
    pub fn document() -> impl Strategy<Value = Value> {
        let text = prop_oneof![
            prop::sample::select(vec![
                "a",
                "b",
                "01067",
                "NO",
                "null",
                "1e3",
                "2026-05-27",
                "a\nb\n",
                " a",
                ""
            ])
            .prop_map(str::to_owned),
            any::<String>(),
            "[ \t\r\n:#-]{0,8}[a-z]{0,2}[ \t\r\n\u{85}\u{2028}]{0,4}",
        ];
        let key = prop_oneof![
            8 => prop::sample::select(vec![
                "properties", "paths", "parameters", "required", "enum", "tags", "oneOf", "allOf", "servers",
                "security", "example", "default", "x-extra", "name", "in", "url", "$ref", "type", "items", "200",
            ])
            .prop_map(str::to_owned),
            1 => text.clone(),
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL).prop_map(Value::from),
            text.prop_map(Value::from),
        ];
        let object = move |value: BoxedStrategy<Value>| {
            prop::collection::vec((key.clone(), value), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect()))
        };
        let node = leaf.prop_recursive(5, 64, 6, {
            let object = object.clone();
            move |node| {
                prop_oneof![
                    object(node.clone().boxed()),
                    prop::collection::vec(node, 0..6).prop_map(Value::Array)
                ]
            }
        });
        object(node.boxed())
    }

    /// The text of `value` in the order of `like`.
    fn order(value: Value, like: Value) -> String {
        arranged_like(&value, &like).to_string()
    }

    #[test]
    fn members_keep_their_order_and_new_ones_follow_their_predecessor() {
        let like = json!({"a": 1, "b": 2, "gone": 3, "c": 4});
        let value = json!({"first": 0, "c": 4, "after c": 0, "too": 0, "b": 5, "a": 1});
        assert_eq!(
            order(value, like),
            r#"{"first":0,"a":1,"b":5,"c":4,"after c":0,"too":0}"#
        );
    }

    #[test]
    fn sets_keep_their_order() {
        for (key, like, value, expected) in [
            (
                "required",
                json!(["a", "b", "c"]),
                json!(["c", "new", "b", "a"]),
                json!(["a", "b", "c", "new"]),
            ),
            (
                "enum",
                json!([1, null, "x"]),
                json!(["x", 1, null]),
                json!([1, null, "x"]),
            ),
            (
                "tags",
                json!([{"name": "a"}, {"name": "b"}]),
                json!([{"name": "b", "description": "new"}, {"name": "a"}]),
                json!([{"name": "a"}, {"name": "b", "description": "new"}]),
            ),
            (
                "parameters",
                json!([{"in": "path", "name": "id"}, {"in": "query", "name": "id"}, {"$ref": "#/p"}]),
                json!([{"$ref": "#/p"}, {"in": "query", "name": "id", "required": true}, {"in": "path", "name": "id"}]),
                json!([{"in": "path", "name": "id"}, {"in": "query", "name": "id", "required": true}, {"$ref": "#/p"}]),
            ),
            (
                "servers",
                json!([{"url": "a"}, {"url": "b"}]),
                json!([{"url": "b"}, {"url": "a"}]),
                json!([{"url": "a"}, {"url": "b"}]),
            ),
            (
                "security",
                json!([{"A": []}, {"B": ["x"]}]),
                json!([{"B": ["x"]}, {"A": []}]),
                json!([{"A": []}, {"B": ["x"]}]),
            ),
            (
                "oneOf",
                json!([{"type": "string"}, {"$ref": "#/a"}]),
                json!([{"$ref": "#/a"}, {"type": "string", "nullable": true}]),
                json!([{"type": "string", "nullable": true}, {"$ref": "#/a"}]),
            ),
        ] {
            assert_eq!(
                order(json!({ key: value }), json!({ key: like })),
                json!({ key: expected }).to_string()
            );
        }
    }

    #[test]
    fn other_arrays_keep_the_order_of_upstream() {
        for document in [
            json!({"x-order": [2, 1]}),
            json!({"example": {"tags": ["b", "a"], "required": [2, 1]}}),
            json!({"default": [2, 1]}),
            json!({"examples": {"tags": {"value": {"enum": [2, 1]}}}}),
            json!({"enum": [[2, 1]]}),
        ] {
            let like = shuffled(&document, 1).to_string();
            let like = like
                .replace("2,1", "1,2")
                .replace(r#""b","a""#, r#""a","b""#);
            let like: Value = serde_json::from_str(&like).unwrap();
            assert_eq!(arranged_like(&document, &like), document);
        }
    }

    #[test]
    fn a_property_may_be_called_like_a_keyword() {
        let like = json!({"properties": {"example": {"enum": [1, 2]}, "default": {"required": ["a", "b"]}}});
        let value = json!({"properties": {"default": {"required": ["b", "a"]}, "example": {"enum": [2, 1]}}});
        assert_eq!(order(value, like.clone()), like.to_string());
    }

    #[test]
    fn equal_items_are_told_whatever_the_order_inside_them() {
        let like = json!({"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["c"]}]});
        let value = json!({"anyOf": [{"enum": ["c"], "type": "string"}, {"enum": ["b", "a"], "type": "string"}]});
        assert_eq!(order(value, like.clone()), like.to_string());
    }

    #[test]
    fn an_item_put_in_front_does_not_rearrange_the_others() {
        let like = json!({"x-list": [{"a": 1, "b": 2}, {"c": 1, "d": 2}]});
        let value = json!({"x-list": [{"new": 1}, {"b": 2, "a": 1}, {"d": 2, "c": 1}]});
        assert_eq!(
            order(value, like),
            r#"{"x-list":[{"new":1},{"a":1,"b":2},{"c":1,"d":2}]}"#
        );
    }
}
