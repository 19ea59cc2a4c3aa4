//! Schemas that contain themselves.

use crate::support::{crates, list, paths, schemas, thing};
use insta::assert_snapshot;

#[test]
fn only_a_field_without_a_list_or_map_in_between_is_boxed() {
    let thing = thing(
        "
        type: object
        required: [name]
        properties:
          name: {type: string}
          parent: {$ref: '#/components/schemas/Thing'}
          children: {type: array, items: {$ref: '#/components/schemas/Thing'}}
          by_name: {type: object, additionalProperties: {$ref: '#/components/schemas/Thing'}}
        ",
    );
    assert_snapshot!(thing.fields("Thing"), @"name: String, parent: Option<Box<Thing>>, children: Option<Vec<Thing>>, by_name: Option<BTreeMap<String, Thing>>");
}

#[test]
fn the_optional_fields_of_a_cycle_are_boxed_before_the_required_ones() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [maker], properties: {maker: {$ref: '#/components/schemas/Maker'}}}
        Maker: {type: object, properties: {best: {$ref: '#/components/schemas/Thing'}, home: {$ref: '#/components/schemas/Home'}}}
        Home: {type: object, properties: {zip: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        maker: Maker
    struct Maker
        best: Option<Box<Thing>>
        home: Option<Home>
    struct Home
        zip: Option<String>
    ");
}

#[test]
fn a_choice_ends_a_cycle_of_required_fields() {
    let schemas = schemas(
        "
        Thing:
          oneOf: [{$ref: '#/components/schemas/Sum'}, {$ref: '#/components/schemas/Number'}]
          discriminator: {propertyName: kind}
        Sum: {type: object, required: [kind, left, right], properties: {kind: {type: string}, left: {$ref: '#/components/schemas/Thing'}, right: {$ref: '#/components/schemas/Thing'}}}
        Number: {type: object, required: [kind, value], properties: {kind: {type: string}, value: {type: integer}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    union Thing by kind: ThingKind
        Sum(Sum) = Sum
        Number(Number) = Number
    struct Sum
        left: Box<Thing>
        right: Box<Thing>
    struct Number
        value: i64
    ");
}

#[test]
fn heirs_refer_to_the_schema_that_they_extend() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}, friend: {$ref: '#/components/schemas/Thing'}}}
        Dog: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {enemy: {$ref: '#/components/schemas/Cat'}}}]}
        Cat: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {prey: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}]}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    union Thing by kind: ThingKind
        Dog(Dog) = Dog
        Cat(CatObject) = Cat
        friend()
    struct Dog
        friend: Option<Box<Thing>>
        enemy: Option<Box<Cat>>
    struct Cat
        kind: String
        friend: Option<Box<Thing>>
        prey: Option<Vec<Thing>>
    struct CatObject
        friend: Option<Box<Thing>>
        prey: Option<Vec<Thing>>
    ");
}

#[test]
fn an_inline_schema_extends_the_one_that_contains_it() {
    let schemas = schemas(
        "
        Thing: {type: object, properties: {next: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {note: {type: string}}}]}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        next: Option<ThingNext>
    struct ThingNext
        next: Option<Box<ThingNext>>
        note: Option<String>
    ");
}

#[test]
fn branches_are_inline_choices_of_themselves() {
    let schemas = schemas(
        "
        Thing: {$ref: '#/components/schemas/Dog'}
        Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [dog]}, friend: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}}}
        Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat]}, friends: {type: array, items: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct DogObject
        kind: DogKind
        friend: Option<CatFriend>
    enum DogKind
        Dog = dog
    union CatFriend by kind: CatFriendKind
        Dog(Dog) = dog
        Cat(Cat) = cat
    struct Dog
        friend: Option<Box<CatFriend>>
    struct Cat
        friends: Option<Vec<CatFriend>>
    ");
}

#[test]
fn a_list_of_itself_is_any_json_below() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [tree], properties: {tree: {$ref: '#/components/schemas/Tree'}, mixed: {$ref: '#/components/schemas/Nodes'}}}
        Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
        Nodes: {type: array, items: {type: object, properties: {nodes: {$ref: '#/components/schemas/Nodes'}}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        tree: Vec<JSON>
        mixed: Option<Vec<ThingMixed>>
    struct ThingMixed
        nodes: Option<Vec<ThingMixed>>
    ");
    assert_snapshot!(list(&schemas.output().warnings), @"
    alpha:4:5 (#/components/schemas/Tree)
      lists or maps of themselves are any JSON below their first level: 1
      = give their items an object with a property of this type
    ");
}

#[test]
fn constructors_and_setters_take_plain_values_and_accessors_return_them() {
    let documents = paths(
        "
        /things:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}
            responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}}
        ",
    )
    .with_schema("Node: {oneOf: [{$ref: '#/components/schemas/Sum'}, {$ref: '#/components/schemas/Neg'}]}")
    .with_schema("Sum: {type: object, required: [kind, of], properties: {kind: {type: string, enum: [sum]}, of: {$ref: '#/components/schemas/Node'}, next: {$ref: '#/components/schemas/Sum'}}}")
    .with_schema("Neg: {type: object, required: [kind, of], properties: {kind: {type: string, enum: [neg]}, of: {$ref: '#/components/schemas/Node'}, next: {$ref: '#/components/schemas/Sum'}}}");
    assert_snapshot!(documents.rust("impl Sum"), @"
    impl Sum {
        /// Creates a new `Sum` with its required fields.
        pub fn new(of: impl Into<Node>) -> Self {
            Self {
                kind: SumKind::Sum,
                of: of.into(),
                next: None,
            }
        }

        /// Sets `next`.
        #[must_use]
        pub fn next(mut self, next: Sum) -> Self {
            self.next = Some(Box::new(next));
            self
        }
    }
    ");
    assert_snapshot!(documents.rust("impl Node"), @"
    impl Node {
        /// The value of `kind`.
        pub fn kind(&self) -> NodeKind {
            match self {
                Self::Sum(_) => NodeKind::Sum,
                Self::Neg(_) => NodeKind::Neg,
                Self::Unknown(unknown) => unknown.tag().into(),
            }
        }

        /// `None` for a variant that this crate does not know.
        pub fn of(&self) -> Option<&Node> {
            match self {
                Self::Sum(value) => Some(&value.of),
                Self::Neg(value) => Some(&value.of),
                Self::Unknown(_) => None,
            }
        }

        /// `None` for a variant that this crate does not know.
        pub fn next(&self) -> Option<&Sum> {
            match self {
                Self::Sum(value) => value.next.as_deref(),
                Self::Neg(value) => value.next.as_deref(),
                Self::Unknown(_) => None,
            }
        }
    }
    ");
}

#[test]
fn many_schemas_of_one_cycle_take_no_longer_than_one() {
    let component = |index: usize| {
        let next = |step| format!("{{$ref: '#/components/schemas/C{}'}}", (index + step) % 60);
        let (a, b, c) = (next(1), next(7), next(31));
        format!(
            "C{index}: {{type: object, properties: {{a: {a}, b: {b}, c: {c}, text: {{type: string}}}}}}\n"
        )
    };
    let components: String = (0..60).map(component).collect();
    let documents = schemas(&format!(
        "Thing: {{type: object, properties: {{c: {{$ref: '#/components/schemas/C0'}}}}}}\n{components}"
    ));
    let output = documents.output();
    let again = documents.after(&output).unwrap();
    assert_eq!(crates(&again), crates(&output));
}
