//! The URLs of documents: mirrors, allowed schemes, and display without credentials.

use reqwest::Url;
use url::Host;

/// The URL to fetch `url` from, or its counterpart on the mirror `base`.
///
/// `base` replaces everything before the last path segment.
pub fn resolve(url: &str, base: Option<&str>) -> Result<Url, String> {
    let pinned = parse(url)?;
    let Some(base) = base else {
        return Ok(pinned);
    };
    let mut mirror = parse(base).map_err(|error| format!("base URL: {error}"))?;
    if mirror.query().is_some() || mirror.fragment().is_some() {
        return Err("the base URL must not have a query or fragment".to_owned());
    }
    let last = pinned.path().rsplit('/').next().unwrap_or_default();
    let path = format!("{}/{last}", mirror.path().trim_end_matches('/'));
    mirror.set_path(&path);
    Ok(mirror)
}

fn parse(text: &str) -> Result<Url, String> {
    // The message must not quote the text: it may contain a password.
    let url = Url::parse(text).map_err(|error| format!("invalid URL: {error}"))?;
    if is_allowed(&url) {
        Ok(url)
    } else {
        let url = shown(&url);
        Err(format!(
            "{url} must start with https:// (http:// is allowed for loopback hosts only)"
        ))
    }
}

/// Whether the connection is encrypted or stays on this machine.
pub fn is_allowed(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

/// Whether the host is a loopback host.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A URL without user name and password.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Both fail only for URLs that cannot have credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PINNED: &str = "https://api.shop.example/v/openapi.2026-01-01.alpha.json";

    #[test]
    fn a_base_url_replaces_everything_before_the_last_segment() {
        for (base, expected) in [
            (
                "http://127.0.0.1:8080",
                "http://127.0.0.1:8080/openapi.2026-01-01.alpha.json",
            ),
            (
                "https://mirror.example/a/b/",
                "https://mirror.example/a/b/openapi.2026-01-01.alpha.json",
            ),
        ] {
            assert_eq!(resolve(PINNED, Some(base)).unwrap().as_str(), expected);
        }
        assert_eq!(resolve(PINNED, None).unwrap().as_str(), PINNED);
    }

    #[test]
    fn plain_http_is_allowed_for_loopback_hosts_only() {
        for url in [
            "http://127.0.0.2/a",
            "http://localhost:1/a",
            "http://[::1]/a",
            "https://shop.example/a",
        ] {
            assert!(resolve(url, None).is_ok(), "{url}");
        }
        for url in [
            "http://shop.example/a",
            "http://10.0.0.1/a",
            "http://localhost.example/a",
            "ftp://127.0.0.1/a",
            "a",
        ] {
            assert!(resolve(url, None).is_err(), "{url}");
            assert!(resolve(PINNED, Some(url)).is_err(), "{url}");
        }
        assert!(resolve(PINNED, Some("https://shop.example/?token=1")).is_err());
    }

    #[test]
    fn credentials_are_not_shown() {
        let url = resolve("https://user:secret@shop.example/a", None).unwrap();
        assert_eq!(shown(&url), "https://shop.example/a");
        let error = resolve("https://user:secret@:x/", None).unwrap_err();
        assert!(!error.contains("secret"), "{error}");
    }
}
