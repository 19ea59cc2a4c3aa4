//! Strict percent-decoding, exactly once.

use percent_encoding::percent_decode_str;

/// Decodes for comparison and recording. Malformed parts stay as they are.
pub(super) fn lossy(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Why `text` cannot be decoded, if it cannot.
pub(super) fn problem(text: &str) -> Option<&'static str> {
    let malformed = text.split('%').skip(1).any(|rest| {
        let digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        digits < 2
    });
    if malformed {
        return Some("contains an invalid percent escape");
    }
    percent_decode_str(text)
        .decode_utf8()
        .is_err()
        .then_some("is not valid UTF-8 after decoding")
}

/// Splits a query or form into pairs, still encoded.
pub(super) fn raw_pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Decodes one side of a pair, where `+` is a space as in HTML forms.
pub(super) fn form(text: &str) -> String {
    lossy(&text.replace('+', " "))
}
