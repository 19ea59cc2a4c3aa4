//! The canonical text of a document, independent of formatting, so that a diff shows only changes
//! of content.

use super::{arrangement::arranged_like, strict};
use serde_json::Value;
use std::{error::Error, fmt};

/// Why a text has no canonical form.
#[derive(Debug)]
pub enum CanonicalError {
    /// The text cannot be read.
    Syntax {
        /// What is wrong.
        message: String,
        /// Where, counted from one.
        line: usize,
        /// Where in the line, counted from one.
        column: usize,
    },
    /// The text can be parsed, but is an array or a scalar.
    NotAnObject,
    /// The document cannot be written as YAML that parses back to the same value.
    Unwritable(String),
}

impl fmt::Display for CanonicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax {
                message,
                line,
                column,
            } => write!(f, "{message} (line {line}, column {column})"),
            Self::NotAnObject => f.write_str("not an object"),
            Self::Unwritable(why) => write!(f, "cannot be written as YAML: {why}"),
        }
    }
}

impl Error for CanonicalError {}

/// A JSON or YAML document as canonical YAML, arranged like the document `like`.
///
/// Where order is irrelevant in OpenAPI (members of objects, and arrays that are sets, such as
/// `required` or `parameters`), what both have keeps the order of `like`, and what is new follows
/// what precedes it in `text`. A `like` that cannot be parsed is ignored.
///
/// # Errors
///
/// A text that is not an object in JSON or YAML, or whose YAML would not parse back to the same
/// value.
///
/// # Examples
///
/// ```
/// use nomos_generator::canonical;
///
/// let checked_in = canonical("openapi: '3.0.0'\npaths: {}", None)?;
/// let upstream = r#"{"paths": {}, "openapi": "3.0.0"}"#;
/// assert_eq!(canonical(upstream, Some(&checked_in))?, checked_in);
/// # Ok::<(), nomos_generator::CanonicalError>(())
/// ```
pub fn canonical(text: &str, like: Option<&str>) -> Result<String, CanonicalError> {
    let value = read(text)?;
    let value = match like.map(read) {
        Some(Ok(like)) => arranged_like(&value, &like),
        _ => value,
    };
    let written = serde_yaml::to_string(&value)
        .map_err(|error| CanonicalError::Unwritable(error.to_string()))?;
    match read(&written) {
        Ok(again) if again == value => Ok(written),
        Ok(_) => Err(CanonicalError::Unwritable(
            "it would not parse back to the same value".to_owned(),
        )),
        Err(error) => Err(CanonicalError::Unwritable(error.to_string())),
    }
}

fn read(text: &str) -> Result<Value, CanonicalError> {
    let text = text.trim_start_matches('\u{feff}');
    match strict::parse(text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(CanonicalError::NotAnObject),
        Err(strict::SyntaxError {
            message,
            line,
            column,
            ..
        }) => Err(CanonicalError::Syntax {
            message,
            line,
            column,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use crate::spec::{
        arrangement::{shuffled, tests::document},
        strict,
    };
    use proptest::prelude::*;

    /// The canonical form of YAML.
    fn form(text: &str, like: Option<&str>) -> String {
        canonical(text, like).unwrap()
    }

    #[test]
    fn json_and_yaml_have_one_form() {
        let yaml = "{}";
        assert_eq!(form(yaml, None), "{}\n");
        let json = "\u{feff}{\"info\": {\"title\": \"Shop\"}, \"paths\": {\"/a\": null}}";
        let yaml = "# a comment\ninfo: {title: \"Shop\"}\npaths:\n      /a:";
        assert_eq!(
            form(json, None),
            "info:\n  title: Shop\npaths:\n  /a: null\n"
        );
        assert_eq!(form(yaml, None), form(json, None));
    }

    #[test]
    fn strings_that_look_like_something_else_stay_strings() {
        for text in [
            "01067",
            "NO",
            "null",
            "~",
            "1e3",
            "2026-05-27",
            "0x1f",
            "1_000",
            ".inf",
            "true",
            "",
            " ",
            "- a",
            "a: b",
            "12:30",
            "+1",
            "1.0",
            "a\n",
            "\n",
            "a\n\n",
            " a\n b",
            "\t",
            "a\r\nb",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{1f600}",
            "#a",
            "a #b",
            "\u{0}",
            "\u{7f}",
            "=",
            "<<",
        ] {
            let json = serde_json::json!({ "value": text, text: 1 }).to_string();
            let written = form(&json, None);
            let read = strict::parse(&written).ok().unwrap();
            assert_eq!(read["value"], text, "{written}");
            assert_eq!(read[text], 1, "{written}");
        }
    }

    #[test]
    fn a_word_that_begins_with_a_unicode_space_does_not_begin_json() {
        let json = "{\"\u{2000}{\": null}";
        assert_eq!(form(json, None), "\u{2000}{: null\n");
    }

    #[test]
    fn numbers_keep_value_and_spelling() {
        for number in [
            "0",
            "-1",
            "18446744073709551615",
            "-9223372036854775808",
            "0.1",
            "1.0",
            "9.99",
            "1e300",
            "1.5e-7",
        ] {
            assert_eq!(
                form(&format!("{{\"n\": {number}}}"), None),
                format!("n: {number}\n")
            );
        }
        let beyond = "123456789012345678901234567890";
        assert_eq!(
            form(&format!("{{\"n\": {beyond}}}"), None),
            "n: 1.2345678901234568e29\n"
        );
        assert_eq!(
            form(&format!("n: {beyond}"), None),
            "n: 1.2345678901234568e29\n"
        );
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let error = |text| canonical(text, None).unwrap_err().to_string();
        assert!(error("{\"a\": 1,\n \"a\": 2}").contains("duplicate key `a` (line 2, column 4)"));
        assert!(error("a: [").contains("line"));
        assert_eq!(error("- a"), "not an object");
        assert_eq!(error(""), "not an object");
    }

    #[test]
    fn a_text_to_follow_that_is_broken_is_not_followed() {
        assert_eq!(form("b: 1\na: 2", Some("a: [")), "b: 1\na: 2\n");
    }

    proptest! {
        #[test]
        fn the_value_survives(document in document()) {
            let written = form(&document.to_string(), None);
            prop_assert_eq!(strict::parse(&written).ok().unwrap(), document);
        }

        #[test]
        fn the_form_of_a_form_is_itself(document in document(), like in document()) {
            let like = form(&like.to_string(), None);
            let written = form(&document.to_string(), Some(&like));
            prop_assert_eq!(&form(&written, None), &written);
            prop_assert_eq!(&form(&written, Some(&like)), &written);
        }

        #[test]
        fn a_shuffled_document_has_the_same_form(document in document(), seed in any::<u64>()) {
            let written = form(&document.to_string(), None);
            let shuffled = shuffled(&document, seed);
            prop_assert_eq!(&form(&shuffled.to_string(), Some(&written)), &written);
        }

        #[test]
        fn an_edited_and_shuffled_document_is_arranged_like_the_edited_one(
            document in document(), edited in document(), seed in any::<u64>()
        ) {
            let like = form(&document.to_string(), None);
            let edited = form(&edited.to_string(), Some(&like));
            let value = strict::parse(&edited).ok().unwrap();
            prop_assert_eq!(&form(&shuffled(&value, seed).to_string(), Some(&edited)), &edited);
        }
    }
}
