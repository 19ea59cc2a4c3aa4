//! The nodes that a target selects. References are transparent: a place leads through them as if
//! the component were written there.

use super::{
    paste, references,
    target::{Segment, Target},
};
use crate::{source::Pointer, spec::moves::Moves};
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeSet};

/// What a target selects in a document.
pub struct Selection {
    /// The nodes. Their places may lead through references.
    pub places: Vec<Pointer>,
    /// What selects nothing: the target up to there.
    pub missing: Vec<Missing>,
}

/// A part of a target that selects nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The name in a selector of several names: the segment and the name.
    pub name: Option<(usize, String)>,
    /// The target up to the segment that selects nothing.
    pub prefix: String,
    /// An existing name that is like the missing one.
    pub similar: Option<String>,
    /// Where it is, if upstream has it there and it was spelled in another way last time.
    pub respelled: Vec<String>,
}

/// A selected node, and the names that led to it.
#[derive(Clone)]
struct Found<'v> {
    at: Pointer,
    node: Cow<'v, Value>,
    names: Vec<(usize, String)>,
}

/// Evaluates a target.
pub fn locate(document: &Value, target: &Target) -> Selection {
    let mut found = find(document, target);
    let mut missing = Vec::new();
    for (index, segment) in target.segments().iter().enumerate() {
        if segment.names.len() < 2 {
            continue;
        }
        let hit = |name: &String| {
            let mut hits = found.iter().flat_map(|found| &found.names);
            hits.any(|(at, hit)| *at == index && hit == name)
        };
        let lost: Vec<_> = segment
            .names
            .iter()
            .filter(|name| !hit(name))
            .cloned()
            .collect();
        for name in lost {
            let only = target.with_names(index, std::slice::from_ref(&name));
            let more = find(document, &only);
            if more.is_empty() {
                missing.push(failure(document, &only, Some((index, name))));
            }
            found.extend(more);
        }
    }
    if found.is_empty() {
        missing = vec![failure(document, target, None)];
    }
    let mut places: Vec<_> = found.into_iter().map(|found| found.at).collect();
    // Array items are edited from the end, so that one removal does not shift the next.
    places.sort_by(|a, b| b.in_document_order(a));
    places.dedup();
    Selection { places, missing }
}

/// Where the nodes of `written` that a target selects are in `document`, whose nodes come from there.
pub fn respelled(
    prefix: &str,
    written: &Value,
    document: &Value,
    from_written: &Moves,
) -> Vec<String> {
    let Ok(target) = Target::parse(prefix) else {
        return Vec::new();
    };
    let selected = find(written, &target).into_iter();
    let places = selected.flat_map(|found| from_written.places(document, &found.at));
    places.map(|at| paste::path(&at, document)).collect()
}

/// Whether a target selects this node.
pub fn selects(document: &Value, target: &Target, at: &Pointer) -> bool {
    find(document, target).iter().any(|found| found.at == *at)
}

/// The nodes as the document is written; if there are none, also those that wildcards, filters and
/// descents reach through references.
fn find<'v>(document: &'v Value, target: &Target) -> Vec<Found<'v>> {
    let found = walk(document, target, false);
    if found.is_empty() {
        walk(document, target, true)
    } else {
        found
    }
}

fn walk<'v>(document: &'v Value, target: &Target, through: bool) -> Vec<Found<'v>> {
    let root = Found {
        at: Pointer::root(),
        node: Cow::Borrowed(document),
        names: Vec::new(),
    };
    let segments = target.segments().iter().enumerate();
    segments.fold(vec![root], |found, (index, segment)| {
        let found = found.into_iter();
        found
            .flat_map(|found| step(document, &found, index, segment, through))
            .collect()
    })
}

fn step<'v>(
    document: &'v Value,
    from: &Found<'v>,
    index: usize,
    segment: &Segment,
    through: bool,
) -> Vec<Found<'v>> {
    let by_name = !segment.names.is_empty() && !segment.descends;
    if through && !by_name {
        let expanded = references::expanded(document, &from.node);
        return children(&expanded, from, index, segment)
            .map(|(at, node, names)| Found {
                at,
                node: Cow::Owned(node.clone()),
                names,
            })
            .collect();
    }
    match &from.node {
        Cow::Borrowed(node) => below(document, node, from, index, segment)
            .into_iter()
            .map(|(at, node, names)| Found {
                at,
                node: Cow::Borrowed(node),
                names,
            })
            .collect(),
        Cow::Owned(node) => below(document, node, from, index, segment)
            .into_iter()
            .map(|(at, node, names)| Found {
                at,
                node: Cow::Owned(node.clone()),
                names,
            })
            .collect(),
    }
}

/// A child: place, node and the names so far.
type Child<'n> = (Pointer, &'n Value, Vec<(usize, String)>);

/// What a segment selects in the outermost layer of a node in which it selects anything.
fn below<'n>(
    document: &'n Value,
    node: &'n Value,
    from: &Found<'_>,
    index: usize,
    segment: &Segment,
) -> Vec<Child<'n>> {
    let mut layers = references::layers(document, node);
    let found = layers.find_map(|layer| {
        let children: Vec<_> = children(layer, from, index, segment).collect();
        (!children.is_empty()).then_some(children)
    });
    found.unwrap_or_default()
}

/// What a segment selects below a node.
fn children<'n>(
    node: &'n Value,
    from: &Found<'_>,
    index: usize,
    segment: &Segment,
) -> impl Iterator<Item = Child<'n>> {
    let selected = segment.path.query_located(node);
    selected.into_iter().map(move |selected| {
        let below = Pointer::from(selected.location().to_json_pointer());
        let mut names = from.names.clone();
        if segment.names.len() > 1 {
            names.push((index, below.last()));
        }
        (from.at.join_pointer(&below), selected.node(), names)
    })
}

/// Where a target that selects nothing fails.
fn failure(document: &Value, target: &Target, name: Option<(usize, String)>) -> Missing {
    let length = target.segments().len();
    let fails = |length: &usize| find(document, &target.prefix(*length)).is_empty();
    let failing = (1..=length).find(fails).unwrap_or(length);
    let wanted = target.segments()[failing - 1].names.first();
    let around = find(document, &target.prefix(failing - 1));
    let known: BTreeSet<String> = around
        .iter()
        .filter_map(|found| references::layers(document, &found.node).last())
        .filter_map(Value::as_object)
        .flat_map(|members| members.keys().cloned())
        .collect();
    let similar = wanted.and_then(|wanted| nearest(wanted, known.iter().map(String::as_str)));
    Missing {
        name,
        prefix: target.prefix(failing).to_string(),
        similar: similar.map(str::to_owned),
        respelled: Vec::new(),
    }
}

/// The known name that is most like the wanted one, if it is much like it.
pub fn nearest<'n>(wanted: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let known = known.map(|name| (strsim::jaro_winkler(name, wanted), name));
    let nearest = known.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (nearest.0 > 0.8).then_some(nearest.1)
}
