//! Responses that no call can answer.

use crate::support::{Documents, document, paths};
use insta::assert_snapshot;

/// `GET /things` with these responses.
fn responses(responses: &str) -> Documents {
    paths(&format!("/things: {{get: {{responses: {{{responses}}}}}}}"))
}

#[test]
fn no_success() {
    assert_snapshot!(responses("400: {description: ''}").problems(), @"
    alpha:2:19 (#/paths/~1things/get/responses)
      missing success response
      = add a 2xx or 3xx response
    ");
}

#[test]
fn several_successes() {
    assert_snapshot!(responses("200: {description: ''}, 202: {description: ''}").problems(), @"
    alpha:2:55 (#/paths/~1things/get/responses/202)
      unsupported second success response
      = remove all but one with an overlay action
    ");
}

#[test]
fn a_default_response() {
    assert_snapshot!(responses("200: {description: ''}, default: {description: ''}").problems(), @"
    alpha:2:55 (#/paths/~1things/get/responses/default)
      unsupported `default` response
      = list each status separately
    ");
}

#[test]
fn a_range_of_statuses() {
    assert_snapshot!(responses("2XX: {description: ''}").problems(), @"
    alpha:2:31 (#/paths/~1things/get/responses/2XX)
      unsupported response status `2XX`
      = list each status (200 or higher) separately
    ");
}

#[test]
fn a_response_that_does_not_exist() {
    assert_snapshot!(responses("200: {$ref: '#/components/responses/Gone'}").problems(), @"
    alpha:2:37 (#/paths/~1things/get/responses/200/$ref)
      unresolved reference `#/components/responses/Gone`
      = refer to an existing component as `#/components/responses/<name>`
    ");
}

#[test]
fn a_response_that_is_no_json() {
    assert_snapshot!(responses("200: {description: '', content: {text/csv: {schema: {type: string}}}}").problems(), @"
    alpha:2:54 (#/paths/~1things/get/responses/200/content)
      unsupported media types [text/csv]
      = add `application/json`: only JSON is supported
    ");
}

#[test]
fn a_response_without_a_schema() {
    assert_snapshot!(responses("200: {description: '', content: {application/json: {}}}").problems(), @"
    alpha:2:64 (#/paths/~1things/get/responses/200/content/application~1json)
      missing `schema` in the response
      = add a `schema`
    ");
}

#[test]
fn an_error_response_without_a_schema() {
    let error = "204: {description: ''}, 400: {description: '', content: {application/json: {}}}";
    assert_snapshot!(responses(error).problems(), @"
    alpha:2:88 (#/paths/~1things/get/responses/400/content/application~1json)
      missing `schema` in the error response
      = add a `schema`
    ");
}

#[test]
fn a_response_that_can_be_null() {
    let schema = "{type: array, nullable: true, items: {type: string}}";
    let content =
        format!("200: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}");
    assert_snapshot!(responses(&content).problems(), @"
    alpha:2:83 (#/paths/~1things/get/responses/200/content/application~1json/schema)
      unsupported `nullable` on a response
      = remove `nullable` with an overlay action
    ");
}

#[test]
fn error_responses_of_different_shapes() {
    let error = |ty: &str| {
        format!(
            "{{description: '', content: {{application/json: {{schema: {{type: object, properties: {{a: {{type: {ty}}}}}}}}}}}}}"
        )
    };
    let document = document(&format!(
        "
        paths:
          /things:
            get:
              responses:
                204: {{description: ''}}
                400: {}
                404: {}
        ",
        error("string"),
        error("integer"),
    ));
    assert_snapshot!(document.problems(), @"
    alpha:7:42 (#/paths/~1things/get/responses/404/content/application~1json)
      error responses have different schemas: the first one is `#/paths/~1things/get/responses/400/content/application~1json`
      = give the fields that both have the same types in the overlay; enums with the same `x-rust-type` are merged
    ");
}

#[test]
fn an_error_field_that_can_be_absent() {
    let document = document(
        "
        paths:
          /things:
            get:
              responses:
                204: {description: ''}
                400: {description: '', content: {application/json: {schema: {type: object, required: [code], properties: {code: {type: string}, id: {type: string}}}}}}
        ",
    )
    .overlay(
        "
        - target: $
          update: {x-errors: {code: code, message: code, request-id: id, docs: code}}
        ",
    );
    assert_snapshot!(document.problems(), @"
    overlay:4:3 (#/x-errors)
      missing required string field `id` in the error body
      = fix `x-errors` in the overlay
    ");
}
