//! Which elements of two lists belong together.

use serde_json::Value;

/// Lists whose order has no meaning.
const SETS: [&str; 5] = ["enum", "required", "security", "tags", "type"];

/// An element of two lists, with its index in each.
pub enum Element<'a> {
    Both((usize, &'a Value), (usize, &'a Value)),
    Old(usize, &'a Value),
    New(usize, &'a Value),
}

/// Whether the order of the list with this name has no meaning.
pub fn is_set(keyword: &str) -> bool {
    SETS.contains(&keyword)
}

/// The elements that differ: equal ones are paired first, then those with the same identity, then,
/// unless the list is a set, the others in order if both lists have as many of them.
pub fn align<'a>(old: &'a [Value], new: &'a [Value], is_set: bool) -> Vec<Element<'a>> {
    let mut olds: Vec<_> = old.iter().enumerate().collect();
    let mut news: Vec<_> = new.iter().enumerate().collect();
    pair_up(&mut olds, &mut news, |old, new| old == new);
    let mut pairs = pair_up(&mut olds, &mut news, |old, new| {
        identity(old).is_some_and(|old| identity(new) == Some(old))
    });
    if !is_set && olds.len() == news.len() {
        pairs.extend(pair_up(&mut olds, &mut news, |_, _| true));
    }
    let gone = olds
        .into_iter()
        .map(|(index, old)| Element::Old(index, old));
    let come = news
        .into_iter()
        .map(|(index, new)| Element::New(index, new));
    pairs.into_iter().chain(gone).chain(come).collect()
}

/// Takes the pairs out of both lists.
fn pair_up<'a>(
    olds: &mut Vec<(usize, &'a Value)>,
    news: &mut Vec<(usize, &'a Value)>,
    same: impl Fn(&Value, &Value) -> bool,
) -> Vec<Element<'a>> {
    let mut pairs = Vec::new();
    olds.retain(|old| {
        let Some(index) = news.iter().position(|new| same(old.1, new.1)) else {
            return true;
        };
        pairs.push(Element::Both(*old, news.remove(index)));
        false
    });
    pairs
}

/// What identifies an element among others: a reference, a name, or the constants of its
/// properties.
fn identity(element: &Value) -> Option<Vec<&Value>> {
    let members = element.as_object()?;
    for names in [&["$ref"][..], &["name", "in"], &["url"], &["name"]] {
        let found: Vec<_> = names.iter().filter_map(|name| members.get(*name)).collect();
        if found.len() == names.len() {
            return Some(found);
        }
    }
    let properties = members.get("properties")?.as_object()?;
    let constants = properties.values().filter_map(|property| {
        let values = property.get("enum")?.as_array()?;
        values.first().filter(|_| values.len() == 1)
    });
    let constants: Vec<_> = constants.collect();
    (!constants.is_empty()).then_some(constants)
}
