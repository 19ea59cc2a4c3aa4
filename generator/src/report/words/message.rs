//! What has happened, by the kind of a change.

use crate::{
    compare::{Change, Detail, Direction, Kind},
    report::code,
};

/// What has happened to the subject of a change; reads on from it.
pub fn message(change: &Change) -> String {
    match (change.kind, &change.detail) {
        (Kind::OperationMoved, Some(Detail::MovedTo(route))) => {
            format!("moved to {}", code(&route.to_string()))
        }
        (Kind::NotModelled, Some(Detail::Places(places))) if places.len() > 1 => format!(
            "changed in {} places of the document but is not modelled",
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
            "is deprecated"
        }
        Kind::DeprecationWithdrawn => "is no longer deprecated",
        Kind::ScopeAdded => "now requires a scope",
        Kind::ScopeChanged => "requires a different scope",
        Kind::ScopeRemoved => "no longer requires a scope",
        Kind::AuthenticationChanged => "uses different credentials",
        Kind::OutputChanged => "returns something else",
        Kind::OutputAdded => "now returns a value",
        Kind::OutputRemoved => "no longer returns a value",
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
        Kind::ParameterLimitsTightened | Kind::FieldLimitsTightened => "accepts fewer values",
        Kind::ParameterLimitsLoosened | Kind::FieldLimitsLoosened => "accepts more values",
        Kind::ParameterDefaultChanged | Kind::FieldDefaultChanged => "has a different default",
        Kind::ParameterDefaultStated | Kind::FieldDefaultStated => "has a documented default",
        Kind::ParameterConstantChanged | Kind::FieldConstantChanged => {
            match (&change.before, is_constant) {
                (Some(_), true) => "constant changed",
                (_, false) => "is no longer constant",
                (None, true) => "is now constant",
            }
        }
        Kind::BodyAdded => "now takes a body",
        Kind::BodyRemoved => "no longer takes a body",
        Kind::BodyTypeChanged => "takes a different body",
        Kind::BodyEncodingChanged => "encodes its body differently",
        Kind::TypeFormChanged => "is a different kind of type",
        Kind::TypeSent => "is now sent in requests",
        Kind::TypeNotSent => "is no longer sent in requests",
        Kind::TypeReceived => "is now received in responses",
        Kind::TypeNotReceived => "is no longer received in responses",
        Kind::FieldNowRequired => sent_or_read("is now required", "is always present"),
        Kind::FieldNowNullable => "can be null",
        Kind::FieldNowOptional => sent_or_read("is now optional", "can be absent"),
        Kind::FieldMayBeAbsent => sent_or_read(
            "can be omitted, not just null",
            "can be absent, not just null",
        ),
        Kind::FieldAlwaysPresent => sent_or_read(
            "is always sent, even if null",
            "is always present, even if null",
        ),
        Kind::FieldNowClearable => "can be set to null",
        Kind::FieldNotClearable => "can no longer be set to null",
        Kind::FieldRedacted => "is redacted in `Debug` output",
        Kind::FieldNotRedacted => "is no longer redacted in `Debug` output",
        Kind::AliasAdded => "has an additional alias",
        Kind::AliasRemoved => "no longer has an alias",
        Kind::VariantTypeChanged => "has a different payload",
        Kind::TagChanged => "has a different tag",
        Kind::TagDefaultAdded => "can lack its tag",
        Kind::TagDefaultChanged => "has a different default tag",
        Kind::TagDefaultRemoved => "always has its tag",
        Kind::FiltersAdded => "can be filtered",
        Kind::FiltersRemoved => "can no longer be filtered",
        Kind::FilterTypeChanged => "compares a different type",
        Kind::ErrorAdded => "is now documented",
        Kind::ErrorRemoved => "is no longer documented",
        Kind::ErrorDocumented => "is documented by more operations",
        Kind::ErrorNotDocumented => "is documented by fewer operations",
        Kind::ErrorBodyChanged => "has a different body",
        Kind::FieldErrorsAdded => "now lists the invalid fields",
        Kind::FieldErrorsRemoved => "no longer lists the invalid fields",
        Kind::ServerChanged => "has a different base URL",
        Kind::DocumentationChanged => "documentation reworded",
        Kind::NotModelled => "changed in the document but is not modelled",
    }
}
