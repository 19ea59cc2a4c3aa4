//! A request that is being put together.

use std::{borrow::Cow, fmt::Display, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{
    HeaderValue, Uri,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use serde::Serialize;

use crate::{Auth, Core, Limits, Operation, encode};

/// Why a request could not be built. Names arguments, never their values.
pub(crate) type Problem = Cow<'static, str>;

/// Arguments of an operation. The first problem is kept until the request is built, so that
/// builder methods need not fail.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<(Cow<'static, str>, String)>,
    body: Option<(&'static str, Bytes)>,
    basic: Option<HeaderValue>,
    timeout: Option<Duration>,
    problem: Option<Problem>,
}

impl Draft {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            body: None,
            basic: None,
            timeout: None,
            problem: None,
        }
    }

    pub(crate) fn fail(&mut self, problem: impl Into<Problem>) {
        self.problem.get_or_insert(problem.into());
    }

    pub(crate) fn set_path(&mut self, name: &'static str, value: impl Display) {
        let value = value.to_string();
        // A client that normalises paths would turn `.` and `..` into another operation.
        if matches!(value.as_str(), "" | "." | "..") {
            self.fail(format!("path argument `{name}` is empty, `.` or `..`"));
        }
        self.path.retain(|(set, _)| *set != name);
        self.path.push((name, value));
    }

    pub(crate) fn set_query(&mut self, name: impl Into<Cow<'static, str>>, value: impl Display) {
        let (name, value) = (name.into(), value.to_string());
        // The server ignores a filter it does not know; only typed ones are known to be right.
        if name.starts_with("filter[") {
            return self.fail("filters are set with `filter`, not as query parameters");
        }
        match self.query.iter_mut().find(|(set, _)| *set == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name, value)),
        }
    }

    /// Unlike [`set_query`](Self::set_query), never replaces: two filters have to hold together.
    pub(crate) fn add_filter(&mut self, key: String, value: Result<String, &'static str>) {
        match value {
            Err(problem) => self.fail(format!("`{key}`: {problem}")),
            Ok(_) if self.query.iter().any(|(set, _)| *set == key) => {
                self.fail(format!("`{key}` is set twice"));
            }
            Ok(value) => self.query.push((key.into(), value)),
        }
    }

    pub(crate) fn set_json(&mut self, body: &(impl Serialize + ?Sized)) {
        match serde_json::to_vec(body) {
            Ok(json) => self.body = Some(("application/json", json.into())),
            Err(_) => self.fail("the body cannot be written as JSON"),
        }
    }

    pub(crate) fn set_form(&mut self, body: &(impl Serialize + ?Sized)) {
        match encode::form(body) {
            Ok(form) => self.body = Some(("application/x-www-form-urlencoded", form.into())),
            Err(_) => self.fail("the body cannot be written as a form"),
        }
    }

    pub(crate) fn set_basic(&mut self, client_id: &str, client_secret: &str) {
        if self.operation.auth != Auth::Basic {
            return self.fail("the operation does not take a client id and secret");
        }
        if client_id.contains(':') {
            return self.fail("the client id holds a colon");
        }
        let pair = BASE64_STANDARD.encode(format!("{client_id}:{client_secret}"));
        match HeaderValue::try_from(format!("Basic {pair}")) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.basic = Some(value);
            }
            Err(_) => self.fail("the client id and secret cannot stand in a header"),
        }
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn limits(&self, core: &Core) -> Limits {
        let mut limits = core.limits();
        if let Some(timeout) = self.timeout {
            limits.timeout = timeout;
        }
        limits
    }

    pub(crate) fn build(self, core: &Core) -> Result<http::Request<Bytes>, Problem> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = self.operation.method.into();
        *request.uri_mut() = self.uri(core)?;
        *request.headers_mut() = core.headers().clone();
        let authorization = match self.operation.auth {
            Auth::None => None,
            Auth::Basic => self.basic,
            Auth::Bearer => Some(
                core.bearer()
                    .cloned()
                    .ok_or("the operation needs an access token: build the client with one")?,
            ),
        };
        if let Some(value) = authorization {
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        if let Some((content_type, body)) = self.body {
            request
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            *request.body_mut() = body;
        }
        Ok(request)
    }

    fn uri(&self, core: &Core) -> Result<Uri, Problem> {
        let mut uri = core.base_url().to_owned();
        let mut template = self.operation.path;
        while let Some((before, (name, after))) = argument(template) {
            let (_, value) = self
                .path
                .iter()
                .find(|(set, _)| *set == name)
                .ok_or_else(|| format!("path argument `{name}` is missing"))?;
            uri.push_str(before);
            uri.extend(encode::percent(value));
            template = after;
        }
        uri.push_str(template);
        if !self.query.is_empty() {
            uri.push('?');
            uri.push_str(&encode::pairs(
                self.query.iter().map(|(name, value)| (name, value)),
            ));
        }
        Uri::try_from(uri).map_err(|_| "the URL of the request is too long".into())
    }
}

/// The text before the first `{name}` of a path template, the name, and the text behind it.
fn argument(template: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = template.split_once('{')?;
    Some((before, rest.split_once('}')?))
}

#[cfg(test)]
mod tests;
