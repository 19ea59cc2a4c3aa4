//! Validates a request against the document.

use axum::http::request::Parts;

use super::{
    body, decode,
    document::{Document, Operation, Route},
    headers, query,
    record::{Place, Recorded, Violation},
};

/// Records a request with its violations and the resulting status.
pub(super) fn inspect(
    document: &Document,
    parts: Parts,
    body: Vec<u8>,
) -> (Recorded, Option<&Operation>) {
    let (json, unreadable) = match body::parse(&parts.headers, &body) {
        Ok(json) => (json, None),
        Err(violation) => (None, Some(violation)),
    };
    let pairs = decode::raw_pairs(parts.uri.query().unwrap_or_default());
    let mut recorded = Recorded {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        template: None,
        path_parameters: Vec::new(),
        header_parameters: Vec::new(),
        query: pairs
            .map(|(name, value)| (decode::form(name), decode::form(value)))
            .collect(),
        headers: parts.headers,
        body,
        json,
        violations: unreadable.into_iter().collect(),
        status: 400,
        answer: None,
        is_carried_out: false,
    };
    recorded
        .violations
        .extend(headers::version(&recorded.headers, &document.version));

    let operation = match document.route(&recorded.method, &recorded.path) {
        Route::Found(operation, arguments) => {
            recorded.template = Some(operation.template.clone());
            recorded.path_parameters = arguments;
            let headers = operation.headers().flat_map(|it| {
                let sent = headers::sent(&recorded.headers, it).into_iter();
                sent.map(|value| (it.name.clone(), value))
            });
            recorded.header_parameters = headers.collect();
            let found = check(document, operation, &recorded, parts.uri.query());
            recorded.violations.extend(found);
            Some(operation)
        }
        Route::WrongMethod { allowed } => {
            let (method, path) = (&recorded.method, &recorded.path);
            let message = format!(
                "{path} does not support {method}, only {}",
                allowed.join(", ")
            );
            recorded
                .violations
                .push(Violation::new(Place::Route, message));
            recorded.status = 405;
            None
        }
        Route::Unknown => {
            let message = format!("unknown path {}", recorded.path);
            recorded
                .violations
                .push(Violation::new(Place::Route, message));
            recorded.status = 404;
            None
        }
    };
    if let Some(operation) = operation
        && recorded.violations.is_empty()
    {
        recorded.status = operation.success().0;
    }
    (recorded, operation)
}

/// All violations of the operation that the request was routed to.
fn check(
    document: &Document,
    operation: &Operation,
    recorded: &Recorded,
    raw_query: Option<&str>,
) -> Vec<Violation> {
    let schemas = &document.schemas;
    let json = recorded.json.as_ref();
    let mut violations = path(document, operation, recorded);
    violations.extend(headers::authorization(&recorded.headers, operation, json));
    violations.extend(headers::parameters(schemas, operation, &recorded.headers));
    violations.extend(query::check(
        schemas,
        operation,
        raw_query.unwrap_or_default(),
    ));
    violations.extend(body::check(
        schemas,
        operation,
        &recorded.headers,
        &recorded.body,
        json,
    ));
    violations
}

fn path(document: &Document, operation: &Operation, recorded: &Recorded) -> Vec<Violation> {
    let malformed = recorded.path.split('/').filter_map(decode::problem);
    let mut problems: Vec<_> = malformed
        .map(|problem| format!("the path {problem}"))
        .collect();
    for (name, value) in &recorded.path_parameters {
        if value.is_empty() {
            problems.push(format!("`{name}` is empty"));
        }
        let declared = operation
            .parameters
            .iter()
            .find(|it| it.location == "path" && it.name == *name);
        let declared = declared.unwrap_or_else(|| panic!("the document does not declare `{name}`"));
        problems.extend(declared.problems(&document.schemas, value));
    }
    problems
        .into_iter()
        .map(|problem| Violation::new(Place::Route, problem))
        .collect()
}
