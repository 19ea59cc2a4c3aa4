//! The actions that a problem offers: appended to the overlay, they resolve it.

use crate::support::{Documents, document, paths, property, schemas, thing};
use insta::assert_snapshot;
use nomos_generator::{Output, actions, with_actions};

/// The actions that the problems of documents offer.
fn offered(documents: &Documents) -> String {
    let found = documents.generate().err().unwrap();
    actions(&documents.input(), &found)
}

/// What comes out after the actions that the problems of each run offer have been appended.
fn with_offered(documents: &Documents) -> Result<Output, String> {
    let mut documents = documents.clone();
    for _ in 0..ROUNDS {
        let overlay = documents.input().overlay.map(|overlay| overlay.text);
        let offered = offered(&documents);
        let text = match overlay {
            Some(overlay) => with_actions(&overlay, &offered).unwrap(),
            None => format!("overlay: 1.0.0\ninfo: {{title: Fixes}}\nactions:\n{offered}"),
        };
        documents = documents.overlay_text(&text);
        if let Ok(output) = documents.generate() {
            return Ok(output);
        }
    }
    let overlay = documents.input().overlay.unwrap().text;
    Err(format!("{overlay}{}", documents.problems()))
}

/// More runs than problems that hide others.
const ROUNDS: usize = 4;

#[test]
fn an_action_is_for_all_places_and_versions_that_need_it() {
    let operation = |path: &str| {
        format!(
            "{path}: {{get: {{security: [{{bearer: []}}], responses: {{200: {{$ref: '#/components/responses/Thing'}}}}}}}}\n"
        )
    };
    let components = "
components:
  schemas: {Thing: {type: object, properties: {name: {type: string}}}}
  responses: {Thing: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  securitySchemes: {bearer: {type: http, scheme: bearer}}
";
    let version = |paths: &[&str]| {
        let paths: String = paths
            .iter()
            .map(|path| format!("  {}", operation(path)))
            .collect();
        format!("paths:\n{paths}{components}")
    };
    let documents = Documents::default()
        .version("alpha", &version(&["/things"]))
        .version("beta", &version(&["/things", "/parts", "/parts/all"]))
        .version("gamma", &version(&["/things", "/parts", "/parts/all"]))
        .overlay(
            "
            - {target: $, update: {x-scopes: {'read:*': CanRead}}}
            - {target: \"$.paths['/things'].get\", update: {x-scope: 'read:*'}}
            ",
        );
    assert_snapshot!(offered(&documents), @r"
    - target: $.paths['/parts', '/parts/all'].get
      x-versions: [beta..]
      update: {x-scope: 'read:*'}
    ");
    with_offered(&documents).unwrap();
}

#[test]
fn array_items_are_selected_by_what_they_are() {
    let documents = paths(
        "
        /things/{id}:
          get:
            parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
            - {name: a size, in: header, schema: {type: string}}
            - {name: id, in: query, schema: {}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    );
    assert_snapshot!(offered(&documents), @"
    - target: $.paths['/things/{id}'].get.parameters[?@.name == 'a size']
      remove: true
    - target: $.paths['/things/{id}'].get.parameters[?@.name == 'id' && @.in == 'query'].schema
      update: {type: string}
    ");
    with_offered(&documents).unwrap();
}

#[test]
fn every_problem_of_a_document_offers_a_way_on() {
    let operation = |snippet: &str| paths(&format!("/things:\n{snippet}"));
    let cases = [
        property("{}"),
        property("{type: text}"),
        property("{type: array}"),
        property("{type: array, items: {type: string, nullable: true}}"),
        property("{type: object}"),
        property("{type: object, additionalProperties: {type: string, nullable: true}}"),
        property("{type: string, minimum: 3}"),
        property("{type: string, enum: [1]}"),
        property("{type: integer, enum: [1]}"),
        property("{type: string, enum: [a-b, a_b]}"),
        property("{not: {type: string}}"),
        property("{oneOf: [{type: string}, {type: number}]}"),
        property("{oneOf: []}"),
        property("{$ref: '#/components/schemas/Gone'}"),
        property("{type: [string, 'null']}"),
        thing("{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}"),
        thing("{type: object, properties: {a-b: {type: string}, a_b: {type: string}}}"),
        thing("{type: object, required: [gone, a], properties: {a: {type: string}}}"),
        thing("{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}"),
        schemas(
                "
                Thing: {type: object, properties: {a: {$ref: '#/components/schemas/a.b'}, b: {$ref: '#/components/schemas/a_b'}}}
                a.b: {type: object, properties: {a: {type: string}}}
                a_b: {type: object, properties: {b: {type: string}}}
                ",
            ),
        document("paths: {'/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {204: {description: ''}}}}}"),
        document("paths: {/a/b: {get: {responses: {204: {description: ''}}}}, '/a/{id}/b': {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {204: {description: ''}}}}}"),
        document("paths: {'/a/{id}': {get: {responses: {204: {description: ''}}}}}"),
        operation("  get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {204: {description: ''}}}"),
        operation("  get: {parameters: [{name: a-b, in: query, schema: {type: string}}, {name: a_b, in: query, schema: {type: string}}], responses: {204: {description: ''}}}"),
        operation("  get: {security: [{bearer: []}, {basic: []}], responses: {204: {description: ''}}}"),
        operation("  get: {responses: {204: {description: ''}, 404: {$ref: '#/components/responses/Gone'}}}"),
        operation("  get: {responses: {204: {description: ''}}, unknown: true}"),
    ];
    for (index, documents) in cases.iter().enumerate() {
        if let Err(problems) = with_offered(documents) {
            panic!("case {index}:\n{problems}");
        }
    }
}
