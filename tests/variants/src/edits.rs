//! Edits that change what a document says, as upstream makes them.

use crate::{
    Pick, Rewrite,
    places::{each_reference, list, members, object, operations, parameters, schemas},
    rewrites::{lead_customers_to_components, tree},
};
use serde_json::{Value, json};

/// All edits.
pub const EDITS: &[Rewrite] = &[
    tree("without-filters", without_filters),
    tree("lead-customers-by-reference", lead_customers_to_components),
    tree("one-resource-missing", resource_missing),
    tree("one-more-resource", resource_added),
    tree("one-more-enum-value", enum_values_added),
];

/// No list has filters, except that of invoices, which a hand-written example needs.
fn without_filters(document: &mut Value, pick: &mut Pick) {
    let is_filter = |it: &Value| {
        it["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("filter["))
    };
    let with = operations(document).into_iter().filter(|operation| {
        if operation.pointer.starts_with("/paths/~1invoices/") {
            return false;
        }
        let parameters = document.pointer(&format!("{}/parameters", operation.pointer));
        list(parameters).iter().any(is_filter)
    });
    for operation in pick.among(with.collect()) {
        if let Some(Value::Array(parameters)) =
            document.pointer_mut(&format!("{}/parameters", operation.pointer))
        {
            parameters.retain(|it| !is_filter(it));
        }
    }
}

/// The paths of a resource are gone, of one that no hand-written part of a crate needs.
fn resource_missing(document: &mut Value, pick: &mut Pick) {
    let paths = members(document, "/paths").map(|(path, _)| path.clone());
    let paths = paths.filter(|path| path.starts_with("/admin/"));
    for path in pick.among(paths.collect()) {
        object(document, "/paths").remove(&path);
    }
}

/// There is a resource like that of leads, with a schema of its own.
fn resource_added(document: &mut Value, pick: &mut Pick) {
    let lead = "#/components/schemas/Lead";
    let schema = document["components"]["schemas"]["Lead"].clone();
    for path in pick.among(vec!["/leads", "/leads/{id}"]) {
        if let Some(mut get) = document["paths"][path].get("get").cloned() {
            each_reference(&mut get, &mut |reference| {
                if reference == lead {
                    *reference = lead.replace("Lead", "Offer");
                }
            });
            let path = path.replace("leads", "offers");
            object(document, "/paths").insert(path, json!({ "get": get }));
        }
    }
    object(document, "/components/schemas").insert("Offer".to_owned(), schema);
}

/// Every enum has one more value, in lists of filters, too.
fn enum_values_added(document: &mut Value, pick: &mut Pick) {
    let places = schemas(document)
        .into_iter()
        .map(|place| format!("{}/enum", place.pointer));
    let several = |pointer: &String| list(document.pointer(pointer)).len() > 1;
    let places = places.filter(several).collect();
    for pointer in pick.among(places) {
        if let Some(Value::Array(values)) = document.pointer_mut(&pointer) {
            values.push(json!("added_upstream"));
        }
    }
    for parameter in parameters(document) {
        let parameter = object(document, &parameter.pointer);
        if let Some(Value::String(text)) = parameter.get_mut("description") {
            let lines = text.lines().map(|line| match line.contains("` (enum): ") {
                true => format!("{line}, added_upstream"),
                false => line.to_owned(),
            });
            *text = lines.collect::<Vec<_>>().join("\n");
        }
    }
}
