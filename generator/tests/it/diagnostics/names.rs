//! Conflicting and reserved names.

use crate::support::{property, schemas, thing};
use insta::assert_snapshot;

#[test]
fn two_types_with_the_same_name() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {a: {$ref: '#/components/schemas/x.y'}, b: {$ref: '#/components/schemas/x_y'}}}
        x.y: {type: object, properties: {a: {type: string}}}
        x_y: {type: object, properties: {b: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:5:5 (#/components/schemas/x_y)
      duplicate type name `XY`: also used at alpha:4:5 (#/components/schemas/x.y)
      = rename one of them with `x-rust-type` in the overlay
    ");
}

#[test]
fn an_identifier_and_a_type_with_the_same_name() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {id: {type: string}, kind: {$ref: '#/components/schemas/ThingId'}}}
        ThingId: {type: string, enum: [a]}
        ",
    )
    .overlay("- {target: $, update: {x-ids: {property: id}}}");
    assert_snapshot!(schemas.problems(), @"
    alpha:4:5 (#/components/schemas/ThingId)
      duplicate type name `ThingId`: also an identifier type
      = rename one of them in the overlay
    ");
}

#[test]
fn two_fields_with_the_same_name() {
    assert_snapshot!(thing("{type: object, properties: {ä: {type: string}, ö: {type: string}}}").problems(), @"
    alpha:4:54 (#/components/schemas/Thing/properties/ö)
      duplicate field `unnamed`: `ä` and `ö` both map to it
      = rename one of them with `x-rust-name` in the overlay
    ");
}

#[test]
fn two_variants_with_the_same_name() {
    assert_snapshot!(property("{type: string, enum: [ä, ö]}").problems(), @"
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      duplicate variant `Unnamed`: `ä` and `ö` both map to it
      = rename one of them with `x-rust-variants` in the overlay
    ");
}

#[test]
fn two_variants_with_the_same_name_in_merged_enums() {
    let thing = thing(
        "{type: object, properties: {a: {type: string, enum: [ä]}, b: {type: string, enum: [ö]}}}",
    );
    let overlay = thing.overlay("- {target: '$..properties[*]', update: {x-rust-type: Merged}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:4 (#/components/schemas/Thing/properties/a/x-rust-type)
      duplicate variant `Unnamed`: `ä` and `ö` both map to it
      = rename one of them with `x-rust-variants` in the overlay
    ");
}

#[test]
fn a_variant_called_unknown() {
    let property = property("{type: string, enum: [a]}");
    let overlay =
        property.overlay("- {target: $..properties.it, update: {x-rust-variants: {a: Unknown}}}");
    assert_snapshot!(overlay.problems(), @r#"
    overlay:4:4 (#/components/schemas/Thing/properties/it/x-rust-variants/a)
      invalid variant name `Unknown`
      = choose another name in the overlay
    "#);
}

#[test]
fn a_type_with_a_reserved_name() {
    let property = property("{type: object, properties: {a: {type: string}}}");
    let overlay = property.overlay("- {target: $..properties.it, update: {x-rust-type: Option}}");
    assert_snapshot!(overlay.problems(), @"
    overlay:4:4 (#/components/schemas/Thing/properties/it/x-rust-type)
      reserved name `Option`: the generated code uses it
      = choose another name in the overlay
    ");
}
