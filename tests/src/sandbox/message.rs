//! Readable messages for schema errors.

use jsonschema::{ValidationError, error::ValidationErrorKind};

/// One message per cause.
pub(super) fn messages(errors: &[ValidationError<'static>]) -> Vec<String> {
    use ValidationErrorKind::UnevaluatedProperties;

    let is_unevaluated =
        |it: &ValidationError<'_>| matches!(it.kind(), UnevaluatedProperties { .. });
    // If a member of an `allOf` fails, the properties it declares are reported as unevaluated, too.
    let is_consequence = |it: &ValidationError<'_>| {
        let inside = |other: &ValidationError<'_>| {
            other
                .instance_path()
                .as_str()
                .starts_with(it.instance_path().as_str())
        };
        is_unevaluated(it)
            && errors
                .iter()
                .any(|other| !is_unevaluated(other) && inside(other))
    };
    errors
        .iter()
        .filter(|it| !is_consequence(it))
        .flat_map(message)
        .collect()
}

/// For a union, the errors of the likely branch: "not valid under any of the schemas" is not
/// helpful.
fn message(error: &ValidationError<'static>) -> Vec<String> {
    use ValidationErrorKind::{AnyOf, OneOfNotValid};

    if let AnyOf { context } | OneOfNotValid { context } = error.kind()
        && let Some(branch) = likely_branch(error, context)
    {
        return messages(branch);
    }
    match error.instance_path().as_str() {
        "" => vec![error.to_string()],
        path => vec![format!("{path}: {error}")],
    }
}

/// The branch that the client most likely meant: the tag matches, and it has the fewest errors.
fn likely_branch<'a>(
    union: &ValidationError<'_>,
    context: &'a [Vec<ValidationError<'static>>],
) -> Option<&'a Vec<ValidationError<'static>>> {
    let depth = |error: &ValidationError<'_>| error.instance_path().as_str().matches('/').count();
    let elsewhere = |error: &ValidationError<'_>| match error.kind() {
        ValidationErrorKind::Type { .. } => depth(error) == depth(union),
        ValidationErrorKind::Enum { options } => {
            depth(error) == depth(union) + 1 && options.as_array().is_some_and(|all| all.len() == 1)
        }
        _ => false,
    };
    context
        .iter()
        .filter(|errors| !errors.iter().any(elsewhere))
        .min_by_key(|errors| errors.len())
}
