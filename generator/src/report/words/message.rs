//! What happened, by the kind of a change.

use crate::{
    compare::{Change, Detail, Direction, Kind},
    report::code,
};

/// What happened to the subject of a change; continues the sentence that the subject starts.
pub fn message(change: &Change) -> String {
    match (change.kind, &change.detail) {
        (Kind::OperationMoved, Some(Detail::MovedTo(route))) => {
            format!("moved to {}", code(&route.to_string()))
        }
        (Kind::NotModelled, Some(Detail::Places(places))) if places.len() > 1 => format!(
            "changed in {} places in the document but is not modelled",
            places.len()
        ),
        _ => plain(change).to_owned(),
    }
}

fn plain(change: &Change) -> &'static str {
    let is_constant = change.after.is_some();
    let is_read = matches!(
        change.direction,
        Some(Direction::Response | Direction::Both)
    );
    let sent_or_read = |sent, read| if is_read { read } else { sent };
    match change.kind {
        Kind::OperationAdded
        | Kind::OptionalParameterAdded
        | Kind::TypeAdded
        | Kind::OptionalFieldAdded
        | Kind::ValueAdded
        | Kind::VariantAdded
        | Kind::FilterAdded => "was added",
        Kind::RequiredParameterAdded | Kind::RequiredFieldAdded => match change.detail {
            Some(Detail::Passed) => "was added and is required",
            Some(Detail::FilledIn) => "was added and is sent automatically",
            Some(Detail::NullUnlessSet) => "was added and is sent as null unless set",
            _ => "was added",
        },
        Kind::OperationRemoved
        | Kind::ParameterRemoved
        | Kind::TypeRemoved
        | Kind::FieldRemoved
        | Kind::ValueRemoved
        | Kind::VariantRemoved
        | Kind::FilterRemoved => "was removed",
        Kind::OperationRenamed
        | Kind::ParameterRenamed
        | Kind::TypeRenamed
        | Kind::FieldRenamed
        | Kind::ValueRenamed
        | Kind::VariantRenamed => "was renamed",
        Kind::FieldMoved => "was renamed on the wire",
        Kind::OperationMoved => "moved to another route",
        Kind::OperationDeprecated | Kind::ParameterDeprecated | Kind::FieldDeprecated => {
            "is now deprecated"
        }
        Kind::DeprecationWithdrawn => "is no longer deprecated",
        Kind::ScopeAdded => "now requires a scope",
        Kind::ScopeChanged => "now requires a different scope",
        Kind::ScopeRemoved => "no longer requires a scope",
        Kind::AuthenticationChanged => "now uses different credentials",
        Kind::OutputChanged => "returns a different type",
        Kind::OutputAdded => "now returns a value",
        Kind::OutputRemoved => "no longer returns a value",
        Kind::OutputMediaTypeChanged => "returns its result as a different media type",
        Kind::OutputPaged => "is now paged: the call returns only the first page",
        Kind::OutputNotPaged => "is no longer paged",
        Kind::ParameterNowRequired => match change.detail {
            Some(Detail::FilledIn) => "is now required and sent automatically",
            _ => "is now required",
        },
        Kind::ParameterNowOptional => "is now optional",
        Kind::ParameterTypeChanged | Kind::FieldTypeChanged => "has a different type",
        Kind::ParameterOrderChanged | Kind::ArgumentOrderChanged => {
            "takes its arguments in a different order"
        }
        Kind::ParameterLimitsTightened | Kind::FieldLimitsTightened => "has stricter limits",
        Kind::ParameterLimitsLoosened | Kind::FieldLimitsLoosened => "has looser limits",
        Kind::ParameterDefaultChanged | Kind::FieldDefaultChanged => "has a different default",
        Kind::ParameterDefaultStated | Kind::FieldDefaultStated => "now has a documented default",
        Kind::ParameterConstantChanged | Kind::FieldConstantChanged => {
            match (&change.before, is_constant) {
                (Some(_), true) => "has a different constant value",
                (_, false) => "is no longer constant",
                (None, true) => "is now constant",
            }
        }
        Kind::ParameterMoved => "is now sent in another place",
        Kind::ParameterStyleChanged => "is written in a different style",
        Kind::IdempotencyKeyAdded => "now identifies repeated requests, so that calls are retried",
        Kind::IdempotencyKeyRemoved => {
            "no longer identifies repeated requests: calls are not retried after a failure"
        }
        Kind::BodyAdded => "now takes a body",
        Kind::BodyRemoved => "no longer takes a body",
        Kind::BodyTypeChanged => "takes a different body",
        Kind::BodyMediaTypeChanged => "takes its body as a different media type",
        Kind::BodyEncodingChanged => "uses a different body encoding",
        Kind::TypeFormChanged => "is now a different kind of type",
        Kind::TypeSent => "is now sent in requests",
        Kind::TypeNotSent => "is no longer sent in requests",
        Kind::TypeReceived => "is now received in responses",
        Kind::TypeNotReceived => "is no longer received in responses",
        Kind::FieldNowRequired => sent_or_read("is now required", "is now always present"),
        Kind::FieldNowNullable => "can now be null",
        Kind::FieldNowOptional => sent_or_read("is now optional", "can now be absent"),
        Kind::FieldMayBeAbsent => sent_or_read(
            "can now be omitted instead of null",
            "can now be absent instead of null",
        ),
        Kind::FieldAlwaysPresent => sent_or_read(
            "is now always sent, even if null",
            "is now always present, even if null",
        ),
        Kind::FieldNowClearable => "can now be set to null",
        Kind::FieldNotClearable => "can no longer be set to null",
        Kind::FieldRedacted => "is now redacted in `Debug` output",
        Kind::FieldNotRedacted => "is no longer redacted in `Debug` output",
        Kind::AliasAdded => "has an additional alias",
        Kind::AliasRemoved => "has lost an alias",
        Kind::VariantTypeChanged => "has a different payload",
        Kind::TagChanged => "has a different tag",
        Kind::TagDefaultAdded => "has an optional tag with a default",
        Kind::TagDefaultChanged => "has a different default tag",
        Kind::TagDefaultRemoved => "has a required tag without a default",
        Kind::FiltersAdded => "can now be filtered",
        Kind::FiltersRemoved => "can no longer be filtered",
        Kind::FilterTypeChanged => "takes values of a different type",
        Kind::ErrorAdded => "is now documented",
        Kind::ErrorRemoved => "is no longer documented",
        Kind::ErrorDocumented => "is now documented for more operations",
        Kind::ErrorNotDocumented => "is now documented for fewer operations",
        Kind::ErrorBodyChanged => "has a different body",
        Kind::FieldErrorsAdded => "now lists the invalid fields",
        Kind::FieldErrorsRemoved => "no longer lists the invalid fields",
        Kind::RuleAdded => "is now checked before a request is sent",
        Kind::RuleRemoved => "is no longer checked before a request is sent",
        Kind::RuleTightened => "has a stricter rule",
        Kind::RuleLoosened => "has a looser rule",
        Kind::RuleReworded => "has a reworded rule",
        Kind::MeaningAdded => "has a meaning that the client now recognizes",
        Kind::MeaningRemoved => "has lost a meaning that the client recognized",
        Kind::LifecycleAdded => "was added to its lifecycle",
        Kind::LifecycleRemoved => "was removed with its lifecycle",
        Kind::LifecycleChanged => "holds for other values",
        Kind::AccessorsAdded => "has more fields that all variants share",
        Kind::AccessorsRemoved => "has lost methods: not all variants share these fields any more",
        Kind::ConversionRemoved => {
            "has several variants with this payload: it can no longer be converted"
        }
        Kind::ItemAdded => "was added to the hand-written code",
        Kind::ItemRemoved => "was removed from the hand-written code",
        Kind::ItemChanged => "changed in the hand-written code",
        Kind::ClientChanged => "has a different value",
        Kind::SurfaceChanged => "changed without another entry about it",
        Kind::ServerChanged => "has a different base URL",
        Kind::DocumentationChanged => "has reworded documentation",
        Kind::NotModelled => "changed in the document but is not modelled",
    }
}
