//! Overlays that do not match, or that name something that does not exist.

use crate::support::{Documents, paths, thing};
use insta::assert_snapshot;

/// A valid document with this overlay.
fn overlay(actions: &str) -> Documents {
    thing("{type: object, required: [state], properties: {state: {type: string, enum: [open, done]}}}").overlay(actions)
}

/// The same overlay on one update of the property `state`.
fn state(update: &str) -> Documents {
    overlay(&format!(
        "
        - target: $..properties.state
          update: {{{update}}}
        "
    ))
}

/// An update of the whole document.
fn whole(update: &str) -> Documents {
    overlay(&format!(
        "
        - target: $
          update: {{{update}}}
        "
    ))
}

#[test]
fn a_syntax_error() {
    assert_snapshot!(overlay("").overlay_text("overlay: 1.0.0\nactions: [}").problems(), @"
    overlay:2:11
      did not find expected node content
      = fix the syntax: the file must be valid YAML or JSON
    ");
}

#[test]
fn a_document_that_is_not_an_overlay() {
    assert_snapshot!(overlay("").overlay_text("actions: []").problems(), @"
    overlay:1:1 (#)
      invalid overlay: missing field `overlay`
      = write an overlay with the fields `overlay`, `info` and `actions`
    ");
}

#[test]
fn an_unsupported_overlay_version() {
    assert_snapshot!(overlay("").overlay_text("overlay: 2.0.0\ninfo: {}\nactions: []").problems(), @"
    overlay:1:1 (#/overlay)
      unsupported overlay version `2.0.0`
      = write `overlay: 1.0.0`
    ");
}

#[test]
fn invalid_actions() {
    let overlay = overlay(
        "
        - {target: $.paths}
        - {target: $.paths, update: {}, remove: true}
        - {target: $.paths, updat: {}}
        ",
    );
    assert_snapshot!(overlay.problems(), @"
    overlay:4:3 (#/actions/0)
      an action needs either `update` or `remove: true`
    overlay:5:3 (#/actions/1)
      an action needs either `update` or `remove: true`
    overlay:6:3 (#/actions/2)
      invalid overlay action: unknown field `updat`, expected one of `target`, `description`, `update`, `remove`, `x-versions`
    ");
}

#[test]
fn an_invalid_json_path() {
    assert_snapshot!(overlay("- {target: '$.paths[', remove: true}").problems(), @"
    overlay:4:4 (#/actions/0/target)
      invalid JSONPath `$.paths[`: at position 7, parser error
      = write the target as in RFC 9535, for example `$.paths['/books'].get`
    ");
}

#[test]
fn an_action_that_matches_nothing() {
    assert_snapshot!(overlay("- {target: $.paths.gone, remove: true}").problems(), @"
    overlay:4:4 (#/actions/0/target)
      `$.paths.gone` matches nothing in `alpha`
      = remove the action
    ");
}

#[test]
fn an_action_that_changes_nothing() {
    assert_snapshot!(overlay("- {target: $.info, update: {title: Shop}}").problems(), @"
    overlay:4:4 (#/actions/0/target)
      the action on `$.info` changes nothing in `alpha`
      = remove the action
    ");
}

#[test]
fn a_version_that_does_not_exist() {
    let action = "- {target: $.info, x-versions: [omega], update: {title: Store}}";
    assert_snapshot!(overlay(action).problems(), @"
    overlay:4:33 (#/actions/0/x-versions/0)
      unknown version `omega` in `x-versions`
      = use a known version (alpha), or a range: `a..` (from `a` on), `..b` (up to `b`)
    ");
}

#[test]
fn a_range_of_versions() {
    let description = |range: &str, codename: &str| {
        let overlay = format!(
            "- {{target: $.info, x-versions: ['{range}'], update: {{description: Marked}}}}"
        );
        let documents = ["alpha", "beta", "gamma"]
            .into_iter()
            .fold(Documents::default(), |documents, codename| {
                documents.version(codename, "paths: {}\n")
            });
        let output = documents.overlay(&overlay).output();
        let plan = output
            .plans
            .iter()
            .find(|plan| plan.release.version.codename == codename);
        plan.unwrap().api.docs == "Marked"
    };
    for (range, marked) in [
        ("beta..", [false, true, true]),
        ("..beta", [true, true, false]),
        ("alpha..beta", [true, true, false]),
        ("beta", [false, true, false]),
        ("..", [true, true, true]),
    ] {
        assert_eq!(
            ["alpha", "beta", "gamma"].map(|codename| description(range, codename)),
            marked,
            "{range}"
        );
    }
}

#[test]
fn a_reversed_range_of_versions() {
    let documents = Documents::default()
        .version("alpha", "paths: {}\n")
        .version("beta", "paths: {}\n");
    let action = "- {target: $.info, x-versions: [beta..alpha], update: {title: Store}}";
    assert_snapshot!(documents.overlay(action).problems(), @"
    overlay:4:33 (#/actions/0/x-versions/0)
      reversed range `beta..alpha` in `x-versions`
      = use a known version (alpha, beta), or a range: `a..` (from `a` on), `..b` (up to `b`)
    ");
}

#[test]
fn an_extension_that_does_not_exist() {
    assert_snapshot!(state("x-sensitve: true").problems(), @"
    overlay:5:12 (#/actions/0/update/x-sensitve)
      unknown extension `x-sensitve`
      = use one of x-id, x-rust-type, x-rust-docs, x-distinct, x-rust-name, x-rust-variants, x-omit, x-sensitive, x-aliases, x-any-json, x-scope, x-resource, x-action, x-moved-to, x-moved-arguments, x-encoding, x-filter, x-idempotency-key, x-ids, x-scopes, x-paging, x-errors, x-client, x-rules, x-meanings, x-lifecycle, x-skill
    ");
}

#[test]
fn a_name_that_is_no_rust_name() {
    assert_snapshot!(state("x-rust-type: a b").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-rust-type)
      invalid Rust identifier `a b`
      = choose another name in the overlay
    ");
    assert_snapshot!(state("x-rust-name: type").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-rust-name)
      invalid Rust identifier `type`
      = fix the overlay
    ");
    assert_snapshot!(state("x-rust-type: 1").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-rust-type)
      `x-rust-type` must be a string
      = fix the overlay
    ");
}

#[test]
fn a_flag_that_is_neither_true_nor_false() {
    assert_snapshot!(state("x-sensitive: 'no'").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-sensitive)
      `x-sensitive` must be a boolean
      = fix the overlay
    ");
}

#[test]
fn a_variant_of_a_value_that_does_not_exist() {
    assert_snapshot!(state("x-rust-variants: {lost: Lost}").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-rust-variants/lost)
      unknown enum value `lost`
      = remove it from the overlay
    ");
}

#[test]
fn variants_that_are_no_object() {
    assert_snapshot!(state("x-rust-variants: Lost").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-rust-variants)
      `x-rust-variants` must be an object
      = map values to names: `<value>: <RustVariant>`
    ");
}

#[test]
fn aliases_that_are_no_list() {
    assert_snapshot!(state("x-aliases: progress").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-aliases)
      `x-aliases` must be an array of strings
      = fix the overlay
    ");
}

#[test]
fn a_type_name_where_there_is_no_type() {
    let overlay = thing("{type: object, properties: {name: {type: string}}}").overlay(
        "
        - target: $..properties.name
          update: {x-rust-type: Name}
        ",
    );
    assert_snapshot!(overlay.problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/name/x-rust-type)
      `x-rust-type` has no effect: the schema is not an object, enum or union
      = remove it from the overlay
    ");
}

#[test]
fn two_names_for_one_type() {
    let overlay = thing(
        "
        type: object
        required: [a, b]
        properties:
          a: {type: object, properties: {x: {type: string}}}
          b: {type: object, properties: {x: {type: string}}}
        ",
    )
    .overlay(
        "
        - {target: $..properties.a, update: {x-rust-type: A}}
        - {target: $..properties.b, update: {x-rust-type: B}}
        ",
    );
    assert_snapshot!(overlay.problems(), @"
    overlay:4:4 (#/components/schemas/Thing/properties/a/x-rust-type)
      conflicting names for one type: `A`, `B`
      = give schemas of the same shape the same `x-rust-type`, or keep one separate with `x-distinct`
    ");
}

#[test]
fn settings_that_cannot_be_read() {
    assert_snapshot!(whole("x-paging: {items: items}").problems(), @"
    overlay:4:3 (#/x-paging)
      invalid `x-paging`: missing field `next`
      = fix the overlay
    ");
    assert_snapshot!(whole("x-ids: {fields: [plan]}").problems(), @"
    overlay:4:3 (#/x-ids)
      invalid `x-ids`: invalid type: sequence, expected a map
      = fix the overlay
    ");
}

#[test]
fn an_identifier_type_that_is_no_rust_name() {
    assert_snapshot!(whole("x-ids: {fields: {maker: a b}}").problems(), @"
    overlay:4:3 (#/x-ids/fields/maker)
      invalid Rust identifier `a b`
      = fix the overlay
    ");
    assert_snapshot!(whole("x-scopes: {'read:*': a b}").problems(), @"
    overlay:4:3 (#/x-scopes/read:*)
      invalid Rust identifier `a b`
      = fix the overlay
    ");
}

/// `GET /things` with a token.
fn secured(actions: &str) -> Documents {
    paths(
        "
        /things:
          get: {security: [{bearer: []}], responses: {200: {$ref: '#/components/responses/Thing'}}}
        ",
    )
    .overlay(&format!(
        "
        - target: $
          update: {{x-scopes: {{'read:*': CanRead}}}}
        {actions}"
    ))
}

#[test]
fn an_operation_without_a_scope() {
    assert_snapshot!(secured("").problems(), @"
    alpha:3:5 (#/paths/~1things/get)
      missing scope: the operation requires a token
      = add `x-scope` in the overlay
    ");
}

#[test]
fn a_scope_that_is_not_listed() {
    let secured = secured("- {target: $..get, update: {x-scope: 'write:*'}}");
    assert_snapshot!(secured.problems(), @"
    overlay:6:4 (#/paths/~1things/get/x-scope)
      unknown scope `write:*`
      = add it to `x-scopes` in the overlay, with its marker trait in the runtime
    ");
}

#[test]
fn an_encoding_that_does_not_exist() {
    let paths = paths(
        "
        /things:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    )
    .overlay("- {target: $..requestBody, update: {x-encoding: xml}}");
    assert_snapshot!(paths.problems(), @"
    overlay:4:4 (#/paths/~1things/post/requestBody/x-encoding)
      unknown encoding `xml`
      = set `x-encoding` to `json` or `form`
    ");
}

/// Two versions: `/old` is in both of them or in the first only, `/new` in the second.
fn moved(second: &str, to: &str) -> Documents {
    let get = "{get: {responses: {204: {description: ''}}}}";
    Documents::default()
        .version("alpha", &format!("paths: {{/old: {get}}}"))
        .version(
            "beta",
            &format!("paths: {{/new: {get}{}}}", second.replace("GET", get)),
        )
        .overlay(&format!(
            "- {{target: '$..[\"/old\"].get', x-versions: [alpha], update: {{x-moved-to: {to}}}}}"
        ))
}

#[test]
fn a_move_to_a_route_that_does_not_exist() {
    assert_snapshot!(moved("", "GET /gone").problems(), @"
    overlay:4:4 (#/paths/~1old/get/x-moved-to)
      `GET /old` moves to `GET /gone`, but 2026-02-01.beta has no such operation
      = fix `x-moved-to` in the overlay
    ");
}

#[test]
fn a_move_of_a_route_that_is_still_there() {
    assert_snapshot!(moved(", /old: GET", "GET /new").problems(), @"
    overlay:4:4 (#/paths/~1old/get/x-moved-to)
      `GET /old` moves to `GET /new`, but every later version still has `GET /old`
      = fix `x-moved-to` in the overlay
    ");
}

#[test]
fn an_error_field_that_does_not_exist() {
    let paths = paths(
        "
        /things: {get: {responses: {204: {description: ''}, 400: {$ref: '#/components/responses/Thing'}}}}
        ",
    );
    let paths = paths.overlay(
        "
        - target: $
          update: {x-errors: {code: name, message: name, request-id: request, docs: name}}
        ",
    );
    assert_snapshot!(paths.problems(), @"
    overlay:4:3 (#/x-errors)
      missing string field `request` in the error body
      = fix `x-errors` in the overlay
    ");
}

#[test]
fn an_extension_that_nothing_reads() {
    assert_snapshot!(state("x-sensitive: true, x-any-json: true, x-encoding: form").problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-any-json)
      `x-any-json` has no effect here
      = remove it from the overlay, or move it to the node it applies to
    overlay:4:3 (#/components/schemas/Thing/properties/state/x-encoding)
      `x-encoding` has no effect here
      = remove it from the overlay, or move it to the node it applies to
    ");
}
