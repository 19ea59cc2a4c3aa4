//! Building a request.

mod headers;
mod idempotency;

use std::{borrow::Cow, fmt::Display, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Uri,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use serde::Serialize;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::pipeline::Pipeline;
use crate::{
    Api, Auth, BrokenRule, Clock, Limits, Method, Operation, Rule, clock::timestamp, encode,
    error::Problem,
};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Arguments of an operation. The first invalid argument is kept until the request is built, so
/// that builder methods need not fail.
#[derive(Clone)]
pub(crate) struct RequestBuilder {
    pub(crate) operation: &'static Operation,
    /// The path template: the operation's, unless it depends on the API.
    template: &'static str,
    path: Vec<(&'static str, String)>,
    query: Vec<(Cow<'static, str>, String)>,
    headers: HeaderMap,
    cookies: Vec<(&'static str, String)>,
    /// The header with the key that makes a second attempt harmless.
    idempotency_key: Option<&'static str>,
    body: Option<(&'static str, Bytes)>,
    basic: Option<HeaderValue>,
    timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    max_response_bytes: Option<usize>,
    /// Method and path of raw access, instead of those of the operation.
    raw: Option<(Method, String)>,
    safe: Option<bool>,
    /// Rules beside those of the operation.
    rules: &'static [Rule],
    problem: Option<Problem>,
}

impl RequestBuilder {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            template: operation.path,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            idempotency_key: None,
            body: None,
            basic: None,
            timeout: None,
            total_timeout: None,
            max_response_bytes: None,
            raw: None,
            safe: None,
            rules: &[],
            problem: None,
        }
    }

    /// A request that no operation describes: `path` below the base URL, with its query.
    pub(crate) fn raw(operation: &'static Operation, method: Method, path: String) -> Self {
        let mut builder = Self::new(operation);
        let file = path.split(['?', '#']).next().unwrap_or_default();
        let climbs = file.split('/').any(|segment| {
            let dots = segment.to_ascii_lowercase().replace("%2e", ".");
            dots == "." || dots == ".."
        });
        if !path.starts_with('/') || path.starts_with("//") || climbs || path.contains('#') {
            builder.fail("the path must start with one `/` and must not contain `.`, `..` or `#`");
        }
        builder.raw = Some((method, path));
        builder
    }

    pub(crate) fn method(&self) -> Method {
        self.raw
            .as_ref()
            .map_or(self.operation.method, |(method, _)| *method)
    }

    /// The path template; empty for raw access, whose path may contain IDs.
    pub(crate) fn template(&self) -> &'static str {
        self.template
    }

    pub(crate) fn set_template(&mut self, template: &'static str) {
        self.template = template;
    }

    /// The scope that the request requires.
    pub(crate) fn scope(&self, api: &Api) -> Option<&'static str> {
        match &self.raw {
            Some((method, _)) if method.is_safe() => api.read_scope,
            Some(_) => api.write_scope,
            None => self.operation.scope,
        }
    }

    /// Sets whether the request can be sent twice, if neither the method nor a key says so.
    pub(crate) fn set_safe(&mut self, safe: bool) {
        self.safe = Some(safe);
    }

    pub(crate) fn is_safe(&self) -> bool {
        let is_repeatable = || self.method().is_safe() || self.idempotency_key.is_some();
        self.safe.unwrap_or_else(is_repeatable)
    }

    pub(crate) fn fail(&mut self, problem: impl Into<Problem>) {
        self.problem.get_or_insert(problem.into());
    }

    pub(crate) fn set_path(&mut self, name: &'static str, value: impl Display) {
        let value = value.to_string();
        // An HTTP client that normalises paths would turn `.` and `..` into another operation.
        if matches!(value.as_str(), "" | "." | "..") {
            self.fail(format!("path argument `{name}` is empty, `.` or `..`"));
        }
        self.path.retain(|(set, _)| *set != name);
        self.path.push((name, value));
    }

    pub(crate) fn set_query(&mut self, name: impl Into<Cow<'static, str>>, value: impl Display) {
        let (name, value) = (name.into(), value.to_string());
        // The server ignores unknown filters, so only typed ones are safe.
        if name.starts_with("filter[") {
            return self.fail("filters must be set with `filter`, not as query parameters");
        }
        match self.query.iter_mut().find(|(set, _)| *set == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name, value)),
        }
    }

    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let (_, value) = self.query.iter().find(|(set, _)| set == name)?;
        Some(value.clone())
    }

    /// Unlike [`set_query`](Self::set_query), never replaces: filters are combined with AND.
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
            Ok(json) => self.body = Some((JSON, json.into())),
            Err(_) => self.fail("the body cannot be serialized as JSON"),
        }
    }

    pub(crate) fn set_form(&mut self, body: &(impl Serialize + ?Sized)) {
        match encode::form(body) {
            Ok(form) => self.body = Some((FORM, form.into())),
            Err(_) => self.fail("the body cannot be serialized as a form"),
        }
    }

    pub(crate) fn set_content_type(&mut self, media_type: &'static str) {
        if let Some((content_type, _)) = &mut self.body {
            *content_type = media_type;
        }
    }

    pub(crate) fn set_basic(&mut self, client_id: &str, client_secret: &str) {
        if self.operation.auth != Auth::Basic {
            return self.fail("the operation does not accept a client ID and secret");
        }
        if client_id.contains(':') {
            return self.fail("the client ID contains a colon");
        }
        let pair = BASE64_STANDARD.encode(format!("{client_id}:{client_secret}"));
        match HeaderValue::try_from(format!("Basic {pair}")) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.basic = Some(value);
            }
            Err(_) => self.fail("the client ID and secret are not a valid header value"),
        }
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn set_total_timeout(&mut self, timeout: Duration) {
        self.total_timeout = Some(timeout);
    }

    pub(crate) fn set_max_response_bytes(&mut self, bytes: usize) {
        self.max_response_bytes = Some(bytes);
    }

    pub(crate) fn limits(&self, pipeline: &Pipeline) -> Limits {
        let mut limits = pipeline.limits;
        if let Some(timeout) = self.timeout {
            limits.timeout = timeout;
        }
        if let Some(bytes) = self.max_response_bytes {
            limits.max_response_bytes = bytes;
        }
        limits
    }

    pub(crate) fn total_timeout(&self, pipeline: &Pipeline) -> Duration {
        self.total_timeout.unwrap_or(pipeline.total_timeout)
    }

    pub(crate) fn set_rules(&mut self, rules: &'static [Rule]) {
        self.rules = rules;
    }

    /// Whether an argument is invalid.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        self.problem.clone().map_or(Ok(()), Err)
    }

    /// Checks the request against the rules of the operation.
    pub(crate) fn check_rules(&self, clock: &dyn Clock) -> Result<(), BrokenRule> {
        let mut rules = self.operation.rules.iter().chain(self.rules).peekable();
        if rules.peek().is_none() {
            return Ok(());
        }
        let now = timestamp(clock);
        let request = match &self.body {
            Some((FORM, form)) => object(form_urlencoded::parse(form)),
            // serde_json wrote the body, so it can read it again.
            Some((_, body)) => serde_json::from_slice(body).unwrap_or_default(),
            None => object(self.query.iter().map(|(name, value)| (name, value))),
        };
        rules.try_for_each(|rule| rule.check(&request, now))
    }

    /// Builds the request, with `bearer` as its authorization if the operation uses a token.
    pub(crate) fn build(
        &self,
        pipeline: &Pipeline,
        bearer: Option<&HeaderValue>,
    ) -> Result<http::Request<Bytes>, Problem> {
        self.check()?;
        let authorization = match self.operation.auth {
            Auth::None => None,
            Auth::Basic => self.basic.as_ref(),
            Auth::Bearer => Some(bearer.ok_or(
                "the operation requires an access token: build the client with credentials or a \
                 token",
            )?),
        };
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = self.method().into();
        *request.uri_mut() = self.uri(pipeline)?;
        *request.headers_mut() = pipeline.headers.clone();
        self.add_headers(request.headers_mut());
        if let Some(value) = authorization {
            request.headers_mut().insert(AUTHORIZATION, value.clone());
        }
        if let Some((content_type, body)) = &self.body {
            request
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            *request.body_mut() = body.clone();
        }
        Ok(request)
    }

    fn uri(&self, pipeline: &Pipeline) -> Result<Uri, Problem> {
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
            uri.extend(encode::percent(value));
            template = after;
        }
        uri.push_str(template);
        if !self.query.is_empty() {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(&encode::pairs(
                self.query.iter().map(|(name, value)| (name, value)),
            ));
        }
        Uri::try_from(uri).map_err(|_| "the URL of the request is too long or malformed".into())
    }
}

fn object<N: ToString, V: ToString>(pairs: impl Iterator<Item = (N, V)>) -> Value {
    let members = pairs.map(|(name, value)| (name.to_string(), Value::from(value.to_string())));
    members.collect::<Map<_, _>>().into()
}

/// The text before the first `{name}` of a path template, the name, and the text behind it.
fn argument(template: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = template.split_once('{')?;
    Some((before, rest.split_once('}')?))
}

#[cfg(test)]
mod tests;
