//! Percent-decoding, once and strictly.

use percent_encoding::percent_decode_str;

/// Decodes for comparison and for the record; what is malformed stays visible.
pub(super) fn lossy(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Says what keeps `text` from being decoded, if anything does.
pub(super) fn problem(text: &str) -> Option<&'static str> {
    let malformed = text.split('%').skip(1).any(|rest| {
        let digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        digits < 2
    });
    if malformed {
        return Some("has a `%` that escapes nothing");
    }
    percent_decode_str(text)
        .decode_utf8()
        .is_err()
        .then_some("is not UTF-8 when decoded")
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
