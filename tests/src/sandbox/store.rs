//! Lists with many items, paginated and filtered.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{
    document::{Document, Operation},
    filter::{self, Filterable},
    record::{Recorded, Response},
    sample::{Answers, Sampler},
    schema::branches,
};

/// The default page size of the API.
const LIMIT: usize = 10;

/// The items of every list, created on first use.
pub(super) struct Store {
    count: usize,
    lists: Mutex<HashMap<String, Arc<Vec<Value>>>>,
}

impl Store {
    pub(super) fn new(count: usize) -> Self {
        Self {
            count,
            lists: Mutex::default(),
        }
    }

    /// A page of a list; `None` for operations that are not lists. The error is the message for an
    /// invalid cursor.
    pub(super) fn answer(
        &self,
        document: &Document,
        operation: &Operation,
        recorded: &Recorded,
    ) -> Option<Result<Response, &'static str>> {
        let schema = document.schemas.resolve(operation.success().1?);
        let items = schema["properties"].get("items")?.get("items")?;
        let all = self.items(document, operation, items);
        Some(list(document, operation, recorded, &all))
    }

    fn items(&self, document: &Document, operation: &Operation, schema: &Value) -> Arc<Vec<Value>> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let list = lists.entry(operation.template.clone()).or_insert_with(|| {
            let filters = operation.query().find_map(|it| it.filters.as_ref());
            let filters = filters.map_or(&[][..], Vec::as_slice);
            let is_union = branches(document.schemas.resolve(schema)).is_some();
            let item = |serial| {
                let item = Sampler::new(&document.schemas, Answers::Full, serial).value(schema);
                // Items of different union branches differ anyway.
                number(item, serial, if is_union { &[] } else { filters })
            };
            let items: Vec<_> = (0..self.count).map(item).collect();
            // The other items differ only in their serial numbers.
            for item in items.iter().take(24) {
                let problems = document.schemas.check(schema, item);
                assert!(
                    problems.is_empty(),
                    "sandbox bug: invalid item: {problems:#?}"
                );
            }
            Arc::new(items)
        });
        Arc::clone(list)
    }
}

/// The items of `all` that match the filters of a request, limited to one page if the version has
/// pages. The error is the message for an invalid cursor.
pub(super) fn list(
    document: &Document,
    operation: &Operation,
    recorded: &Recorded,
    all: &[Value],
) -> Result<Response, &'static str> {
    let answers_pages = operation.success().1.is_some_and(|schema| {
        let schema = document.schemas.resolve(schema);
        schema["properties"].get("next_page").is_some()
    });
    let has_pages = answers_pages && operation.query().any(|it| it.name == "cursor");
    let filters = recorded
        .query
        .iter()
        .filter(|(name, _)| filter::is_filter(name));
    let filters: Vec<_> = filters.collect();
    let found: Vec<&Value> = all
        .iter()
        .filter(|item| {
            filters
                .iter()
                .all(|(name, value)| filter::passes(item, name, value))
        })
        .collect();
    let query = |name| {
        let mut pairs = recorded.query.iter();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    if !has_pages {
        return Ok(page(&found, None));
    }
    let limit = query("limit")
        .and_then(|limit| limit.parse().ok())
        .unwrap_or(LIMIT);
    let start = match query("cursor").map(|cursor| position(&found, cursor)) {
        None => 0,
        Some(Some(last)) => last + 1,
        Some(None) => return Err("the cursor does not belong to this list"),
    };
    let end = (start + limit).min(found.len());
    let next = (end < found.len()).then(|| cursor(found[end - 1], limit));
    Ok(page(&found[start..end], Some(next)))
}

/// Makes an item unique.
fn number(mut item: Value, serial: usize, filters: &[Filterable]) -> Value {
    if let Some(id) = item["id"].as_str() {
        let prefix = id.split_once('_').map_or("id", |(prefix, _)| prefix);
        item["id"] = json!(format!("{prefix}_{serial:024}"));
    }
    if let Some(created) = item["created_at"].as_str()
        && let Ok(created) = created.parse::<Timestamp>()
        && let Ok(minutes) = i64::try_from(serial)
    {
        item["created_at"] = json!((created - SignedDuration::from_mins(minutes)).to_string());
    }
    for filter in filters {
        let Some(text) = item[filter.field()].as_str() else {
            continue;
        };
        let value = match filter.values() {
            Some(values) => values[serial % values.len()].clone(),
            None if text.ends_with(|last: char| last.is_ascii_alphanumeric())
                && text.contains('_') =>
            {
                format!("{}{}", &text[..text.len() - 1], serial % 4)
            }
            None => continue,
        };
        item[filter.field()] = json!(value);
    }
    item
}

/// The list envelope, with the next cursor if the version has pages.
fn page(items: &[&Value], next: Option<Option<String>>) -> Response {
    let mut page = json!({ "object": "list", "items": items });
    if let Some(next) = next {
        page["has_more"] = json!(next.is_some());
        page["next_page"] = json!(next);
    }
    Response::json(200, &page)
}

fn cursor(last: &Value, limit: usize) -> String {
    BASE64_STANDARD.encode(json!({ "last_id": last["id"], "limit": limit }).to_string())
}

/// The position of the item that a cursor refers to.
fn position(items: &[&Value], cursor: &str) -> Option<usize> {
    let cursor: Value = serde_json::from_slice(&BASE64_STANDARD.decode(cursor).ok()?).ok()?;
    items
        .iter()
        .position(|item| item["id"] == cursor["last_id"])
}
