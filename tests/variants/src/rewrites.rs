//! The rewrites by name.

mod composition;
mod defaults;
mod format;
mod names;
mod nullable;
mod numbers;
mod order;
mod placement;
mod references;

pub(crate) use references::lead_customers_to_components;

use crate::pick::Pick;
use serde_json::Value;

/// A change of how a document is written, and of nothing that it says.
pub struct Rewrite {
    /// What the document is like afterwards.
    pub name: &'static str,
    pub(crate) how: How,
}

#[derive(Clone, Copy)]
pub(crate) enum How {
    /// Changes the document.
    Tree(fn(&mut Value, &mut Pick)),
    /// Changes the text, which is passed along with the document.
    Text(fn(&Value, &str, &mut Pick) -> String),
}

pub(crate) const fn tree(name: &'static str, change: fn(&mut Value, &mut Pick)) -> Rewrite {
    Rewrite {
        name,
        how: How::Tree(change),
    }
}

const fn text(name: &'static str, change: fn(&Value, &str, &mut Pick) -> String) -> Rewrite {
    Rewrite {
        name,
        how: How::Text(change),
    }
}

/// All rewrites.
pub const REWRITES: &[Rewrite] = &[
    tree("objects-to-components", references::objects_to_components),
    tree(
        "equal-objects-to-components",
        references::equal_objects_to_components,
    ),
    tree("enums-to-components", references::enums_to_components),
    tree(
        "equal-enums-to-components",
        references::equal_enums_to_components,
    ),
    tree("scalars-to-components", references::scalars_to_components),
    tree("references-to-content", references::references_to_content),
    tree(
        "references-to-content-only",
        references::references_to_content_only,
    ),
    tree("references-in-all-of", references::references_in_all_of),
    tree(
        "references-out-of-all-of",
        references::references_out_of_all_of,
    ),
    tree("mapping-by-name", references::mapping_by_name),
    tree("mapping-left-out", references::mapping_left_out),
    tree(
        "parameters-to-components",
        references::parameters_to_components,
    ),
    tree(
        "parameters-to-own-components",
        references::parameters_to_own_components,
    ),
    tree(
        "responses-to-components",
        references::responses_to_components,
    ),
    tree(
        "responses-to-own-components",
        references::responses_to_own_components,
    ),
    tree(
        "request-bodies-to-components",
        references::request_bodies_to_components,
    ),
    tree(
        "unused-components-added",
        references::unused_components_added,
    ),
    tree(
        "unused-components-removed",
        references::unused_components_removed,
    ),
    tree("empty-sections-removed", references::empty_sections_removed),
    tree("nullable-by-keyword", nullable::keyword),
    tree("nullable-by-any-of", nullable::branch),
    tree("nullable-by-one-of", nullable::one_of_branch),
    tree("nullable-by-all-of", nullable::all_of),
    tree("nullable-by-null-enum", nullable::null_enum),
    tree(
        "nullable-by-null-enum-around-texts",
        nullable::null_enum_around_texts,
    ),
    tree("null-in-enums", nullable::null_in_enums),
    tree("null-not-in-enums", nullable::null_not_in_enums),
    tree("unions-to-date-times", nullable::unions_to_date_times),
    tree("date-times-to-unions", nullable::date_times_to_unions),
    tree("parts-to-object", composition::parts_to_object),
    tree("object-to-parts", composition::object_to_parts),
    tree("component-to-parts", composition::component_to_parts),
    tree("parameters-to-paths", placement::parameters_to_paths),
    tree("parameters-overridden", placement::parameters_overridden),
    tree("security-to-root", placement::security_to_root),
    tree("no-security-written", placement::no_security_written),
    tree("no-security-left-out", placement::no_security_left_out),
    tree(
        "filter-lists-to-schemas",
        placement::filter_lists_to_schemas,
    ),
    tree(
        "descriptions-to-schemas",
        placement::descriptions_to_schemas,
    ),
    tree(
        "descriptions-in-schemas-too",
        placement::descriptions_in_schemas_too,
    ),
    tree("examples-to-parameters", placement::examples_to_parameters),
    tree("charset-in-responses", placement::charset_in_responses),
    tree("charset-in-requests", placement::charset_in_requests),
    tree("media-type-case", placement::media_type_case),
    tree("server-slash", placement::server_slash),
    tree("patch-version", placement::patch_version),
    tree("extensions-added", placement::extensions_added),
    tree("order-of-keywords", order::keywords),
    tree("order-of-properties", order::properties),
    tree("order-of-components", order::components),
    tree("order-of-paths", order::paths),
    tree("order-of-methods", order::methods),
    tree("order-of-responses", order::responses),
    tree("order-of-parameters", order::parameters),
    tree("order-of-enum-values", order::enum_values),
    tree("order-of-required", order::required),
    tree("order-of-branches", order::branches),
    tree("order-of-parts", order::parts),
    tree("order-of-tags", order::tags),
    tree("order-of-mappings", order::mappings),
    tree("operation-ids-added", names::operation_ids_added),
    tree("tags-in-lower-case", names::tags_in_lower_case),
    tree("tags-in-upper-case", names::tags_in_upper_case),
    tree("titles-added", names::titles_added),
    tree("titles-like-components", names::titles_like_components),
    tree("titles-removed", names::titles_removed),
    tree(
        "line-break-after-descriptions",
        names::line_break_after_descriptions,
    ),
    tree(
        "spaces-after-descriptions",
        names::spaces_after_descriptions,
    ),
    tree(
        "carriage-returns-in-descriptions",
        names::carriage_returns_in_descriptions,
    ),
    tree("nullable-false", defaults::nullable_false),
    tree(
        "additional-properties-true",
        defaults::additional_properties_true,
    ),
    tree(
        "additional-properties-empty",
        defaults::additional_properties_empty,
    ),
    tree("any-value-true", defaults::any_value_true),
    tree("any-value-empty", defaults::any_value_empty),
    tree("min-length-zero", defaults::min_length_zero),
    tree("min-items-zero", defaults::min_items_zero),
    tree("min-properties-zero", defaults::min_properties_zero),
    tree("unique-items-false", defaults::unique_items_false),
    tree("exclusive-minimum-false", defaults::exclusive_minimum_false),
    tree("exclusive-maximum-false", defaults::exclusive_maximum_false),
    tree("read-only-false", defaults::read_only_false),
    tree("write-only-false", defaults::write_only_false),
    tree("schema-deprecated-false", defaults::schema_deprecated_false),
    tree(
        "operation-deprecated-false",
        defaults::operation_deprecated_false,
    ),
    tree(
        "parameter-deprecated-false",
        defaults::parameter_deprecated_false,
    ),
    tree("allow-empty-value-false", defaults::allow_empty_value_false),
    tree("allow-reserved-false", defaults::allow_reserved_false),
    tree("style-written", defaults::style_written),
    tree("explode-written", defaults::explode_written),
    tree(
        "parameter-required-false",
        defaults::parameter_required_false,
    ),
    tree(
        "parameter-required-left-out",
        defaults::parameter_required_left_out,
    ),
    tree("body-required-false", defaults::body_required_false),
    tree("empty-parameters", defaults::empty_parameters),
    tree("numbers-with-fraction", numbers::with_fraction),
    tree("numbers-without-fraction", numbers::without_fraction),
    // The last of these, because references are decoded before each of them.
    tree("references-percent-encoded", references::percent_encoded),
    text("numbers-with-exponent", numbers::with_exponent),
    text("json", format::json),
    text("json-in-ascii", format::json_in_ascii),
    text("crlf", format::crlf),
    text("byte-order-mark", format::byte_order_mark),
    text("comments", format::comments),
    text("quoted", format::quoted),
    text("folded", format::folded),
    text("anchors", format::anchors),
    text("merge-keys", format::merge_keys),
];

/// The rewrites in two groups, so that none undoes the one before it.
pub fn together() -> Vec<(String, Vec<&'static Rewrite>)> {
    let group = |rest: usize| {
        let rewrites = REWRITES.iter().skip(rest).step_by(2).collect();
        (format!("rewrites-{}", rest + 1), rewrites)
    };
    vec![group(0), group(1)]
}

/// The rewrite or edit with a name.
pub fn find(name: &str) -> Option<&'static Rewrite> {
    REWRITES
        .iter()
        .chain(crate::EDITS)
        .find(|rewrite| rewrite.name == name)
}
