//! The parts of an OpenAPI document that the sandbox needs: operations and schemas.

use std::{
    collections::HashMap,
    fs,
    path::Path,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use serde_json::Value;

use super::{decode, filter::Filterable, schema::Schemas, spelling};

/// The token endpoint, which accepts more than the document says.
pub(super) const TOKEN: &str = "/oauth/token";

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");

/// The versions with a document, oldest first.
pub(super) fn versions() -> Vec<String> {
    let files = fs::read_dir(SPECS).unwrap_or_else(|e| panic!("{SPECS}: {e}"));
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut versions: Vec<_> = names
        .filter(|name| name.starts_with(|first: char| first.is_ascii_digit()))
        .filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned()))
        .collect();
    // Names begin with the date.
    versions.sort_unstable();
    versions
}

pub(super) struct Document {
    pub(super) version: String,
    pub(super) schemas: Schemas,
    pub(super) operations: Vec<Operation>,
}

pub(super) struct Operation {
    pub(super) method: String,
    pub(super) template: String,
    pub(super) security: Security,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    /// Statuses, with the JSON schema of the body if there is one.
    pub(super) responses: Vec<(u16, Option<Value>)>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Security {
    None,
    Basic,
    Bearer,
}

pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) required: bool,
    pub(super) schema: Value,
    /// Whether each item of a list is sent on its own, rather than joined by commas.
    pub(super) explode: bool,
    /// The fields to filter by, if this parameter declares filters.
    pub(super) filters: Option<Vec<Filterable>>,
}

pub(super) struct Body {
    pub(super) required: bool,
    /// Schema by media type.
    pub(super) content: Vec<(String, Value)>,
}

/// The operation for a method and path.
pub(super) enum Route<'d> {
    Found(&'d Operation, Vec<(String, String)>),
    WrongMethod { allowed: Vec<&'d str> },
    Unknown,
}

impl Document {
    /// Loads `specs/<version>.yaml`, once per process.
    pub(super) fn load(version: &str) -> Arc<Self> {
        static LOADED: LazyLock<Mutex<HashMap<String, Arc<Document>>>> =
            LazyLock::new(Mutex::default);

        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        let document = loaded.entry(version.to_owned()).or_insert_with(|| {
            let path = Path::new(SPECS).join(format!("{version}.yaml"));
            let text =
                fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let value = spelling::read(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            Arc::new(Self::new(version, &value))
        });
        Arc::clone(document)
    }

    fn new(version: &str, document: &Value) -> Self {
        let operations = entries(&document["paths"]).flat_map(|(template, item)| {
            entries(item)
                .filter(|(key, _)| ["get", "post", "put", "patch", "delete"].contains(key))
                .map(move |(method, it)| Operation::new(method, template, it))
        });
        Self {
            version: version.to_owned(),
            schemas: Schemas::new(document),
            operations: operations.collect(),
        }
    }

    /// Finds the operation for a percent-encoded path.
    pub(super) fn route(&self, method: &str, path: &str) -> Route<'_> {
        let mut matches: Vec<_> = self
            .operations
            .iter()
            .filter_map(|operation| Some((operation, operation.arguments(path)?)))
            .collect();
        let Some(fewest) = matches.iter().map(|(_, arguments)| arguments.len()).min() else {
            return Route::Unknown;
        };
        // Literal segments take precedence: `search` in `/suppliers/search` is not an id.
        matches.retain(|(_, arguments)| arguments.len() == fewest);
        let allowed = matches
            .iter()
            .map(|(operation, _)| operation.method.as_str())
            .collect();
        match matches
            .into_iter()
            .find(|(operation, _)| operation.method == method)
        {
            Some((operation, arguments)) => Route::Found(operation, arguments),
            None => Route::WrongMethod { allowed },
        }
    }
}

impl Operation {
    fn new(method: &str, template: &str, operation: &Value) -> Self {
        let parameters = items(&operation["parameters"]).iter();
        let responses = entries(&operation["responses"]).filter_map(|(status, response)| {
            // `default` and `4XX` are never sent.
            let schema = response.pointer("/content/application~1json/schema");
            Some((status.parse().ok()?, schema.cloned()))
        });
        Self {
            method: method.to_uppercase(),
            template: template.to_owned(),
            security: Security::new(&operation["security"]),
            parameters: parameters.map(Parameter::new).collect(),
            body: operation.get("requestBody").map(Body::new),
            responses: responses.collect(),
        }
    }

    pub(super) fn query(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.location == "query")
    }

    /// The parameters in headers and cookies.
    pub(super) fn headers(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| ["header", "cookie"].contains(&&*parameter.location))
    }

    /// The success status and its schema; `None` for a redirect.
    pub(super) fn success(&self) -> (u16, Option<&Value>) {
        let success = self.responses.iter().find(|(status, _)| *status < 400);
        let (status, schema) = success.expect("every operation must document a success status");
        (*status, schema.as_ref())
    }

    /// The decoded arguments of the path by name, if it matches the template.
    fn arguments(&self, path: &str) -> Option<Vec<(String, String)>> {
        let mut arguments = Vec::new();
        let mut segments = path.split('/');
        for expected in self.template.split('/') {
            let segment = segments.next()?;
            match expected
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
            {
                Some(name) => arguments.push((name.to_owned(), decode::lossy(segment))),
                None if decode::lossy(segment) == expected => {}
                None => return None,
            }
        }
        segments.next().is_none().then_some(arguments)
    }
}

impl Security {
    fn new(requirements: &Value) -> Self {
        match items(requirements) {
            [] => Self::None,
            [only] if only.get("Basic").is_some() => Self::Basic,
            [only] if only.get("Bearer").is_some() => Self::Bearer,
            other => panic!("the sandbox does not support the security {other:?}"),
        }
    }
}

impl Parameter {
    fn new(parameter: &Value) -> Self {
        let name = text(&parameter["name"]);
        let description = parameter["description"].as_str().unwrap_or_default();
        Self {
            filters: (name == "filter[field][operator]").then(|| Filterable::list(description)),
            explode: parameter["explode"]
                .as_bool()
                .unwrap_or_else(|| parameter["in"] == "query" || parameter["in"] == "cookie"),
            location: text(&parameter["in"]),
            required: parameter["required"] == true,
            schema: parameter["schema"].clone(),
            name,
        }
    }
}

impl Body {
    fn new(body: &Value) -> Self {
        let content = entries(&body["content"]);
        Self {
            required: body["required"] == true,
            content: content
                .map(|(media, it)| (media.to_owned(), it["schema"].clone()))
                .collect(),
        }
    }
}

fn entries(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    object
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

fn items(array: &Value) -> &[Value] {
    array.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .expect("the document must have a string here")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn literal_segments_win_over_parameters() {
        let operation = json!({ "responses": { "200": {} } });
        let document = json!({ "paths": {
            "/suppliers/{id}": { "get": operation, "patch": operation },
            "/suppliers/search": { "get": operation },
        } });
        let document = Document::new("test", &document);
        let found = |method, path| match document.route(method, path) {
            Route::Found(operation, _) => Some(operation.template.clone()),
            Route::WrongMethod { .. } | Route::Unknown => None,
        };
        assert_eq!(
            found("GET", "/suppliers/search").as_deref(),
            Some("/suppliers/search")
        );
        assert_eq!(
            found("GET", "/suppliers/sup_1").as_deref(),
            Some("/suppliers/{id}")
        );
        assert_eq!(found("PATCH", "/suppliers/search"), None);
        assert_eq!(found("GET", "/suppliers/a/b"), None);
    }
}
