//! Objects: fields, presence, `allOf`, equal shapes.

use crate::support::{Documents, document, list, paths, schemas, thing};
use insta::assert_snapshot;

#[test]
fn an_object_is_a_struct_with_its_limits_in_words() {
    let thing = thing(
        "
        type: object
        description: What is sold.
        required: [name, price]
        properties:
          name: {type: string, minLength: 1, maxLength: 80, description: Shown to customers.}
          price: {type: number, minimum: 0, exclusiveMinimum: true}
          stock: {type: integer, format: int32, default: 0}
          tags: {type: array, items: {type: string}, minItems: 1}
          is_new: {type: boolean}
        ",
    );
    assert_snapshot!(thing.rust("pub struct Thing"), @r#"
    /// What is sold.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[non_exhaustive]
    pub struct Thing {
        /// Shown to customers.
        ///
        /// Limits: 1 to 80 characters.
        pub name: String,
        /// `price`.
        ///
        /// Limits: more than 0.
        #[serde(with = "nomos_client_runtime::exact")]
        pub price: Decimal,
        /// `stock`.
        ///
        /// Default: `0`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub stock: Option<i32>,
        /// `tags`.
        ///
        /// Limits: at least 1 item.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tags: Option<Vec<String>>,
        /// `is_new`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_new: Option<bool>,
    }
    "#);
}

#[test]
fn nullable_and_not_required_are_options_in_a_response() {
    let thing = thing(
        "
        type: object
        required: [a, b]
        properties:
          a: {type: string}
          b: {type: string, nullable: true}
          c: {type: string}
          d: {type: string, nullable: true}
        ",
    );
    assert_snapshot!(thing.rust("pub struct Thing"), @r#"
    /// The API's `Thing`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[non_exhaustive]
    pub struct Thing {
        /// `a`.
        pub a: String,
        /// `b`.
        pub b: Option<String>,
        /// `c`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub c: Option<String>,
        /// `d`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub d: Option<String>,
    }
    "#);
}

/// `PATCH /things` with this body.
fn patch(properties: &str) -> Documents {
    paths(&format!(
        "
        /things:
          patch:
            requestBody:
              content:
                application/json: {{schema: {{type: object, required: [name], properties: {properties}}}}}
            responses: {{200: {{$ref: '#/components/responses/Thing'}}}}
        "
    ))
}

#[test]
fn a_nullable_field_of_a_patch_is_unset_null_or_a_value() {
    let patch = patch(
        "{name: {type: string}, note: {type: string, nullable: true}, size: {type: integer}}",
    );
    assert_snapshot!(patch.rust("pub struct UpdateThingBody"), @r#"
    /// The API's `UpdateThingBody`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
    #[non_exhaustive]
    pub struct UpdateThingBody {
        /// `name`.
        pub name: String,
        /// `note`.
        #[serde(default, skip_serializing_if = "Patch::is_unset")]
        pub note: Patch<String>,
        /// `size`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub size: Option<i64>,
    }
    "#);
}

#[test]
fn a_component_that_is_read_and_patched() {
    let document = document(
        "
        paths:
          /things:
            get: {responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}
            patch:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
              responses: {204: {description: ''}}
        components:
          schemas: {Thing: {type: object, properties: {note: {type: string, nullable: true}}}}
        ",
    );
    assert_snapshot!(document.surface("types"), @"
    struct Thing
        note: Option<String>
    struct ThingPatch (request)
        note: Patch<String>
    ");
}

#[test]
fn a_request_body_is_made_by_what_it_requires_and_a_setter_for_the_rest() {
    let patch = patch(
        "{name: {type: string}, note: {type: string, nullable: true}, size: {type: integer}}",
    );
    assert_snapshot!(patch.rust("impl UpdateThingBody"), @"
    impl UpdateThingBody {
        /// Creates a new `UpdateThingBody` with its required fields.
        pub fn new(name: impl Into<String>) -> Self {
            Self {
                name: name.into(),
                note: Patch::Unset,
                size: None,
            }
        }

        /// Sets `note`.
        #[must_use]
        pub fn note(mut self, note: impl Into<Patch<String>>) -> Self {
            self.note = note.into();
            self
        }

        /// Sets `size`.
        #[must_use]
        pub fn size(mut self, size: i64) -> Self {
            self.size = Some(size);
            self
        }
    }
    ");
}

#[test]
fn a_reference_is_a_field_of_the_components_type() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [maker], properties: {maker: {$ref: '#/components/schemas/Maker'}}}
        Maker: {type: object, description: Who has made it., required: [name], properties: {name: {type: string}}}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        maker: Maker
    struct Maker
        name: String
    ");
    assert_snapshot!(schemas.rust("pub maker"), @"
    /// Who has made it.
    pub maker: Maker,
    ");
}

#[test]
fn free_keys_are_a_map() {
    let thing = thing(
        "
        type: object
        required: [metadata, prices]
        properties:
          metadata: {type: object, additionalProperties: true}
          prices: {type: object, additionalProperties: {type: number}}
        ",
    );
    assert_snapshot!(thing.rust("pub struct Thing"), @r#"
    /// The API's `Thing`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[non_exhaustive]
    pub struct Thing {
        /// `metadata`.
        pub metadata: BTreeMap<String, serde_json::Value>,
        /// `prices`.
        #[serde(with = "nomos_client_runtime::exact")]
        pub prices: BTreeMap<String, Decimal>,
    }
    "#);
}

#[test]
fn the_overlay_accepts_any_json() {
    let thing =
        thing("{type: object, required: [raw], properties: {raw: {description: As stored.}}}")
            .overlay(
                "
        - target: $..properties.raw
          update: {x-any-json: true}
        ",
            );
    assert_snapshot!(thing.rust("pub raw"), @"
    /// As stored.
    pub raw: Option<serde_json::Value>,
    ");
}

#[test]
fn the_overlay_renames_omits_and_aliases_fields() {
    let thing = thing(
        "
        type: object
        required: [object, 14a_module, type]
        properties: {object: {type: string}, 14a_module: {type: boolean}, type: {type: string}}
        ",
    )
    .overlay(
        "
        - target: $..properties.object
          update: {x-omit: true}
        - target: $..properties['14a_module']
          update: {x-rust-name: module_14a}
        - target: $..properties.type
          update: {x-aliases: [direction, kind]}
        ",
    );
    assert_snapshot!(thing.rust("pub struct Thing"), @r#"
    /// The API's `Thing`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[serde(remote = "Self")]
    #[non_exhaustive]
    pub struct Thing {
        /// `14a_module`.
        #[serde(rename = "14a_module")]
        pub module_14a: bool,
        /// `type`.
        #[serde(alias = "direction", alias = "kind")]
        pub r#type: String,
    }
    "#);
}

#[test]
fn sensitive_fields_are_not_in_debug() {
    let thing = thing(
        "
        type: object
        required: [iban, bank]
        properties: {iban: {type: string}, bank: {type: string}}
        ",
    )
    .overlay(
        "
        - target: $..properties.iban
          update: {x-sensitive: true}
        ",
    );
    assert_snapshot!(thing.rust("pub struct Thing"), @"
    /// The API's `Thing`.
    #[derive(Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[non_exhaustive]
    pub struct Thing {
        /// `iban`.
        pub iban: String,
        /// `bank`.
        pub bank: String,
    }
    ");
    let debug = "nomos_client_runtime::redacted_debug!(Thing { -iban, bank });";
    let output = thing.output();
    assert!(output.files["shop-alpha/src/types/things.rs"].contains(debug));
}

#[test]
fn a_sensitive_component_is_redacted_wherever_it_is_used() {
    let schemas = schemas(
        "
        Thing: {type: object, required: [iban], properties: {iban: {$ref: '#/components/schemas/Iban'}}}
        Iban: {type: string}
        ",
    )
    .overlay(
        "
        - target: $.components.schemas.Iban
          update: {x-sensitive: true}
        ",
    );
    assert_snapshot!(schemas.surface("types"), @"
    struct Thing
        iban: String, redacted
    ");
}

#[test]
fn unknown_extensions_of_a_document_are_ignored() {
    let document = document(
        "
        x-a: 1
        tags: [{name: Things, x-a: 1}]
        paths:
          x-a: 1
          /things:
            x-a: 1
            get:
              x-a: {deep: [1]}
              tags: [Things]
              parameters: [{name: color, in: query, x-a: 1, schema: {type: string, x-a: 1}}]
              responses:
                x-a: 1
                200: {description: '', x-a: 1, content: {application/json: {x-a: 1, schema: {$ref: '#/components/schemas/Thing'}}}}
        components:
          x-a: 1
          schemas: {Thing: {type: object, x-a: 1, required: [name], properties: {name: {type: string, x-a: null}}}}
        ",
    );
    assert_snapshot!(document.surface("types"), @"
    struct Thing
        name: String
    ");
}

#[test]
fn an_optional_field_with_one_value_is_set_without_a_value() {
    let paths = crate::support::paths(
        "
        /things:
          post:
            requestBody:
              content:
                application/json:
                  schema: {type: object, properties: {kind: {type: string, enum: [gift]}}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    );
    assert_snapshot!(paths.rust("pub fn kind"), @"
    /// Sets `kind` to `gift`, its only value.
    #[must_use]
    pub fn kind(mut self) -> Self {
        self.kind = Some(CreateThingBodyKind::Gift);
        self
    }
    ");
}

#[test]
fn integers_have_room_for_their_limits() {
    let thing = thing(
        "
        type: object
        properties:
          narrow: {type: integer, format: int32}
          wide: {type: integer, format: int32, maximum: 4294967295}
          plain: {type: integer}
          unsigned: {type: integer, format: uint64}
          largest: {type: integer, maximum: 18446744073709551615}
        ",
    );
    assert_eq!(
        thing.fields("Thing"),
        "narrow: Option<i32>, wide: Option<i64>, plain: Option<i64>, unsigned: Option<u64>, largest: Option<u64>"
    );
}

#[test]
fn an_object_without_properties_is_a_map_of_json() {
    let thing = thing(
        "{type: object, required: [a, b], properties: {a: {type: object}, b: {type: object, additionalProperties: false}}}",
    );
    assert_snapshot!(thing.fields("Thing"), @"a: BTreeMap<String, serde_json::Value>, b: BTreeMap<String, serde_json::Value>");
    assert_snapshot!(list(&thing.output().warnings), @"");
}

#[test]
fn items_and_values_that_can_be_null_are_options() {
    let thing = thing(
        "
        type: object
        required: [list, map, prices]
        properties:
          list: {type: array, items: {type: string, nullable: true}}
          map: {type: object, additionalProperties: {type: array, items: {type: string, format: date, nullable: true}, nullable: true}}
          prices: {type: array, items: {type: number, nullable: true}}
        ",
    );
    assert_snapshot!(thing.fields("Thing"), @"list: Vec<Option<String>>, map: BTreeMap<String, Option<Vec<Option<Date>>>>, prices: Vec<Option<Decimal>>");
}

#[test]
fn properties_that_are_not_described_are_a_map_beside_the_fields() {
    let documents = paths(
        "
        /things:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Labels'}}}}
            responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Labels'}}}}}
        ",
    )
    .with_schema("Labels: {type: object, required: [name], properties: {name: {type: string}}, additionalProperties: {type: object, required: [text], properties: {text: {type: string}}, description: By language.}}");
    assert_snapshot!(documents.rust("pub struct Labels"), @r#"
    /// The API's `Labels`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[serde(remote = "Self")]
    #[non_exhaustive]
    pub struct Labels {
        /// `name`.
        pub name: String,
        /// By language.
        #[serde(flatten, deserialize_with = "nomos_client_runtime::rest")]
        pub additional_properties: BTreeMap<String, LabelsValue>,
    }
    "#);
    assert_snapshot!(documents.rust("impl Labels"), @"
    impl Labels {
        /// Creates a new `Labels` with its required fields.
        pub fn new(name: impl Into<String>) -> Self {
            Self {
                name: name.into(),
                additional_properties: BTreeMap::new(),
            }
        }

        /// Sets `additional_properties`.
        #[must_use]
        pub fn additional_properties(
            mut self,
            additional_properties: impl IntoIterator<Item = (impl Into<String>, LabelsValue)>,
        ) -> Self {
            self.additional_properties = additional_properties
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect();
            self
        }
    }
    ");
    assert_snapshot!(documents.surface("types"), @"
    struct Labels (both ways)
        name: String
        additional_properties: Map<LabelsValue> = *
    struct LabelsValue (both ways)
        text: String
    ");
}

#[test]
fn the_tag_of_a_union_is_no_property_that_is_not_described() {
    let schemas = schemas(
        "
        Thing: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
        A: {type: object, required: [kind], properties: {kind: {type: string, enum: [a]}}, additionalProperties: {type: number}}
        B: {type: object, required: [kind], properties: {kind: {type: string, enum: [b]}, additional_properties: {type: string}}, additionalProperties: {type: string}}
        ",
    );
    assert_snapshot!(schemas.rust("impl<'de> Deserialize<'de> for A"), @r#"
    impl<'de> Deserialize<'de> for A {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::deserialize(
                nomos_client_runtime::WithRest::new(deserializer, &[], &["kind"]),
            )
        }
    }
    "#);
    assert_snapshot!(schemas.surface("types"), @"
    union Thing by kind: ThingKind
        A(A) = a
        B(B) = b
    struct A
        additional_properties: Map<Decimal> = *
    struct B
        additional_properties: Option<String>
        additional_properties_: Map<String> = *
    ");
}
