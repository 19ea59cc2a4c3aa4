//! Documents that say the same in different ways become the same crate.

use crate::support::{Documents, crates, document, paths, property, schemas};

/// Asserts that all documents become the same crate as the first one.
fn assert_same(documents: &[Documents]) {
    let outputs: Vec<_> = documents.iter().map(Documents::output).collect();
    for output in &outputs[1..] {
        let (first, other) = (crates(&outputs[0]), crates(output));
        for (path, text) in &first {
            // What is left of a document besides its meaning.
            if !path.ends_with(".json") {
                assert_eq!(other.get(path), Some(text), "{path}");
            }
        }
        assert_eq!(first.len(), other.len());
    }
}

#[test]
fn null_has_many_spellings() {
    assert_same(
        &[
            "{type: string, nullable: true}",
            "{allOf: [{type: string}, {nullable: true}]}",
            "{allOf: [{type: string}], nullable: true}",
            "{anyOf: [{type: string}, {nullable: true}]}",
            "{oneOf: [{type: string}, {nullable: true, enum: [null]}]}",
            "{oneOf: [{type: string}, {type: string, nullable: true, enum: [null]}]}",
            "{oneOf: [{type: string}, {nullable: true, enum: [null], x-note: It}]}",
            "{allOf: [{type: string}, {nullable: true, enum: [null], x-note: It}]}",
            "{anyOf: [{type: string, nullable: true}]}",
        ]
        .map(property),
    );
    assert_same(
        &[
            "{type: string, nullable: true, enum: [a, b]}",
            "{type: string, enum: [a, null, b]}",
            "{type: string, nullable: true, enum: [a, b, null]}",
        ]
        .map(property),
    );
}

#[test]
fn a_reference_that_allows_null_has_many_spellings() {
    let maker = |schema: &str| {
        schemas(&format!(
            "
            Thing: {{type: object, required: [maker], properties: {{maker: {schema}}}}}
            Maker: {{type: object, description: Who made it., required: [name], properties: {{name: {{type: string}}}}}}
            "
        ))
    };
    assert_same(
        &[
            "{allOf: [{$ref: '#/components/schemas/Maker'}], nullable: true}",
            "{allOf: [{$ref: '#/components/schemas/Maker'}, {nullable: true}]}",
            "{anyOf: [{$ref: '#/components/schemas/Maker'}, {nullable: true}]}",
            "{oneOf: [{$ref: '#/components/schemas/Maker'}, {nullable: true, enum: [null]}]}",
            "{oneOf: [{nullable: true}, {allOf: [{$ref: '#/components/schemas/Maker'}]}]}",
        ]
        .map(maker),
    );
    assert_same(
        &[
            "{$ref: '#/components/schemas/Maker'}",
            "{$ref: '#/components/schemas/M%61ker'}",
            "{allOf: [{$ref: '#/components/schemas/Maker'}]}",
            "{anyOf: [{$ref: '#/components/schemas/Maker'}]}",
            "{allOf: [{$ref: '#/components/schemas/Maker'}], x-note: It}",
        ]
        .map(maker),
    );
}

#[test]
fn what_null_means_is_told_at_the_field() {
    assert_same(
        &[
            "{type: string, nullable: true, description: Absent if unknown.}",
            "{anyOf: [{type: string}, {nullable: true, description: Absent if unknown.}]}",
            "{oneOf: [{type: string}, {nullable: true, enum: [null], description: Absent if unknown.}]}",
        ]
        .map(property),
    );
}

#[test]
fn a_precise_text_includes_a_less_precise_one() {
    assert_same(
        &[
            "{type: string, format: date-time}",
            "{anyOf: [{type: string}, {type: string, format: date-time}]}",
            "{oneOf: [{type: string, format: date-time}, {type: string}]}",
        ]
        .map(property),
    );
}

#[test]
fn written_out_defaults_say_nothing() {
    assert_same(
        &[
            "{type: string}",
            "{type: string, minLength: 0, nullable: false, deprecated: false, readOnly: false}",
            "{type: string, title: It}",
        ]
        .map(property),
    );
    assert_same(
        &[
            "{type: object, required: [a], properties: {a: {type: number, maximum: 100}}}",
            "{type: object, required: [a], properties: {a: {type: number, maximum: 100.0}}, \
             additionalProperties: true}",
            "{type: object, required: [a], properties: {a: {type: number, maximum: 1e2, \
             exclusiveMaximum: false}}, additionalProperties: {}}",
        ]
        .map(property),
    );
}

#[test]
fn an_object_can_be_in_parts() {
    assert_same(
        &[
            "{type: object, required: [a, b], properties: {a: {type: string}, b: {type: integer}}}",
            "{allOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: \
             object, required: [b], properties: {b: {type: integer}}}]}",
            "{type: object, required: [b], properties: {a: {type: string}, b: {type: integer}}, \
             allOf: [{type: object, properties: {a: {type: string}}, required: [a]}]}",
        ]
        .map(property),
    );
}

#[test]
fn limits_beside_a_reference_count() {
    let short = |schema: &str| {
        schemas(&format!(
            "
            Thing: {{type: object, required: [it], properties: {{it: {schema}}}}}
            Text: {{type: string}}
            "
        ))
    };
    assert_same(
        &[
            "{type: string, maxLength: 5}",
            "{allOf: [{$ref: '#/components/schemas/Text'}], maxLength: 5}",
        ]
        .map(short),
    );
}

#[test]
fn properties_can_be_required_beside_a_reference() {
    let full = |schema: &str| {
        schemas(&format!(
            "
            Thing: {schema}
            Person: {{type: object, properties: {{name: {{type: string}}, email: {{type: string}}}}}}
            "
        ))
    };
    assert_same(
        &[
            "{type: object, required: [name], properties: {name: {type: string}, email: {type: \
             string}}}",
            "{allOf: [{$ref: '#/components/schemas/Person'}], required: [name]}",
        ]
        .map(full),
    );
}

#[test]
fn parameters_can_be_on_the_path_and_in_components() {
    let own = paths(
        "
        /things/{id}:
          get:
            parameters: [{in: query, name: page, description: The page., schema: {type: integer, example: 2}}, {in: path, name: id, required: true, schema: {type: string}}]
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    );
    let shared = paths(
        "
        /things/{id}:
          parameters: [{in: path, name: id, required: true, style: simple, explode: false, schema: {type: string}}]
          get:
            parameters: [{in: query, name: page, required: false, example: 2, schema: {type: integer, description: The page.}}]
            responses: {200: {description: A thing, content: {application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Thing'}}}}}
        ",
    );
    let component = document(
        "
        paths:
          /things/{id}:
            get:
              parameters: [{$ref: '#/components/parameters/Id'}, {$ref: '#/components/parameters/Page'}]
              responses: {200: {description: A thing, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
        components:
          parameters:
            Id: {in: path, name: id, required: true, schema: {type: string}}
            Page: {in: query, name: page, description: The page., schema: {type: integer, example: 2.0}}
          schemas:
            Thing: {type: object, required: [name], properties: {name: {type: string}}}
            Unused: {type: unheard-of}
        ",
    );
    assert_same(&[own, shared, component]);
}

#[test]
fn security_can_be_that_of_the_document() {
    let security = |of_document: &str, of_operation: &str| {
        document(&format!(
            "
            paths: {{/things: {{get: {{{of_operation} responses: {{204: {{description: Done}}}}}}}}}}
            components: {{securitySchemes: {{bearer: {{type: http, scheme: bearer}}}}}}
            {of_document}
            "
        ))
    };
    assert_same(&[
        security("", "security: [{bearer: []}],"),
        security("security: [{bearer: []}]", ""),
    ]);
    assert_same(&[
        security("", ""),
        security("", "security: [],"),
        security("security: [{bearer: []}]", "security: [],"),
    ]);
}

#[test]
fn a_reference_can_lead_into_a_path() {
    let people = |schema: &str| {
        paths(&format!(
            "
            /users/{{id}}:
              get:
                parameters: [{{in: path, name: id, required: true, schema: {{type: string}}}}]
                responses: {{200: {{description: A user, content: {{application/json: {{schema: {{type: object, required: [name], properties: {{name: {{type: string}}}}}}}}}}}}}}
            /people:
              get:
                responses: {{200: {{description: Them, content: {{application/json: {{schema: {schema}}}}}}}}}
            "
        ))
    };
    assert_same(&[
        people("{type: object, required: [name], properties: {name: {type: string}}}"),
        people(
            "{$ref: '#/paths/~1users~1%7Bid%7D/get/responses/200/content/application~1json/schema'}",
        ),
    ]);
}

#[test]
fn yaml_can_merge_mappings() {
    assert_same(&[
        schemas(
            "
            Thing: {type: object, required: [a], properties: {a: {type: string, maxLength: 3}}}
            ",
        ),
        schemas(
            "
            Short: &short {type: string, maxLength: 5}
            Thing: {type: object, required: [a], properties: {a: {<<: *short, maxLength: 3}}}
            ",
        ),
    ]);
}

#[test]
fn a_schema_that_others_extend_is_a_choice_of_them() {
    let choice = "Thing: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], \
                  discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: Dog}}}";
    let of = |thing: &str, base: &str| {
        schemas(&format!(
            "
            {thing}
            Cat: {{allOf: [{base}, {{type: object, properties: {{indoor: {{type: boolean}}}}}}]}}
            Dog: {{allOf: [{base}, {{type: object, required: [bark], properties: {{bark: {{type: string}}}}}}]}}
            "
        ))
    };
    let properties =
        "required: [kind, name], properties: {kind: {type: string}, name: {type: string}}";
    let discriminator = |mapping: &str| {
        format!(
            "Thing: {{type: object, {properties}, discriminator: {{propertyName: kind{mapping}}}}}"
        )
    };
    let reference = "{$ref: '#/components/schemas/Thing'}";
    assert_same(&[
        of(choice, &format!("{{type: object, {properties}}}")),
        of(
            &discriminator(", mapping: {cat: '#/components/schemas/Cat', dog: Dog}"),
            reference,
        ),
    ]);
    let by_name = of(&discriminator(""), reference).surface("types");
    assert!(
        by_name.contains("Dog(Dog) = Dog") && by_name.contains("bark: String"),
        "{by_name}"
    );
}
