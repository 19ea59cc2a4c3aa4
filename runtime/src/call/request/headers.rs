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

    /// Sets a cookie parameter.
    pub(crate) fn set_cookie(&mut self, name: &'static str, value: String) {
        self.put_cookies(name, [(name.to_owned(), value)]);
    }

    /// Sets the cookies of a parameter. Values must consist of the characters that RFC 6265 allows,
    /// and the comma, which joins values.
    pub(super) fn put_cookies(
        &mut self,
        parameter: &'static str,
        cookies: impl IntoIterator<Item = (String, String)>,
    ) {
        self.cookies.retain(|(set, _)| *set != parameter);
        for (name, value) in cookies {
            let is_name = HeaderName::try_from(&name).is_ok();
            if !is_name || !value.bytes().all(is_cookie_octet) {
                return self.fail(format!(
                    "cookie parameter `{parameter}` has a value that a cookie cannot hold: only \
                     visible ASCII characters other than `\"`, `;` and `\\`"
                ));
            }
            self.cookies.push((parameter, format!("{name}={value}")));
        }
    }

    /// Adds the parameters to the headers that every request has, which they may replace.
    pub(super) fn add_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(_, it)| it.as_str()).collect();
        // Names are from the document, and the generator has checked them.
        if let Ok(cookies) = HeaderValue::try_from(cookies.join("; "))
            && !cookies.is_empty()
        {
            headers.insert(COOKIE, cookies);
        }
    }
}

fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\";\\".contains(&byte)
}
