//! Names that are taken.

use crate::support::{property, schemas, thing};
use insta::assert_snapshot;

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
      `ThingId` is also the type of an identifier
      = name one of them in the overlay
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
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      `a-b` and `a_b` would both become the variant `AB`
      = name one of them with `x-rust-variants` in the overlay
    ");
}

#[test]
fn two_variants_of_one_name_in_enums_that_are_one() {
    let thing = thing(
        "{type: object, properties: {a: {type: string, enum: [a-b]}, b: {type: string, enum: [a_b]}}}",
    );
    let overlay = thing.overlay("- {target: '$..properties[*]', update: {x-rust-type: Merged}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:4 (#/components/schemas/Thing/properties/a/x-rust-type)
      `a-b` and `a_b` would both become the variant `AB`
      = name one of them with `x-rust-variants` in the overlay
    ");
}

#[test]
fn a_variant_with_the_name_of_values_to_come() {
    let property = property("{type: string, enum: [a]}");
    let overlay =
        property.overlay("- {target: $..properties.it, update: {x-rust-variants: {a: Unknown}}}");
    assert_snapshot!(overlay.problems(), @r#"
    overlay:4:4 (#/components/schemas/Thing/properties/it/x-rust-variants/a)
      "Unknown" cannot name a variant
      = choose another name
    "#);
}

#[test]
fn a_type_with_a_name_that_the_generated_code_uses() {
    let property = property("{type: object, properties: {a: {type: string}}}");
    let overlay = property.overlay("- {target: $..properties.it, update: {x-rust-type: Option}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:4 (#/components/schemas/Thing/properties/it/x-rust-type)
      the generated code needs the name `Option` itself
      = give it another name in the overlay
    ");
}
