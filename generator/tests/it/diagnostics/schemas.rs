//! Schemas without a Rust type, or with a conflicting one.

use crate::support::{Documents, list, property, schemas, thing};
use insta::assert_snapshot;

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
      unresolved reference `#/components/schemas/Make`
      = did you mean `#/components/schemas/Maker`?
    alpha:3:92 (#/components/schemas/Thing/properties/shelf/$ref)
      unresolved reference `shelf.yaml`
      = refer to an existing component as `#/components/schemas/<name>`
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
      circular reference
      = fix the document
    ");
}

#[test]
fn a_schema_that_extends_itself() {
    let part = "{type: object, properties: {name: {type: string}}}";
    let thing = thing(&format!(
        "{{allOf: [{{$ref: '#/components/schemas/Thing'}}, {part}]}}"
    ));
    assert_snapshot!(thing.problems(), @"
    alpha:3:5 (#/components/schemas/Thing)
      the schema `Thing` extends itself
      = remove the reference to itself in `allOf` with an overlay action
    ");
}

#[test]
fn a_schema_that_wraps_itself() {
    let thing = thing("{allOf: [{$ref: '#/components/schemas/Thing'}]}").overlay(
        "
        - target: $
          update: {x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}}
        ",
    );
    assert_snapshot!(thing.problems(), @"
    alpha:4:16 (#/components/schemas/Thing/allOf/0)
      circular reference
      = fix the document
    ");
}

/// Forty components, each of which uses the next one twice.
fn doubling(schema: impl Fn(&str) -> String) -> Documents {
    let component = |index| {
        format!(
            "C{index}: {}\n",
            schema(&format!("{{$ref: '#/components/schemas/C{}'}}", index + 1))
        )
    };
    let components: String = (0..40).map(component).collect();
    let last = "C40: {type: object, properties: {name: {type: string}}}";
    schemas(&format!(
        "Thing: {{type: object, properties: {{c: {{$ref: '#/components/schemas/C0'}}}}}}\n{components}{last}"
    ))
}

#[test]
fn many_ways_to_a_schema_take_no_longer_than_one() {
    let properties =
        doubling(|next| format!("{{type: object, properties: {{a: {next}, b: {next}}}}}"));
    assert!(properties.generate().is_ok());
}

#[test]
fn many_ways_to_a_branch_take_no_longer_than_one() {
    let branches = doubling(|next| format!("{{allOf: [{next}, {next}]}}"));
    assert!(branches.generate().is_ok());
}

#[test]
fn a_type_that_does_not_exist() {
    assert_snapshot!(property("{type: text}").problems(), @"
    alpha:4:56 (#/components/schemas/Thing/properties/it/type)
      unknown type `text`
      = use `string`, `number`, `integer`, `boolean`, `array` or `object`
    ");
}

#[test]
fn schemas_without_a_type_are_any_json_with_one_finding() {
    let thing = thing(
        "{type: object, properties: {it: {description: Anything.}, list: {type: array}, items: {type: array, items: {}}, map: {type: object, additionalProperties: {}}}}",
    );
    assert_snapshot!(list(&thing.output().warnings), @"
    alpha:4:35 (#/components/schemas/Thing/properties/it)
      schemas without a `type` are any JSON: 3
      = add a type with an overlay action, or accept it with `x-any-json: true`; also at `#/components/schemas/Thing/properties/items/items`, `#/components/schemas/Thing/properties/list`
    ");
    assert_snapshot!(thing.fields("Thing"), @"it: Option<serde_json::Value>, list: Option<Vec<serde_json::Value>>, items: Option<Vec<serde_json::Value>>, map: Option<BTreeMap<String, serde_json::Value>>");
}

#[test]
fn not_is_any_json() {
    let property = property("{not: {type: string}}");
    assert_snapshot!(property.fields("Thing"), @"it: serde_json::Value");
    assert_snapshot!(list(&property.output().warnings), @"
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      schemas with nothing but `not` are any JSON: 1
      = add a type with an overlay action
    ");
}

#[test]
fn a_combination_of_keywords() {
    assert_snapshot!(property("{anyOf: [{type: string}], oneOf: [{type: string}]}").problems(), @"
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      unsupported combination of keywords
      = use one of `type`, `allOf`, `anyOf` or `oneOf`, with only the keywords that belong to it
    ");
}

#[test]
fn a_required_property_that_is_not_described() {
    assert_snapshot!(thing("{type: object, required: [name], properties: {nam: {type: string}}}").problems(), @"
    alpha:4:33 (#/components/schemas/Thing/required/0)
      unknown property `name` in `required`
      = remove it with an overlay action, or add it to `properties`
    ");
}

#[test]
fn a_limit_or_value_that_does_not_fit_the_type() {
    assert_snapshot!(property("{type: integer, minimum: 1.5}").problems(), @"
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      a limit or an enum value does not match the type `integer`
      = fix or remove it with an overlay action
    ");
    assert_snapshot!(property("{type: string, enum: [1]}").problems(), @"
    alpha:4:51 (#/components/schemas/Thing/properties/it)
      a limit or an enum value does not match the type `string`
      = fix or remove it with an overlay action
    ");
}

#[test]
fn all_of_with_a_property_of_different_types() {
    let branch = |ty| format!("{{type: object, properties: {{a: {{type: {ty}}}}}}}");
    let all = format!("{{allOf: [{}, {}]}}", branch("string"), branch("integer"));
    assert_snapshot!(property(&all).problems(), @"
    alpha:4:141 (#/components/schemas/Thing/properties/it/allOf/1/properties/a)
      conflicting types for `a` in the branches of `allOf`
      = make the types equal with an overlay action
    ");
}

#[test]
fn all_of_with_something_else_than_objects() {
    assert_snapshot!(property("{allOf: [{type: string}, {type: string}]}").problems(), @"
    alpha:4:64 (#/components/schemas/Thing/properties/it/allOf/0)
      expected an object schema
      = combine object schemas only
    ");
}

#[test]
fn schemas_inside_of_each_other() {
    let chain = |length: usize| {
        let level = |level: usize| {
            let next = level + 1;
            format!(
                "Level{level}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/Level{next}'}}}}}}"
            )
        };
        let levels: Vec<_> = (0..length).map(level).collect();
        schemas(&format!(
            "
            Thing: {{$ref: '#/components/schemas/Level0'}}
            {}
            Level{length}: {{type: string}}
            ",
            levels.join("\n            ")
        ))
    };
    let types = chain(600).surface("types");
    assert!(types.contains("struct Level599"), "{types}");
    let problems = chain(1_200).problems();
    assert!(
        problems.contains("more than 1000 schemas inside of each other"),
        "{problems}"
    );
}
