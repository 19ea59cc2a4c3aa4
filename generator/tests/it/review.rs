//! What a person should look at after a version was added.

use crate::support::{Documents, dedent};
use insta::assert_snapshot;
use nomos_generator::report::{Report, json, markdown, terminal};

const OVERLAY: &str = "
- target: $
  update:
    x-ids: {property: id, fields: {owner: OwnerId}}
    x-scopes: {'read:*': CanRead}
    x-skill: {conventions: [Send `size` with each request to `/things`.]}
- {target: '$.paths[*].get', update: {x-scope: 'read:*'}}
- {target: $.components.schemas.Thing.properties.number, update: {x-sensitive: true}}
- target: $.components.schemas.Thing.properties.state
  update: {x-lifecycle: {course: [open, done], terminal: [done], live: [open]}}
- {target: '$.paths[*].delete', x-versions: [beta], remove: true}
- {target: $.components.schemas.Thing.properties.raw, x-versions: [beta], remove: true}
";

/// Two versions of things with events.
fn versions() -> Documents {
    let version = |path: &str, thing: &str, branches: &str| {
        format!(
            "
            paths:
              /things:
                get:
                  security: [{{bearer: []}}]
                  parameters: [{path}]
                  responses: {{200: {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}
            {}
              /events:
                get:
                  security: [{{bearer: []}}]
                  responses: {{200: {{description: '', content: {{application/json: {{schema: {{oneOf: [{branches}]}}}}}}}}}}
            components:
              securitySchemes: {{bearer: {{type: http, scheme: bearer}}}}
              schemas:
                Thing: {{type: object, required: [id], properties: {{id: {{type: string}}, number: {{type: string}}, name: {{type: string}}, owner: {{type: string}}{thing}}}}}
            ",
            ""
        )
    };
    let branch = |kind: &str, at: &str| {
        format!(
            "{{type: object, required: [kind, at], properties: {{kind: {{type: string, enum: [{kind}]}}, at: {at}}}}}"
        )
    };
    let time = "{type: string, format: date-time}";
    let old = version(
        "{name: size, in: query, schema: {type: integer}}",
        ", state: {type: string, enum: [open, done]}",
        &[branch("made", time), branch("lent", time)].join(", "),
    );
    let new = version(
        "{name: page, in: query, schema: {type: string}}",
        ", state: {type: string, enum: [open, done, lost]}, phone: {type: string}, raw: {type: string}, box: {type: object, properties: {number: {type: string}, name: {type: string}}}",
        &[branch("made", time), branch("gone", "{type: string}")].join(", "),
    );
    let new = dedent(&new).replace(
        "  /events:",
        "    delete: {security: [{bearer: []}], responses: {204: {description: ''}}}\n  /status:\n    get: {responses: {204: {description: ''}}}\n  /events:",
    );
    Documents::default()
        .version("alpha", &old)
        .version("beta", &new)
        .overlay(OVERLAY)
}

/// The report of the second version.
pub fn introduction() -> Report {
    let output = versions().output();
    output.introduction("2026-02-01.beta").unwrap()
}

#[test]
fn a_new_version_comes_with_what_to_look_at() {
    let report = introduction();
    let text = terminal(&[report], false);
    let (_, review) = text.split_once("\n\nreview").unwrap();
    assert_snapshot!(format!("review{review}"), @"
    review    plain texts with the name of an identifier or of personal data (1): mark them with `x-id` or `x-sensitive`
              ThingBoxObject.number
    review    new texts (3): list identifiers in `x-ids`, mark personal data with `x-sensitive`
              Thing.phone, GoneEvent.at, page of things().list()
    review    accessors that unions no longer have (1): give the field the same type in every variant, for example with `x-id`
              Event::at
    review    parts of the document that the overlay leaves out (2): check the actions with `remove`
              DELETE /things, Thing.raw
    review    scopes that `security` does not require (1): remove `x-scope` from these operations
              status().get()
    review    new states that the lifecycle does not mention (1): add them to `x-lifecycle`
              ThingState::Lost
    review    words in texts for agents that the document no longer has (1): fix `x-skill`
              size
    ");
}

#[test]
fn a_pull_request_has_it_as_a_list_to_tick_off() {
    let report = introduction();
    let text = markdown(&[report]);
    let (_, review) = text.split_once("### To review").unwrap();
    assert_snapshot!(review, @"
    - [ ] plain texts with the name of an identifier or of personal data (1): mark them with `x-id` or `x-sensitive`
      <br>`ThingBoxObject.number`
    - [ ] new texts (3): list identifiers in `x-ids`, mark personal data with `x-sensitive`
      <br>`Thing.phone`, `GoneEvent.at`, `page of things().list()`
    - [ ] accessors that unions no longer have (1): give the field the same type in every variant, for example with `x-id`
      <br>`Event::at`
    - [ ] parts of the document that the overlay leaves out (2): check the actions with `remove`
      <br>`DELETE /things`, `Thing.raw`
    - [ ] scopes that `security` does not require (1): remove `x-scope` from these operations
      <br>`status().get()`
    - [ ] new states that the lifecycle does not mention (1): add them to `x-lifecycle`
      <br>`ThingState::Lost`
    - [ ] words in texts for agents that the document no longer has (1): fix `x-skill`
      <br>`size`
    ");
}

#[test]
fn programs_get_each_finding_with_its_place() {
    let report = introduction();
    let text: serde_json::Value = serde_json::from_str(&json(&[report]).unwrap()).unwrap();
    let first = &text["versions"][0]["review"][0];
    assert_snapshot!(first.to_string(), @r#"{"concern":"classed-elsewhere","subject":"ThingBoxObject.number","place":{"file":"beta","line":18,"column":271}}"#);
}

#[test]
fn the_first_version_is_compared_with_nothing() {
    let output = versions().output();
    assert!(output.introduction("2026-01-01.alpha").is_none());
    let report = output.difference("alpha", "beta").unwrap();
    assert!(report.review.is_empty());
}
