//! Operations that have no call in Rust, or not one of their own.

use crate::support::{Documents, document, paths};
use insta::assert_snapshot;

const OK: &str = "responses: {200: {$ref: '#/components/responses/Thing'}}";

/// `GET /things` with these responses.
fn responses(responses: &str) -> Documents {
    paths(&format!("/things: {{get: {{responses: {{{responses}}}}}}}"))
}

/// `GET /things/{id}` with these parameters.
fn parameters(parameters: &str) -> Documents {
    paths(&format!(
        "
        '/things/{{id}}':
          get:
            parameters: [{parameters}]
            {OK}
        "
    ))
}

const ID: &str = "{name: id, in: path, required: true, schema: {type: string}}";

#[test]
fn a_method_without_a_call() {
    assert_snapshot!(paths(&format!("/things: {{head: {{{OK}}}}}")).problems(), @"
    alpha:2:13 (#/paths/~1things/head)
      the method head is not supported
      = remove the operation with the overlay
    ");
}

#[test]
fn a_reference_to_a_path_item() {
    assert_snapshot!(paths("/things: {$ref: 'things.yaml'}").problems(), @"
    alpha:2:3 (#/paths/~1things)
      references to path items are not supported
      = write the path item here
    ");
}

#[test]
fn a_path_that_does_not_begin_with_a_resource() {
    let path = format!("'/{{id}}': {{get: {{parameters: [{ID}], {OK}}}}}");
    assert_snapshot!(paths(&path).problems(), @"
    alpha:2:13 (#/paths/~1{id}/get)
      the path `/{id}` does not begin with a resource
      = name the resource with `x-resource` in the overlay
    ");
}

#[test]
#[ignore = "the help does not help"]
fn the_overlay_names_an_operation_whose_path_does_not_begin_with_a_resource() {
    let path = format!("'/{{id}}': {{get: {{parameters: [{ID}], {OK}}}}}");
    let named =
        paths(&path).overlay("- {target: $..get, update: {x-resource: things, x-action: get}}");
    assert_snapshot!(named.surface("operations"), @"GET /{id}                                        things().get(id: String) -> Thing  [open]");
}

#[test]
fn two_operations_with_one_call() {
    assert_snapshot!(paths(&format!("/a-b: {{get: {{{OK}}}}}\n/a_b: {{get: {{{OK}}}}}")).problems(), @"
    alpha:3:10 (#/paths/~1a_b/get)
      `a_b().list()` already calls GET /a-b
      = name one of the two with `x-action` in the overlay
    ");
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn a_resource_with_the_name_of_a_builder() {
    let color = "parameters: [{name: color, in: query, schema: {type: string}}]";
    let paths = paths(&format!(
        "/things: {{get: {{{color}, {OK}}}}}\n/things_list: {{get: {{{OK}}}}}"
    ));
    assert_snapshot!(paths.problems(), @"
    alpha:3:18 (#/paths/~1things_list/get)
      the builder of `things().list()` is called `ThingsList` already
      = name the resource with `x-resource` in the overlay
    ");
}

#[test]
fn no_success() {
    assert_snapshot!(responses("400: {description: ''}").problems(), @"
    alpha:2:19 (#/paths/~1things/get/responses)
      the operation documents no success
      = add a 2xx or 3xx response
    ");
}

#[test]
fn several_successes() {
    assert_snapshot!(responses("200: {description: ''}, 202: {description: ''}").problems(), @"
    alpha:2:55 (#/paths/~1things/get/responses/202)
      several successful responses are not supported
      = leave one with the overlay
    ");
}

#[test]
fn a_default_response() {
    assert_snapshot!(responses("200: {description: ''}, default: {description: ''}").problems(), @"
    alpha:2:55 (#/paths/~1things/get/responses/default)
      a default response is not supported
      = name each status
    ");
}

#[test]
fn a_range_of_statuses() {
    assert_snapshot!(responses("2XX: {description: ''}").problems(), @"
    alpha:2:31 (#/paths/~1things/get/responses/2XX)
      only single statuses from 200 are supported
      = name each status
    ");
}

#[test]
fn a_response_that_does_not_exist() {
    assert_snapshot!(responses("200: {$ref: '#/components/responses/Gone'}").problems(), @"
    alpha:2:37 (#/paths/~1things/get/responses/200/$ref)
      `#/components/responses/Gone` leads to no response
      = references are written `#/components/responses/<name>`
    ");
}

#[test]
fn a_response_that_is_no_json() {
    assert_snapshot!(responses("200: {description: '', content: {text/csv: {schema: {type: string}}}}").problems(), @"
    alpha:2:54 (#/paths/~1things/get/responses/200/content)
      no JSON among [text/csv]
      = only `application/json` is supported
    ");
}

#[test]
fn a_response_without_a_schema() {
    assert_snapshot!(responses("200: {description: '', content: {application/json: {}}}").problems(), @"
    alpha:2:64 (#/paths/~1things/get/responses/200/content/application~1json)
      the response has no schema
      = add one
    ");
}

#[test]
fn a_response_that_can_be_null() {
    let schema = "{type: array, nullable: true, items: {type: string}}";
    let content =
        format!("200: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}");
    assert_snapshot!(responses(&content).problems(), @"
    alpha:2:83 (#/paths/~1things/get/responses/200/content/application~1json/schema)
      a response that can be null is not supported
      = remove `nullable` with the overlay
    ");
}

#[test]
fn a_header_or_cookie_parameter() {
    let header = "{name: X-Color, in: header, schema: {type: string}}, {name: color, in: cookie, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {header}")).problems(), @"
    alpha:4:82 (#/paths/~1things~1{id}/get/parameters/1)
      `X-Color` is a header or cookie parameter, which is not supported
      = remove it with the overlay
    alpha:4:135 (#/paths/~1things~1{id}/get/parameters/2)
      `color` is a header or cookie parameter, which is not supported
      = remove it with the overlay
    ");
}

#[test]
fn a_parameter_that_does_not_exist() {
    assert_snapshot!(parameters("{$ref: '#/components/parameters/gone'}").problems(), @"
    alpha:4:21 (#/paths/~1things~1{id}/get/parameters/0/$ref)
      `#/components/parameters/gone` leads to no parameter
      = references are written `#/components/parameters/<name>`
    ");
}

#[test]
fn a_parameter_with_content() {
    let content = "{name: color, in: query, content: {application/json: {schema: {type: string}}}}";
    assert_snapshot!(parameters(&format!("{ID}, {content}")).problems(), @"
    alpha:4:82 (#/paths/~1things~1{id}/get/parameters/1)
      parameters with `content` are not supported
      = give the parameter a `schema`
    ");
}

#[test]
fn a_parameter_that_is_not_one_value() {
    let list = "{name: colors, in: query, schema: {type: array, items: {type: string}}}";
    assert_snapshot!(parameters(&format!("{ID}, {list}")).problems(), @"
    alpha:4:108 (#/paths/~1things~1{id}/get/parameters/1/schema)
      the parameter `colors` is not a single value
      = only strings, numbers, booleans, dates and enums can stand in a URL
    ");
}

#[test]
fn a_path_parameter_that_is_not_declared() {
    assert_snapshot!(parameters("").problems(), @"
    alpha:3:5 (#/paths/~1things~1{id}/get)
      the path has `{id}`, but no parameter of that name
      = declare it with `in: path`
    ");
}

#[test]
fn a_path_parameter_that_is_not_in_the_path() {
    let other = "{name: other, in: path, required: true, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {other}")).problems(), @"
    alpha:4:82 (#/paths/~1things~1{id}/get/parameters/1)
      the path has no `{other}`
      = remove the parameter, or mend the path
    ");
}

#[test]
#[ignore = "becomes a setter"]
fn a_path_parameter_that_is_not_required() {
    assert_snapshot!(parameters("{name: id, in: path, schema: {type: string}}").problems(), @"
    alpha:4:20 (#/paths/~1things~1{id}/get/parameters/0)
      the path parameter `id` is not required
      = write `required: true`
    ");
}

#[test]
fn two_parameters_of_one_name() {
    let clash = "{name: a-b, in: query, schema: {type: string}}, {name: a_b, in: query, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {clash}")).problems(), @"
    alpha:4:130 (#/paths/~1things~1{id}/get/parameters/2)
      `a_b` is not the only parameter that would become `a_b`
      = name one of them with `x-rust-name` in the overlay
    ");
}

/// `POST /things` with this body.
fn body(body: &str) -> Documents {
    paths(&format!("/things: {{post: {{requestBody: {body}, {OK}}}}}"))
}

#[test]
fn a_reference_to_a_body() {
    assert_snapshot!(body("{$ref: '#/components/requestBodies/Thing'}").problems(), @"
    alpha:2:20 (#/paths/~1things/post/requestBody)
      references to request bodies are not supported
      = write the body here
    ");
}

#[test]
fn a_body_that_is_no_object() {
    let schema = "{type: array, items: {type: string}}";
    assert_snapshot!(body(&format!("{{content: {{application/json: {{schema: {schema}}}}}}}")).problems(), @"
    alpha:2:44 (#/paths/~1things/post/requestBody/content/application~1json)
      the request body is not an object
      = only objects can be sent
    ");
}

#[test]
fn a_body_without_a_schema() {
    assert_snapshot!(body("{content: {application/json: {}}}").problems(), @"
    alpha:2:44 (#/paths/~1things/post/requestBody/content/application~1json)
      the request body has no schema
      = add one
    ");
}

#[test]
#[ignore = "only the first is told"]
fn a_broken_response_does_not_hide_a_broken_body() {
    let broken = "{content: {application/json: {schema: {type: array}}}}";
    let paths = paths(&format!(
        "/things: {{post: {{requestBody: {broken}, responses: {{200: {{description: '', content: {{application/json: {{schema: {{type: array}}}}}}}}}}}}}}"
    ));
    assert_eq!(paths.generate().unwrap_err().len(), 2);
}

/// `GET /things` with these security requirements.
fn security(security: &str) -> Documents {
    document(&format!(
        "
        paths: {{/things: {{get: {{security: {security}, responses: {{204: {{description: ''}}}}}}}}}}
        components:
          securitySchemes:
            bearer: {{type: http, scheme: bearer}}
            basic: {{type: http, scheme: basic}}
            key: {{type: apiKey, in: header, name: X-Key}}
        "
    ))
}

#[test]
fn a_choice_of_security_schemes() {
    assert_snapshot!(security("[{bearer: []}, {basic: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      a choice of security schemes is not supported
      = leave one with the overlay
    ");
    assert_snapshot!(security("[{bearer: [], basic: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      a choice of security schemes is not supported
      = leave one with the overlay
    ");
}

#[test]
#[ignore = "taken as none"]
fn a_choice_between_no_security_and_a_scheme() {
    assert_snapshot!(security("[{}, {bearer: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      a choice of security schemes is not supported
      = leave one with the overlay
    ");
}

#[test]
fn another_security_scheme() {
    assert_snapshot!(security("[{key: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      `key` is not a security scheme that is supported
      = supported are HTTP bearer and HTTP basic
    ");
    assert_snapshot!(security("[{gone: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      `gone` is not a security scheme that is supported
      = supported are HTTP bearer and HTTP basic
    ");
}

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
      `- `name` (text)` does not describe a filterable field
      = fields are listed as "- `name` (type)" or "- `name` (enum): a, b", with one of the types string, number, date, boolean, enum
    "#);
    assert_snapshot!(filter("- `state` (enum)"), @r#"
    alpha:5:75 (#/paths/~1things/get/parameters/0/description)
      `- `state` (enum)` does not describe a filterable field
      = fields are listed as "- `name` (type)" or "- `name` (enum): a, b", with one of the types string, number, date, boolean, enum
    "#);
    assert_snapshot!(filter("By name."), @r#"
    alpha:5:9 (#/paths/~1things/get/parameters/0)
      the filter's description lists no fields
      = list them as "- `name` (type)", one a line
    "#);
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn two_filters_of_one_name() {
    let description = r"- `a_b` (string)\n- `a-b` (string)";
    assert_snapshot!(filter(description, &format!("{CURSOR}{LIMIT}")).problems(), @"
    alpha:5:75 (#/paths/~1things/get/parameters/0/description)
      two fields of the filter would become `A_B`
    ");
}

#[test]
fn a_filter_without_a_page() {
    assert_snapshot!(filter("- `name` (string)", "").problems(), @"
    alpha:5:9 (#/paths/~1things/get/parameters/0)
      a filter without a paged list is not supported
      = remove the parameter with the overlay
    ");
}

#[test]
fn a_list_with_one_of_the_paging_parameters() {
    assert_snapshot!(filter("- `name` (string)", CURSOR).problems(), @"
    alpha:8:107 (#/paths/~1things/get/responses/200/content/application~1json/schema/properties/items)
      the list has only one of the two paging parameters
      = add the other with the overlay, or remove this one
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
      two lists of the same items have different filters
      = make them agree with the overlay
    ");
}
