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
      `#/components/responses/Gone` leads nowhere
      = references here are written `#/components/responses/<name>`
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
fn an_error_response_without_a_schema() {
    let error = "204: {description: ''}, 400: {description: '', content: {application/json: {}}}";
    assert_snapshot!(responses(error).problems(), @"
    alpha:2:88 (#/paths/~1things/get/responses/400/content/application~1json)
      the error response has no schema
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
fn error_responses_of_different_shapes() {
    let error = |name: &str| {
        format!(
            "{{description: '', content: {{application/json: {{schema: {{type: object, properties: {{{name}: {{type: string}}}}}}}}}}}}"
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
        error("a"),
        error("b"),
    ));
    assert_snapshot!(document.problems(), @"
    alpha:7:42 (#/paths/~1things/get/responses/404/content/application~1json)
      error responses have different shapes; the other is #/paths/~1things/get/responses/400/content/application~1json
      = make them agree; enums that differ become one type if the overlay gives them one `x-rust-type`
    alpha:7:61 (#/paths/~1things/get/responses/404/content/application~1json/schema)
      two different types would be called `ErrorBody`; the other stands at alpha:6:61 (#/paths/~1things/get/responses/400/content/application~1json/schema)
      = name one of them with `x-rust-type` in the overlay
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
      errors have no field `id` that is always a text
      = mend `x-errors` in the overlay
    ");
}
