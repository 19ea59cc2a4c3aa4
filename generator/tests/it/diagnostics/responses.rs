//! Responses that no call can answer.

use crate::support::{Documents, document, paths};
use insta::assert_snapshot;

/// `GET /things` with these responses.
fn responses(responses: &str) -> Documents {
    paths(&format!("/things: {{get: {{responses: {{{responses}}}}}}}"))
}

#[test]
fn successes_with_different_bodies() {
    assert_snapshot!(responses(
        "200: {description: '', content: {application/json: {schema: {type: string}}}}, \
         202: {description: '', content: {application/json: {schema: {type: boolean}}}}"
    ).problems(), @"
    alpha:2:110 (#/paths/~1things/get/responses/202)
      unsupported second success response with a body of another type
      = keep one of them: remove the other ones with an overlay action
    ");
}

#[test]
fn a_status_that_is_no_answer() {
    assert_snapshot!(responses("101: {description: ''}").problems(), @"
    alpha:2:31 (#/paths/~1things/get/responses/101)
      unsupported response status `101`
      = remove it with an overlay action
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
fn a_text_of_errors_that_no_error_has() {
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
          update: {x-errors: {code: code, message: code, request-id: trace, docs: code}}
        ",
    );
    assert_snapshot!(document.problems(), @"
    overlay:4:3 (#/x-errors)
      missing string field `trace` in the error body
      = fix `x-errors` in the overlay
    ");
}
