//! Enums of strings.

use crate::support::{Documents, schemas, thing};
use insta::assert_snapshot;

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
