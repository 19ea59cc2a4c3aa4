//! Objects distinguished by a tag.

use crate::support::{Documents, schemas};
use insta::assert_snapshot;

/// A thing that is a cat or a dog, distinguished by this discriminator.
fn pets(discriminator: &str) -> Documents {
    schemas(&format!(
        "
        Thing: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {discriminator}}}
        Cat: {{type: object, required: [name, lives], properties: {{name: {{type: string}}, lives: {{type: integer}}}}}}
        Dog: {{type: object, required: [name], properties: {{name: {{type: string}}}}}}
        "
    ))
}

/// The same, distinguished by the single value of `kind`.
fn kinds() -> Documents {
    schemas(
        "
        Thing: {anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
        Cat: {type: object, required: [name, lives], properties: {kind: {type: string, enum: [cat], default: cat}, name: {type: string}, lives: {type: integer}}}
        Dog: {type: object, required: [name], properties: {kind: {type: string, enum: [dog]}, name: {type: string}}}
        ",
    )
}

#[test]
fn single_value_enums_tell_branches_apart() {
    let union = kinds();
    assert_snapshot!(union.surface("types"), @"
    union Thing by kind: ThingKind, cat if absent
        Cat(Cat) = cat
        Dog(Dog) = dog
        name()
    struct Cat
        name: String
        lives: i64
    struct Dog
        name: String
    ");
    assert_snapshot!(union.rust("pub enum Thing"), @r#"
    /// The API's `Thing`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
    #[serde(tag = "kind")]
    #[non_exhaustive]
    pub enum Thing {
        /// `kind: cat`
        #[serde(rename = "cat")]
        Cat(Cat),
        /// `kind: dog`
        #[serde(rename = "dog")]
        Dog(Dog),
        /// A variant that this version of the crate does not know, with its JSON.
        #[serde(untagged)]
        Unknown(UnknownVariant),
    }
    "#);
}

#[test]
fn the_tag_is_read_first_and_an_unknown_one_keeps_the_json() {
    let union = kinds();
    assert_snapshot!(union.rust("impl<'de> Deserialize<'de> for Thing"), @r#"
    impl<'de> Deserialize<'de> for Thing {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let tagged = Tagged::read(deserializer, "kind", Some("cat"))?;
            match tagged.tag() {
                "cat" => tagged.decode().map(Self::Cat),
                "dog" => tagged.decode().map(Self::Dog),
                _ => Ok(Self::Unknown(tagged.into_unknown())),
            }
        }
    }
    "#);
}

#[test]
fn what_all_branches_share_can_be_read_from_the_union() {
    let union = kinds();
    assert_snapshot!(union.rust("impl Thing"), @"
    impl Thing {
        /// The value of `kind`.
        pub fn kind(&self) -> ThingKind {
            match self {
                Self::Cat(_) => ThingKind::Cat,
                Self::Dog(_) => ThingKind::Dog,
                Self::Unknown(unknown) => unknown.tag().into(),
            }
        }

        /// `None` for a variant that this crate does not know.
        pub fn name(&self) -> Option<&str> {
            match self {
                Self::Cat(value) => Some(&value.name),
                Self::Dog(value) => Some(&value.name),
                Self::Unknown(_) => None,
            }
        }
    }
    ");
}

#[test]
fn a_tag_has_an_enum_of_its_own() {
    assert_snapshot!(kinds().rust("pub enum ThingKind"), @"
    /// The tag of `Thing`, its property `kind`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ThingKind {
        /// `kind: cat`
        Cat,
        /// `kind: dog`
        Dog,
        /// A value that this version of the crate does not know.
        Unknown(UnknownValue),
    }
    ");
}

#[test]
fn the_enum_of_a_tag_is_the_document_s_if_it_has_the_values() {
    let with = |values: &str| {
        schemas(&format!(
            "
            Thing: {{anyOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]}}
            Cat: {{type: object, required: [other], properties: {{kind: {{type: string, enum: [cat]}}, other: {{$ref: '#/components/schemas/ThingKind'}}}}}}
            Dog: {{type: object, properties: {{kind: {{type: string, enum: [dog]}}, tail: {{type: string}}}}}}
            ThingKind: {{type: string, enum: {values}}}
            "
        ))
    };
    let accessor = |documents: Documents| {
        let accessor = documents.rust("pub fn kind");
        let mut lines = accessor.lines();
        lines.find(|line| line.contains("fn")).unwrap().to_owned()
    };
    assert_eq!(
        accessor(with("[bird, cat, dog]")),
        "pub fn kind(&self) -> ThingKind {"
    );
    assert_eq!(
        accessor(with("[cat, bird]")),
        "pub fn kind(&self) -> ThingKindTag {"
    );
}

#[test]
fn a_branch_becomes_the_union() {
    let union = kinds();
    assert_snapshot!(union.rust("impl From<Cat> for Thing"), @"
    impl From<Cat> for Thing {
        fn from(value: Cat) -> Self {
            Self::Cat(value)
        }
    }
    ");
}

#[test]
fn a_discriminator_maps_values_to_branches() {
    let mapping = "{propertyName: kind, mapping: {felis: '#/components/schemas/Cat', canis: '#/components/schemas/Dog'}}";
    let union = pets(mapping);
    assert_snapshot!(union.surface("types"), @"
    union Thing by kind: ThingKind
        Felis(Cat) = felis
        Canis(Dog) = canis
        name()
    struct Cat
        name: String
        lives: i64
    struct Dog
        name: String
    ");
}

#[test]
fn a_mapping_can_name_the_component_alone() {
    let mapping = "{propertyName: kind, mapping: {felis: Cat, canis: Dog}}";
    let union = pets(mapping);
    assert_snapshot!(union.surface("types"), @"
    union Thing by kind: ThingKind
        Felis(Cat) = felis
        Canis(Dog) = canis
        name()
    struct Cat
        name: String
        lives: i64
    struct Dog
        name: String
    ");
}

#[test]
fn several_values_can_lead_to_one_branch() {
    let mapping = "{propertyName: kind, mapping: {cat: '#/components/schemas/Cat', lion: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}";
    let union = pets(mapping);
    assert_snapshot!(union.surface("types"), @"
    union Thing by kind: ThingKind
        Cat(Cat) = cat
        Lion(Cat) = lion
        Dog(Dog) = dog
        name()
    struct Cat
        name: String
        lives: i64
    struct Dog
        name: String
    ");
}

#[test]
fn without_a_mapping_the_component_is_the_value() {
    assert_snapshot!(pets("{propertyName: kind}").surface("types"), @"
    union Thing by kind: ThingKind
        Cat(Cat) = Cat
        Dog(Dog) = Dog
        name()
    struct Cat
        name: String
        lives: i64
    struct Dog
        name: String
    ");
}

#[test]
fn a_default_on_the_tag_applies_when_it_is_absent() {
    let reading = kinds().rust("impl<'de> Deserialize<'de> for Thing");
    assert!(
        reading.contains(r#"Tagged::read(deserializer, "kind", Some("cat"))"#),
        "{reading}"
    );
}

#[test]
fn a_branch_with_nothing_but_its_tag_is_a_unit_variant() {
    let schemas = schemas(
        "
        Thing:
          anyOf:
          - {type: object, required: [kind], properties: {kind: {type: string, enum: [none]}}}
          - {type: object, required: [kind, size], properties: {kind: {type: string, enum: [some]}, size: {type: integer}}}
        ",
    );
    assert_snapshot!(schemas.rust("pub enum Thing"), @r#"
    /// The API's `Thing`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
    #[serde(tag = "kind")]
    #[non_exhaustive]
    pub enum Thing {
        /// `kind: none`
        #[serde(rename = "none")]
        None,
        /// `kind: some`
        #[serde(rename = "some")]
        Some(SomeThing),
        /// A variant that this version of the crate does not know, with its JSON.
        #[serde(untagged)]
        Unknown(UnknownVariant),
    }
    "#);
}

#[test]
fn a_nullable_branch_makes_the_union_optional() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [pet], properties: {pet: {anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {nullable: true}]}}}
        Cat: {type: object, required: [kind, lives], properties: {kind: {type: string, enum: [cat]}, lives: {type: integer}}}
        Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [dog]}}}
        ",
    );
    assert_snapshot!(schemas.rust("pub pet"), @"
    /// `pet`.
    pub pet: Option<ThingPet>,
    ");
}
