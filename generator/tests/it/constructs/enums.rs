//! Enums of strings.

use crate::support::{Documents, list, schemas, thing};
use insta::assert_snapshot;
use nomos_generator::Output;

#[test]
fn an_enum_is_open_and_takes_the_meaning_of_its_values_from_the_description() {
    let thing = thing(
        "
        type: object
        required: [state]
        properties:
          state:
            type: string
            enum: [open, in-progress, 15min]
            description: |
              How far it is.

              - `open`: Not begun.
              - `in-progress`: Begun,
                but not done.
        ",
    );
    assert_snapshot!(thing.rust("pub state"), @"
    /// How far it is.
    pub state: ThingState,
    ");
    assert_snapshot!(thing.rust("pub enum ThingState"), @"
    /// How far it is.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ThingState {
        /// Not begun.
        Open,
        /// Begun, but not done.
        InProgress,
        /// `15min`
        _15min,
        /// A value that this version of the crate does not know.
        Unknown(UnknownValue),
    }
    ");
    assert_snapshot!(thing.rust("nomos_client_runtime::open_enum!"), @r#"
    nomos_client_runtime::open_enum!(ThingState {
        Open = "open",
        InProgress = "in-progress",
        _15min = "15min",
    });
    "#);
}

#[test]
fn null_among_the_values_makes_the_field_optional() {
    let thing = thing(
        "{type: object, required: [state], properties: {state: {type: string, nullable: true, enum: [open, null]}}}",
    );
    assert_snapshot!(thing.surface("types"), @"
    struct Thing
        state: Option<ThingState>
    enum ThingState
        Open = open
    ");
}

#[test]
fn enums_are_compared_as_sets() {
    let thing = thing(
        "
        type: object
        required: [a, b]
        properties: {a: {type: string, enum: [open, done]}, b: {type: string, enum: [done, open]}}
        ",
    );
    assert_snapshot!(thing.surface("types"), @"
    struct Thing
        a: ThingA
        b: ThingA
    enum ThingA
        Open = open
        Done = done
    ");
}

/// Two enums with the same values, the second of them named.
fn named(variants: &str) -> Documents {
    let progress = "{type: string, enum: [open, done]}";
    thing(&format!(
        "{{type: object, required: [a, b], properties: {{a: {progress}, b: {progress}}}}}"
    ))
    .overlay(&format!(
        "
        - target: $..properties.b
          update: {{x-rust-type: Progress{variants}}}
        "
    ))
}

#[test]
fn an_enum_takes_the_overlays_name_wherever_its_values_stand() {
    assert_snapshot!(named("").surface("types"), @"
    struct Thing
        a: Progress
        b: Progress
    enum Progress
        Open = open
        Done = done
    ");
}

#[test]
fn an_enum_takes_the_overlays_variants_wherever_its_values_stand() {
    assert_snapshot!(named(", x-rust-variants: {done: Finished}").surface("types"), @"
    struct Thing
        a: Progress
        b: Progress
    enum Progress
        Open = open
        Finished = done
    ");
}

#[test]
fn enums_that_are_given_one_name_are_one_type_with_all_values() {
    let thing = thing(
        "
        type: object
        required: [a, b]
        properties: {a: {type: string, enum: [open, done]}, b: {type: string, enum: [open, lost]}}
        ",
    )
    .overlay(
        "
        - target: $..properties['a', 'b']
          update: {x-rust-type: Progress}
        ",
    );
    assert_snapshot!(thing.surface("types"), @"
    struct Thing
        a: Progress
        b: Progress
    enum Progress
        Open = open
        Done = done
        Lost = lost
    ");
}

#[test]
fn a_component_names_its_enum() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [state], properties: {state: {$ref: '#/components/schemas/progress.kind'}}}
        progress.kind: {type: string, enum: [open], description: How far it is.}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        state: ProgressKind
    enum ProgressKind
        Open = open
    ");
    assert_snapshot!(schemas.rust("pub state"), @"
    /// How far it is.
    pub state: ProgressKind,
    ");
}

#[test]
fn numbers_and_booleans_from_a_list_stay_what_they_are() {
    let thing = thing(
        "
        type: object
        required: [count, price, yes]
        properties:
          count: {type: integer, enum: [10, 20]}
          price: {type: number, enum: [1.50, 2]}
          yes: {type: boolean, enum: [true]}
        ",
    );
    assert_snapshot!(thing.rust("pub count"), @"
    /// `count`.
    ///
    /// Limits: one of `10`, `20`.
    pub count: i64,
    ");
    assert_snapshot!(thing.rust("pub price"), @r#"
    /// `price`.
    ///
    /// Limits: one of `1.5`, `2`.
    #[serde(with = "nomos_client_runtime::exact")]
    pub price: Decimal,
    "#);
    assert_snapshot!(thing.rust("pub yes"), @"
    /// `yes`.
    ///
    /// Limits: always `true`.
    pub yes: bool,
    ");
}

#[test]
fn values_imply_the_type_that_is_missing() {
    let thing = thing(
        "
        type: object
        required: [state, count, price, on, mixed, text, level, list]
        properties:
          state: {enum: [open, done]}
          count: {enum: [1, 2, null]}
          price: {enum: [1, 2.5]}
          on: {enum: [true, false]}
          mixed: {enum: [auto, 10]}
          text: {minLength: 1}
          level: {minimum: 1}
          list: {items: {enum: [a]}}
        ",
    );
    assert_snapshot!(thing.fields("Thing"), @"state: ThingState, count: Option<i64>, price: Decimal, on: bool, mixed: serde_json::Value, text: String, level: Decimal, list: Vec<ThingListObject>");
    assert_snapshot!(list(&thing.output().warnings), @"
    alpha:11:9 (#/components/schemas/Thing/properties/mixed)
      enums with values of several types are any JSON: 1
      = leave the values of one type with an overlay action
    ");
}

#[test]
fn values_that_differ_in_case_or_sign_have_different_names() {
    let enums = |values: &str| {
        thing(&format!(
            "{{type: object, required: [it], properties: {{it: {{type: string, enum: [{values}]}}}}}}"
        ))
    };
    assert_snapshot!(enums("asc, ASC, Asc, desc").surface("types"), @"
    struct Thing
        it: ThingIt
    enum ThingIt
        Asc = asc
        AscUppercase = ASC
        AscMixedCase = Asc
        Desc = desc
    ");
    assert_snapshot!(enums("'+1', '-1', laugh").surface("types"), @"
    struct Thing
        it: ThingIt
    enum ThingIt
        Plus1 = +1
        Minus1 = -1
        Laugh = laugh
    ");
    assert_snapshot!(enums("a-b, a_b, a.b").surface("types"), @"
    struct Thing
        it: ThingIt
    enum ThingIt
        AB = a-b
        AUnderscoreB = a_b
        ADotB = a.b
    ");
    assert_snapshot!(enums("created, '-created', '<=', '>='").surface("types"), @"
    struct Thing
        it: ThingIt
    enum ThingIt
        Created = created
        MinusCreated = -created
        LessEqual = <=
        GreaterEqual = >=
    ");
}

#[test]
fn a_value_that_differs_in_case_does_not_rename_a_known_one() {
    let enums = |values: &str| {
        thing(&format!(
            "{{type: object, required: [it], properties: {{it: {{type: string, enum: [{values}]}}}}}}"
        ))
    };
    let names = |output: &Output| {
        output
            .surfaces
            .values()
            .next()
            .unwrap()
            .split("enum ThingIt")
            .nth(1)
            .unwrap()
            .to_owned()
    };
    let first = enums("ASC").output();
    let both = enums("asc, ASC").after(&first).unwrap();
    assert_snapshot!(names(&both), @"
    AscLowercase = asc
    Asc = ASC
    ");
    let lower = enums("asc").after(&both).unwrap();
    assert_snapshot!(names(&lower), @"AscLowercase = asc");
}

#[test]
fn properties_that_differ_in_case_or_sign_have_different_names() {
    let thing = thing(
        "{type: object, properties: {'+1': {type: integer}, '-1': {type: integer}, url: {type: string}, URL: {type: string}}}",
    );
    assert_snapshot!(thing.surface("types"), @"
    struct Thing
        plus_1: Option<i64> = +1
        minus_1: Option<i64> = -1
        url: Option<String>
        url_uppercase: Option<String> = URL
    ");
}
