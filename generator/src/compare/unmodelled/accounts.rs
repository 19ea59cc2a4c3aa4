//! The differences of two documents that changes of the model account for.

use super::{
    differences::Difference,
    facets::facets,
    schemas::{closure, resolve},
};
use crate::{
    compare::{Change, Kind, Subject, Value},
    source::Pointer,
};
use serde_json::Value as Json;

/// The leaves that changes account for.
pub struct Accounts<'a> {
    documents: [&'a Json; 2],
    leaves: Vec<&'a Difference>,
    /// Those that changes account for, with the schema of the type that has changed, if one has.
    accounted: Vec<Option<Account>>,
}

/// Why a leaf is accounted for.
#[derive(Clone)]
struct Account {
    /// The schemas of the changed type in both documents: equal schemas are the same type.
    ty: Option<[Pointer; 2]>,
}

impl<'a> Accounts<'a> {
    pub fn of(
        [old, new]: [&'a Json; 2],
        differences: &'a [Difference],
        changes: &[Change],
    ) -> Self {
        let leaves: Vec<_> = differences.iter().flat_map(Difference::leaves).collect();
        let abouts: Vec<_> = changes
            .iter()
            .map(|change| About::of(change, [old, new]))
            .collect();
        let accounted = leaves.iter().map(|leaf| {
            let about = abouts.iter().find(|about| about.has(leaf))?;
            Some(Account {
                ty: about.ty.clone(),
            })
        });
        let mut accounts = Self {
            documents: [old, new],
            accounted: accounted.collect(),
            leaves,
        };
        while accounts.components() | accounts.copies() {}
        accounts
    }

    /// The differences that nothing accounts for: a node that only one document has as a whole if
    /// nothing accounts for any part of it.
    pub fn open(&self, difference: &'a Difference) -> Vec<&'a Difference> {
        if difference.parts.is_empty() {
            let mut leaves = self.leaves.iter().zip(&self.accounted);
            let is_open =
                leaves.any(|(leaf, account)| std::ptr::eq(*leaf, difference) && account.is_none());
            return if is_open {
                vec![difference]
            } else {
                Vec::new()
            };
        }
        let open: Vec<_> = difference
            .parts
            .iter()
            .map(|part| self.open(part))
            .collect();
        let mut parts = difference.parts.iter().zip(&open);
        if parts.all(|(part, open)| open.first().is_some_and(|open| std::ptr::eq(*open, part))) {
            vec![difference]
        } else {
            open.concat()
        }
    }

    /// A component that came or went with a reference to it.
    fn components(&mut self) -> bool {
        let [old, new] = self.documents;
        let mut came = [Vec::new(), Vec::new()];
        for (leaf, account) in self.leaves.iter().zip(&self.accounted) {
            if account.is_none() || leaf.name() != "$ref" {
                continue;
            }
            for (side, node) in [&leaf.before, &leaf.after].into_iter().enumerate() {
                if let Some(target) = node.as_ref().and_then(target_of) {
                    let other = [new, old][side];
                    if other.pointer(target.as_str()).is_none() {
                        came[side].push(target);
                    }
                }
            }
        }
        let mut goes_on = false;
        for (leaf, account) in self.leaves.iter().zip(&mut self.accounted) {
            let is_part = match (&leaf.before, &leaf.after) {
                (Some(_), None) => came[0].iter().any(|came| below(&leaf.was, came)),
                (None, Some(_)) => came[1].iter().any(|came| below(&leaf.at, came)),
                _ => false,
            };
            if account.is_none() && is_part {
                *account = Some(Account { ty: None });
                goes_on = true;
            }
        }
        goes_on
    }

    /// The same leaf of a schema that is equal to that of a changed type, before and after.
    fn copies(&mut self) -> bool {
        let [old, new] = self.documents;
        let is_copy = |leaf: &Difference, known: &Difference, [was, at]: &[Pointer; 2]| {
            if (&leaf.before, &leaf.after) != (&known.before, &known.after) {
                return false;
            }
            let around = |leaf: &Pointer, known: &Pointer, ty: &Pointer| {
                let path = known.as_str().strip_prefix(ty.as_str())?;
                Some(leaf.as_str().strip_suffix(path)?.to_owned())
            };
            let same = |document: &Json, place: Option<String>, ty: &Pointer| {
                let schema = place.and_then(|place| document.pointer(&place).cloned());
                schema.is_some_and(|schema| {
                    document.pointer(ty.as_str()).is_some_and(|ty| {
                        super::differences::differences(&schema, ty, &[]).is_empty()
                    })
                })
            };
            same(old, around(&leaf.was, &known.was, was), was)
                && same(new, around(&leaf.at, &known.at, at), at)
        };
        let mut found = Vec::new();
        for (index, leaf) in self.leaves.iter().enumerate() {
            if self.accounted[index].is_some() {
                continue;
            }
            let mut known = self.leaves.iter().zip(&self.accounted);
            if known.any(|(known, account)| {
                let ty = account.as_ref().and_then(|account| account.ty.as_ref());
                ty.is_some_and(|ty| is_copy(leaf, known, ty))
            }) {
                found.push(index);
            }
        }
        for index in &found {
            self.accounted[*index] = Some(Account { ty: None });
        }
        !found.is_empty()
    }
}

/// What a change says about both documents.
struct About<'c> {
    change: &'c Change,
    /// The members of nodes that it is about.
    members: [Vec<(Pointer, &'static str)>; 2],
    ty: Option<[Pointer; 2]>,
    documents: [&'c Json; 2],
}

impl<'c> About<'c> {
    fn of(change: &'c Change, documents: [&'c Json; 2]) -> Self {
        let places = [
            change.origin.as_ref().unwrap_or(&change.pointer),
            &change.pointer,
        ];
        let members_at = |places: [&Pointer; 2], side: usize| -> Vec<_> {
            let facets = facets(change.kind).iter();
            let members = facets.flat_map(|(place, members)| {
                let nodes = if *place == "^" {
                    vec![type_of(places[side])]
                } else {
                    resolve(documents[side], places[side], place)
                };
                let nodes = nodes.into_iter();
                nodes.flat_map(|node| members.iter().map(move |member| (node.clone(), *member)))
            });
            members.collect()
        };
        let same_at = change.same_at.iter();
        let all = std::iter::once(places).chain(same_at.map(|(was, at)| [was, at]));
        let members = all.fold([Vec::new(), Vec::new()], |mut members, places| {
            members[0].extend(members_at(places, 0));
            members[1].extend(members_at(places, 1));
            members
        });
        let ty = is_of_type(&change.subject).then(|| places.map(type_of));
        Self {
            change,
            members,
            ty,
            documents,
        }
    }

    fn has(&self, leaf: &Difference) -> bool {
        let sides = [(&leaf.before, &leaf.was), (&leaf.after, &leaf.at)];
        let mut sides = sides.into_iter().enumerate();
        sides.any(|(side, (node, at))| {
            node.is_some() && (self.has_node(side, at, node) || self.is_listed(side, leaf))
                || self.has_member(side, at)
        })
    }

    /// Whether the leaf is part of a node that came or went with the change.
    fn has_node(&self, side: usize, at: &Pointer, node: &Option<Json>) -> bool {
        let nodes = [&self.change.old_nodes, &self.change.new_nodes][side];
        let target = node.as_ref().filter(|_| at.last() == "$ref");
        let target = target.and_then(target_of);
        nodes
            .iter()
            .any(|known| below(at, known) || target.as_ref() == Some(known))
    }

    /// Whether the leaf is, or is below, a member that the change is about.
    fn has_member(&self, side: usize, at: &Pointer) -> bool {
        let mut members = self.members[side].iter();
        members.any(|(node, member)| match member.strip_suffix('$') {
            Some("") => at == node,
            Some(member) => *at == node.child(member),
            None => below(at, &node.child(member)),
        })
    }

    /// Whether the leaf is the element of a list that the change is about: the name of a required
    /// field, or a value of an enum.
    fn is_listed(&self, side: usize, leaf: &Difference) -> bool {
        let change = self.change;
        let (node, at) = [(&leaf.before, &leaf.was), (&leaf.after, &leaf.at)][side];
        let Some(Json::String(name)) = node else {
            return false;
        };
        let list = at.parent().unwrap_or_default();
        let owner = list.parent().unwrap_or_default();
        match list.last().as_str() {
            "required" => {
                let places = [Some(&change.pointer), change.origin.as_ref()];
                let places = places.into_iter().flatten();
                let mut fields = places.chain([&change.old_nodes, &change.new_nodes][side]);
                let schemas = closure(self.documents[side], &owner);
                fields.any(|field| {
                    let object = field.parent().and_then(|properties| properties.parent());
                    field.last() == *name && object.is_some_and(|object| schemas.contains(&object))
                })
            }
            "enum" => {
                let value = [&change.before, &change.after][side];
                let is_value = matches!(change.kind, Kind::ValueAdded | Kind::ValueRemoved);
                let enums = [
                    change.origin.as_ref().unwrap_or(&change.pointer),
                    &change.pointer,
                ];
                is_value
                    && *value == Some(Value::Text(name.clone()))
                    && (*enums[side] == list || *enums[side] == owner)
            }
            _ => false,
        }
    }
}

fn is_of_type(subject: &Subject) -> bool {
    matches!(
        subject,
        Subject::Type(_)
            | Subject::Constructor(_)
            | Subject::Field { .. }
            | Subject::Variant { .. }
    )
}

/// The schema of the type whose field, value or branch is at this place.
fn type_of(at: &Pointer) -> Pointer {
    let parent = at.parent().unwrap_or_default();
    match parent.last().as_str() {
        "properties" | "oneOf" | "anyOf" => parent.parent().unwrap_or_default(),
        _ if at.last() == "enum" => parent,
        _ => at.clone(),
    }
}

/// What a reference leads to.
fn target_of(node: &Json) -> Option<Pointer> {
    let target = node.as_str()?.strip_prefix('#')?;
    Some(Pointer::from(target.to_owned()))
}

/// Whether `inner` is `outer` or below it; nothing counts as below the whole document.
fn below(inner: &Pointer, outer: &Pointer) -> bool {
    !outer.as_str().is_empty() && inner.is_within(outer)
}
