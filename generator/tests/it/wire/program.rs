//! A user of the schemas, who says what is read and written.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use shop_alpha::Decimal;
use shop_alpha::types::*;

fn main() {
    trees();
    terms();
    free();
    rests();
    listed();
    accounts();
}

/// Reads a value and checks that it is written as it was.
fn same<T: Serialize + DeserializeOwned>(json: &str) -> T {
    let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_json(&value, json);
    value
}

fn assert_json(value: &impl Serialize, json: &str) {
    let written = serde_json::to_string(value).unwrap();
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(parsed(&written), parsed(json), "{written}");
}

fn trees() {
    let json = r#"{"name":"b","parent":{"name":"a"},"children":[{"name":"c"}],"by_name":{"d":{"name":"d"}},"lists":[[],[[]]]}"#;
    let tree: Tree = same(json);
    assert_eq!(tree.parent.as_deref().unwrap().name, "a");
    let built = Tree::new("b")
        .parent(Tree::new("a"))
        .children([Tree::new("c")]);
    assert_eq!(built.parent, tree.parent);
}

fn terms() {
    let json = r#"{"kind":"Sum","left":{"kind":"Amount","value":0.10},"right":{"kind":"Sum","left":{"kind":"Amount","value":1},"right":{"kind":"Amount","value":2},"note":{"name":"n"}}}"#;
    let Term::Sum(sum) = same(json) else { panic!() };
    assert_eq!(sum.right.note().unwrap().name, "n");
    let Term::Amount(left) = &*sum.left else { panic!() };
    assert_eq!(left.value.to_string(), "0.10");
    let built = Term::from(Sum::new(Amount::new(1), Amount::new(2)));
    assert_json(&built, r#"{"kind":"Sum","left":{"kind":"Amount","value":1},"right":{"kind":"Amount","value":2}}"#);
}

fn free() {
    let json = r#"{"map":{"a":[1]},"any":null,"list":[1,"b"],"nulls":["a",null],"prices":{"a":0.10,"b":null}}"#;
    let free: Free = same(json);
    assert_eq!(free.nulls[1], None);
    assert_eq!(free.prices["a"].unwrap().to_string(), "0.10");
}

fn rests() {
    let json = r#"{"kind":"prices","least":0.10,"b":0.20}"#;
    let Rest::Prices(prices) = same(json) else { panic!() };
    assert_eq!(prices.additional_properties["b"].to_string(), "0.20");
    let built = Prices::new("0.10".parse::<Decimal>().unwrap())
        .additional_properties([("b", "0.20".parse().unwrap())]);
    assert_eq!(built, prices);
    same::<Rest>(r#"{"kind":"labels","a":{"kind":"Amount","value":0.10}}"#);
}

fn listed() {
    let listed: Listed = same(r#"{"count":10,"price":1.5,"order":"ASC","auto":10}"#);
    assert_eq!(listed.order, ListedOrder::AscUppercase);
    same::<Listed>(r#"{"count":30,"price":3.5,"order":"-1","auto":"auto"}"#);
}

fn accounts() {
    let json = r#"{"id":"1","name":"n","parent":{"id":"0","name":"p"},"tree":{"name":"t"},"photo":"AAH/"}"#;
    let account: Account = same(json);
    assert_eq!(account.photo.as_deref(), Some(&[0, 1, 255][..]));
    assert_eq!(account.parent.unwrap().id, "0");
    let parent = AccountRequest::new("p", "s");
    let sent = AccountRequest::new("n", "s")
        .parent(parent)
        .photo([0, 1, 255]);
    assert_json(
        &sent,
        r#"{"name":"n","secret":"s","parent":{"name":"p","secret":"s"},"photo":"AAH/"}"#,
    );
}
