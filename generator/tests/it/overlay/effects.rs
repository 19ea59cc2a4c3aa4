//! A setting of the overlay that changes nothing in any version is an error.

use crate::support::Documents;
use insta::assert_snapshot;
use nomos_generator::{generate, repaired};

/// Two versions with a list of things; the first one has `part` and `maker`, too.
fn things(actions: &str) -> Documents {
    let version = |fields: &str| {
        format!(
            "
            paths:
              /things:
                get:
                  security: [{{bearer: []}}]
                  parameters: [{{name: cursor, in: query, schema: {{type: string}}}}, {{name: limit, in: query, schema: {{type: integer}}}}]
                  responses:
                    200: {{description: '', content: {{application/json: {{schema: {{type: object, required: [items], properties: {{items: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}, next: {{type: string}}, more: {{type: boolean}}}}}}}}}}}}
                    404: {{description: Gone}}
            components:
              securitySchemes: {{bearer: {{type: http, scheme: bearer}}}}
              schemas:
                Thing: {{type: object, required: [id], properties: {{id: {{type: string}}, state: {{type: string, enum: [a, b]}}{fields}}}}}
                Alone: {{type: object, properties: {{note: {{type: string}}}}}}
            "
        )
    };
    Documents::default()
        .version("alpha", &version(", part: {type: string}, maker: {type: string}"))
        .version("beta", &version(""))
        .overlay(&format!(
            "- {{target: $, update: {{x-ids: {{property: id}}, x-scopes: {{'read:*': CanRead}}, x-paging: {{items: items, next: next, more: more, cursor: cursor, limit: limit}}}}}}\n- {{target: \"$.paths[*].get\", update: {{x-scope: 'read:*'}}}}\n{}",
            crate::support::dedent(actions)
        ))
}

#[test]
fn settings_that_one_version_needs_are_fine() {
    things(
        "
        - target: $
          update:
            x-ids:
              fields: {part: PartId}
        ",
    )
    .output();
}

#[test]
fn identifiers_that_nothing_has() {
    let things = things(
        "
        - target: $
          update:
            x-ids:
              fields:
                part: PartId
                prat: PartId
        ",
    );
    assert_snapshot!(things.problems(), @"
    overlay:11:9 (#/actions/2/update/x-ids/fields/prat)
      `prat` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn the_identifying_property_that_nothing_has() {
    let things = things("- {target: \"$['x-ids']\", update: {property: uid}}");
    assert_snapshot!(things.problems(), @"
    overlay:6:35 (#/actions/2/update/property)
      `property` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn a_scope_that_no_operation_needs() {
    let things = things("- {target: $, update: {x-scopes: {'read:all': CanRead}}}");
    assert_snapshot!(things.problems(), @"
    overlay:6:35 (#/actions/2/update/x-scopes/read:all)
      `read:all` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn paging_that_no_list_has() {
    let things = things("- {target: \"$['x-paging']\", update: {items: entries}}");
    assert_snapshot!(things.problems(), @"
    overlay:4:78 (#/actions/0/update/x-paging)
      `x-paging` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn texts_of_errors_without_a_body() {
    let things = things("- {target: $, update: {x-errors: {code: code}}}");
    assert_snapshot!(things.problems(), @"
    overlay:6:24 (#/actions/2/update/x-errors)
      `x-errors` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn an_extension_of_a_schema_that_nothing_uses() {
    let things =
        things("- {target: \"$.paths[*].get.responses['404']\", update: {x-sensitive: true}}");
    assert_snapshot!(things.problems(), @"
    overlay:6:56 (#/actions/2/update/x-sensitive)
      `x-sensitive` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn a_type_that_is_kept_separate_from_nothing() {
    let things = things("- {target: $.components.schemas.Thing, update: {x-distinct: Why.}}");
    assert_snapshot!(things.problems(), @"
    overlay:6:49 (#/actions/2/update/x-distinct)
      `x-distinct` has no effect in any version
      = fix its name, or remove it from the overlay
    ");
}

#[test]
fn a_meaning_of_a_status_that_is_not_declared() {
    let things =
        things("- {target: \"$.paths[*].get\", update: {x-meanings: [{status: 409, name: lent}]}}");
    assert_snapshot!(things.problems(), @"
    overlay:6:4 (#/paths/~1things/get/x-meanings/0)
      the operation does not declare an error 409
      = fix `x-meanings` in the overlay
    ");
}

#[test]
fn a_meaning_that_points_to_an_older_version() {
    let things = things(
        "- {target: \"$.paths[*].get\", update: {x-meanings: [{status: 404, needs-version: 2026-02-01.beta}]}}",
    );
    assert_snapshot!(things.problems(), @"
    overlay:6:4 (#/paths/~1things/get/x-meanings/0)
      `needs-version: 2026-02-01.beta` is not a later version
      = fix `x-meanings` in the overlay
    ");
}

#[test]
fn nothing_is_said_of_versions_that_are_not_there() {
    let things = things(
        "
        - target: $
          update:
            x-ids:
              fields: {part: PartId}
        ",
    );
    let mut input = things.input();
    let overlay = input.overlay.as_mut().unwrap();
    let known = "info: {title: Fixes, x-versions: [2026-01-01.alpha, 2026-02-01.beta], version";
    overlay.text = overlay.text.replace("info: {title: Fixes, version", known);
    input.documents.remove(0);
    assert!(generate(&input).is_ok());
}

#[test]
fn settings_without_an_effect_are_left_out() {
    let documents = things(
        "
        - target: $
          update:
            x-ids:
              fields:
                part: PartId
                # Gone.
                shelf: ShelfId
                room: RoomId
        - {target: $, update: {x-ids: {fields: {maker: MakerId, tower: TowerId}}}}
        - target: $
          update: {x-ids: {fields: {yard: YardId}}}
        ",
    );
    let found = documents.generate().err().unwrap();
    let repairs: Vec<_> = found.iter().filter_map(|it| it.repair.as_deref()).collect();
    let overlay = documents.input().overlay.unwrap().text;
    let (repaired, made) = repaired(&overlay, &repairs);
    assert_eq!(made, 4);
    documents.overlay_text(&repaired).output();
    assert_snapshot!(repaired.split_once("- target: $\n").unwrap().1, @"
      update:
        x-ids:
          fields:
            part: PartId
    - {target: $, update: {x-ids: {fields: {maker: MakerId}}}}
    ");
}
