//! Schemas that have no type in Rust, or not one of their own.

use crate::support::{Documents, document, schemas, thing};
use insta::assert_snapshot;

/// A thing with this one property `it`.
fn property(schema: &str) -> Documents {
    thing(&format!("{{type: object, properties: {{it: {schema}}}}}"))
}

#[test]
fn a_broken_reference() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {maker: {$ref: '#/components/schemas/Make'}, shelf: {$ref: 'shelf.yaml'}}}
        Maker: {type: object, properties: {name: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:3:48 (#/components/schemas/Thing/properties/maker/$ref)
      `#/components/schemas/Make` leads nowhere
      = did you mean `#/components/schemas/Maker`?
    alpha:3:92 (#/components/schemas/Thing/properties/shelf/$ref)
      `shelf.yaml` leads nowhere
      = references are written `#/components/schemas/<name>`
    ");
}

#[test]
fn a_reference_to_itself() {
    let schemas = schemas(
        "
        Thing: {$ref: '#/components/schemas/Other'}
        Other: {$ref: '#/components/schemas/Thing'}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:4:5 (#/components/schemas/Other)
      a reference leads back to itself
      = mend the document
    ");
}

#[test]
fn a_schema_that_contains_itself() {
    let thing = thing(
        "{type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:3:5 (#/components/schemas/Thing)
      `Thing` contains itself
      = recursive schemas are not supported
    ");
}

#[test]
#[ignore = "overflows the stack"]
fn a_schema_that_is_put_together_from_itself() {
    let part = "{type: object, properties: {name: {type: string}}}";
    let thing = thing(&format!(
        "{{allOf: [{{$ref: '#/components/schemas/Thing'}}, {part}]}}"
    ));
    assert_snapshot!(thing.problems(), @"
    alpha:3:5 (#/components/schemas/Thing)
      `Thing` contains itself
      = recursive schemas are not supported
    ");
}

#[test]
#[ignore = "overflows the stack"]
fn a_schema_that_wraps_itself() {
    let thing = thing("{allOf: [{$ref: '#/components/schemas/Thing'}]}").overlay(
        "
        - target: $
          update: {x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}}
        ",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:3:5 (#/components/schemas/Thing)
      `Thing` contains itself
      = recursive schemas are not supported
    ");
}

#[test]
fn a_type_that_does_not_exist() {
    assert_snapshot!(property("{type: text}").problems(), @"
    alpha:4:40 (#/components/schemas/Thing/properties/it/type)
      there is no type `text`
      = OpenAPI 3.0 has string, number, integer, boolean, array and object
    ");
}

#[test]
fn a_schema_that_says_nothing() {
    assert_snapshot!(property("{description: Anything.}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      the schema says nothing about the type
      = give it a type, or accept any JSON with `x-any-json: true` in the overlay
    ");
}

#[test]
fn not() {
    assert_snapshot!(property("{not: {type: string}}").problems(), @"
    alpha:4:40 (#/components/schemas/Thing/properties/it/not)
      `not` is not supported
      = remove it with the overlay
    ");
}

#[test]
fn keywords_that_do_not_go_together() {
    assert_snapshot!(property("{anyOf: [{type: string}], oneOf: [{type: string}]}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      this combination of keywords is not supported
      = write one of `type`, `allOf`, `anyOf` or `oneOf`, with the keywords that belong to it
    ");
}

#[test]
fn an_array_without_items() {
    assert_snapshot!(property("{type: array}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      the array does not say what it holds
      = add `items`
    ");
}

#[test]
fn an_array_with_null_items() {
    assert_snapshot!(property("{type: array, items: {type: string, nullable: true}}").problems(), @"
    alpha:4:53 (#/components/schemas/Thing/properties/it/items)
      arrays with null items are not supported
      = remove `nullable` with the overlay
    ");
}

#[test]
fn a_map_with_null_values() {
    let map = "{type: object, additionalProperties: {type: string, nullable: true}}";
    assert_snapshot!(property(map).problems(), @"
    alpha:4:54 (#/components/schemas/Thing/properties/it/additionalProperties)
      maps with null values are not supported
      = remove `nullable` with the overlay
    ");
}

#[test]
fn an_object_without_properties() {
    assert_snapshot!(property("{type: object}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      the object has no properties
      = list them, or allow free ones with `additionalProperties`
    ");
}

#[test]
fn an_object_with_properties_and_typed_free_keys() {
    let object =
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}";
    assert_snapshot!(property(object).problems(), @"
    alpha:4:87 (#/components/schemas/Thing/properties/it/additionalProperties)
      properties and typed free keys in one object are not supported
      = describe either the properties or the free keys
    ");
}

#[test]
fn a_required_property_that_is_not_described() {
    assert_snapshot!(thing("{type: object, required: [name], properties: {nam: {type: string}}}").problems(), @"
    alpha:4:33 (#/components/schemas/Thing/required/0)
      `name` is required but not described
      = add it to `properties`
    ");
}

#[test]
fn an_enum_of_numbers() {
    assert_snapshot!(property("{type: number, enum: [1, 2]}").problems(), @"
    alpha:4:54 (#/components/schemas/Thing/properties/it/enum)
      enums of numbers are not supported
      = remove the enum with the overlay
    ");
    assert_snapshot!(property("{type: integer, enum: [1, 2]}").problems(), @"
    alpha:4:55 (#/components/schemas/Thing/properties/it/enum)
      enums of numbers are not supported
      = remove the enum with the overlay
    ");
}

#[test]
fn a_binary_string() {
    assert_snapshot!(property("{type: string, format: binary}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      strings of format Binary are not supported
      = remove the format with the overlay
    ");
    assert_snapshot!(property("{type: string, format: byte}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      strings of format Byte are not supported
      = remove the format with the overlay
    ");
}

#[test]
fn a_choice_of_nothing() {
    assert_snapshot!(property("{anyOf: [{nullable: true}]}").problems(), @"
    alpha:4:40 (#/components/schemas/Thing/properties/it/anyOf)
      the choice has no branch that says anything
      = give it a type with the overlay
    ");
}

#[test]
fn a_choice_of_different_types() {
    assert_snapshot!(property("{anyOf: [{type: string}, {type: integer}]}").problems(), @"
    alpha:4:40 (#/components/schemas/Thing/properties/it/anyOf)
      the branches of this choice have different types
      = objects can be told apart by a property with one value each; for the rest give one type with the overlay
    ");
}

#[test]
fn all_of_with_a_property_of_different_types() {
    let branch = |ty| format!("{{type: object, properties: {{a: {{type: {ty}}}}}}}");
    let all = format!("{{allOf: [{}, {}]}}", branch("string"), branch("integer"));
    assert_snapshot!(property(&all).problems(), @"
    alpha:4:125 (#/components/schemas/Thing/properties/it/allOf/1/properties/a)
      `a` has different types in the branches of `allOf`
      = make them agree with the overlay
    ");
}

#[test]
fn all_of_with_something_else_than_objects() {
    assert_snapshot!(property("{allOf: [{type: string}, {type: string}]}").problems(), @"
    alpha:4:48 (#/components/schemas/Thing/properties/it/allOf/0)
      an object is expected here
      = only objects can be put together
    ");
}

/// A thing that is one of two objects with these properties.
fn choice(first: &str, second: &str) -> Documents {
    thing(&format!(
        "
        anyOf:
        - {{type: object, properties: {{{first}}}}}
        - {{type: object, properties: {{{second}}}}}
        "
    ))
}

#[test]
fn objects_that_nothing_tells_apart() {
    assert_snapshot!(choice("a: {type: string}", "b: {type: string}").problems(), @"
    alpha:4:7 (#/components/schemas/Thing/anyOf)
      nothing tells these objects apart
      = add a `discriminator`, or a property that has one value in each branch
    ");
}

#[test]
fn a_discriminator_that_says_otherwise_than_its_branch() {
    let schemas = schemas(
        "
        Thing:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind, mapping: {lion: '#/components/schemas/Cat'}}
        Cat: {type: object, properties: {kind: {type: string, enum: [cat]}}}
        Dog: {type: object, properties: {kind: {type: string, enum: [dog]}}}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:4:15 (#/components/schemas/Thing/oneOf/0)
      the discriminator maps `lion` here, but the branch says `kind: cat`
      = make the mapping and the branch agree
    ");
}

#[test]
fn two_branches_with_one_tag() {
    let thing = thing(
        "
        discriminator: {propertyName: kind}
        oneOf:
        - {type: object, properties: {kind: {type: string, enum: [a]}, x: {type: string}}}
        - {type: object, properties: {kind: {type: string, enum: [a]}}}
        ",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:7:9 (#/components/schemas/Thing/oneOf/1)
      two branches have `kind: a`
      = a tag must tell the branches apart
    ");
}

#[test]
fn a_branch_without_a_tag() {
    let thing = thing(
        "
        discriminator: {propertyName: kind}
        oneOf: 
        - {type: object, properties: {kind: {type: string, enum: [a]}}}
        - {type: object, properties: {kind: {type: string}}}
        ",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:7:9 (#/components/schemas/Thing/oneOf/1)
      the branch does not say which `kind` it stands for
      = give the property one value
    ");
}

#[test]
fn two_types_of_one_name() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {a: {$ref: '#/components/schemas/x.y'}, b: {$ref: '#/components/schemas/x_y'}}}
        x.y: {type: object, properties: {a: {type: string}}}
        x_y: {type: object, properties: {b: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:5:5 (#/components/schemas/x_y)
      two different types would be called `XY`; the other stands at alpha:4:5 (#/components/schemas/x.y)
      = name one of them with `x-rust-type` in the overlay
    ");
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn an_identifier_and_a_type_of_one_name() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {id: {type: string}, kind: {$ref: '#/components/schemas/ThingId'}}}
        ThingId: {type: string, enum: [a]}
        ",
    )
    .overlay("- {target: $, update: {x-ids: {property: id}}}");
    assert_snapshot!(schemas.problems(), @"
    alpha:4:5 (#/components/schemas/ThingId)
      a type would be called `ThingId`, as an identifier is
      = name it with `x-rust-type` in the overlay
    ");
}

#[test]
fn two_fields_of_one_name() {
    assert_snapshot!(thing("{type: object, properties: {a-b: {type: string}, a_b: {type: string}}}").problems(), @"
    alpha:4:56 (#/components/schemas/Thing/properties/a_b)
      `a-b` and `a_b` would both become the field `a_b`
      = name one of them with `x-rust-name` in the overlay
    ");
}

#[test]
fn two_variants_of_one_name() {
    assert_snapshot!(property("{type: string, enum: [a-b, a_b]}").problems(), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      `a-b` and `a_b` would both become the variant `AB`
      = name one of them with `x-rust-variants` in the overlay
    ");
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn two_variants_of_one_name_in_a_union() {
    let kind = |value| format!("kind: {{type: string, enum: [{value}]}}");
    assert_snapshot!(choice(&kind("a-b"), &kind("a_b")).problems(), @"
    alpha:6:9 (#/components/schemas/Thing/anyOf/1)
      two branches would become the variant `AB`
    ");
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn two_variants_of_one_name_in_enums_that_are_one() {
    let thing = thing(
        "{type: object, properties: {a: {type: string, enum: [a-b]}, b: {type: string, enum: [a_b]}}}",
    );
    let overlay = thing.overlay("- {target: '$..properties[*]', update: {x-rust-type: Merged}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/b)
      two values of the enum would become the variant `AB`
      = name them with `x-rust-variants` in the overlay
    ");
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn a_variant_with_the_name_of_values_to_come() {
    let property = property("{type: string, enum: [a]}");
    let overlay =
        property.overlay("- {target: $..properties.it, update: {x-rust-variants: {a: Unknown}}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/it/x-rust-variants/a)
      `Unknown` is the variant for values to come
      = choose another name
    ");
}

#[test]
#[ignore = "gives Rust that does not compile"]
fn a_type_with_a_name_that_the_generated_code_uses() {
    let property = property("{type: object, properties: {a: {type: string}}}");
    let overlay = property.overlay("- {target: $..properties.it, update: {x-rust-type: Option}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:3 (#/components/schemas/Thing/properties/it/x-rust-type)
      the generated code uses the name `Option` itself
      = choose another name
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
#[ignore = "gives Rust that does not compile"]
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
      the error field `id` is not a required string
      = mend the document or `x-errors` with the overlay
    ");
}
