//! The URLs to which requests may be sent: HTTPS, or plain HTTP on loopback hosts.

use url::{Host, Url};

use crate::ConfigError;

/// A checked base URL without a trailing slash.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(String);

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        // The URL is never quoted: it may contain a password.
        let url =
            Url::parse(text).map_err(|_| ConfigError::new("the base URL is not a valid URL"))?;
        if !is_allowed(&url) {
            return Err(ConfigError::new(
                "the base URL must start with https:// (http:// only for loopback hosts)",
            ));
        }
        if has_userinfo(&url) {
            return Err(ConfigError::new(
                "the base URL contains a user name or password",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigError::new(
                "the base URL contains a query or fragment",
            ));
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the connection is encrypted, or does not leave this machine.
pub(crate) fn is_allowed(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        },
        _ => false,
    }
}

pub(crate) fn has_userinfo(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, String> {
        BaseUrl::parse(text)
            .map(|url| url.0)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn https_is_accepted_and_the_trailing_slash_dropped() {
        assert_eq!(
            parse("https://api.library.example").unwrap(),
            "https://api.library.example"
        );
        assert_eq!(
            parse("https://api.library.example/").unwrap(),
            "https://api.library.example"
        );
    }

    #[test]
    fn a_path_prefix_is_kept() {
        assert_eq!(
            parse("https://gate.example/library/v1/").unwrap(),
            "https://gate.example/library/v1"
        );
    }

    #[test]
    fn plain_http_is_for_loopback_alone() {
        for url in [
            "http://localhost:80",
            "http://127.0.0.1",
            "http://127.8.9.1:3000",
            "http://[::1]:1",
        ] {
            assert!(parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://api.library.example",
            "http://localhost.example",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://[::2]",
            "http://127.0.0.1.example",
        ] {
            assert!(parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn other_schemes_and_non_urls_are_refused() {
        for url in [
            "ftp://localhost",
            "file:///etc/passwd",
            "data:,x",
            "api.library.example",
            "",
            "https://",
        ] {
            assert!(parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn userinfo_query_and_fragment_are_refused() {
        for url in [
            "https://u@h",
            "https://u:p@h",
            "https://:p@h",
            "https://h?q",
            "https://h/?",
            "https://h#f",
        ] {
            assert!(parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn errors_do_not_quote_the_url() {
        assert!(
            !parse("https://user:hunter2@h")
                .unwrap_err()
                .contains("hunter2")
        );
    }
}
