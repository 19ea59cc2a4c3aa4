//! What makes one type out of several schemas.

use crate::support::{Documents, schemas};
use insta::assert_snapshot;

/// A thing with an identifier from elsewhere, and a name that both describe.
fn two_branches() -> Documents {
    schemas(
        "
        Thing:
          allOf:
          - $ref: '#/components/schemas/Base'
          - {type: object, required: [name], properties: {name: {type: string, maxLength: 5}, size: {type: integer}}}
        Base: {type: object, required: [id], properties: {id: {type: string}, name: {type: string}}}
        ",
    )
}

#[test]
fn all_of_is_one_struct_and_overlapping_properties_are_one_field() {
    assert_snapshot!(two_branches().surface("types"), @"
    struct Thing
        id: String
        name: String
        size: Option<i64>
    ");
}

#[test]
fn the_limits_of_all_branches_hold() {
    assert_snapshot!(two_branches().rust("pub name"), @"
    /// `name`.
    ///
    /// Limits: at most 5 characters.
    pub name: String,
    ");
}

#[test]
fn all_of_a_reference_and_nullable_is_an_optional_field_of_that_type() {
    let schemas = schemas(
        "
        Thing:
          type: object
          required: [maker]
          properties:
            maker: {allOf: [{$ref: '#/components/schemas/Maker'}, {nullable: true}], description: If known.}
        Maker: {type: object, required: [name], properties: {name: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.rust("pub maker"), @"
    /// If known.
    pub maker: Option<Maker>,
    ");
}

#[test]
fn equal_shapes_are_one_type_under_the_best_name() {
    let schemas = schemas(
        "
        Thing:
          type: object
          required: [home, work, site]
          properties:
            home: {type: object, required: [street, city], properties: {street: {type: string}, city: {type: string}}}
            work: {type: object, required: [city, street], properties: {city: {type: string}, street: {type: string}}}
            site: {$ref: '#/components/schemas/Address'}
        Address: {type: object, required: [street, city], properties: {street: {type: string}, city: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        home: Address
        work: Address
        site: Address
    struct Address
        street: String
        city: String
    ");
}

#[test]
fn the_overlay_can_keep_equal_shapes_apart() {
    let schemas = schemas(
        "
        Thing:
          type: object
          required: [home, work]
          properties: {home: {$ref: '#/components/schemas/Home'}, work: {$ref: '#/components/schemas/Work'}}
        Home: {type: object, required: [street], properties: {street: {type: string}}}
        Work: {type: object, required: [street], properties: {street: {type: string}}}
        ",
    )
    .overlay(
        "
        - target: $.components.schemas['Home', 'Work']
          update: {x-distinct: They change for different reasons.}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @r#"
    struct Thing
        home: Home
        work: Work
    struct Home  apart: "They change for different reasons."
        street: String
    struct Work  apart: "They change for different reasons."
        street: String
    "#);
}

#[test]
fn a_limit_that_holds_in_one_place_only_is_not_stated() {
    let schemas = schemas(
        "
        Thing:
          type: object
          required: [home, work]
          properties:
            home: {type: object, required: [zip], properties: {zip: {type: string, minLength: 5, pattern: '^[0-9]*$'}}}
            work: {type: object, required: [zip], properties: {zip: {type: string, pattern: '^[0-9]*$'}}}
        ",
    );
    assert_snapshot!(schemas.rust("pub zip"), @"
    /// `zip`.
    ///
    /// Limits: matches `^[0-9]*$`.
    pub zip: String,
    ");
}
