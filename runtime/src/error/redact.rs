//! Redacts the data in serde's messages.
//!
//! serde quotes what it found: `invalid type: string "John", expected u32`. Responses hold names,
//! e-mail and bank details, and error messages end up in logs.

/// Replaces a message that is not one of serde's own, because its text may be data.
const NEUTRAL: &str = "the value is not valid";

/// The kinds of values that serde reports. Some are followed by the value, in quotes or backticks.
const SHAPES: [&str; 18] = [
    "boolean",
    "integer",
    "floating point",
    "number",
    "character",
    "string",
    "byte array",
    "unit value",
    "null",
    "Option value",
    "newtype struct",
    "sequence",
    "map",
    "enum",
    "unit variant",
    "newtype variant",
    "tuple variant",
    "struct variant",
];

/// The message without values. A message that was redacted before stays as it is.
pub(crate) fn redact(message: &str) -> String {
    for problem in ["invalid type", "invalid value"] {
        if let Some(found) = message
            .strip_prefix(problem)
            .and_then(|rest| rest.strip_prefix(": "))
        {
            return match split(found) {
                Some((shape, expected)) => format!("{problem}: {shape}, expected {expected}"),
                None => problem.to_owned(),
            };
        }
    }
    // The names of these fields come from the code, …
    for problem in ["missing field `", "duplicate field `"] {
        if let Some(name) = message.strip_prefix(problem)
            && name
                .split_once('`')
                .is_some_and(|(_, rest)| rest.is_empty())
        {
            return message.to_owned();
        }
    }
    // … and what these messages quote comes from the data.
    for problem in [
        "unknown field",
        "unknown variant",
        "invalid length",
        "invalid type",
        "invalid value",
    ] {
        if message.starts_with(problem) {
            return problem.to_owned();
        }
    }
    NEUTRAL.to_owned()
}

/// What was found, and what was expected.
fn split(found: &str) -> Option<(&'static str, &str)> {
    SHAPES.iter().find_map(|shape| {
        let rest = found.strip_prefix(shape)?;
        let rest = if let Some(value) = rest.strip_prefix(" \"") {
            skip_string(value)?
        } else if let Some(value) = rest.strip_prefix(" `") {
            skip_token(value)?
        } else {
            rest
        };
        Some((*shape, rest.strip_prefix(", expected ")?))
    })
}

/// Behind the closing quote of a string that was written with `{:?}`.
fn skip_string(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            '"' if !escaped => return text.get(at + 1..),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Behind the closing backtick of a number, a boolean, or a character (which may be a backtick).
fn skip_token(text: &str) -> Option<&str> {
    let first = text.chars().next()?.len_utf8();
    let end = first + text.get(first..)?.find('`')?;
    text.get(end + 1..)
}

#[cfg(test)]
mod tests {
    use serde::de::{Error as _, Unexpected, value::Error};

    use super::*;

    fn found(unexpected: Unexpected<'_>) -> String {
        redact(&Error::invalid_type(unexpected, &"a thing").to_string())
    }

    #[test]
    fn values_are_removed() {
        assert_eq!(
            found(Unexpected::Bool(true)),
            "invalid type: boolean, expected a thing"
        );
        assert_eq!(
            found(Unexpected::Signed(-4711)),
            "invalid type: integer, expected a thing"
        );
        assert_eq!(
            found(Unexpected::Float(47.11)),
            "invalid type: floating point, expected a thing"
        );
        assert_eq!(
            found(Unexpected::Char('`')),
            "invalid type: character, expected a thing"
        );
        assert_eq!(
            found(Unexpected::Map),
            "invalid type: map, expected a thing"
        );
    }

    #[test]
    fn strings_cannot_fake_their_end() {
        for text in [
            "John",
            "",
            "\"",
            "\\",
            "\\\"",
            "a\", expected b",
            "`, expected `",
            "ü\n",
        ] {
            assert_eq!(
                found(Unexpected::Str(text)),
                "invalid type: string, expected a thing"
            );
        }
    }

    #[test]
    fn names_of_fields_in_the_code_stay() {
        assert_eq!(redact("missing field `id`"), "missing field `id`");
        assert_eq!(redact("duplicate field `id`"), "duplicate field `id`");
    }

    #[test]
    fn names_from_the_data_go() {
        assert_eq!(
            redact("unknown field `John`, expected `id`"),
            "unknown field"
        );
        assert_eq!(
            redact("unknown variant `John`, expected `a` or `b`"),
            "unknown variant"
        );
        assert_eq!(redact("invalid length 4711, expected 2"), "invalid length");
    }

    #[test]
    fn messages_of_others_become_a_neutral_sentence() {
        for text in [
            "John",
            "failed to parse \"john@example.com\"",
            "",
            "missing John",
        ] {
            assert_eq!(redact(text), NEUTRAL);
        }
    }

    #[test]
    fn a_shape_named_by_the_visitor_is_not_trusted() {
        assert_eq!(found(Unexpected::Other("John")), "invalid type");
    }

    #[test]
    fn redacting_twice_changes_nothing() {
        for text in [
            "invalid type: string, expected a thing",
            "invalid value: number, expected a thing",
            "invalid type",
            "unknown variant",
            "missing field `x`",
            NEUTRAL,
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
