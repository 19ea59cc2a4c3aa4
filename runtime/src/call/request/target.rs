//! The URL of a request: path arguments and the query.

use std::{borrow::Cow, fmt::Display};

use http::Uri;
use url::form_urlencoded;

use super::RequestBuilder;
use crate::{call::pipeline::Pipeline, encode, error::Problem};

impl RequestBuilder {
    pub(crate) fn set_path(&mut self, name: &'static str, value: impl Display) {
        self.put_path(name, encode::percent(&value.to_string()).to_string());
    }

    /// Sets a path argument that is encoded already.
    pub(super) fn put_path(&mut self, name: &'static str, value: String) {
        // An HTTP client that normalises paths would turn `.` and `..` into another operation.
        if matches!(value.as_str(), "" | "." | "..") {
            self.fail(format!("path argument `{name}` is empty, `.` or `..`"));
        }
        self.path.retain(|(set, _)| *set != name);
        self.path.push((name, value));
    }

    pub(crate) fn set_query(&mut self, name: &'static str, value: impl Display) {
        let pair = [name, &value.to_string()].map(|text| encode::percent(text).to_string());
        self.put_query(name, [pair.into()]);
    }

    /// Sets the pairs of a query parameter, which are encoded already, in the place of its earlier
    /// ones.
    pub(super) fn put_query(
        &mut self,
        parameter: &'static str,
        pairs: impl IntoIterator<Item = (String, String)>,
    ) {
        let before = self.query.iter().position(|(set, _)| set == parameter);
        self.query.retain(|(set, _)| set != parameter);
        let at = before.unwrap_or(self.query.len());
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(name, value)| (parameter.into(), format!("{name}={value}")));
        self.query.splice(at..at, pairs);
    }

    /// The current value of a query parameter with a single value.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let (_, pair) = self.query.iter().find(|(set, _)| set == name)?;
        let (_, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
        Some(value.into_owned())
    }

    /// Unlike [`set_query`](Self::set_query), never replaces: filters are combined with AND.
    pub(crate) fn add_filter(&mut self, key: String, value: Result<String, &'static str>) {
        match value {
            Err(problem) => self.fail(format!("`{key}`: {problem}")),
            Ok(_) if self.query.iter().any(|(set, _)| *set == key) => {
                self.fail(format!("`{key}` is set twice"));
            }
            Ok(value) => {
                let pair = encode::pairs([(&key, value)]);
                self.query.push((Cow::Owned(key), pair));
            }
        }
    }

    /// The query as it is sent.
    pub(super) fn query_string(&self) -> String {
        let pairs: Vec<_> = self.query.iter().map(|(_, pair)| pair.as_str()).collect();
        pairs.join("&")
    }

    pub(super) fn uri(&self, pipeline: &Pipeline) -> Result<Uri, Problem> {
        let mut uri = pipeline.base_url.as_str().to_owned();
        let mut template = match &self.raw {
            Some((_, path)) => {
                uri.push_str(path);
                ""
            }
            None => self.template,
        };
        while let Some((before, (name, after))) = argument(template) {
            let (_, value) = self
                .path
                .iter()
                .find(|(set, _)| *set == name)
                .ok_or_else(|| format!("path argument `{name}` is missing"))?;
            uri.push_str(before);
            uri.push_str(value);
            template = after;
        }
        uri.push_str(template);
        if !self.query.is_empty() {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(&self.query_string());
        }
        Uri::try_from(uri).map_err(|_| "the URL of the request is too long or malformed".into())
    }
}

/// The text before the first `{name}` of a path template, the name, and the text behind it.
fn argument(template: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = template.split_once('{')?;
    Some((before, rest.split_once('}')?))
}
