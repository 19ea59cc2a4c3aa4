//! Links to files on other hosts.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode, Uri, header::LOCATION};
use url::Url;

use crate::{
    DecodeError, FromResponse,
    transport::base_url::{has_userinfo, is_allowed},
};

/// A link to a file, from the `Location` of a redirect.
///
/// The link points to another host and is valid for one hour, without the access token. Anyone who
/// has it can read the file, so `Debug` shows only the host. Never send the token there:
/// [`bytes`](crate::Call::bytes), [`write_to`](crate::Call::write_to) and
/// [`download`](crate::Call::download) of the call that returns the link follow it safely.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FileLink {
    /// The absolute URL of the file: HTTPS, or on a loopback host.
    pub url: String,
}

impl FromResponse for FileLink {
    fn accepts(status: StatusCode) -> bool {
        status.is_redirection()
    }

    fn from_response(response: &Response<Bytes>, url: &Uri) -> Result<Self, DecodeError> {
        let error = |problem| DecodeError::new(format!("header `location`: {problem}"));
        let location = response
            .headers()
            .get(LOCATION)
            .ok_or_else(|| error("missing"))?;
        let location = location.to_str().map_err(|_| error("not a URL"))?;
        let url = Url::parse(&url.to_string())
            .and_then(|url| url.join(location))
            .map_err(|_| error("not a URL"))?;
        if !is_allowed(&url) || has_userinfo(&url) {
            return Err(error("not an HTTPS URL"));
        }
        Ok(Self { url: url.into() })
    }
}

impl fmt::Debug for FileLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = Url::parse(&self.url).ok();
        let host = url.as_ref().and_then(Url::host_str);
        f.debug_struct("FileLink")
            .field("host", &host)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(location: Option<&str>) -> Result<String, String> {
        let mut response = Response::new(Bytes::new());
        if let Some(location) = location {
            response
                .headers_mut()
                .insert(LOCATION, location.parse().unwrap());
        }
        let url = Uri::from_static("https://api.library.example/invoices/inv_1/file");
        FileLink::from_response(&response, &url)
            .map(|link| link.url)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn absolute_and_loopback_links_are_taken() {
        for url in ["https://files.example/a.pdf?sig=x", "http://127.0.0.1:9/a"] {
            assert_eq!(link(Some(url)).as_deref(), Ok(url));
        }
    }

    #[test]
    fn a_relative_link_is_resolved_against_the_request() {
        assert_eq!(
            link(Some("/f/1")).as_deref(),
            Ok("https://api.library.example/f/1")
        );
        assert_eq!(
            link(Some("//cdn.example/1")).as_deref(),
            Ok("https://cdn.example/1")
        );
        assert_eq!(
            link(Some("pdf")).as_deref(),
            Ok("https://api.library.example/invoices/inv_1/pdf")
        );
    }

    #[test]
    fn a_missing_or_unsafe_link_is_an_error_that_does_not_quote_it() {
        assert_eq!(link(None).unwrap_err(), "header `location`: missing");
        for url in [
            "http://files.example/s3cret",
            "ftp://localhost/s3cret",
            "https://s3cret@h",
            "https://[s3cret",
        ] {
            let error = link(Some(url)).unwrap_err();
            assert!(error.starts_with("header `location`: not a"), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn debug_shows_the_host_alone() {
        let link = FileLink {
            url: "https://files.example/a?signature=s3cret".into(),
        };
        assert_eq!(
            format!("{link:?}"),
            r#"FileLink { host: Some("files.example"), .. }"#
        );
    }
}
