//! The filters of list endpoints: `filter[status][eq]=active`.
//!
//! The real server silently ignores an unknown filter. Here it is a violation, because the response
//! would be the wrong list and the mistake would go unnoticed.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{query::number, schema::Schemas};

/// A field that an endpoint can filter by.
pub(super) struct Filterable {
    field: String,
    kind: Kind,
}

enum Kind {
    String,
    Number,
    Date,
    Boolean,
    Enum(Vec<String>),
}

impl Filterable {
    /// Parses the bullet list in the parameter's description, the only place that lists the fields:
    ///
    /// ```text
    /// - `status` (enum): pending, active, ended
    /// - `created_at` (date)
    /// ```
    pub(super) fn list(description: &str) -> Vec<Self> {
        description.lines().filter_map(Self::parse).collect()
    }

    pub(super) fn field(&self) -> &str {
        &self.field
    }

    /// The values of an enum.
    pub(super) fn values(&self) -> Option<&[String]> {
        match &self.kind {
            Kind::Enum(values) => Some(values),
            _ => None,
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (field, rest) = line.trim().strip_prefix("- `")?.split_once("` (")?;
        let (kind, rest) = rest.split_once(')')?;
        let kind = match kind {
            "string" => Kind::String,
            "number" => Kind::Number,
            "date" => Kind::Date,
            "boolean" => Kind::Boolean,
            "enum" => {
                let values = rest.strip_prefix(':')?.split(',');
                Kind::Enum(values.map(|value| value.trim().to_owned()).collect())
            }
            _ => return None,
        };
        let field = field.to_owned();
        Some(Self { field, kind })
    }
}

impl Kind {
    fn operators(&self) -> &'static [&'static str] {
        match self {
            Self::String => &[
                "eq",
                "ne",
                "in",
                "is_null",
                "contains",
                "starts_with",
                "ends_with",
            ],
            Self::Number => &["eq", "ne", "gt", "gte", "lt", "lte", "in", "is_null"],
            Self::Date => &["gte", "lte", "is_null"],
            Self::Boolean => &["eq", "is_null"],
            Self::Enum(_) => &["eq", "ne", "in", "is_null"],
        }
    }

    fn problem(&self, schemas: &Schemas, value: &str) -> Option<String> {
        match self {
            Self::String => value.is_empty().then(|| "is empty".to_owned()),
            Self::Number => number(value)
                .is_none()
                .then(|| format!("`{value}` is not a number")),
            Self::Boolean => boolean(value),
            Self::Date => {
                let zoned = json!({ "type": "string", "format": "date-time" });
                let valid = schemas.check(&zoned, &Value::from(value)).is_empty();
                (!valid).then(|| format!("`{value}` is not an ISO 8601 date and time with a zone"))
            }
            Self::Enum(values) => {
                let listed = values.iter().any(|listed| listed == value);
                (!listed).then(|| format!("`{value}` is not one of {}", values.join(", ")))
            }
        }
    }
}

/// Whether a decoded parameter name is a filter.
pub(super) fn is_filter(name: &str) -> bool {
    name.starts_with("filter[")
}

/// What is wrong with a decoded filter, if anything.
pub(super) fn problem(
    schemas: &Schemas,
    filterable: &[Filterable],
    name: &str,
    value: &str,
) -> Option<String> {
    let inner = name
        .strip_prefix("filter[")
        .and_then(|rest| rest.strip_suffix(']'));
    let Some((field, operator)) = inner.and_then(|inner| inner.split_once("][")) else {
        return Some("is not of the form filter[field][operator]".to_owned());
    };
    let Some(Filterable { kind, .. }) = filterable.iter().find(|it| it.field == field) else {
        let fields = filterable
            .iter()
            .map(|it| it.field.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        return Some(format!("cannot filter by `{field}`, only by {fields}"));
    };
    if !kind.operators().contains(&operator) {
        let operators = kind.operators().join(", ");
        return Some(format!(
            "`{field}` does not support the operator `{operator}`, only {operators}"
        ));
    }
    match operator {
        "is_null" => boolean(value),
        "in" => value
            .split(',')
            .find_map(|item| kind.problem(schemas, item)),
        _ => kind.problem(schemas, value),
    }
}

/// Whether an item matches a valid filter.
pub(super) fn passes(item: &Value, name: &str, value: &str) -> bool {
    let inner = name.trim_start_matches("filter[").trim_end_matches(']');
    let Some((field, operator)) = inner.split_once("][") else {
        return false;
    };
    let found = &item[field];
    if operator == "is_null" {
        return found.is_null() == (value == "true");
    }
    let text = match found {
        Value::Null => return operator == "ne",
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let (lower, wanted) = (text.to_lowercase(), value.to_lowercase());
    match operator {
        "eq" => text == value,
        "ne" => text != value,
        "in" => value.split(',').any(|value| text == value),
        "contains" => lower.contains(&wanted),
        "starts_with" => lower.starts_with(&wanted),
        "ends_with" => lower.ends_with(&wanted),
        _ => compare(&text, value).is_some_and(|order| match operator {
            "gt" => order.is_gt(),
            "gte" => order.is_ge(),
            "lt" => order.is_lt(),
            _ => order.is_le(),
        }),
    }
}

/// Compares instants or numbers.
fn compare(text: &str, value: &str) -> Option<Ordering> {
    if let (Ok(text), Ok(value)) = (text.parse::<Timestamp>(), value.parse::<Timestamp>()) {
        return Some(text.cmp(&value));
    }
    let (text, value): (f64, f64) = (text.parse().ok()?, value.parse().ok()?);
    text.partial_cmp(&value)
}

fn boolean(value: &str) -> Option<String> {
    (!["true", "false"].contains(&value)).then(|| format!("`{value}` must be true or false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_parsed_from_the_bullet_list() {
        let description = "Filter the list. Operators:\n- string: `eq`, `ne`\n\nFields:\n\n\
                           - `status` (enum): pending, active\n- `usage` (number)\n\
                           - `paid` (boolean)\n\nCombined with *and*.";
        let fields = Filterable::list(description);
        let names: Vec<_> = fields.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(names, ["status", "usage", "paid"]);

        let problem = |name, value| {
            let schemas = Schemas::new(&Value::Null);
            super::problem(&schemas, &fields, name, value)
        };
        assert_eq!(problem("filter[usage][gt]", "2.5"), None);
        assert_eq!(problem("filter[usage][in]", "1,2"), None);
        assert_eq!(
            problem("filter[usage][in]", "1,").as_deref(),
            Some("`` is not a number")
        );
        assert_eq!(problem("filter[paid][eq]", "true"), None);
        assert_eq!(problem("filter[status][ne]", "pending"), None);
    }
}
