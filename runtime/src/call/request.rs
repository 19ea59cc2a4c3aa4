//! Building a request.

mod headers;
mod idempotency;
mod parameters;
mod target;

use std::{borrow::Cow, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue,
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
    /// Path arguments by name, encoded.
    path: Vec<(&'static str, String)>,
    /// Pairs as they are sent, each with the parameter that it belongs to.
    query: Vec<(Cow<'static, str>, String)>,
    headers: HeaderMap,
    /// Cookies as they are sent, each with the parameter that it belongs to.
    cookies: Vec<(&'static str, String)>,
    /// The header with the key that makes a second attempt harmless.
    idempotency_key: Option<&'static str>,
    body: Option<(&'static str, Bytes)>,
    basic: Option<HeaderValue>,
    timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    max_response_bytes: Option<usize>,
    /// Whether the body of a success is read as it arrives.
    streamed: bool,
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
            streamed: false,
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

    pub(crate) fn set_streamed(&mut self) {
        self.streamed = true;
    }

    pub(crate) fn is_streamed(&self) -> bool {
        self.streamed
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
            None => object(form_urlencoded::parse(self.query_string().as_bytes())),
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
}

fn object<N: ToString, V: ToString>(pairs: impl Iterator<Item = (N, V)>) -> Value {
    let members = pairs.map(|(name, value)| (name.to_string(), Value::from(value.to_string())));
    members.collect::<Map<_, _>>().into()
}

#[cfg(test)]
mod tests;
