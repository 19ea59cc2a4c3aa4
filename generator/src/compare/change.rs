//! One change between two models: data only, which a report turns into words.

use super::{
    advice::Advice,
    kind::{Class, Direction, Impact, Kind},
    subject::Subject,
    users::User,
    value::Value,
};
use crate::{
    model::Route,
    source::{Place, Pointer},
};
use sha2::{Digest as _, Sha256};

/// One change, for one cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Identifies the change when it is accepted: the same for the same change in the same version,
    /// independent of its place and of how it is reported.
    pub fingerprint: String,
    /// What has changed.
    pub kind: Kind,
    /// The overall impact.
    pub class: Class,
    /// The impact on deployed clients.
    pub wire: Impact,
    /// The impact on code that is compiled against the newer crate.
    pub source: Impact,
    /// The direction in which the changed value is sent; `None` if that does not apply.
    pub direction: Option<Direction>,
    /// The changed item.
    pub subject: Subject,
    /// A detail that distinguishes changes of one kind.
    pub detail: Option<Detail>,
    /// The previous value; `None` if the item is new.
    pub before: Option<Value>,
    /// The current value; `None` if the item was removed.
    pub after: Option<Value>,
    /// The action that a user of the crate has to take.
    pub advice: Option<Advice>,
    /// Types that were added or removed with it.
    pub types: Vec<String>,
    /// The node of the document.
    pub pointer: Pointer,
    /// The node of the older document, if it was elsewhere.
    pub origin: Option<Pointer>,
    /// Other places that have the same change, in the older and the newer document.
    pub same_at: Vec<(Pointer, Pointer)>,
    /// Nodes of the older document that it removes as a whole.
    pub old_nodes: Vec<Pointer>,
    /// Nodes of the newer document that it adds as a whole.
    pub new_nodes: Vec<Pointer>,
    /// The position of that node, or of the nearest one that is left.
    pub place: Option<Place>,
    /// The users of the changed item, from the inside out.
    pub users: Vec<User>,
}

/// A detail that distinguishes changes of one kind whose subject and values do not.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// The current route of an operation.
    MovedTo(Route),
    /// Every request needs it, and the caller passes it.
    Passed,
    /// Every request needs it, and the client fills in its only value.
    FilledIn,
    /// Every request needs it, and the client sends `null` unless the caller sets it.
    NullUnlessSet,
    /// All places of a document that have the same change.
    Places(Vec<Pointer>),
}

impl Change {
    /// A change of `subject`, whose impact depends on `direction`.
    pub fn new(
        kind: Kind,
        direction: Option<Direction>,
        subject: Subject,
        pointer: &Pointer,
    ) -> Self {
        let [wire, source] = kind.impact(direction);
        Self {
            fingerprint: String::new(),
            kind,
            class: Class::of(wire, source),
            wire,
            source,
            direction,
            subject,
            detail: None,
            before: None,
            after: None,
            advice: None,
            types: Vec::new(),
            pointer: pointer.clone(),
            origin: None,
            same_at: Vec::new(),
            old_nodes: Vec::new(),
            new_nodes: Vec::new(),
            place: None,
            users: Vec::new(),
        }
    }

    /// Sets the previous and the current value.
    pub fn effect(self, before: impl Into<Value>, after: impl Into<Value>) -> Self {
        self.was(before).is(after)
    }

    /// Sets the previous value.
    pub fn was(mut self, before: impl Into<Value>) -> Self {
        self.before = Some(before.into());
        self
    }

    /// Sets the current value.
    pub fn is(mut self, after: impl Into<Value>) -> Self {
        self.after = Some(after.into());
        self
    }

    /// Distinguishes it from other changes of its kind.
    pub fn detail(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }

    /// Sets the action that a user of the crate has to take.
    pub fn advice(mut self, advice: Advice) -> Self {
        self.advice = Some(advice);
        self
    }

    /// Sets its place in the older document.
    pub fn moved_from(mut self, origin: &Pointer) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    /// Adds a node of the older document that it removes as a whole.
    pub fn removes(mut self, node: &Pointer) -> Self {
        self.old_nodes.push(node.clone());
        self
    }

    /// Adds a node of the newer document that it adds as a whole.
    pub fn adds(mut self, node: &Pointer) -> Self {
        self.new_nodes.push(node.clone());
        self
    }

    /// Sets the impact where it depends on more than kind and direction.
    pub fn impact(mut self, wire: Impact, source: Impact) -> Self {
        (self.wire, self.source) = (wire, source);
        self.class = Class::of(wire, source);
        self
    }

    /// Sets its fingerprint in `version`, which covers the change but not its place.
    pub fn identify(&mut self, version: &str) {
        let data = (version, self.kind, &self.subject, &self.before, &self.after);
        let json = serde_json::to_string(&data).unwrap_or_default();
        let digest = Sha256::digest(json.as_bytes());
        self.fingerprint = digest[..5]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_depends_on_the_change_alone() {
        let change = |ty: &str, name: &str, at: &str| {
            let at = Pointer::root().child(at);
            let mut change = Change::new(Kind::FieldRemoved, None, Subject::field(ty, name), &at);
            change.identify("1");
            change.fingerprint
        };
        assert_eq!(change("a", "b", "x"), change("a", "b", "y"));
        assert_ne!(change("a", "b", "x"), change("ab", "", "x"));
        assert_ne!(change("a", "b", "x"), change("a", "c", "x"));
    }
}
