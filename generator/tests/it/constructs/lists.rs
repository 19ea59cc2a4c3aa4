//! Lists: pages, filters.

use crate::support::{Documents, paths};
use insta::assert_snapshot;

/// `GET /things` that answers this schema.
fn answer(schema: &str, parameters: &str) -> Documents {
    paths(&format!(
        "
        /things:
          get:
            parameters: [{parameters}]
            responses: {{200: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}}}
        "
    ))
}

/// The same, where lists have pages.
fn list(schema: &str, parameters: &str) -> Documents {
    answer(schema, parameters).overlay(PAGING)
}

const PAGING: &str = "
    - target: $
      update: {x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}}
";

const ENVELOPE: &str = "{type: object, required: [items], properties: {items: {type: array, items: {$ref: '#/components/schemas/Thing'}}, next_page: {type: string}, has_more: {type: boolean}}}";

const CURSOR: &str = "{name: cursor, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: number}}";

#[test]
fn a_list_with_paging_parameters_is_a_page() {
    assert_snapshot!(list(ENVELOPE, CURSOR).surface("operations"), @"GET /things                                      things().list() -> Page<Thing>  [open]");
}

#[test]
fn a_page_with_further_parameters_has_the_setters_of_paging_too() {
    let color = format!("{CURSOR}, {{name: color, in: query, schema: {{type: string}}}}");
    assert_snapshot!(list(ENVELOPE, &color).rust("impl ThingsList"), @r#"
    impl ThingsList {
        /// Sets `color`.
        pub fn color(self, color: impl Into<String>) -> Self {
            Self(self.0.query::<String>("color", color))
        }

        /// Iterates over the pages of the list, starting at the current cursor.
        pub fn pages(self) -> nomos_client_runtime::Pages<types::Thing, ApiError> {
            self.into_call().pages()
        }

        /// Iterates over the items of the list.
        pub fn items(self) -> nomos_client_runtime::Items<types::Thing, ApiError> {
            self.into_call().items()
        }

        /// Sets the maximum number of items per page.
        pub fn limit(self, limit: u32) -> Self {
            Self(self.0.with(|call| call.limit(limit)))
        }

        /// Starts at this cursor, from the previous page.
        pub fn cursor(self, cursor: impl Into<String>) -> Self {
            Self(self.0.with(|call| call.cursor(cursor)))
        }
    }
    "#);
}

#[test]
fn a_list_without_paging_parameters_comes_in_one_answer() {
    assert_snapshot!(list(ENVELOPE, "").surface("operations"), @"GET /things                                      things().list() -> List<Thing>  [open]");
}

#[test]
fn an_object_with_more_than_a_list_is_a_plain_answer() {
    let schema = "{type: object, required: [items, total], properties: {items: {type: array, items: {type: string}}, total: {type: integer}}}";
    let responses = |schema| {
        format!("{{200: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}}}")
    };
    let (things, others) = (responses(schema), responses(ENVELOPE));
    let paths = paths(&format!(
        "/things: {{get: {{responses: {things}}}}}\n/others: {{get: {{responses: {others}}}}}"
    ));
    assert_snapshot!(paths.overlay(PAGING).surface("operations"), @"
    GET /things                                      things().list() -> ThingObject  [open]
    GET /others                                      others().list() -> List<Thing>  [open]
    ");
}

#[test]
fn a_bare_array_is_a_vec() {
    let schema = "{type: array, items: {$ref: '#/components/schemas/Thing'}}";
    assert_snapshot!(answer(schema, "").surface("operations"), @"GET /things                                      things().list() -> Vec<Thing>  [open]");
}

#[test]
fn filters_are_read_from_the_parameters_description() {
    let description = r"Conditions.\n\n- `id` (string)\n- `name` (string)\n- `price` (number)\n- `created_at` (date)\n- `is_new` (boolean)\n- `state` (enum): open, done\n";
    let filter = format!(
        "{CURSOR}, {{name: 'filter[field][operator]', in: query, x-filter: true, schema: {{type: string}}, description: \"{description}\"}}"
    );
    let list = list(ENVELOPE, &filter).overlay(
        "
        - target: $
          update:
            x-ids: {fields: {id: ThingId}}
            x-paging: {items: items, next: next_page, more: has_more, cursor: cursor, limit: limit}
        ",
    );
    assert_snapshot!(list.surface("filters"), @"
    thing::ID = id: string of ThingId
    thing::NAME = name: string of String
    thing::PRICE = price: number of Decimal
    thing::CREATED_AT = created_at: date of Timestamp
    thing::IS_NEW = is_new: boolean of bool
    thing::STATE = state: enum of ThingState
    ");
    assert_snapshot!(list.rust("pub mod thing"), @r#"
    /// Conditions on lists of `Thing`.
    pub mod thing {
        use crate::types;
        use ::nomos_client_runtime::{BooleanField, DateField, EnumField, NumberField, StringField};

        /// `id`: text, compared as a whole or in part.
        pub const ID: StringField<types::Thing, types::ThingId> = StringField::new("id");

        /// `name`: text, compared as a whole or in part.
        pub const NAME: StringField<types::Thing> = StringField::new("name");

        /// `price`: a number or a range of numbers.
        pub const PRICE: NumberField<types::Thing> = NumberField::new("price");

        /// `created_at`: a range of instants, inclusive.
        pub const CREATED_AT: DateField<types::Thing> = DateField::new("created_at");

        /// `is_new`: true or false.
        pub const IS_NEW: BooleanField<types::Thing> = BooleanField::new("is_new");

        /// `state`: one of the documented values.
        pub const STATE: EnumField<types::Thing, types::ThingState> = EnumField::new("state");
    }
    "#);
    assert_snapshot!(list.surface("operations"), @"
    GET /things                                      things().list() -> Page<Thing>  [open]
        .filter(thing::…)
    ");
}
