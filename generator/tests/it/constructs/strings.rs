//! Strings that mean more than text: instants, dates, identifiers.

use crate::support::{paths, property, thing};
use insta::assert_snapshot;

#[test]
fn any_of_string_and_date_time_is_a_timestamp() {
    let field =
        property("{anyOf: [{type: string}, {type: string, format: date-time}]}").rust("pub it");
    assert_snapshot!(field, @"
    /// `it`.
    pub it: Timestamp,
    ");
}

#[test]
fn a_nullable_branch_makes_the_timestamp_optional() {
    let choice = "{anyOf: [{type: string}, {type: string, format: date-time}, {nullable: true}]}";
    assert_snapshot!(property(choice).rust("pub it"), @"
    /// `it`.
    pub it: Option<Timestamp>,
    ");
}

#[test]
fn format_date_and_the_pattern_of_a_date_are_dates() {
    assert_snapshot!(property("{type: string, format: date}").rust("pub it"), @"
    /// `it`.
    pub it: Date,
    ");
    assert_snapshot!(property(r"{type: string, pattern: '^\d{4}-\d{2}-\d{2}$'}").rust("pub it"), @"
    /// `it`.
    pub it: Date,
    ");
}

#[test]
fn another_pattern_is_a_limit() {
    assert_snapshot!(property("{type: string, pattern: '^[A-Z]{2}$'}").rust("pub it"), @"
    /// `it`.
    ///
    /// Limits: matches `^[A-Z]{2}$`.
    pub it: String,
    ");
}

#[test]
fn formats_without_a_type_of_their_own_are_text() {
    for format in ["uri", "email", "uuid", "password"] {
        let field = property(&format!("{{type: string, format: {format}}}")).rust("pub it");
        assert!(field.ends_with("pub it: String,"), "{field}");
    }
}

const IDS: &str = "
    - target: $
      update: {x-ids: {property: id, fields: {maker: MakerId}}}
    ";

#[test]
fn identifiers_are_told_by_the_overlay() {
    let thing = thing(
        "
        type: object
        required: [id, maker, parent, makers]
        properties:
          id: {type: string, example: thg_1}
          maker: {type: string, nullable: true}
          parent: {type: string}
          makers: {type: array, items: {type: string}}
        ",
    )
    .overlay(&format!(
        "{IDS}
    - target: $..properties.makers.items
      update: {{x-id: MakerId}}
    - target: $..properties.parent
      update: {{x-id: ThingId}}
        "
    ));
    assert_snapshot!(thing.rust("pub struct Thing"), @"
    /// The API's `Thing`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[non_exhaustive]
    pub struct Thing {
        /// `id`.
        pub id: ThingId,
        /// `maker`.
        pub maker: Option<MakerId>,
        /// `parent`.
        pub parent: ThingId,
        /// `makers`.
        pub makers: Vec<MakerId>,
    }
    ");
    assert_snapshot!(thing.rust("pub struct ThingId"), @"
    /// Identifies a thing, for example `thg_1`.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct ThingId(String);
    ");
}

#[test]
fn an_identifier_in_a_path_belongs_to_the_segment_before_it() {
    let paths = paths(
        "
        /racks/{id}/things/{maker}:
          get:
            parameters:
            - {name: id, in: path, required: true, schema: {type: string}, description: Which rack.}
            - {name: maker, in: path, required: true, schema: {type: string}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    )
    .overlay(IDS);
    assert_snapshot!(paths.rust("pub fn thing"), @r#"
    /// - `id`: Which rack.
    ///
    /// `GET /racks/{id}/things/{maker}`, without a token.
    ///
    /// ```no_run
    /// # async fn example(client: shop_alpha::Client)
    /// # -> Result<(), Box<dyn std::error::Error>> {
    /// let thing = client.racks().thing("id", "id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn thing(
        &self,
        id: impl Into<types::RackId>,
        maker: impl Into<types::MakerId>,
    ) -> Call<types::Thing> {
        CallBuilder::new(&self.0, &operations::racks::THING)
            .path::<types::RackId>("id", id)
            .path::<types::MakerId>("maker", maker)
            .build()
    }
    "#);
}

#[test]
fn bytes_are_base64_and_other_formats_are_text() {
    let thing = thing(
        "
        type: object
        required: [data, list, file, id, url, time]
        properties:
          data: {type: string, format: byte}
          list: {type: array, items: {type: string, format: byte}}
          file: {type: string, format: binary}
          id: {type: string, format: uuid}
          url: {type: string, format: uri}
          time: {type: string, format: time}
        ",
    );
    assert_snapshot!(thing.fields("Thing"), @"data: Base64, list: Vec<Base64>, file: String, id: String, url: String, time: String");
}

#[test]
fn a_password_is_sensitive_without_being_told() {
    let thing = thing(
        "{type: object, properties: {name: {type: string}, secret: {type: string, format: password}}}",
    );
    assert_snapshot!(thing.rust("nomos_client_runtime::redacted_debug!"), @"nomos_client_runtime::redacted_debug!(Thing { name, -secret });");
}
