//! Which items of two lists belong together.

use crate::spec::{
    meaning::{Meanings, component_name},
    node::Node,
};
use serde_json::Value;

/// For each item of the newer list the index of its counterpart in the older one.
pub type Pairs = Vec<Option<usize>>;

/// The items of a list; none if it is not there.
pub fn list(value: Option<&Value>) -> &[Value] {
    value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// Parameters belong together by place and name.
pub fn parameters(new: &[Node<'_>], old: &[Value]) -> Pairs {
    let mut pairs = vec![None; new.len()];
    let key = |parameter: &Value| {
        let text = |key: &str| {
            parameter
                .get(key)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        Some((text("in")?, text("name")?))
    };
    pair(&mut pairs, old.len(), |item, other| {
        let key_of = key(new[item].value);
        key_of.is_some() && key_of == key(&old[other])
    });
    pairs
}

/// Branches belong together by meaning, then by reference, then by order.
pub fn branches<'d>(
    (new, meanings): (&[Node<'d>], &Meanings<'d>),
    (old, old_meanings): (&'d [Value], &Meanings<'d>),
) -> Pairs {
    let mut pairs = vec![None; new.len()];
    pair(&mut pairs, old.len(), |item, other| {
        meanings.of(new[item].value) == old_meanings.of(&old[other])
    });
    pair(&mut pairs, old.len(), |item, other| {
        let name = component_name(new[item].value);
        name.is_some() && name == component_name(&old[other])
    });
    pair(&mut pairs, old.len(), |_, _| true);
    pairs
}

/// Pairs items that have no counterpart yet.
fn pair(pairs: &mut Pairs, old: usize, belong: impl Fn(usize, usize) -> bool) {
    for item in 0..pairs.len() {
        if pairs[item].is_none() {
            let is_free = |other: &usize| !pairs.contains(&Some(*other));
            pairs[item] = (0..old).filter(is_free).find(|other| belong(item, *other));
        }
    }
}
