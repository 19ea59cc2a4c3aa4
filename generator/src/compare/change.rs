//! One change between two models, and what it means for whoever uses the older one.

use crate::source::{Place, Pointer, visible};
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// How a change meets those who use the older model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// Nobody notices.
    None,
    /// There is more than before, and what was there goes on working.
    Compatible,
    /// Something stops working or means something else.
    Breaking,
}

use Impact::{Breaking as B, Compatible as C, None as N};

/// How much a change matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Texts only.
    Documentation,
    /// Users of the crate need not do anything.
    Additive,
    /// Users of the crate have to act, or their programs fail against the API.
    Breaking,
}

/// The way a changed value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the client.
    Request,
    /// To the client.
    Response,
    /// Either way.
    Both,
}

/// Declares [`Kind`]: name, and its impact on the wire and on source code, in requests and in
/// responses.
macro_rules! kinds {
    ($($kind:ident = $code:literal: [$sent_wire:expr, $sent_source:expr] [$read_wire:expr, $read_source:expr];)*) => {
        /// What has changed. New kinds may come.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the names say it all")]
        pub enum Kind { $($kind),* }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name in reports, for example `field-removed`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),* }
            }

            /// Whether the crate shows it in any way.
            pub fn is_shown(self) -> bool {
                self != Self::NotModelled
            }

            /// Impact on the wire and on source code, in requests and in responses.
            fn impact(self) -> ([Impact; 2], [Impact; 2]) {
                match self { $(Self::$kind => ([$sent_wire, $sent_source], [$read_wire, $read_source])),* }
            }
        }
    };
}

// On the wire: programs with the older crate meet the newer API. Source: programs written for the
// older crate meet the newer one. What a server ignores in silence, such as a filter that is gone,
// is breaking.
kinds! {
    OperationAdded = "operation-added": [C, C] [C, C];
    OperationRemoved = "operation-removed": [B, B] [B, B];
    OperationMoved = "operation-moved": [B, B] [B, B];
    OperationRenamed = "operation-renamed": [N, B] [N, B];
    OperationDeprecated = "operation-deprecated": [C, N] [C, N];
    ScopeAdded = "scope-added": [B, B] [B, B];
    ScopeChanged = "scope-changed": [B, B] [B, B];
    ScopeRemoved = "scope-removed": [C, C] [C, C];
    AuthenticationChanged = "authentication-changed": [B, N] [B, N];
    OutputChanged = "output-changed": [B, B] [B, B];
    OutputAdded = "output-added": [C, B] [C, B];
    OutputRemoved = "output-removed": [B, B] [B, B];
    OutputPaged = "output-paged": [B, B] [B, B];
    OutputNotPaged = "output-not-paged": [B, B] [B, B];
    OptionalParameterAdded = "optional-parameter-added": [C, C] [C, C];
    RequiredParameterAdded = "required-parameter-added": [B, B] [B, B];
    ParameterRemoved = "parameter-removed": [B, B] [B, B];
    ParameterNowRequired = "parameter-now-required": [B, B] [B, B];
    ParameterNowOptional = "parameter-now-optional": [C, B] [C, B];
    ParameterTypeChanged = "parameter-type-changed": [B, B] [B, B];
    ParameterRenamed = "parameter-renamed": [N, B] [N, B];
    ParameterOrderChanged = "parameter-order-changed": [N, B] [N, B];
    ParameterLimitsTightened = "parameter-limits-tightened": [B, N] [B, N];
    ParameterLimitsLoosened = "parameter-limits-loosened": [C, N] [C, N];
    ParameterDefaultChanged = "parameter-default-changed": [B, N] [B, N];
    ParameterDefaultStated = "parameter-default-stated": [N, N] [N, N];
    ParameterConstantChanged = "parameter-constant-changed": [B, N] [B, N];
    ParameterDeprecated = "parameter-deprecated": [C, N] [C, N];
    BodyAdded = "body-added": [B, B] [B, B];
    BodyRemoved = "body-removed": [C, B] [C, B];
    BodyTypeChanged = "body-type-changed": [B, B] [B, B];
    BodyEncodingChanged = "body-encoding-changed": [B, N] [B, N];
    TypeAdded = "type-added": [N, C] [N, C];
    TypeRemoved = "type-removed": [N, B] [N, B];
    TypeRenamed = "type-renamed": [N, B] [N, B];
    TypeFormChanged = "type-form-changed": [B, B] [B, B];
    TypeSent = "type-sent": [N, C] [N, C];
    TypeNotSent = "type-not-sent": [N, B] [N, B];
    TypeReceived = "type-received": [N, C] [N, C];
    TypeNotReceived = "type-not-received": [N, B] [N, B];
    OptionalFieldAdded = "optional-field-added": [C, C] [C, C];
    RequiredFieldAdded = "required-field-added": [B, B] [C, C];
    FieldRemoved = "field-removed": [B, B] [B, B];
    FieldMoved = "field-renamed-on-the-wire": [B, B] [B, B];
    FieldRenamed = "field-renamed": [N, B] [N, B];
    FieldTypeChanged = "field-type-changed": [B, B] [B, B];
    FieldNowRequired = "field-now-required": [B, B] [C, B];
    FieldNowNullable = "field-now-nullable": [C, B] [B, B];
    FieldNowOptional = "field-now-optional": [C, B] [B, B];
    FieldMayBeAbsent = "field-may-be-absent": [C, N] [C, N];
    FieldAlwaysPresent = "field-always-present": [B, N] [C, N];
    FieldNowClearable = "field-now-clearable": [C, B] [C, B];
    FieldNotClearable = "field-not-clearable": [B, B] [B, B];
    ArgumentOrderChanged = "argument-order-changed": [N, B] [N, N];
    FieldLimitsTightened = "field-limits-tightened": [B, N] [N, N];
    FieldLimitsLoosened = "field-limits-loosened": [C, N] [C, N];
    FieldDefaultChanged = "field-default-changed": [B, N] [N, N];
    FieldDefaultStated = "field-default-stated": [N, N] [N, N];
    FieldConstantChanged = "field-constant-changed": [B, B] [C, B];
    FieldDeprecated = "field-deprecated": [C, N] [C, N];
    FieldRedacted = "field-redacted": [N, C] [N, C];
    FieldNotRedacted = "field-not-redacted": [N, B] [N, B];
    AliasAdded = "alias-added": [C, N] [C, N];
    AliasRemoved = "alias-removed": [B, N] [B, N];
    ValueAdded = "value-added": [C, C] [C, C];
    ValueRemoved = "value-removed": [B, B] [N, B];
    ValueRenamed = "value-renamed": [N, B] [N, B];
    VariantAdded = "variant-added": [C, C] [C, C];
    VariantRemoved = "variant-removed": [B, B] [N, B];
    VariantRenamed = "variant-renamed": [N, B] [N, B];
    VariantTypeChanged = "variant-type-changed": [B, B] [B, B];
    TagChanged = "tag-changed": [B, N] [B, B];
    TagDefaultAdded = "tag-default-added": [C, N] [B, N];
    TagDefaultChanged = "tag-default-changed": [N, N] [B, N];
    TagDefaultRemoved = "tag-default-removed": [N, N] [N, N];
    FiltersAdded = "filters-added": [C, C] [C, C];
    FiltersRemoved = "filters-removed": [B, B] [B, B];
    FilterAdded = "filter-added": [C, C] [C, C];
    FilterRemoved = "filter-removed": [B, B] [B, B];
    FilterTypeChanged = "filter-type-changed": [B, B] [B, B];
    ErrorAdded = "error-added": [C, C] [C, C];
    ErrorRemoved = "error-removed": [N, B] [N, B];
    ErrorDocumented = "error-documented": [C, N] [C, N];
    ErrorNotDocumented = "error-not-documented": [N, N] [N, N];
    ErrorBodyChanged = "error-body-changed": [B, B] [B, B];
    FieldErrorsAdded = "field-errors-added": [C, C] [C, C];
    FieldErrorsRemoved = "field-errors-removed": [B, N] [B, N];
    ServerChanged = "server-changed": [B, N] [B, N];
    DeprecationWithdrawn = "deprecation-withdrawn": [N, N] [N, N];
    DocumentationChanged = "documentation-changed": [N, N] [N, N];
    NotModelled = "not-modelled": [N, N] [N, N];
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// One change, for one cause.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What a person accepts; the same for the same change in the same version, wherever it stands.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The thing that has changed, as a user of the crate calls it.
    pub subject: String,
    /// What has happened to it.
    pub message: String,
    /// How it was spelled in Rust, or what it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How it is spelled now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What a user of the crate has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// Types that come or go with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// The node of the document.
    pub pointer: Pointer,
    /// The node of the older document, if it stood elsewhere.
    #[serde(skip)]
    pub origin: Option<Pointer>,
    /// Where that stands, or what is left around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Who uses what has changed, from the inside out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<User>,
}

/// Something that uses a changed thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct User {
    /// A call, or a field of a type.
    pub name: String,
    /// Who uses that in turn; empty for calls.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<Self>,
}

impl Change {
    /// A change of `subject`, whose impact depends on `direction`.
    pub fn new(
        kind: Kind,
        direction: Option<Direction>,
        subject: impl Into<String>,
        message: impl Into<String>,
        pointer: &Pointer,
    ) -> Self {
        let (request, response) = kind.impact();
        let [wire, source] = match direction {
            Some(Direction::Request) => request,
            Some(Direction::Response) => response,
            Some(Direction::Both) | None => [0, 1].map(|side| request[side].max(response[side])),
        };
        Self {
            fingerprint: String::new(),
            kind,
            class: class(wire, source),
            wire,
            source,
            direction,
            subject: subject.into(),
            message: message.into(),
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

    /// Says how the thing is spelled on both sides.
    pub fn effect(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.before = Some(before.into());
        self.after = Some(after.into());
        self
    }

    /// Says how a thing that is gone was spelled.
    pub fn was(mut self, before: impl Into<String>) -> Self {
        self.before = Some(before.into());
        self
    }

    /// Says how a new thing is spelled.
    pub fn is(mut self, after: impl Into<String>) -> Self {
        self.after = Some(after.into());
        self
    }

    /// Says what a user of the crate has to do.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
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
        self.class = class(wire, source);
        self
    }

    /// Gives it its fingerprint, of what has changed and not of where it stands or how it is
    /// reported, and makes what comes from a document harmless to print.
    pub fn finish(&mut self, version: &str) {
        let mut hash = Sha256::new();
        let texts = [
            version,
            self.kind.code(),
            &self.subject,
            self.before.as_deref().unwrap_or_default(),
            self.after.as_deref().unwrap_or_default(),
        ];
        for text in texts {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        let digest = hash.finalize();
        self.fingerprint = digest[..5]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        self.subject = harmless(&self.subject);
        self.before = self.before.as_deref().map(harmless);
        self.after = self.after.as_deref().map(harmless);
    }
}

/// The text without characters that a terminal or a reader would not show.
fn harmless(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    lines.join("\n")
}

fn class(wire: Impact, source: Impact) -> Class {
    match wire.max(source) {
        Impact::None => Class::Documentation,
        Impact::Compatible => Class::Additive,
        Impact::Breaking => Class::Breaking,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique() {
        let codes: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
    }

    #[test]
    fn a_fingerprint_depends_on_the_change_alone() {
        let change = |subject: &str, after: &str, at: &str| {
            let at = Pointer::root().child(at);
            let mut change = Change::new(Kind::FieldRemoved, None, subject, "", &at).is(after);
            change.finish("1");
            change.fingerprint
        };
        assert_eq!(change("a", "b", "x"), change("a", "b", "y"));
        assert_ne!(change("a", "b", "x"), change("ab", "", "x"));
    }
}
