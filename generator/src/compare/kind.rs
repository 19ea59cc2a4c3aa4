//! The kinds of changes, and the impact of each on users of the older model. To add a kind, add a
//! line to the table below.

use crate::model::Usage;
use serde::{Serialize, Serializer};

/// The impact of a change on users of the older model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// No effect.
    None,
    /// Something was added; everything else is unaffected.
    Compatible,
    /// Something stops working or changes its meaning.
    Breaking,
}

use Impact::{Breaking as B, Compatible as C, None as N};

/// The class of a change: the worse of its impact on the wire and on source code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Documentation only.
    Documentation,
    /// Users of the crate do not have to act.
    Additive,
    /// Users of the crate have to act, or their programs fail against the API.
    Breaking,
}

impl Class {
    pub(super) fn of(wire: Impact, source: Impact) -> Self {
        match wire.max(source) {
            Impact::None => Self::Documentation,
            Impact::Compatible => Self::Additive,
            Impact::Breaking => Self::Breaking,
        }
    }
}

/// The direction in which a changed value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the client.
    Request,
    /// To the client.
    Response,
    /// In both directions.
    Both,
}

impl Direction {
    /// The direction in which a type is sent; `None` if no body has it.
    pub(super) fn of(usage: Usage) -> Option<Self> {
        match (usage.request, usage.response) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Request),
            (false, true) => Some(Self::Response),
            (false, false) => None,
        }
    }
}

/// Declares [`Kind`]: name, and its impact on the wire and on source code, in requests and in
/// responses.
macro_rules! kinds {
    ($($kind:ident = $code:literal: [$sent_wire:expr, $sent_source:expr] [$read_wire:expr, $read_source:expr];)*) => {
        /// The kind of a change. New kinds may be added.
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

            /// Whether the change is visible in the crate.
            pub fn is_shown(self) -> bool {
                self != Self::NotModelled
            }

            /// Whether code that has to change compiles nevertheless.
            pub fn is_silent(self) -> bool {
                matches!(
                    self,
                    Self::ClientChanged
                        | Self::IdempotencyKeyRemoved
                        | Self::LifecycleChanged
                        | Self::MeaningRemoved
                        | Self::RuleAdded
                        | Self::RuleTightened
                )
            }

            /// Whether the server stops sending the item.
            pub fn is_no_longer_received(self) -> bool {
                matches!(self, Self::ValueRemoved | Self::VariantRemoved | Self::ErrorRemoved)
            }

            fn impacts(self) -> ([Impact; 2], [Impact; 2]) {
                match self { $(Self::$kind => ([$sent_wire, $sent_source], [$read_wire, $read_source])),* }
            }
        }
    };
}

// On the wire: programs with the older crate call the newer API. Source: programs written for the
// older crate are compiled with the newer one. Silently ignored input, such as a removed filter, is
// breaking.
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
    OutputMediaTypeChanged = "output-media-type-changed": [B, N] [B, N];
    OutputPaged = "output-paged": [B, B] [B, B];
    OutputNotPaged = "output-not-paged": [B, B] [B, B];
    OptionalParameterAdded = "optional-parameter-added": [C, C] [C, C];
    RequiredParameterAdded = "required-parameter-added": [B, B] [B, B];
    ParameterRemoved = "parameter-removed": [B, B] [B, B];
    ParameterNowRequired = "parameter-now-required": [B, B] [B, B];
    ParameterNowOptional = "parameter-now-optional": [C, B] [C, B];
    ParameterTypeChanged = "parameter-type-changed": [B, B] [B, B];
    ParameterRenamed = "parameter-renamed": [N, B] [N, B];
    ParameterMoved = "parameter-moved": [B, N] [B, N];
    ParameterStyleChanged = "parameter-style-changed": [B, N] [B, N];
    ParameterOrderChanged = "parameter-order-changed": [N, B] [N, B];
    ParameterLimitsTightened = "parameter-limits-tightened": [B, N] [B, N];
    ParameterLimitsLoosened = "parameter-limits-loosened": [C, N] [C, N];
    ParameterDefaultChanged = "parameter-default-changed": [B, N] [B, N];
    ParameterDefaultStated = "parameter-default-stated": [N, N] [N, N];
    ParameterConstantChanged = "parameter-constant-changed": [B, N] [B, N];
    ParameterDeprecated = "parameter-deprecated": [C, N] [C, N];
    IdempotencyKeyAdded = "idempotency-key-added": [N, C] [N, C];
    IdempotencyKeyRemoved = "idempotency-key-removed": [N, B] [N, B];
    BodyAdded = "body-added": [B, B] [B, B];
    BodyRemoved = "body-removed": [C, B] [C, B];
    BodyTypeChanged = "body-type-changed": [B, B] [B, B];
    BodyEncodingChanged = "body-encoding-changed": [B, N] [B, N];
    BodyMediaTypeChanged = "body-media-type-changed": [B, N] [B, N];
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
    RuleAdded = "rule-added": [N, B] [N, B];
    RuleRemoved = "rule-removed": [N, C] [N, C];
    RuleTightened = "rule-tightened": [N, B] [N, B];
    RuleLoosened = "rule-loosened": [N, C] [N, C];
    RuleReworded = "rule-reworded": [N, N] [N, N];
    MeaningAdded = "meaning-added": [N, C] [N, C];
    MeaningRemoved = "meaning-removed": [N, B] [N, B];
    LifecycleAdded = "lifecycle-added": [N, C] [N, C];
    LifecycleRemoved = "lifecycle-removed": [N, B] [N, B];
    LifecycleChanged = "lifecycle-changed": [N, B] [N, B];
    AccessorsAdded = "accessors-added": [N, C] [N, C];
    AccessorsRemoved = "accessors-removed": [N, B] [N, B];
    ConversionRemoved = "conversion-removed": [N, B] [N, B];
    ItemAdded = "item-added": [N, C] [N, C];
    ItemRemoved = "item-removed": [N, B] [N, B];
    ItemChanged = "item-changed": [N, B] [N, B];
    ClientChanged = "client-changed": [N, B] [N, B];
    SurfaceChanged = "surface-changed": [N, B] [N, B];
    ServerChanged = "server-changed": [B, N] [B, N];
    DeprecationWithdrawn = "deprecation-withdrawn": [N, N] [N, N];
    DocumentationChanged = "documentation-changed": [N, N] [N, N];
    NotModelled = "not-modelled": [N, N] [N, N];
}

impl Kind {
    /// The impact on the wire and on source code of a value that is sent in this direction; the
    /// worse one if it is sent in both directions or the direction does not apply.
    pub(super) fn impact(self, direction: Option<Direction>) -> [Impact; 2] {
        let (request, response) = self.impacts();
        match direction {
            Some(Direction::Request) => request,
            Some(Direction::Response) => response,
            Some(Direction::Both) | None => [0, 1].map(|side| request[side].max(response[side])),
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
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
}
