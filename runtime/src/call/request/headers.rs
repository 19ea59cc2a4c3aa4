//! Parameters in headers and cookies, which are sent as they are: neither is percent-encoded.

use http::{HeaderMap, HeaderName, HeaderValue, header::COOKIE};

use super::RequestBuilder;

impl RequestBuilder {
    /// Sets a header parameter. The value must be visible ASCII, with spaces only inside.
    pub(crate) fn set_header(&mut self, name: &'static str, value: &str) {
        let is_text = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        if !value.bytes().all(is_text) || value.trim_matches(' ') != value {
            return self.fail(format!(
                "header parameter `{name}` has a value that a header cannot hold: only visible \
                 ASCII characters, and spaces between them"
            ));
        }
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.insert(name, value)),
            _ => self.fail(format!("`{name}` is not the name of a header")),
        }
    }

    /// Sets a cookie parameter. The value must consist of the characters that RFC 6265 allows.
    pub(crate) fn set_cookie(&mut self, name: &'static str, value: String) {
        if !value.bytes().all(is_cookie_octet) {
            return self.fail(format!(
                "cookie parameter `{name}` has a value that a cookie cannot hold: only visible ASCII \
                 characters other than `\"`, `,`, `;` and `\\`"
            ));
        }
        match self.cookies.iter_mut().find(|(set, _)| *set == name) {
            Some((_, old)) => *old = value,
            None => self.cookies.push((name, value)),
        }
    }

    /// Adds the parameters to the headers that every request has, which they may replace.
    pub(super) fn add_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let cookies = self.cookies.iter();
        let cookies: Vec<_> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        // Names are from the document, and the generator has checked them.
        if let Ok(cookies) = HeaderValue::try_from(cookies.join("; "))
            && !cookies.is_empty()
        {
            headers.insert(COOKIE, cookies);
        }
    }
}

fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)
}
