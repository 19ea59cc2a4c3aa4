//! Operations without a call in Rust, or with a conflicting one.

use crate::support::{Documents, document, paths};
use insta::assert_snapshot;

const OK: &str = "responses: {200: {$ref: '#/components/responses/Thing'}}";

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
fn an_unsupported_method() {
    assert_snapshot!(paths(&format!("/things: {{head: {{{OK}}}}}")).problems(), @"
    alpha:2:13 (#/paths/~1things/head)
      unsupported method `head`
      = remove the operation with an overlay action
    ");
}

#[test]
fn a_reference_to_a_path_item() {
    assert_snapshot!(paths("/things: {$ref: 'things.yaml'}").problems(), @"
    alpha:2:3 (#/paths/~1things)
      unsupported `$ref` to a path item
      = write the path item inline
    ");
}

#[test]
fn a_path_with_an_invalid_character() {
    assert_snapshot!(paths(&format!("'/a b': {{get: {{{OK}}}}}")).problems(), @"
    alpha:2:12 (#/paths/~1a b/get)
      invalid character ' ' in the path
      = fix the path
    ");
}

#[test]
fn a_path_that_does_not_begin_with_a_resource() {
    let path = format!("'/{{id}}': {{get: {{parameters: [{ID}], {OK}}}}}");
    assert_snapshot!(paths(&path).problems(), @"
    alpha:2:13 (#/paths/~1{id}/get)
      the path `/{id}` does not start with a resource name
      = set `x-resource` in the overlay
    ");
}

#[test]
fn the_overlay_names_an_operation_whose_path_does_not_begin_with_a_resource() {
    let path = format!("'/{{id}}': {{get: {{parameters: [{ID}], {OK}}}}}");
    let named =
        paths(&path).overlay("- {target: $..get, update: {x-resource: things, x-action: get}}");
    assert_snapshot!(named.surface("operations"), @"GET /{id}                                        things().get(id: String) -> Thing  [open]");
}

#[test]
fn two_operations_with_the_same_call() {
    assert_snapshot!(paths(&format!("/a-b: {{get: {{{OK}}}}}\n/a_b: {{get: {{{OK}}}}}")).problems(), @"
    alpha:3:10 (#/paths/~1a_b/get)
      duplicate call `a_b().list()`: already used for `GET /a-b`
      = rename one of them with `x-action` in the overlay
    ");
}

#[test]
fn a_resource_with_the_name_of_a_builder() {
    let color = "parameters: [{name: color, in: query, schema: {type: string}}]";
    let paths = paths(&format!(
        "/things: {{get: {{{color}, {OK}}}}}\n/things_list: {{get: {{{OK}}}}}"
    ));
    assert_snapshot!(paths.problems(), @"
    alpha:3:18 (#/paths/~1things_list/get)
      duplicate type `ThingsList`: two resources or operations map to it
      = rename one of them with `x-resource` or `x-action` in the overlay
    ");
}

#[test]
fn a_header_whose_name_http_does_not_allow() {
    let header = "{name: 'X Color', in: header, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {header}")).problems(), @"
    alpha:4:82 (#/paths/~1things~1{id}/get/parameters/1)
      `X Color` cannot be the name of a header or cookie
      = fix the name with an overlay action: letters, digits and `-`
    ");
}

#[test]
fn an_idempotency_key_that_is_not_a_header() {
    let query = "{name: key, in: query, x-idempotency-key: true, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {query}")).problems(), @"
    alpha:4:105 (#/paths/~1things~1{id}/get/parameters/1/x-idempotency-key)
      `x-idempotency-key` has no effect here
      = remove it from the overlay, or move it to the node it applies to
    ");
}

#[test]
fn a_parameter_that_does_not_exist() {
    assert_snapshot!(parameters("{$ref: '#/components/parameters/gone'}").problems(), @"
    alpha:4:21 (#/paths/~1things~1{id}/get/parameters/0/$ref)
      unresolved reference `#/components/parameters/gone`
      = refer to an existing component as `#/components/parameters/<name>`
    ");
}

#[test]
fn a_parameter_whose_content_says_nothing() {
    let content = "{name: color, in: query, content: {application/json: {}}}";
    assert_snapshot!(parameters(&format!("{ID}, {content}")).problems(), @"
    alpha:4:82 (#/paths/~1things~1{id}/get/parameters/1)
      missing `schema` in the parameter
      = add a `schema` with an overlay action
    ");
}

#[test]
fn a_path_parameter_that_is_not_declared() {
    assert_snapshot!(parameters("").problems(), @"
    alpha:3:5 (#/paths/~1things~1{id}/get)
      undeclared path parameter `id`
      = declare it with `in: path`, with an overlay action
    ");
}

#[test]
fn a_path_parameter_that_is_not_in_the_path() {
    let other = "{name: other, in: path, required: true, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {other}")).problems(), @"
    alpha:4:82 (#/paths/~1things~1{id}/get/parameters/1)
      the path does not contain the parameter `{other}`
      = remove the parameter with an overlay action
    ");
}

#[test]
fn a_path_parameter_that_is_not_required() {
    assert_snapshot!(parameters("{name: id, in: path, schema: {type: string}}").problems(), @"
    alpha:4:20 (#/paths/~1things~1{id}/get/parameters/0)
      the path parameter `id` must be required
      = set `required: true` with an overlay action
    ");
}

#[test]
fn two_parameters_with_the_same_name() {
    let clash = "{name: a-b, in: query, schema: {type: string}}, {name: a_b, in: query, schema: {type: string}}";
    assert_snapshot!(parameters(&format!("{ID}, {clash}")).problems(), @"
    alpha:4:130 (#/paths/~1things~1{id}/get/parameters/2)
      duplicate argument `a_b`: `a_b` and another parameter both map to it
      = rename one of them with `x-rust-name` in the overlay
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
      unsupported `$ref` to a request body
      = write the request body inline
    ");
}

#[test]
fn a_body_that_is_not_an_object() {
    let schema = "{type: array, items: {type: string}}";
    assert_snapshot!(body(&format!("{{content: {{application/json: {{schema: {schema}}}}}}}")).problems(), @"
    alpha:2:44 (#/paths/~1things/post/requestBody/content/application~1json)
      unsupported request body: the schema is not an object
      = describe the request body as an object
    ");
}

#[test]
fn a_body_without_a_schema() {
    assert_snapshot!(body("{content: {application/json: {}}}").problems(), @"
    alpha:2:44 (#/paths/~1things/post/requestBody/content/application~1json)
      missing `schema` in the request body
      = add a `schema`
    ");
}

#[test]
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
      unsupported combination of security schemes
      = remove all but one with an overlay action
    ");
    assert_snapshot!(security("[{bearer: [], basic: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      unsupported combination of security schemes
      = remove all but one with an overlay action
    ");
}

#[test]
fn a_choice_between_no_security_and_a_scheme() {
    assert_snapshot!(security("[{}, {bearer: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      unsupported combination of security schemes
      = remove all but one with an overlay action
    ");
}

#[test]
fn another_security_scheme() {
    assert_snapshot!(security("[{key: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      unsupported security scheme `key`
      = use HTTP bearer or HTTP basic
    ");
    assert_snapshot!(security("[{gone: []}]").problems(), @"
    alpha:1:25 (#/paths/~1things/get/security)
      unsupported security scheme `gone`
      = use HTTP bearer or HTTP basic
    ");
}
