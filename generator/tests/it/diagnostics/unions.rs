//! Choices that have no Rust type.

use crate::support::{Documents, list, property, schemas, thing};
use insta::assert_snapshot;

#[test]
fn a_choice_without_types_is_any_json() {
    let property = property("{anyOf: [{nullable: true}]}");
    assert_snapshot!(property.fields("Thing"), @"it: Option<serde_json::Value>");
    assert_snapshot!(list(&property.output().warnings), @"
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      schemas without a `type` are any JSON: 1
      = add a type with an overlay action, or accept it with `x-any-json: true`
    ");
}

#[test]
fn a_choice_of_different_types_is_any_json() {
    let property = property("{anyOf: [{type: string}, {type: integer}]}");
    assert_snapshot!(property.fields("Thing"), @"it: serde_json::Value");
    assert_snapshot!(list(&property.output().warnings), @"
    alpha:4:56 (#/components/schemas/Thing/properties/it/anyOf)
      choices whose branches have no property with a different value each are any JSON: 1
      = add such a property to each branch, or replace the choice with one type, with an overlay action
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
fn objects_that_cannot_be_distinguished_are_any_json() {
    let choice = choice("a: {type: string}", "b: {type: string}");
    assert_snapshot!(list(&choice.output().warnings), @"
    alpha:4:7 (#/components/schemas/Thing/anyOf)
      choices whose branches have no property with a different value each are any JSON: 1
      = add such a property to each branch, or replace the choice with one type, with an overlay action
    ");
}

#[test]
fn a_discriminator_that_contradicts_its_branch() {
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
      conflicting discriminator values: `lion` in the mapping, `cat` in the property `kind`
      = remove the mapping with an overlay action
    ");
}

#[test]
fn a_mapping_to_an_unknown_branch() {
    let schemas = schemas(
        "
        Thing:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind, mapping: {lion: '#/components/schemas/Lion'}}
        Cat: {type: object, properties: {kind: {type: string, enum: [cat]}}}
        Dog: {type: object, properties: {kind: {type: string, enum: [dog]}}}
        ",
    );
    assert_snapshot!(schemas.problems(), @"
    alpha:5:53 (#/components/schemas/Thing/discriminator/mapping/lion)
      unknown branch `#/components/schemas/Lion` in the discriminator mapping
      = remove it with an overlay action, or map the value to one of the branches
    ");
}

#[test]
fn two_branches_with_the_same_tag() {
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
      duplicate discriminator value `kind: a`
      = remove all but one of the branches with an overlay action
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
      the branch has no single value for the discriminator `kind`
      = restrict the property to one value with `enum`, or accept any JSON
    ");
}

#[test]
fn two_variants_with_the_same_name_in_a_union() {
    let kind = |value| format!("kind: {{type: string, enum: [{value}]}}");
    assert_snapshot!(choice(&kind("ä"), &kind("ö")).problems(), @"
    alpha:3:5 (#/components/schemas/Thing)
      duplicate variant `Unnamed`: `ä` and `ö` both map to it
      = rename one of them with `x-rust-variants` in the overlay
    ");
}
