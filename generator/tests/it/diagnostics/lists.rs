//! Lists and filters that are not supported.

use crate::support::{Documents, list as texts, paths};
use insta::assert_snapshot;

/// A paged list with a filter of this description.
fn filter(description: &str, parameters: &str) -> Documents {
    let envelope = "{type: object, properties: {items: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}";
    paths(&format!(
        r#"
        /things:
          get:
            parameters:
            - {{name: filter, in: query, x-filter: true, schema: {{type: string}}, description: "{description}"}}
            {parameters}
            responses: {{200: {{description: '', content: {{application/json: {{schema: {envelope}}}}}}}}}
        "#
    ))
    .overlay(
        "
        - target: $
          update: {x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}}
        ",
    )
}

const CURSOR: &str = "- {name: cursor, in: query, schema: {type: string}}\n            ";

const LIMIT: &str = "- {name: limit, in: query, schema: {type: number}}\n            ";

#[test]
fn a_filter_that_cannot_be_read() {
    let filter = |description| filter(description, &format!("{CURSOR}{LIMIT}")).problems();
    assert_snapshot!(filter("- `name` (text)"), @r#"
    alpha:5:75 (#/paths/~1things/get/parameters/0/description)
      invalid filter field: - `name` (text)
      = list fields as "- `name` (type)" or "- `name` (enum): a, b"; the types are string, number, date, boolean and enum
    "#);
    assert_snapshot!(filter("- `name` (string)\\n- `state`: string"), @r#"
    alpha:5:75 (#/paths/~1things/get/parameters/0/description)
      invalid filter field: - `state`: string
      = list fields as "- `name` (type)" or "- `name` (enum): a, b"; the types are string, number, date, boolean and enum
    "#);
    assert_snapshot!(filter("- `state` (enum)"), @r#"
    alpha:5:75 (#/paths/~1things/get/parameters/0/description)
      invalid filter field: - `state` (enum)
      = list fields as "- `name` (type)" or "- `name` (enum): a, b"; the types are string, number, date, boolean and enum
    "#);
}

#[test]
fn a_filter_without_fields_is_not_offered() {
    let output = filter("By name.", &format!("{CURSOR}{LIMIT}")).output();
    assert_eq!(output.plans[0].api.filters, []);
    assert_snapshot!(texts(&output.warnings), @r#"
    alpha:5:9 (#/paths/~1things/get/parameters/0)
      the description of the filter lists no fields, so the list has no filters
      = list fields as "- `name` (type)", one per line, in the overlay
    "#);
}

#[test]
fn two_filters_with_the_same_name() {
    let description = r"- `a_b` (string)\n- `a-b` (string)";
    assert_snapshot!(filter(description, &format!("{CURSOR}{LIMIT}")).problems(), @"
    alpha:5:75 (#/paths/~1things/get/parameters/0/description)
      duplicate filter constant `A_B`
      = remove one of the two fields from the description
    ");
}

#[test]
fn a_filter_without_a_page() {
    assert_snapshot!(filter("- `name` (string)", "").problems(), @"
    alpha:5:9 (#/paths/~1things/get/parameters/0)
      unsupported filter: the operation does not return a paged list
      = remove the parameter with an overlay action
    ");
}

#[test]
fn a_list_with_one_of_the_paging_parameters() {
    assert_snapshot!(filter("- `name` (string)", CURSOR).problems(), @"
    alpha:8:107 (#/paths/~1things/get/responses/200/content/application~1json/schema/properties/items)
      missing paging parameter: the list has only one of the two
      = add the other one with an overlay action, or remove this one
    ");
}

#[test]
fn two_filters_of_the_same_items() {
    let list = |path: &str, field: &str| {
        format!(
            "
            {path}:
              get:
                parameters:
                - {{name: filter, in: query, x-filter: true, schema: {{type: string}}, description: '- `{field}` (string)'}}
                - {{name: cursor, in: query, schema: {{type: string}}}}
                - {{name: limit, in: query, schema: {{type: number}}}}
                responses: {{200: {{description: '', content: {{application/json: {{schema: {{type: object, properties: {{items: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}}}}}}}
            "
        )
    };
    let paths = paths(&format!("{}{}", list("/things", "name"), list("/others", "other"))).overlay(
        "
        - target: $
          update: {x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}}
        ",
    );
    assert_snapshot!(paths.problems(), @"
    alpha:13:9 (#/paths/~1others/get/parameters/0)
      conflicting filters for lists of the same items
      = make the filters equal with an overlay action
    ");
}
