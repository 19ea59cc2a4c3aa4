//! Texts that are no OpenAPI 3.0 document.

use crate::support::{Documents, document, list, schemas, text, thing};
use insta::assert_snapshot;

#[test]
fn neither_yaml_nor_json() {
    assert_snapshot!(text("openapi: 3.0.3\ninfo: {title: Shop\npaths: {}\n").problems(), @"
    alpha:3:6
      did not find expected ',' or '}'
      = the text is neither YAML nor JSON that can be read
    ");
    assert_snapshot!(text("{\"openapi\": \"3.0.3\",\n \"info\": }").problems(), @"
    alpha:2:10
      expected value
      = the text is neither YAML nor JSON that can be read
    ");
}

#[test]
fn an_empty_text() {
    assert_snapshot!(text("").problems(), @"
    alpha:1:1 (#/openapi)
      not an OpenAPI document: `openapi` is missing
      = the first line of a document is `openapi: 3.0.0`
    ");
}

#[test]
fn a_duplicate_key_in_yaml() {
    assert_snapshot!(text("openapi: 3.0.3\npaths:\n  /a: {}\n  /a: {}\n").problems(), @"
    alpha:4:3 (#/paths/~1a)
      the key `/a` stands twice in one object
      = remove one of the two: only one of them would count
    ");
}

#[test]
fn a_duplicate_key_in_json() {
    assert_snapshot!(text("{\"openapi\": \"3.0.3\",\n \"paths\": {\"/a\": {},\n  \"/a\": {}}}").problems(), @"
    alpha:3:3 (#/paths/~1a)
      the key `/a` stands twice in one object
      = remove one of the two: only one of them would count
    ");
}

#[test]
fn keys_that_are_one_string_are_duplicates() {
    assert_snapshot!(text("openapi: 3.0.3\nresponses:\n  200: {}\n  '200': {}\n").problems(), @"
    alpha:4:3 (#/responses/200)
      the key `200` stands twice in one object
      = remove one of the two: only one of them would count
    ");
}

#[test]
fn a_key_that_is_no_string() {
    assert_snapshot!(text("openapi: 3.0.3\n? [a, b]\n: 1\n").problems(), @"
    alpha:1:1
      a key must be a scalar
      = mend the document
    ");
}

#[test]
fn a_number_that_json_does_not_have() {
    assert_snapshot!(text("openapi: 3.0.3\nx-limit: .inf\n").problems(), @"
    alpha:2:10
      a number must be finite
      = mend the document
    ");
}

#[test]
fn another_version_of_openapi() {
    assert_snapshot!(text("openapi: 3.1.0\ninfo: {}\n").problems(), @r#"
    alpha:1:1 (#/openapi)
      `openapi: "3.1.0"` is not supported
      = this generator reads OpenAPI 3.0
    "#);
    assert_snapshot!(text("info: {title: Shop}\n").problems(), @"
    alpha:1:1 (#/openapi)
      not an OpenAPI document: `openapi` is missing
      = the first line of a document is `openapi: 3.0.0`
    ");
}

#[test]
fn the_document_of_another_version() {
    let document =
        text("openapi: 3.0.3\ninfo:\n  title: Shop\n  version: 2026-01-01.omega\npaths: {}\n");
    assert_snapshot!(document.problems(), @"
    alpha:4:3 (#/info/version)
      this is the document of `2026-01-01.omega`, not of `2026-01-01.alpha`
      = each document stands under its own version
    ");
}

#[test]
fn what_a_document_must_have() {
    assert_snapshot!(text("openapi: 3.0.3\n").problems(), @"
    alpha:1:1 (#)
      not an OpenAPI document: `info` is missing
    alpha:1:1 (#)
      not an OpenAPI document: `paths` is missing
    ");
    assert_snapshot!(text("openapi: 3.0.3\ninfo: {title: Shop, version: 2026-01-01.alpha}\npaths: {}\n").problems(), @"
    alpha:1:1 (#)
      the document names no server
      = add `servers` with the URL of production
    ");
}

#[test]
fn a_server_without_an_address_of_its_own() {
    for url in ["/v1", "https://{host}", "ftp://shop.example"] {
        let text = text(&format!(
            "openapi: 3.0.3\ninfo: {{title: Shop, version: 2026-01-01.alpha}}\nservers: [{{url: '{url}'}}]\npaths: {{}}\n"
        ));
        assert_eq!(
            text.problems(),
            format!(
                "alpha:3:12 (#/servers/0/url)\n  {url:?} is not the URL of a server\n  = write it out, for example `https://api.example.com`\n"
            )
        );
    }
}

#[test]
fn a_list_of_types_is_openapi_3_1() {
    let thing = thing("{type: object, properties: {size: {type: [integer, 'null']}}}");
    assert_snapshot!(thing.problems(), @"
    alpha:4:42 (#/components/schemas/Thing/properties/size/type)
      `type` must be a string
      = lists of types are OpenAPI 3.1; 3.0 writes `nullable: true`
    ");
}

#[test]
fn an_exclusive_minimum_that_is_a_number_is_openapi_3_1() {
    let thing = thing("{type: object, properties: {size: {type: number, exclusiveMinimum: 0}}}");
    assert_snapshot!(thing.problems(), @"
    alpha:4:56 (#/components/schemas/Thing/properties/size/exclusiveMinimum)
      `exclusiveMinimum` must be true or false
      = numbers here are OpenAPI 3.1; 3.0 writes the limit and `true` beside it
    ");
}

#[test]
fn keywords_of_the_wrong_json_type() {
    let thing = thing(
        "
        type: object
        required: name
        properties:
          name: {type: string, minLength: -1, nullable: 'yes'}
          tags: []
        ",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:5:7 (#/components/schemas/Thing/required)
      `required` must be an array of property names
    alpha:7:45 (#/components/schemas/Thing/properties/name/nullable)
      `nullable` must be true or false
    alpha:7:30 (#/components/schemas/Thing/properties/name/minLength)
      `minLength` must be a non-negative integer
    alpha:8:9 (#/components/schemas/Thing/properties/tags)
      `tags` must be an object
    ");
}

#[test]
fn nodes_of_the_wrong_json_type() {
    let document = document(
        "
        tags: {}
        paths:
          /things:
            get:
              parameters: [{name: color, in: nowhere, schema: {type: string}}]
              responses: {200: Fine}
            post:
              requestBody: {content: {application/json: {schema: 1}}}
              responses: []
        ",
    );
    assert_snapshot!(document.problems(), @r#"
    alpha:1:1 (#/tags)
      `tags` must be an array
    alpha:5:20 (#/paths/~1things/get/parameters/0)
      `0` cannot be read as OpenAPI 3.0: unknown variant `nowhere`, expected one of `query`, `header`, `path`, `cookie`
    alpha:6:19 (#/paths/~1things/get/responses/200)
      `200` cannot be read as OpenAPI 3.0: invalid type: string "Fine", expected struct Response
    alpha:8:50 (#/paths/~1things/post/requestBody/content/application~1json/schema)
      `schema` must be an object
    alpha:9:7 (#/paths/~1things/post/responses)
      `responses` must be an object
    "#);
}

#[test]
fn a_keyword_in_the_wrong_place_would_be_lost() {
    let thing = thing(
        "
        type: object
        properties:
          name: {type: string, minimum: 1}
          tags: {type: array, items: {type: string}, minLength: 1}
        ",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:6:30 (#/components/schemas/Thing/properties/name/minimum)
      `minimum` has no meaning for the type `string`
      = remove one of the two with the overlay
    alpha:7:52 (#/components/schemas/Thing/properties/tags/minLength)
      `minLength` has no meaning for the type `array`
      = remove one of the two with the overlay
    ");
}

#[test]
fn a_keyword_that_does_not_exist_would_be_lost() {
    let document = document(
        "
        paths:
          /things: {get: {summery: Things, responses: {204: {description: ''}}}}
        ",
    );
    assert_snapshot!(document.problems(), @"
    alpha:2:19 (#/paths/~1things/get/summery)
      `summery` has no meaning here in OpenAPI 3.0 and would be lost
      = mend the document, or remove the node with an overlay action
    ");
}

#[test]
fn what_stands_beside_a_reference_is_ignored() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {maker: {$ref: '#/components/schemas/Maker', nullable: true}}}
        Maker: {type: object, properties: {name: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:3:84 (#/components/schemas/Thing/properties/maker/nullable)
      `nullable` beside `$ref` is ignored, as OpenAPI 3.0 says
      = wrap the reference: `allOf: [{$ref: …}, {…}]`
    ");
}

#[test]
fn a_description_beside_a_reference_is_a_warning() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {maker: {$ref: '#/components/schemas/Maker', description: Who.}}}
        Maker: {type: object, properties: {name: {type: string}}}
        ",
    );
    let warnings = schemas.output().warnings;
    assert_snapshot!(list(&warnings), @"
    alpha:3:84 (#/components/schemas/Thing/properties/maker/description)
      `description` beside `$ref` is ignored, as OpenAPI 3.0 says
      = wrap the reference: `allOf: [{$ref: …}, {…}]`
    ");
}

#[test]
fn two_broken_documents_are_told_in_one_run() {
    let broken =
        "paths: {/things: {get: {responses: {200: {$ref: '#/components/responses/Gone'}}}}}";
    let documents = Documents::default()
        .version("alpha", broken)
        .version("beta", broken);
    assert_snapshot!(documents.problems(), @"
    alpha:1:43 (#/paths/~1things/get/responses/200/$ref)
      `#/components/responses/Gone` leads nowhere
      = references here are written `#/components/responses/<name>`
    beta:1:43 (#/paths/~1things/get/responses/200/$ref)
      `#/components/responses/Gone` leads nowhere
      = references here are written `#/components/responses/<name>`
    ");
}

#[test]
fn a_text_that_cannot_be_read_does_not_hide_the_next_document() {
    let broken =
        "paths: {/things: {get: {responses: {200: {$ref: '#/components/responses/Gone'}}}}}";
    let documents = Documents::default()
        .version("alpha", "paths: }")
        .version("beta", broken);
    assert_eq!(documents.generate().unwrap_err().len(), 2);
}

#[test]
fn two_broken_schemas_are_told_in_one_run() {
    let thing = thing("{type: object, properties: {a: {not: {}}, b: {type: array}}}");
    assert_snapshot!(thing.problems(), @"
    alpha:4:39 (#/components/schemas/Thing/properties/a/not)
      `not` is not supported
      = remove it with the overlay
    alpha:4:49 (#/components/schemas/Thing/properties/b)
      the array does not say what it holds
      = add `items`
    ");
}
