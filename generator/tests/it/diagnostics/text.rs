//! Texts that are not OpenAPI 3.0 documents.

use crate::support::{Documents, document, list, schemas, text, thing};
use insta::assert_snapshot;

#[test]
fn a_syntax_error() {
    assert_snapshot!(text("openapi: 3.0.3\ninfo: {title: Shop\npaths: {}\n").problems(), @"
    alpha:3:6
      did not find expected ',' or '}'
      = fix the syntax: the file must be valid YAML or JSON
    ");
    assert_snapshot!(text("{\"openapi\": \"3.0.3\",\n \"info\": }").problems(), @"
    alpha:2:10
      expected value
      = fix the syntax: the file must be valid YAML or JSON
    ");
}

#[test]
fn an_empty_text() {
    assert_snapshot!(text("").problems(), @"
    alpha:1:1 (#/openapi)
      not an OpenAPI document: missing field `openapi`
      = add `openapi: 3.0.0` at the top of the document
    ");
}

#[test]
fn a_duplicate_key_in_yaml() {
    assert_snapshot!(text("openapi: 3.0.3\npaths:\n  /a: {}\n  /a: {}\n").problems(), @"
    alpha:4:3 (#/paths/~1a)
      duplicate key `/a`
      = remove one of them: only one would take effect
    ");
}

#[test]
fn a_duplicate_key_in_json() {
    assert_snapshot!(text("{\"openapi\": \"3.0.3\",\n \"paths\": {\"/a\": {},\n  \"/a\": {}}}").problems(), @"
    alpha:3:3 (#/paths/~1a)
      duplicate key `/a`
      = remove one of them: only one would take effect
    ");
}

#[test]
fn keys_that_are_one_string_are_duplicates() {
    assert_snapshot!(text("openapi: 3.0.3\nresponses:\n  200: {}\n  '200': {}\n").problems(), @"
    alpha:4:3 (#/responses/200)
      duplicate key `200`
      = remove one of them: only one would take effect
    ");
}

#[test]
fn a_key_that_is_not_a_string() {
    assert_snapshot!(text("openapi: 3.0.3\n? [a, b]\n: 1\n").problems(), @"
    alpha:1:1
      a mapping key must be a scalar
      = fix the document
    ");
}

#[test]
fn a_number_that_is_not_finite() {
    assert_snapshot!(text("openapi: 3.0.3\nx-limit: .inf\n").problems(), @"
    alpha:2:10
      a number must be finite
      = fix the document
    ");
}

#[test]
fn another_version_of_openapi() {
    assert_snapshot!(text("openapi: 3.1.0\ninfo: {}\n").problems(), @r#"
    alpha:1:1 (#/openapi)
      unsupported version `openapi: "3.1.0"`
      = provide an OpenAPI 3.0 document
    "#);
    assert_snapshot!(text("info: {title: Shop}\n").problems(), @"
    alpha:1:1 (#/openapi)
      not an OpenAPI document: missing field `openapi`
      = add `openapi: 3.0.0` at the top of the document
    ");
}

#[test]
fn the_document_of_another_version() {
    let document =
        text("openapi: 3.0.3\ninfo:\n  title: Shop\n  version: 2026-01-01.omega\npaths: {}\n");
    assert_snapshot!(document.problems(), @"
    alpha:4:3 (#/info/version)
      the document declares version `2026-01-01.omega`, expected `2026-01-01.alpha`
      = provide the document of the expected version, or fix `info.version`
    ");
}

#[test]
fn missing_parts_of_a_document() {
    assert_snapshot!(text("openapi: 3.0.3\n").problems(), @"
    alpha:1:1 (#)
      not an OpenAPI document: missing field `info`
    alpha:1:1 (#)
      not an OpenAPI document: missing field `paths`
    ");
    assert_snapshot!(text("openapi: 3.0.3\ninfo: {title: Shop, version: 2026-01-01.alpha}\npaths: {}\n").problems(), @"
    alpha:1:1 (#)
      missing field `servers`
      = add `servers` with the production URL with an overlay action
    ");
}

#[test]
fn a_server_url_that_is_not_absolute() {
    for url in ["/v1", "https://{host}", "ftp://shop.example"] {
        let text = text(&format!(
            "openapi: 3.0.3\ninfo: {{title: Shop, version: 2026-01-01.alpha}}\nservers: [{{url: '{url}'}}]\npaths: {{}}\n"
        ));
        assert_eq!(
            text.problems(),
            format!(
                "alpha:3:12 (#/servers/0/url)\n  invalid server URL `{url}`\n  = set an absolute URL without variables with an overlay action, for example `https://api.example.com`\n"
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
      = lists of types require OpenAPI 3.1; in 3.0, write one type and `nullable: true`
    ");
}

#[test]
fn an_exclusive_minimum_that_is_a_number_is_openapi_3_1() {
    let thing = thing("{type: object, properties: {size: {type: number, exclusiveMinimum: 0}}}");
    assert_snapshot!(thing.problems(), @"
    alpha:4:56 (#/components/schemas/Thing/properties/size/exclusiveMinimum)
      `exclusiveMinimum` must be a boolean
      = numeric values require OpenAPI 3.1; in 3.0, write the number as `minimum` or `maximum`, and `true` here
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
      `nullable` must be a boolean
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
      `0` is not valid OpenAPI 3.0: unknown variant `nowhere`, expected one of `query`, `header`, `path`, `cookie`
    alpha:6:19 (#/paths/~1things/get/responses/200)
      `200` is not valid OpenAPI 3.0: invalid type: string "Fine", expected struct Response
    alpha:8:50 (#/paths/~1things/post/requestBody/content/application~1json/schema)
      `schema` must be an object
    alpha:9:7 (#/paths/~1things/post/responses)
      `responses` must be an object
    "#);
}

#[test]
fn a_keyword_of_another_type() {
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
      the keyword `minimum` does not apply to the type `string`
      = remove one of the two with an overlay action
    alpha:7:52 (#/components/schemas/Thing/properties/tags/minLength)
      the keyword `minLength` does not apply to the type `array`
      = remove one of the two with an overlay action
    ");
}

#[test]
fn an_unknown_keyword() {
    let document = document(
        "
        paths:
          /things: {get: {summery: Things, responses: {204: {description: ''}}}}
        ",
    );
    assert_snapshot!(document.problems(), @"
    alpha:2:19 (#/paths/~1things/get/summery)
      `summery` is not valid here in OpenAPI 3.0 and would be ignored
      = remove it with an overlay action, or replace it with what it means
    ");
}

#[test]
fn a_keyword_next_to_a_reference_is_a_warning() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {maker: {$ref: '#/components/schemas/Maker', nullable: true}}}
        Maker: {type: object, properties: {name: {type: string}}}
        ",
    );
    let warnings = schemas.output().warnings;
    assert_snapshot!(list(&warnings), @"
    alpha:3:84 (#/components/schemas/Thing/properties/maker/nullable)
      `nullable` next to `$ref` is ignored in OpenAPI 3.0
      = if it is meant to apply, set it here with an overlay action
    ");
    let applied = schemas.overlay(
        "- {target: $.components.schemas.Thing.properties.maker, update: {nullable: true}}",
    );
    assert_eq!(list(&applied.output().warnings), "");
}

#[test]
fn a_foreign_extension_next_to_a_reference_is_ignored() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {maker: {$ref: '#/components/schemas/Maker', x-go-name: Maker}}}
        Maker: {type: object, properties: {name: {type: string}}}
        ",
    );
    assert_eq!(list(&schemas.output().warnings), "");
}

#[test]
fn a_description_next_to_a_reference_is_a_warning() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {maker: {$ref: '#/components/schemas/Maker', description: Who.}}}
        Maker: {type: object, properties: {name: {type: string}}}
        ",
    );
    let warnings = schemas.output().warnings;
    assert_snapshot!(list(&warnings), @"
    alpha:3:84 (#/components/schemas/Thing/properties/maker/description)
      `description` next to `$ref` is ignored in OpenAPI 3.0
      = if it is meant to apply, set it here with an overlay action
    ");
}

#[test]
fn two_broken_documents_are_reported_in_one_run() {
    let broken =
        "paths: {/things: {get: {responses: {200: {$ref: '#/components/responses/Gone'}}}}}";
    let documents = Documents::default()
        .version("alpha", broken)
        .version("beta", broken);
    assert_snapshot!(documents.problems(), @"
    alpha:1:43 (#/paths/~1things/get/responses/200/$ref)
      unresolved reference `#/components/responses/Gone`
      = refer to an existing component as `#/components/responses/<name>`
    beta:1:43 (#/paths/~1things/get/responses/200/$ref)
      unresolved reference `#/components/responses/Gone`
      = refer to an existing component as `#/components/responses/<name>`
    ");
}

#[test]
fn a_syntax_error_does_not_hide_problems_of_the_next_document() {
    let broken =
        "paths: {/things: {get: {responses: {200: {$ref: '#/components/responses/Gone'}}}}}";
    let documents = Documents::default()
        .version("alpha", "paths: }")
        .version("beta", broken);
    assert_eq!(documents.generate().unwrap_err().len(), 2);
}

#[test]
fn two_broken_schemas_are_reported_in_one_run() {
    let thing = thing("{type: object, properties: {a: {type: text}, b: {type: words}}}");
    assert_snapshot!(thing.problems(), @"
    alpha:4:39 (#/components/schemas/Thing/properties/a/type)
      unknown type `text`
      = use `string`, `number`, `integer`, `boolean`, `array` or `object`
    alpha:4:56 (#/components/schemas/Thing/properties/b/type)
      unknown type `words`
      = use `string`, `number`, `integer`, `boolean`, `array` or `object`
    ");
}
