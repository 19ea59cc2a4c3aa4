//! Query and path parameters.

use serde_json::Value;

use super::{
    decode,
    document::{Operation, Parameter},
    filter,
    record::{Place, Violation},
    schema::Schemas,
};

/// Checks a raw query string against the parameters of an operation.
pub(super) fn check(schemas: &Schemas, operation: &Operation, raw: &str) -> Vec<Violation> {
    let mut problems = Vec::new();
    let mut seen = Vec::new();
    for (raw_name, raw_value) in decode::raw_pairs(raw) {
        let (name, value) = (decode::form(raw_name), decode::form(raw_value));
        for text in [raw_name, raw_value] {
            problems.extend(decode::problem(text).map(|problem| format!("`{name}` {problem}")));
        }
        if raw_name.contains(['[', ']']) {
            problems.push(format!("the brackets of `{name}` are not percent-encoded"));
        }
        problems.extend(pair(schemas, operation, &name, &value));
        let is_list = |it: &Parameter| it.name == name && it.explode && it.is_list(schemas);
        if seen.contains(&name) && !operation.query().any(is_list) {
            problems.push(format!("`{name}` is specified twice"));
        }
        seen.push(name);
    }
    let missing = operation
        .query()
        .filter(|it| it.required && !seen.contains(&it.name));
    problems.extend(missing.map(|it| format!("`{}` is missing", it.name)));
    problems
        .into_iter()
        .map(|problem| Violation::new(Place::Query, problem))
        .collect()
}

fn pair(schemas: &Schemas, operation: &Operation, name: &str, value: &str) -> Vec<String> {
    if filter::is_filter(name)
        && let Some(filters) = operation.query().find_map(|it| it.filters.as_ref())
    {
        let problem = filter::problem(schemas, filters, name, value);
        return problem
            .map(|problem| format!("`{name}`: {problem}"))
            .into_iter()
            .collect();
    }
    match operation.query().find(|it| it.name == name) {
        Some(parameter) => parameter.problems(schemas, value),
        None => vec![format!("`{name}` is not a parameter of this operation")],
    }
}

impl Parameter {
    /// All problems of a decoded value of this parameter, or of one item of a list.
    pub(super) fn problems(&self, schemas: &Schemas, value: &str) -> Vec<String> {
        if !self.is_list(schemas) {
            return self.problems_of(schemas, &self.schema, value);
        }
        let items = &schemas.resolve(&self.schema)["items"];
        let values = match self.explode {
            true => vec![value],
            false => value.split(',').collect(),
        };
        let values = values.into_iter();
        values
            .flat_map(|value| self.problems_of(schemas, items, value))
            .collect()
    }

    fn is_list(&self, schemas: &Schemas) -> bool {
        schemas.resolve(&self.schema)["type"] == "array"
    }

    fn problems_of(&self, schemas: &Schemas, schema: &Value, value: &str) -> Vec<String> {
        let name = &self.name;
        let schema = schemas.resolve(schema);
        let parsed = match schema["type"].as_str() {
            Some("number" | "integer") => number(value),
            Some("boolean") => value.parse().ok().map(Value::Bool),
            _ => Some(Value::from(value)),
        };
        let Some(parsed) = parsed else {
            return vec![format!(
                "`{name}`: `{value}` is not a plain {}",
                schema["type"]
            )];
        };
        if self.is_whole() && value.contains('.') {
            return vec![format!("`{name}`: `{value}` is not a whole number")];
        }
        let problems = schemas.check(schema, &parsed).into_iter();
        problems
            .map(|problem| format!("`{name}`: {problem}"))
            .collect()
    }

    /// Whether the value must be a whole number. The documents do not declare that for `limit`.
    fn is_whole(&self) -> bool {
        self.name == "limit"
            || self.schema["type"] == "integer"
            || self.schema["multipleOf"].is_u64()
    }
}

/// Parses a plain number such as `10` or `2500.5`. JSON would also allow `1e3`.
pub(super) fn number(text: &str) -> Option<Value> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    if plain {
        serde_json::from_str(text).ok()
    } else {
        None
    }
}
