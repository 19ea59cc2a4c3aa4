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
    /// What a person accepts; the same for the same change in the same version, wherever it stands
    /// and however it is reported.
    pub fingerprint: String,
    /// What has changed.
    pub kind: Kind,
    /// How much it matters.
    pub class: Class,
    /// What it means for programs that run.
    pub wire: Impact,
    /// What it means for code that is compiled against the newer crate.
    pub source: Impact,
    /// The way the changed value travels; `None` where that says nothing.
    pub direction: Option<Direction>,
    /// The thing that has changed.
    pub subject: Subject,
    /// What tells apart changes of one kind.
    pub detail: Option<Detail>,
    /// What it was; `None` for what is new.
    pub before: Option<Value>,
    /// What it is now; `None` for what is gone.
    pub after: Option<Value>,
    /// What a user of the crate has to do.
    pub advice: Option<Advice>,
    /// Types that come or go with it.
    pub types: Vec<String>,
    /// The node of the document.
    pub pointer: Pointer,
    /// The node of the older document, if it stood elsewhere.
    pub origin: Option<Pointer>,
    /// Where that stands, or what is left around it.
    pub place: Option<Place>,
    /// Who uses what has changed, from the inside out.
    pub users: Vec<User>,
}

/// What tells apart changes of one kind, where neither subject nor values do.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// The route that an operation has now.
    MovedTo(Route),
    /// Every request needs it, and the caller passes it.
    Passed,
    /// Every request needs it, and the client fills in its only value.
    FilledIn,
    /// Every request needs it, and the client sends `null` unless the caller sets it.
    NullUnlessSet,
    /// Everywhere that a document has the same change.
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
            place: None,
            users: Vec::new(),
        }
    }

    /// Says what the thing was and is.
    pub fn effect(self, before: impl Into<Value>, after: impl Into<Value>) -> Self {
        self.was(before).is(after)
    }

    /// Says what the thing was.
    pub fn was(mut self, before: impl Into<Value>) -> Self {
        self.before = Some(before.into());
        self
    }

    /// Says what the thing is now.
    pub fn is(mut self, after: impl Into<Value>) -> Self {
        self.after = Some(after.into());
        self
    }

    /// Tells it apart from other changes of its kind.
    pub fn detail(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }

    /// Says what a user of the crate has to do.
    pub fn advice(mut self, advice: Advice) -> Self {
        self.advice = Some(advice);
        self
    }

    /// Says where it stood in the older document.
    pub fn moved_from(mut self, origin: &Pointer) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    /// Sets the impact where it depends on more than kind and direction.
    pub fn impact(mut self, wire: Impact, source: Impact) -> Self {
        (self.wire, self.source) = (wire, source);
        self.class = Class::of(wire, source);
        self
    }

    /// Gives it its fingerprint in `version`: of what has changed, not of where it stands.
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
